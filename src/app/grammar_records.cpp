// The commands that keep records: make a system, serve it, put records in and take them out, look after them.
#include <fmt/format.h>

#include "app/grammar.h"
#include "app/server.h"

namespace kith::app {

void Grammar::init() {
  auto* app = app_.add_subcommand("init", "Make an empty system");
  place_options(app);
  app->add_option("--profile", profile_, "The council's configuration: a name or a folder")->required();
  app->callback([this] { understood.on_place = [this](Place const& p) { return run_init(terminal_, p, profile_); }; });
}

void Grammar::demo() {
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

void Grammar::serve() {
  auto* app = app_.add_subcommand("serve", "Serve the web application");
  app->add_option("--config", config_file, "Configuration file");
  for (auto const& known : settings()) setting(app, std::string{known.key});
  app->callback([this] { understood.configured = [this](Config const& c) { return run_serve(terminal_, c); }; });
}

void Grammar::doctor() {
  auto* app = app_.add_subcommand("doctor", "Say what is in force and what is wrong");
  app->add_option("--config", config_file, "Configuration file");
  for (auto const& known : settings()) setting(app, std::string{known.key});
  app->callback([this] { understood.configured = [this](Config const& c) { return run_doctor(terminal_, c); }; });
}

void Grammar::user() {
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
        Act{"password", "Give a new one-time password", true, false}, Act{"list", "List the accounts", false, false}}) {
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

void Grammar::import() {
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

void Grammar::export_records() {
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

void Grammar::verify() {
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

void Grammar::upkeep() {
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
  copy->callback(
      [this] { understood.on_place = [this](Place const& p) { return run_keys_backup(terminal_, p, here(path_)); }; });
}

}  // namespace kith::app
