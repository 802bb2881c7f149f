// What may be typed after `kith`: every command, its words and its options, and what each comes to.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/cli.h"
#include "app/commands/commands.h"
#include "app/config.h"
#include "app/reference.h"

namespace kith::app {

// What a command line comes to once it is understood. Exactly one of these is set by the subcommand that was named.
struct Understood {
  std::function<int(Config const&)> configured;  // serve, doctor
  std::function<int(Place const&)> on_place;     // reads, or takes the lock by itself
  std::function<int(House&)> in_house;           // writes
  std::function<int()> alone;                    // needs no data
  std::optional<std::filesystem::path> out;      // where results go, in place of standard output
};

// An option that takes a day; a date is checked where it is typed.
CLI::Option* date_option(CLI::App* app, std::string const& name, std::string& text, std::string const& meaning);
// None for an option that was not given.
std::optional<Date> maybe_date(std::string const& text);

// The whole grammar. Options live as long as this object; callbacks fill `understood`. `folder` is where relative paths
// begin.
class Grammar {
 public:
  Grammar(Terminal const& terminal, std::filesystem::path folder);
  Grammar(Grammar const&) = delete;
  Grammar& operator=(Grammar const&) = delete;

  // 0 when understood; otherwise the exit code, everything having been said; below 0 when what was asked for was said.
  int parse(std::vector<std::string> arguments);
  std::vector<CommandEntry> table() const;

  Understood understood;
  std::map<std::string, std::string> given;  // settings named on the command line
  std::string config_file;

 private:
  // --data, or --database with --keys: every command takes either.
  void place_options(CLI::App* app);
  void setting(CLI::App* app, std::string const& key);
  std::filesystem::path here(std::string const& path) const { return folder_ / path; }

  // What keeps records, in grammar_records.cpp.
  void init();
  void demo();
  void serve();
  void doctor();
  void user();
  void import();
  void export_records();
  void verify();
  void upkeep();
  // What answers questions, in grammar_questions.cpp.
  void report();
  void forecast();
  void match();
  void match_with_register();
  void simulate();
  void reference();

  CLI::App app_;
  Terminal const& terminal_;
  std::filesystem::path folder_;
  std::string profile_, path_, checkpoints_, report_out_, import_file_, import_rejects_;
  std::string reference_;
  DemoOptions demo_;
  std::vector<std::string> match_files_;
  std::string match_model_, match_pairs_, match_clusters_, match_report_, simulate_model_, simulate_trace_;
  MatchOptions match_;
  RegisterMatchOptions match_register_;
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

}  // namespace kith::app
