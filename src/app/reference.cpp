#include "app/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "access/decide.h"
#include "app/config.h"
#include "app/routes.h"
#include "base/random.h"
#include "door/words.h"

namespace kith::app {

namespace {

constexpr std::string_view made_by =
    "<!-- Made by tools/reference from the program's own tables; a test finds it stale. -->\n\n";

// What every command with data takes: told once, not with each.
bool is_common(CommandWord const& word) {
  return word.name == "--data" || word.name == "--database" || word.name == "--keys" || word.name == "--config";
}
bool is_setting(CommandWord const& word) {
  auto key = word.name.substr(std::min<std::size_t>(2, word.name.size()));
  std::replace(key.begin(), key.end(), '-', '_');
  for (auto const& known : settings())
    if (known.key == key) return true;
  return false;
}
bool takes_settings(CommandEntry const& entry) { return entry.command == "serve" || entry.command == "doctor"; }
bool is_told(CommandEntry const& entry, CommandWord const& word) {
  return !is_common(word) && !(takes_settings(entry) && is_setting(word));
}

std::string commands_page() {
  std::string page = "# Commands\n\n" + std::string{made_by} +
                     "Every command that needs data takes `--data DIR`, or `--database URL` with `--keys DIR`, and "
                     "`--config FILE`.\nExit codes: 0 done, 1 failed, 2 wrong usage.\n";
  for (auto const& entry : command_table()) {
    page += fmt::format("\n## kith {}\n\n{}.\n\n```\n{}\n```\n", entry.command, entry.meaning, entry.usage());
    std::string rows;
    for (auto const& word : entry.words)
      if (is_told(entry, word))
        rows += fmt::format("| `{}` | {}{} |\n", word.name, word.meaning, word.required ? " (required)" : "");
    if (!rows.empty()) page += "\n| | |\n|---|---|\n" + rows;
    if (takes_settings(entry)) page += "\nEvery setting below, as a flag.\n";
  }
  page +=
      "\n## Settings\n\n`/etc/kith/kith.toml`, then the environment, then flags; the later wins.\n\n"
      "| key | environment | standard | |\n|---|---|---|---|\n";
  for (auto const& setting : settings())
    page += fmt::format("| `{}` | `{}` | {} | {} |\n", setting.key, environment_name(setting.key),
                        setting.standard.empty() ? "" : fmt::format("`{}`", setting.standard), setting.meaning);
  return page;
}

std::string who_may(std::string const& rule) {
  auto const action = parse<access::Action>(rule);
  if (!action || *action == access::Action::open_to_all) return "everybody";
  std::string roles;
  std::size_t count = 0;
  for (auto const& role : members_of<access::Role>) {
    access::Subject subject;
    subject.signed_in = true;
    subject.roles = {role.value};
    if (!access::may_enter(subject, *action)) continue;
    roles += fmt::format("{}{}", roles.empty() ? "" : ", ", role.wire);
    ++count;
  }
  return count == members_of<access::Role>.size() ? "everybody signed in" : roles;
}

std::string routes_page() {
  SeededRandom random{1};  // hanging the routes makes a token; nobody ever calls them here
  access::Services services;
  services.random = &random;
  auto const router = all_routes(services);
  std::vector<std::string> rows;
  for (auto const* route : router.list()) {
    // The names of assets change with their content.
    auto const pattern = route->name == "asset" ? "/assets/NAME" : route->pattern;
    rows.push_back(fmt::format("| {} | `{}` | {} | {} | {} |\n", wire(route->method), pattern, route->summary,
                               who_may(route->rule), route->rule));
  }
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::string page = "# Routes\n\n" + std::string{made_by} +
                     "Who may enter at all; what they then see of a record is for `access::decide` to say, record by "
                     "record. A POST needs\nthe session's token.\n\n| method | path | what it does | who may | rule "
                     "|\n|---|---|---|---|---|\n";
  for (auto const& row : rows) page += row;
  return page;
}

std::string settings_file() {
  std::string text =
      "# Kith's configuration. Each line that begins with # shows what holds when nothing is said.\n"
      "# KITH_* in the environment and flags of `kith serve` win over this file; `kith doctor` prints what is in "
      "force.\n";
  for (auto const& setting : settings())
    text += fmt::format("\n# {}\n# {} = \"{}\"\n", setting.meaning, setting.key, setting.standard);
  return text;
}

// Roff gives a hyphen, a backslash and a leading full stop or quote meanings of their own.
std::string roff(std::string_view text) {
  std::string out = !text.empty() && (text[0] == '.' || text[0] == '\'') ? "\\&" : "";
  for (char c : text) {
    if (c == '-' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string manual_page() {
  std::string page =
      ".TH KITH 1\n.SH NAME\nkith \\- early help, from the first knock to the published table\n.SH SYNOPSIS\n"
      ".B kith\n.I command\n.RI [ options ]\n.SH DESCRIPTION\nKith is an early\\-help system for a council: requests "
      "for "
      "help come in, are screened, allocated or referred,\nand counted. Every command that needs data takes "
      "\\fB\\-\\-data\\fR \\fIDIR\\fR, or \\fB\\-\\-database\\fR \\fIURL\\fR with \\fB\\-\\-keys\\fR \\fIDIR\\fR.\n"
      ".SH COMMANDS\n";
  for (auto const& entry : command_table()) {
    page += fmt::format(".TP\n.B {}\n{}.\n", roff(entry.usage()), roff(entry.meaning));
    for (auto const& word : entry.words)
      if (is_told(entry, word)) page += fmt::format(".br\n{}: {}\n", roff(word.name), roff(word.meaning));
  }
  page += ".SH SETTINGS\n";
  for (auto const& setting : settings())
    page += fmt::format(".TP\n.B {}\n{}{}\n", roff(setting.key), roff(setting.meaning),
                        setting.standard.empty() ? "" : fmt::format(" ({})", roff(setting.standard)));
  page +=
      ".SH FILES\n.TP\n.I /etc/kith/kith.toml\nSettings; KITH_* in the environment and flags win over it.\n"
      ".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage.\n";
  return page;
}

}  // namespace

std::string CommandEntry::usage() const {
  std::string text = "kith " + command;
  for (auto const& word : words) {
    if (!is_told(*this, word)) continue;
    auto shown = word.name;
    if (word.positional)
      std::transform(shown.begin(), shown.end(), shown.begin(), [](unsigned char c) { return std::toupper(c); });
    else if (!word.flag)
      shown += " …";
    text += word.required ? " " + shown : fmt::format(" [{}]", shown);
  }
  return text;
}

Result<std::string> reference(std::string_view what) {
  if (what == "commands") return commands_page();
  if (what == "routes") return routes_page();
  if (what == "settings") return settings_file();
  if (what == "manual") return manual_page();
  if (what == "words") return door::report_of_gaps(door::all_catalogues());
  return not_found(
      "no_such_reference",
      fmt::format("There is no reference of {}. Choose commands, routes, settings, manual or words.", what));
}

}  // namespace kith::app
