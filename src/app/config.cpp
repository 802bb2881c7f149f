#include "app/config.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "base/toml.h"

namespace kith::app {

std::vector<Setting> const& settings() {
  static std::vector<Setting> const all = {
      {"data", "", "The folder that holds the data"},
      {"database", "", "A postgresql:// URL, in place of SQLite in the data folder"},
      {"keys", "", "With `database`: the folder for keys and the read log"},
      {"listen", "127.0.0.1:8080", "Address and port to serve on"},
      {"metrics_listen", "", "Loopback address and port for /metrics; empty: none"},
      {"hosts", "", "Host names that are ours, comma-separated; empty: any"},
      {"tls_certificate", "", "PEM file with the certificate chain"},
      {"tls_key", "", "PEM file with the private key"},
      {"trusted_proxies", "", "Addresses or ranges of proxies that terminate TLS, comma-separated"},
      {"checkpoints", "", "File, on another disk, that gets every signed checkpoint"},
      {"workers", "16", "Threads that make pages; they wait for the read log together, so more than the cores"},
      {"session_idle_minutes", "30", "Signed out after this long without a page"},
      {"session_hours", "12", "Signed out after this long in any case"},
      {"messages", "off", "Messages to families: off, print (into messages.txt) or send"},
      {"notify_key_file", "", "File with the API key of GOV.UK Notify"},
      {"notify_url", "", "Where Notify is; empty: its own address"},
      {"notify_templates", "",
       "Notify's template ids: code_text, code_email, news_text, news_email, link_text, link_email; each =ID"},
      {"public_url", "", "How families and partners reach these pages, https://…; empty: the first of `hosts`"},
      {"notify_callback_file", "", "File with the token that Notify shows when it reports a delivery"},
      {"smtp_server", "", "Mail server for e-mails, smtps:// or smtp://; empty: Notify sends them"},
      {"smtp_user", "", "Name to sign in to the mail server with; empty: none"},
      {"smtp_password_file", "", "File with the password for it"},
      {"smtp_from", "", "Address that e-mails come from"},
      {"password_memory_mib", "64", "Memory that one password hash costs"},
  };
  return all;
}

std::string environment_name(std::string_view key) {
  std::string name = "KITH_";
  for (char c : key) name += upper_ascii(c);
  return name;
}

namespace {
bool is_known(std::string_view key) {
  for (auto const& setting : settings())
    if (setting.key == key) return true;
  return false;
}

// A value as text, lists with commas between. Nothing else is taken: a table or a date put where a text belongs would
// otherwise count as nothing said.
std::optional<std::string> text_of(toml::node const& node) {
  if (auto const* text = node.as_string()) return text->get();
  if (auto const* number = node.as_integer()) return fmt::format("{}", number->get());
  auto const* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::string list;
  for (auto const& item : *array) {
    auto const text = text_of(item);
    if (!text) return std::nullopt;
    list += (list.empty() ? "" : ",") + *text;
  }
  return list;
}
}  // namespace

Result<Config> Config::read(std::filesystem::path const& file, bool must_exist,
                            std::function<char const*(char const*)> const& environment) {
  Config config;
  for (auto const& setting : settings())
    config.held_[std::string{setting.key}] = {std::string{setting.standard}, "standard"};
  if (std::filesystem::exists(file)) {
    std::ifstream input(file, std::ios::binary);
    if (!input || std::filesystem::is_directory(file))
      return invalid("bad_file",
                     fmt::format("The configuration file {} cannot be read. Look at who may read it.", file.string()));
    std::string const written{std::istreambuf_iterator<char>(input), {}};
    try {
      auto const table = parse_toml(written, file.string());
      for (auto const& [key, node] : table) {
        auto const where = fmt::format("{} line {}", file.string(), node.source().begin.line);
        if (!is_known(key.str()))
          return invalid("unknown_key", fmt::format("{}: there is no setting called {}. `kith doctor` lists them all.",
                                                    where, key.str()));
        auto text = text_of(node);
        if (!text)
          return invalid("bad_value", fmt::format("{}: {} takes a text, a whole number or a list.", where, key.str()));
        config.held_[std::string{key.str()}] = {*std::move(text), where};
      }
    } catch (toml::parse_error const& fault) {
      return invalid("bad_file",
                     fmt::format("{} line {}: {}", file.string(), fault.source().begin.line, fault.description()));
    }
  } else if (must_exist) {
    return not_found("bad_file", fmt::format("There is no configuration file {}.", file.string()));
  }
  for (auto const& setting : settings()) {
    auto const name = environment_name(setting.key);
    if (char const* value = environment(name.c_str())) config.held_[std::string{setting.key}] = {value, name};
  }
  return config;
}

void Config::set(std::string_view key, std::string value, std::string source) {
  held_.find(key)->second = {std::move(value), std::move(source)};
}
std::string const& Config::get(std::string_view key) const { return held_.find(key)->second.value; }
std::string const& Config::source(std::string_view key) const { return held_.find(key)->second.source; }

Result<int> Config::number(std::string_view key, int least, int most) const {
  auto const& text = get(key);
  int value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < least || value > most)
    return invalid("bad_value",
                   fmt::format("{} ({}): give a whole number from {} to {}.", key, source(key), least, most));
  return value;
}

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> items;
  std::string_view rest = get(key);
  while (!rest.empty()) {
    auto const end = std::min(rest.find(','), rest.size());
    if (auto const item = trimmed(rest.substr(0, end)); !item.empty()) items.emplace_back(item);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return items;
}

Result<Place> place_of(Config const& config) {
  auto const& data = config.get("data");
  auto const& database = config.get("database");
  auto const& keys = config.get("keys");
  if (!database.empty()) {
    if (!database.starts_with("postgresql://") && !database.starts_with("postgres://"))
      return invalid("no_place", "--database takes a postgresql:// URL. For SQLite give --data DIR.");
    if (keys.empty()) return invalid("no_place", "With --database, say where keys and the read log live: --keys DIR.");
    return Place{keys, sql::Location::postgres(database)};
  }
  if (data.empty())
    return invalid("no_place", "Say where the data lives: --data DIR, or --database URL with --keys DIR.");
  return Place::folder_of(data);
}

}  // namespace kith::app
