#include "app/cli.h"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdlib>

#include "app/commands/commands.h"
#include "app/config.h"
#include "app/reference.h"
#include "app/server.h"
#include "app/socket.h"
#include "base/log.h"

namespace kith::app {

namespace {

// What a command line comes to once it is understood. Exactly one of these is set by the subcommand that was named.
struct Understood {
  std::function<int(Config const&)> configured;  // serve, doctor
  std::function<int(Place const&)> on_place;     // reads, or takes the lock by itself
  std::function<int(House&)> in_house;           // writes
  std::function<int()> alone;                    // needs no data
  std::optional<std::filesystem::path> out;      // where results go, in place of standard output
};

// Dates are checked where they are typed.
CLI::Option* date_option(CLI::App* app, std::string const& name, std::string& text, std::string const& meaning) {
  return app->add_option(name, text, meaning)->check([](std::string const& typed) -> std::string {
    return parse_date(typed) ? "" : fmt::format("{} is not a date. Write it as 2019-06-30.", typed);
  });
}
std::optional<Date> maybe_date(std::string const& text) { return text.empty() ? std::nullopt : parse_date(text); }

// The whole grammar. Options live as long as this object; callbacks fill `understood`.
class Grammar {
 public:
  Grammar(Terminal const& terminal, std::filesystem::path folder)
      : app_("Kith: early help, from the first knock to the published table.", "kith"),
        terminal_(terminal),
        folder_(std::move(folder)) {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "kith " KITH_VERSION);
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

  // 0 when understood; otherwise the exit code, everything having been said.
  int parse(std::vector<std::string> arguments) {
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
      terminal_.out("kith " KITH_VERSION "\n");
      return -1;
    } catch (CLI::ParseError const& fault) {
      terminal_.err(fmt::format("{} Try `kith --help`.\n", fault.what()));
      return 2;
    }
  }

  std::vector<CommandEntry> table() const {
    std::vector<CommandEntry> entries;
    list(&app_, "", entries);
    return entries;
  }

  Understood understood;
  std::map<std::string, std::string> given;  // settings named on the command line
  std::string config_file;

