#include "app/server.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>

#include <charconv>
#include <thread>

#include "app/cli.h"
#include "app/home.h"
#include "app/house.h"
#include "app/jobs.h"
#include "app/metrics.h"
#include "app/routes.h"
#include "app/socket.h"
#include "base/log.h"
#include "door/following.h"
#include "door/wording.h"
#include "guest/commands.h"
#include "http/server.h"
#include "message/one_time_code.h"
#include "message/settings.h"
#include "message/worker.h"
#include "people/matching/known_people.h"

namespace kith::app {

namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080" or "[::1]:8080".
Result<Address> address_of(Config const& config, std::string_view key) {
  auto const& text = config.get(key);
  auto const colon = text.rfind(':');
  int port = -1;
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data() + std::min(colon, text.size() - 1) + 1, end, port);
  if (colon == std::string::npos || colon == 0 || read.ec != std::errc{} || read.ptr != end || port < 0 || port > 65535)
    return invalid("bad_value", fmt::format("{} ({}): give an address and a port, such as 127.0.0.1:8080.", key,
                                            config.source(key)));
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return Address{std::move(host), static_cast<std::uint16_t>(port)};
}

Result<OpenOptions> open_options(Config const& config) {
  OpenOptions options;
  if (auto const& file = config.get("checkpoints"); !file.empty()) options.checkpoints = file;
  options.password_cost.memory_mib = static_cast<unsigned>(TRY(config.number("password_memory_mib", 8, 1024)));
  options.session_limits.idle = std::chrono::minutes{TRY(config.number("session_idle_minutes", 1, 24 * 60))};
  options.session_limits.absolute = std::chrono::hours{TRY(config.number("session_hours", 1, 72))};
  return options;
}

Result<http::ServerOptions> server_options(Config const& config, access::Services const& services) {
  http::ServerOptions options;
  auto const address = TRY(address_of(config, "listen"));
  options.listen_address = address.host;
  options.listen_port = address.port;
  options.worker_threads = static_cast<std::size_t>(TRY(config.number("workers", 1, 256)));
  options.tls = {config.get("tls_certificate"), config.get("tls_key")};
  options.trusted_proxies = config.list("trusted_proxies");
  options.hosts = config.list("hosts");
  options.default_headers = default_headers(!options.tls.certificate_chain.empty() || !options.trusted_proxies.empty());
  options.error_page = [&services](http::Refusal const& refusal, std::string const& id) {
    return refusal_page(services, refusal, id);
  };
  options.on_exchange = [](http::Exchange const& e) {
    log::info("request",
              {{"id", e.request_id}, {"route", e.route}, {"status", e.status}, {"ms", e.took.count() / 1000}});
  };
  options.on_fault = [](std::string const& id, std::string const& what) {
    log::error("fault", {{"id", id}, {"reason", what}});
  };
  return options;
}

// A second small server for /metrics, when asked for.
Result<std::unique_ptr<http::Server>> metrics_server(Config const& config, House& house, http::Server const& server) {
  if (config.get("metrics_listen").empty()) return std::unique_ptr<http::Server>{};
  auto const address = TRY(address_of(config, "metrics_listen"));
  http::Router router;
  router.add({.pattern = "/metrics",
              .handler = [&house, &server](http::Request const&) -> http::Answer {
                std::error_code absent;
                auto const bytes = std::filesystem::file_size(house.place().database.target + "-wal", absent);
                return http::plain_text(
                    metrics_text(house.writer().counts(), server.counters(), house.reads(), absent ? 0 : bytes));
              },
              .name = "metrics"});
  http::ServerOptions options;
  options.listen_address = address.host;
  options.listen_port = address.port;
  options.worker_threads = 1;
  auto made = std::make_unique<http::Server>(std::move(options), std::move(router));
  TRY(made->start());
  return made;
}

message::Settings message_settings(Config const& config) {
  return {.messages = config.get("messages"),
          .notify_url = config.get("notify_url"),
          .notify_key_file = config.get("notify_key_file"),
          .notify_templates = config.get("notify_templates"),
          .notify_callback_file = config.get("notify_callback_file"),
          .smtp_server = config.get("smtp_server"),
          .smtp_user = config.get("smtp_user"),
          .smtp_password_file = config.get("smtp_password_file"),
          .smtp_from = config.get("smtp_from")};
}

// What a link in a message begins with.
std::string links_to(Config const& config) {
  auto begins = config.get("public_url");
  while (begins.ends_with('/')) begins.pop_back();
  auto const hosts = config.list("hosts");
  if (begins.empty() && !hosts.empty()) begins = "https://" + hosts.front();
  if (begins.empty()) begins = (config.get("tls_certificate").empty() ? "http://" : "https://") + config.get("listen");
  return begins + "/help/open/";
}

