#include "app/grammar.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/version.h"

namespace kith::app {

namespace {

CLI::App* deepest(CLI::App* app) {
  auto const chosen = app->get_subcommands();
  return chosen.empty() ? app : deepest(chosen.front());
}
// The commands below `app`, depth first. One that must be followed by another does nothing by itself.
void list(CLI::App const* app, std::string const& before, std::vector<CommandEntry>& entries) {
  for (auto const* sub : app->get_subcommands(nullptr)) {
    CommandEntry entry{before + sub->get_name(), sub->get_description(), {}};
    for (auto const* option : sub->get_options()) {
      if (option->check_name("--help")) continue;
      bool const positional = option->get_positional();
      entry.words.push_back({positional ? option->get_name(true) : "--" + option->get_lnames().front(),
                             option->get_description(), option->get_required(), positional,
                             option->get_expected_max() == 0});
    }
    auto const name = entry.command;
    if (sub->get_require_subcommand_min() == 0) entries.push_back(std::move(entry));
    list(sub, name + " ", entries);
  }
}

}  // namespace

CLI::Option* date_option(CLI::App* app, std::string const& name, std::string& text, std::string const& meaning) {
  return app->add_option(name, text, meaning)->check([](std::string const& typed) -> std::string {
    return parse_date(typed) ? "" : fmt::format("{} is not a date. Write it as 2019-06-30.", typed);
  });
}
std::optional<Date> maybe_date(std::string const& text) { return text.empty() ? std::nullopt : parse_date(text); }

Grammar::Grammar(Terminal const& terminal, std::filesystem::path folder)
    : app_("Kith: early help, from the first knock to the published table.", "kith"),
      terminal_(terminal),
      folder_(std::move(folder)) {
  app_.require_subcommand(1);
  app_.set_version_flag("--version", std::string{version()});
  init();
  demo();
  serve();
  doctor();
  user();
  import();
  export_records();
  report();
  forecast();
  verify();
  upkeep();
  match();
  simulate();
  reference();
}

int Grammar::parse(std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());
  try {
    app_.parse(arguments);
    return 0;
  } catch (CLI::CallForHelp const&) {
    terminal_.out(deepest(&app_)->help());
    return -1;
  } catch (CLI::CallForAllHelp const&) {
    terminal_.out(app_.help("", CLI::AppFormatMode::All));
    return -1;
  } catch (CLI::CallForVersion const&) {
    terminal_.out(fmt::format("{}\n", version()));
    return -1;
  } catch (CLI::ParseError const& fault) {
    terminal_.err(fmt::format("{} Try `kith --help`.\n", fault.what()));
    return 2;
  }
}

std::vector<CommandEntry> Grammar::table() const {
  std::vector<CommandEntry> entries;
  list(&app_, "", entries);
  return entries;
}

void Grammar::place_options(CLI::App* app) {
  setting(app, "data");
  setting(app, "database");
  setting(app, "keys");
  app->add_option("--config", config_file, "Configuration file");
}

void Grammar::setting(CLI::App* app, std::string const& key) {
  std::string flag = "--" + key;
  std::replace(flag.begin(), flag.end(), '_', '-');
  std::string meaning;
  for (auto const& known : settings())
    if (known.key == key) meaning = known.meaning;
  app->add_option_function<std::string>(
      flag, [this, key](std::string const& value) { given[key] = value; }, meaning);
}

}  // namespace kith::app
