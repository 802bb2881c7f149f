// A small council for trying the gate on: a journal, a read log, accounts, and browsers that need no socket.
#pragma once

#include <doctest/doctest.h>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/agreements.h"
#include "access/routes.h"
#include "base/log.h"
#include "each_engine.h"
#include "http/url.h"
#include "moved_clock.h"
#include "profile/small_profile.h"

namespace kith::access::test {

inline constexpr std::string_view good_password = "teapot lantern gravel";
inline constexpr PasswordCost cheap{8, 1};

struct Office {
  Office() : database(testing::each_engine()) {
    log::set_quiet(true);
    auto connection = sql::connect(database.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    journal::create_records({account_records(), agreement_records()}, *connection);
    create_session_tables(*connection);
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = {account_records(), agreement_records()};
    parts.clock = &clock;
    parts.random = &seeded;
    parts.signing_key = SigningKey::from_seed({1});
    parts.answer_key = "answer key";
    writer = std::make_unique<journal::Writer>(std::move(parts));
    readers = std::make_unique<sql::ReaderPool>(database.location());
    reads = *ReadLog::open(read_log_file());
    profile = *profile::unpack(profile::test::packed(profile::test::small_profile()));
    services.writer = writer.get();
    services.readers = readers.get();
    services.profile = &profile;
    services.clock = &clock;
    services.random = &random;
    services.reads = reads.get();
    services.throttle = &throttle;
    services.draft_key = std::string(32, 'k');
    services.password_cost = cheap;
    hang_routes(router, services);
  }

  std::filesystem::path read_log_file() const { return database.folder() / "reads.log"; }
  // An account whose password is good_password.
  ActorId hire(std::string const& login, std::vector<Role> roles, bool one_time = false) {
    static std::string const hash = hash_password(good_password, cheap, random);
    auto const account = ActorId::mint(clock.now(), random);
    auto const added = run([&](journal::Transaction& t) {
      return add_account(t, {account, login, login + " Example", "school", roles, hash, one_time}, {});
    });
    REQUIRE(added.ok());
    return account;
  }
  Result<std::string> run(std::function<Result<std::string>(journal::Transaction&)> body) {
    return writer->perform({{}, {}, std::move(body), {}});
  }
  void wait(std::chrono::milliseconds time) { clock.set(clock.now() + time); }
  std::optional<Account> account(ActorId id) { return account_by_id(*readers->lease(), id); }

  testing::TestDatabase database;
  testing::MovedClock clock{Instant{1'700'000'000'000}};
  SeededRandom seeded{1};  // the writer's
  SystemRandom random;     // everybody else's: safe for many threads
  Throttle throttle;
  profile::Profile profile;
  std::unique_ptr<journal::Writer> writer;
  std::unique_ptr<sql::ReaderPool> readers;
  std::unique_ptr<ReadLog> reads;
  Services services;
  http::Router router;
};

using Form = std::vector<std::pair<std::string, std::string>>;

inline std::string urlencoded(Form const& form) {
  http::Fields fields;
  for (auto const& [name, value] : form) fields.add(name, value);
  return http::to_urlencoded(fields);
}

// The value of a hidden field in a page; empty when it has none of that name.
inline std::string hidden_value(std::string_view page, std::string_view name) {
  auto const mark = "name=\"" + std::string{name} + "\" value=\"";
  auto const at = page.find(mark);
  if (at == std::string_view::npos) return {};
  auto const from = at + mark.size();
  return std::string{page.substr(from, page.find('"', from) - from)};
}

// Asks the router directly, keeps cookies, and knows the last page.
class Browser {
 public:
  explicit Browser(Office& office) : office_(&office) {}

  http::Response get(std::string const& target) { return ask(http::Method::get, target, {}); }
  // Sends a form with exactly these fields.
  http::Response send(std::string const& target, Form const& form) {
    return ask(http::Method::post, target, urlencoded(form));
  }
  // Opens the page `from`, then sends the form with the token and key that stand on it.
  http::Response fill(std::string const& from, std::string const& target, Form form) {
    auto const page = get(from);
    form.emplace_back("csrf_token", hidden_value(page.body, "csrf_token"));
    if (auto key = hidden_value(page.body, "form_key"); !key.empty()) form.emplace_back("form_key", key);
    return send(target, form);
  }
  http::Response sign_in(std::string const& login, std::string_view password = good_password) {
    return fill("/sign-in", "/sign-in", {{"login", login}, {"password", std::string{password}}});
  }

  http::Request request(http::Method method, std::string const& target, std::string body) const {
    http::Request request;
    request.method = method;
    auto const question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query_text = target.substr(question + 1);
    request.query = *http::parse_urlencoded(request.query_text);
    request.headers = {{"Host", "kith.example"}};
    std::string jar;
    for (auto const& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) request.headers.push_back({"Cookie", jar});
    if (method == http::Method::post) request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    for (auto const& header : headers) request.headers.push_back(header);
    request.body = std::move(body);
    request.remote_address = address;
    request.request_id = "request";
    return request;
  }

  std::map<std::string, std::string> cookies;
  std::vector<http::Header> headers;  // on every request
  std::string address = "192.0.2.1";

 private:
  http::Response ask(http::Method method, std::string const& target, std::string body) {
    auto asked = request(method, target, std::move(body));
    auto match = office_->router.match(method, asked.path);
    if (match.route == nullptr) return http::plain_text("no route", match.allowed.empty() ? 404 : 405);
    asked.parameters = match.parameters;
    auto response = answer_of(match.route->handler(asked));
    for (auto const& header : response.headers)
      if (header.name == "Set-Cookie") keep(header.value);
    return response;
  }
  static http::Response answer_of(http::Answer answer) {
    if (auto* now = std::get_if<http::Response>(&answer)) return std::move(*now);
    auto promise = std::make_shared<std::promise<std::function<http::Response()>>>();
    auto later = promise->get_future();
    std::get<http::Later>(answer)([promise](std::function<http::Response()> make) { promise->set_value(make); });
    return later.get()();
  }
  void keep(std::string const& set_cookie) {
    auto const pair = set_cookie.substr(0, set_cookie.find(';'));
    auto const equals = pair.find('=');
    if (set_cookie.find("Max-Age=0") != std::string::npos)
      cookies.erase(pair.substr(0, equals));
    else
      cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
  }

  Office* office_;
};

inline std::string header_of(http::Response const& response, std::string_view name) {
  for (auto const& header : response.headers)
    if (http::same_name(header.name, name)) return header.value;
  return {};
}
inline bool has(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

}  // namespace kith::access::test