 private:
  static CLI::App* deepest(CLI::App* app) {
    auto const chosen = app->get_subcommands();
    return chosen.empty() ? app : deepest(chosen.front());
  }
  // The commands below `app`, depth first. One that must be followed by another does nothing by itself.
  static void list(CLI::App const* app, std::string const& before, std::vector<CommandEntry>& entries) {
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
  std::filesystem::path here(std::string const& path) const { return folder_ / path; }

  // --data, or --database with --keys: every command takes either.
  void place_options(CLI::App* app) {
    setting(app, "data");
    setting(app, "database");
    setting(app, "keys");
    app->add_option("--config", config_file, "Configuration file");
  }
  void setting(CLI::App* app, std::string const& key) {
    std::string flag = "--" + key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    std::string meaning;
    for (auto const& known : settings())
      if (known.key == key) meaning = known.meaning;
    app->add_option_function<std::string>(
        flag, [this, key](std::string const& value) { given[key] = value; }, meaning);
  }

  void init() {
    auto* app = app_.add_subcommand("init", "Make an empty system");
    place_options(app);
    app->add_option("--profile", profile_, "The council's configuration: a name or a folder")->required();
    app->callback(
        [this] { understood.on_place = [this](Place const& p) { return run_init(terminal_, p, profile_); }; });
  }
  void demo() {
    auto* app = app_.add_subcommand("demo", "Make a fictional borough to try Kith on");
    place_options(app);
    app->add_option("--profile", demo_.profile, "The council's configuration: a name or a folder");
    app->add_option("--years", demo_.years, "How many years to live through")->check(CLI::Range(0.02, 30.0));
    app->add_option("--families", demo_.families, "How many families; otherwise as many as Doncaster's numbers need")
        ->check(CLI::PositiveNumber);
    app->add_option("--seed", demo_.seed, "The same seed and date give the same borough");
    date_option(app, "--until", until_, "The last day; today if absent");
    app->callback([this] {
      demo_.until = maybe_date(until_).value_or(london_date(SystemClock{}.now()));
      understood.on_place = [this](Place const& p) { return run_demo(terminal_, p, demo_); };
    });
  }
  void serve() {
    auto* app = app_.add_subcommand("serve", "Serve the web application");
    app->add_option("--config", config_file, "Configuration file");
    for (auto const& known : settings()) setting(app, std::string{known.key});
    app->callback([this] { understood.configured = [this](Config const& c) { return run_serve(terminal_, c); }; });
  }
  void doctor() {
    auto* app = app_.add_subcommand("doctor", "Say what is in force and what is wrong");
    app->add_option("--config", config_file, "Configuration file");
    for (auto const& known : settings()) setting(app, std::string{known.key});
    app->callback([this] { understood.configured = [this](Config const& c) { return run_doctor(terminal_, c); }; });
  }
  void user() {
    auto* app = app_.add_subcommand("user", "Accounts: add, disable, enable, roles, password, list");
    app->require_subcommand(1);
    struct Act {
      char const* name;
      char const* meaning;
      bool names_somebody, has_roles;
    };
    for (auto const& act :
         {Act{"add", "Add an account; prints a one-time password", true, true},
          Act{"disable", "Take the right to sign in away", true, false}, Act{"enable", "Give it back", true, false},
          Act{"roles", "Change roles or agency", true, true},
          Act{"password", "Give a new one-time password", true, false},
          Act{"list", "List the accounts", false, false}}) {
      auto* sub = app->add_subcommand(act.name, act.meaning);
      place_options(sub);
      if (act.names_somebody) sub->add_option("login", user_.login, "Sign-in name")->required();
      if (act.has_roles) {
        sub->add_option("--role", user_.roles, "A role; may be given several times")->required();
        sub->add_option("--agency", user_.agency, "The agency's code in the profile");
        sub->add_option("--name", user_.name, "The person's name");
      }
      sub->callback([this, name = act.name] {
        user_.act = name;
        understood.in_house = [this](House& house) { return run_user(terminal_, house, user_); };
      });
    }
  }
  void import() {
    auto* app = app_.add_subcommand("import", "Import enquiries, allocations or referrals from a file");
    app->require_subcommand(1);
    for (auto const* door : {"enquiries", "allocations", "referrals"}) {
      auto* sub = app->add_subcommand(door, fmt::format("Import {} from a CSV file or workbook", door));
      place_options(sub);
      sub->add_option("file", import_file_, "The file")->required();
      sub->add_option("--rejects", import_rejects_, "Write the rejected rows here, with line, column and reason");
      sub->add_option("--mapping", import_.mapping, "A saved column mapping, by its name, or a file that holds one");
      sub->add_flag("--strict", import_.strict, "All or nothing");
      sub->callback([this, door] {
        import_.door = door;
        import_.file = here(import_file_);
        if (!import_rejects_.empty()) import_.rejects = here(import_rejects_);
        import_.mapping_file = here(import_.mapping);
        understood.in_house = [this](House& house) { return run_import(terminal_, house, import_); };
      });
    }
  }
  void export_records() {
    auto* app = app_.add_subcommand("export", "Take records out: for another system, or for the family they are about");
    app->require_subcommand(1);
    for (auto const* what : {"enquiries", "allocations", "referrals", "family"}) {
      bool const one_family = what == std::string_view{"family"};
      auto* sub = app->add_subcommand(
          what, one_family ? "Everything held on one family, as JSON"
                           : fmt::format("Write {} as CSV, with the columns of `kith import {}`", what, what));
      place_options(sub);
      if (one_family) {
        sub->add_option("reference", export_.reference, "The reference of a request or a person")->required();
      } else {
        date_option(sub, "--from", from_, "First day, by the date that the report counts by");
        date_option(sub, "--to", to_, "Last day");
      }
      sub->add_option("--why", export_.why, "The reason, which the log of looks keeps; without a name")->required();
      sub->add_option("--as", export_.asker, "Sign-in name of whoever it is for: they get what they may see");
      sub->add_option("out", path_, "The file to write; standard output if absent");
      sub->callback([this, what] {
        export_.what = what;
        export_.from = maybe_date(from_);
        export_.to = maybe_date(to_);
        if (!path_.empty()) understood.out = here(path_);
        understood.in_house = [this](House& house) { return run_export(terminal_, house, export_); };
      });
    }
  }
  void report() {
    auto* app = app_.add_subcommand("report", "Print a report; alone, list them");
    place_options(app);
    app->add_option("name", report_.name, "The report");
    date_option(app, "--from", from_, "First day counted");
    date_option(app, "--to", to_, "Last day counted");
    date_option(app, "--steps-from", steps_from_, "The social care table's own first day");
    date_option(app, "--steps-to", steps_to_, "The social care table's own last day");
    date_option(app, "--as-known-on", as_known_on_, "As the records stood at the end of this day");
    app->add_option("--areas", areas_, "Places or aliases, comma-separated")->delimiter(',');
    app->add_option("--format", report_.format, "text, json, csv, html or xlsx");
    app->add_flag("--published", report_.published, "Suppress small numbers, for publication");
    app->add_option("--out", report_out_, "Write to this file");
    app->callback([this] {
      if (!report_.name.empty() && (from_.empty() || to_.empty()))
        throw CLI::ValidationError("Give the period: --from 2018-07-01 --to 2019-06-30.");
      report_.from = maybe_date(from_).value_or(Date{});
      report_.to = maybe_date(to_).value_or(Date{});
      report_.steps_from = maybe_date(steps_from_);
      report_.steps_to = maybe_date(steps_to_);
      report_.as_known_on = maybe_date(as_known_on_);
      report_.areas = areas_;
      if (!report_out_.empty()) report_.out = here(report_out_);
      if (report_.name.empty())
        understood.alone = [this] { return run_report(terminal_, {}, report_); };
      else
        understood.on_place = [this](Place const& p) { return run_report(terminal_, p, report_); };
    });
  }
  void forecast() {
    auto* app = app_.add_subcommand("forecast", "The next twelve months by month and place, tested on the past");
    place_options(app);
    app->add_option("--flow", forecast_.flow, "requests, allocations or referrals");
    app->add_option("--areas", areas_, "Places or aliases, comma-separated; else the largest places")->delimiter(',');
    date_option(app, "--to", to_, "The last day of the records to use; yesterday if absent");
    app->add_option("--format", forecast_.format, "text, json or csv");
    app->callback([this] {
      forecast_.areas = areas_;
      forecast_.to = maybe_date(to_);
      understood.on_place = [this](Place const& p) { return run_forecast(terminal_, p, forecast_); };
    });
  }
  void verify() {
    auto* app =
        app_.add_subcommand("verify", "Check that the journal is what was written and the records follow from it");
    place_options(app);
    app->add_option("--checkpoints", checkpoints_, "A file of checkpoints kept elsewhere");
    app->add_flag("--chain", verify_.chain_only, "The chain alone");
    app->callback([this] {
      if (!checkpoints_.empty()) verify_.checkpoints = here(checkpoints_);
      understood.on_place = [this](Place const& p) { return run_verify(terminal_, p, verify_); };
    });
  }
  void upkeep() {
    auto* rebuild = app_.add_subcommand("rebuild", "Make the records again from the journal");
    place_options(rebuild);
    rebuild->callback([this] { understood.on_place = [this](Place const& p) { return run_rebuild(terminal_, p); }; });
    auto* migrate = app_.add_subcommand("migrate", "Bring older data to this program's format");
    place_options(migrate);
    migrate->callback([this] { understood.on_place = [this](Place const& p) { return run_migrate(terminal_, p); }; });
    auto* backup = app_.add_subcommand("backup", "Copy everything but the keys to one file, while serving");
    place_options(backup);
    backup->add_option("out", path_, "The file to write")->required();
    backup->callback(
        [this] { understood.on_place = [this](Place const& p) { return run_backup(terminal_, p, here(path_)); }; });
    auto* restore = app_.add_subcommand("restore", "Fill an empty place from a backup");
    place_options(restore);
    restore->add_option("in", path_, "The backup")->required();
    restore->callback(
        [this] { understood.on_place = [this](Place const& p) { return run_restore(terminal_, here(path_), p); }; });
    auto* keys = app_.add_subcommand("keys", "The secrets of this system");
    keys->require_subcommand(1);
    auto* copy = keys->add_subcommand("backup", "Copy the keys to a folder of their own");
    place_options(copy);
    copy->add_option("out", path_, "The folder to make")->required();
    copy->callback([this] {
      understood.on_place = [this](Place const& p) { return run_keys_backup(terminal_, p, here(path_)); };
    });
  }

  void match() {
    auto* app = app_.add_subcommand("match", "Link one file to itself, or a second file to it");
    app->add_option("files", match_files_, "A.csv, or A.csv and B.csv")->required()->expected(1, 2);
    app->add_option("--model", match_model_, "Model file; without one a model is proposed");
    app->add_option("--pairs", match_pairs_, "Write the pairs here")->required();
    app->add_option("--clusters", match_clusters_, "Write the clusters here");
    app->add_option("--report", match_report_, "Write a page on what was learned and found here");
    app->add_option("--threads", match_.threads, "0: as many as the machine has");
    app->callback([this] {
      match_.first = here(match_files_[0]);
      if (match_files_.size() == 2) match_.second = here(match_files_[1]);
      if (!match_model_.empty()) match_.model = here(match_model_);
      if (!match_clusters_.empty()) match_.clusters = here(match_clusters_);
      if (!match_report_.empty()) match_.report = here(match_report_);
      match_.pairs = here(match_pairs_);
      understood.alone = [this] { return run_match(terminal_, match_); };
    });
  }
  void simulate() {
    auto* app = app_.add_subcommand("simulate", "Run a demand model");
    place_options(app);
    app->add_option("model", simulate_model_, "The model file, or a scenario that lies over one");
    app->add_option("--scenario", simulate_scenario_, "The same, when the records are to fill it (--data)");
    app->add_option("--england", simulate_england_, "Many authorities: the file that says which are run");
    app->add_option("--inputs", simulate_inputs_, "What records cannot give; else inputs.toml beside the model");
    date_option(app, "--from", from_, "With --data: the first day of the records to calibrate from");
    date_option(app, "--to", to_, "The last day; the model starts the day after");
    date_option(app, "--steps-from", steps_from_, "The first day for referrals, if another");
    date_option(app, "--steps-to", steps_to_, "The last day for referrals, if another");
    app->add_option("--days", calibrate_.days, "With --data: how many days ahead")->check(CLI::Range(28, 3660));
    app->add_option("--replications", simulate_.replications, "How many times");
    app->add_option("--seed", simulate_.seed, "The same seed gives the same answer");
    app->add_option("--threads", simulate_.threads, "0: as many as the machine has");
    app->add_option("--lever", simulate_.levers, "NAME=VALUE: move a lever of the model; may be given again");
    app->add_option("--draws", simulate_.draws, "How often its uncertain numbers are drawn; 0: not at all");
    app->add_option("--trace", simulate_trace_, "Write the first run's events here as CSV");
    app->add_option("--format", simulate_.format, "text or json");
    app->callback([this] {
      if (!simulate_england_.empty()) {
        if (!simulate_model_.empty() || !simulate_scenario_.empty() || given.contains("data"))
          throw CLI::ValidationError("--england stands alone: its file names the model.");
        simulate_.model = here(simulate_england_);
        if (!simulate_trace_.empty()) simulate_.trace = here(simulate_trace_);
        understood.alone = [this] { return run_nation(terminal_, simulate_); };
        return;
      }
      auto const& model = simulate_scenario_.empty() ? simulate_model_ : simulate_scenario_;
      if (!model.empty()) simulate_.model = here(model);
      if (!simulate_trace_.empty()) simulate_.trace = here(simulate_trace_);
      if (!simulate_inputs_.empty()) calibrate_.inputs = here(simulate_inputs_);
      calibrate_.from = maybe_date(from_);
      calibrate_.to = maybe_date(to_);
      calibrate_.steps_from = maybe_date(steps_from_);
      calibrate_.steps_to = maybe_date(steps_to_);
      bool const has_data = given.contains("data") || given.contains("database");
      if (!has_data && simulate_.model.empty())
        throw CLI::ValidationError("Name a model file, or --data for the model of its own records.");
      if (has_data)
        understood.on_place = [this](Place const& p) { return run_calibrated(terminal_, p, simulate_, calibrate_); };
      else
        understood.alone = [this] { return run_simulate(terminal_, simulate_); };
    });
  }
  void reference() {
    auto* app = app_.add_subcommand("reference", "Print what there is, from this program's own tables");
    app->add_option("what", reference_,
                    "commands, routes, settings, manual, or words: what the public pages do not say in each language")
        ->required();
    app->callback([this] {
      understood.alone = [this] {
        auto const text = app::reference(reference_);
        if (!text) return terminal_.complain(text.error());
        terminal_.out(*text);
        return 0;
      };
    });
  }

  CLI::App app_;
  Terminal const& terminal_;
  std::filesystem::path folder_;
  std::string profile_, path_, checkpoints_, report_out_, import_file_, import_rejects_;
  std::string reference_;
  DemoOptions demo_;
  std::vector<std::string> match_files_;
  std::string match_model_, match_pairs_, match_clusters_, match_report_, simulate_model_, simulate_trace_;
  MatchOptions match_;
  std::string simulate_scenario_, simulate_inputs_, simulate_england_;
  SimulateOptions simulate_;
  CalibrateOptions calibrate_;
  std::string until_;
  std::string from_, to_, steps_from_, steps_to_, as_known_on_;
  std::vector<std::string> areas_;
  UserOptions user_;
  ImportOptions import_;
  ExportOptions export_;
  ReportOptions report_;
  ForecastOptions forecast_;
  VerifyOptions verify_;
};

Result<Config> configuration(Grammar const& grammar) {
  bool const named = !grammar.config_file.empty();
  auto config = TRY(Config::read(named ? grammar.config_file : "/etc/kith/kith.toml", named,
                                 [](char const* n) { return std::getenv(n); }));
  for (auto const& [key, value] : grammar.given) config.set(key, value, "command line");
  return config;
}

// Opens the house here, or sends the command line to the server that holds it.
int run_writing(Grammar& grammar, Place const& place, std::vector<std::string> const& arguments,
                Terminal const& terminal) {
  OpenOptions options;
  auto house = House::open(place, std::move(options));
  if (house) return grammar.understood.in_house(**house);
  if (house.error().code != "held_elsewhere") return terminal.complain(house.error());
  auto const code = ask_server(place.socket(), {std::filesystem::current_path().string(), arguments}, terminal);
  return code ? *code : terminal.complain(code.error());
}

// Runs what was understood, wherever it has to run.
int run_understood(Grammar& grammar, std::vector<std::string> const& arguments, Terminal const& terminal) {
  auto& understood = grammar.understood;
  if (understood.alone) return understood.alone();
  auto const config = configuration(grammar);
  if (!config) return terminal.complain(config.error());
  if (understood.configured) return understood.configured(*config);
  log::set_quiet(true);
  auto const place = place_of(*config);
  if (!place) {
    terminal.err(place.error().sentence + "\n");
    return 2;
  }
  if (understood.on_place) return understood.on_place(*place);
  return run_writing(grammar, *place, arguments, terminal);
}

}  // namespace

std::vector<CommandEntry> command_table() { return Grammar(standard_terminal(), {}).table(); }

int run_command_line(std::vector<std::string> const& arguments, Terminal const& standard) {
  OutputFile file;
  Terminal const terminal{[&](std::string_view text) { file.is_open() ? file.write(text) : standard.out(text); },
                          standard.err, standard.shows_progress};
  Grammar grammar(terminal, std::filesystem::current_path());
  if (int const code = grammar.parse(arguments); code != 0) return code < 0 ? 0 : code;
  if (grammar.understood.out)
    if (auto const opened = file.open(*grammar.understood.out); !opened) return terminal.complain(opened.error());
  int const code = run_understood(grammar, arguments, terminal);
  auto const finished = file.finish(code);
  return finished ? code : terminal.complain(finished.error());
}

int run_in_house(std::vector<std::string> const& arguments, std::filesystem::path const& folder,
                 Terminal const& terminal, House& house) {
  Grammar grammar(terminal, folder);
  if (int const code = grammar.parse(arguments); code != 0) return code < 0 ? 0 : code;
  if (!grammar.understood.in_house) {
    terminal.err("This command does not go through a server.\n");
    return 2;
  }
  return grammar.understood.in_house(house);
}

}  // namespace kith::app