// Messages that wait are looked after even when none may go out now: what is too late is given up.
std::unique_ptr<message::Worker> message_worker(House& house, message::Carriers carriers, std::string links_to) {
  message::WorkerParts parts;
  parts.writer = &house.writer();
  parts.readers = &house.readers();
  parts.clock = &house.clock();
  parts.carriers = std::move(carriers);
  parts.still_safe = [&house](sql::Connection& c, message::MessageAsked const& asked) {
    return door::still_safe(c, asked, house.clock().now()) || guest::still_open(c, asked, house.clock().now());
  };
  parts.wording = door::wording(house.profile(), std::move(links_to));
  parts.code_key = message::code_key(house.services().draft_key);
  auto worker = std::make_unique<message::Worker>(std::move(parts));
  worker->start(std::chrono::seconds{1});
  return worker;
}

// Runs beside the first questions and must not be felt by those who ask them, so it, and the threads it starts, give
// way to everything else (on Linux a thread has a niceness of its own).
void read_register(House& house, people::KnownPeople& known) {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 10);
  try {
    known.refresh(*house.readers().lease());
  } catch (sql::Fault const& fault) {
    log::error("register_not_read", {{"reason", sql::to_error(fault).sentence}});
  }
}

Result<Done> serve(Terminal const& terminal, Config const& config) {
  auto const place = TRY(place_of(config));
  auto options = TRY(open_options(config));
  options.rebuilding = [&](std::int64_t at) { terminal.err(fmt::format("Making the records again: {} events\r", at)); };
  auto house = TRY(House::open(place, std::move(options)));
  auto const known = std::make_shared<people::KnownPeople>(house->profile().matching);
  auto const outgoing = TRY(message::outgoing(message_settings(config), place.folder / "messages.txt", house->clock()));
  auto router = all_routes(house->services(), known, outgoing);
  http::Server server(TRY(server_options(config, house->services())), std::move(router));
  TRY(server.start());
  auto metrics = TRY(metrics_server(config, *house, server));
  auto const socket = TRY(CommandSocket::listen(place.socket(), [&](Asked const& asked, Terminal const& remote) {
    return run_in_house(asked.arguments, asked.folder, remote, *house);
  }));
  auto const messages = message_worker(*house, outgoing.carriers, links_to(config));
  Jobs const jobs(std::chrono::seconds{15}, timed_jobs(house->services(), known));
  // The first question need not wait for the register to be read.
  std::jthread const reading([&house, known] { read_register(*house, *known); });
  terminal.say("Kith serves {} on {}.", house->profile().council, config.get("listen"));
  log::info("serving", {{"port", server.port()}});
  server.run_until_signal();
  log::info("stopped");
  return Done{};
}

}  // namespace

int run_serve(Terminal const& terminal, Config const& config) {
  auto const served = serve(terminal, config);
  return served ? 0 : terminal.complain(served.error());
}

int run_doctor(Terminal const& terminal, Config const& config) {
  terminal.say("In force:");
  for (auto const& setting : settings()) {
    bool const secret = setting.key == "database" && config.get(setting.key).find('@') != std::string::npos;
    auto const& value = config.get(setting.key);
    terminal.say("  {:22} {:32} {} ({})", setting.key,
                 value.empty() ? "-"
                 : secret      ? "(a URL with a password)"
                               : value,
                 setting.meaning, config.source(setting.key));
  }
  auto const place = place_of(config);
  if (!place) return terminal.complain(place.error());
  int faults = 0;
  auto check = [&](char const* what, Result<Done> const& result) {
    terminal.say("  {:40} {}", what, result ? "good" : result.error().sentence);
    if (!result) ++faults;
  };
  terminal.say("Checked:");
  auto const opened = open_read_only(*place);
  check("The data can be read", opened ? Result<Done>{Done{}} : Result<Done>{opened.error()});
  auto const keys = read_keys(place->keys());
  check("The keys are there and private", keys ? Result<Done>{Done{}} : Result<Done>{keys.error()});
  check("Numbers in the configuration", [&]() -> Result<Done> {
    TRY(open_options(config));
    TRY(config.number("workers", 1, 256));
    TRY(address_of(config, "listen"));
    return Done{};
  }());
  SystemClock const clock;
  auto const outgoing = message::outgoing(message_settings(config), place->folder / "messages.txt", clock);
  check("Messages to families", outgoing ? Result<Done>{Done{}} : Result<Done>{outgoing.error()});
  if (outgoing) {
    terminal.say("  {:40} {}", "", label(outgoing->mode));
    if (!outgoing->texts_by.empty()) terminal.say("  {:40} text messages by {}", "", outgoing->texts_by);
    if (!outgoing->emails_by.empty()) terminal.say("  {:40} e-mails by {}", "", outgoing->emails_by);
  }
  auto const lock = FolderLock::take(place->lock());
  terminal.say("  {:40} {}", "A server holds the folder", lock ? "no" : "yes");
  if (opened) {
    auto const head = journal::head(*opened->connection);
    terminal.say("  {:40} {}", "Entries in the journal", head.sequence);
    terminal.say("  {:40} {}", "Records made by this program",
                 journal::records_are_current(all_projections(), *opened->connection)
                     ? "yes"
                     : "no: they are made again at the next start");
  }
  return faults == 0 ? 0 : 1;
}

}  // namespace kith::app
