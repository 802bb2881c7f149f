// The subcommands of `kith`, each a function of plain values. cli.cpp turns arguments into these; nothing here reads
// argv. Each returns the exit code: 0 done, 1 failed; wrong usage (2) never gets this far.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/house.h"
#include "app/terminal.h"

namespace kith::app {

int run_init(Terminal const& terminal, Place const& place, std::string const& profile);

struct DemoOptions {
  std::string profile = "doncaster";
  double years = 3;
  Date until;
  std::uint64_t seed = 1;
  int families = 0;
};
int run_demo(Terminal const& terminal, Place const& place, DemoOptions const& options);

struct VerifyOptions {
  std::optional<std::filesystem::path> checkpoints;
  bool chain_only = false;
};
int run_verify(Terminal const& terminal, Place const& place, VerifyOptions const& options);
int run_rebuild(Terminal const& terminal, Place const& place);
int run_migrate(Terminal const& terminal, Place const& place);
int run_backup(Terminal const& terminal, Place const& place, std::filesystem::path const& out);
int run_restore(Terminal const& terminal, std::filesystem::path const& in, Place const& place);
int run_keys_backup(Terminal const& terminal, Place const& place, std::filesystem::path const& out);

struct ReportOptions {
  std::string name;  // empty: list the reports
  Date from, to;
  std::optional<Date> steps_from, steps_to;
  std::vector<std::string> areas;
  std::string format = "text";
  std::optional<Date> as_known_on;
  bool published = false;  // small numbers suppressed
  std::optional<std::filesystem::path> out;
};
int run_report(Terminal const& terminal, Place const& place, ReportOptions const& options);

// The next twelve months, by month and place. Without areas those right below the authority.
struct ForecastOptions {
  std::string flow = "requests";  // or allocations, referrals
  std::vector<std::string> areas;
  std::optional<Date> to;  // the last day of the records to use; yesterday if absent
  std::string format = "text";
};
int run_forecast(Terminal const& terminal, Place const& place, ForecastOptions const& options);

// The engines, on files alone.
struct MatchOptions {
  std::filesystem::path first;
  std::optional<std::filesystem::path> second, model, clusters, report;
  std::filesystem::path pairs;
  unsigned threads = 0;
};
int run_match(Terminal const& terminal, MatchOptions const& options);
struct SimulateOptions {
  std::filesystem::path model, trace;
  std::vector<std::string> levers;  // NAME=VALUE
  std::int64_t draws = 20;
  std::optional<std::int64_t> replications;
  std::optional<std::uint64_t> seed;
  unsigned threads = 0;
  std::string format = "text";
};
int run_simulate(Terminal const& terminal, SimulateOptions const& options);
// A whole country: options.model is the file that says which authorities are run.
int run_nation(Terminal const& terminal, SimulateOptions const& options);
// The same, calibrated from the records first. Without a model the shipped one; without dates all that is on record, up
// to three years.
struct CalibrateOptions {
  std::optional<std::filesystem::path> inputs;
  std::optional<Date> from, to, steps_from, steps_to;
  int days = 365;
};
int run_calibrated(Terminal const& terminal, Place const& place, SimulateOptions const& options,
                   CalibrateOptions const& calibrate);

// Commands that write. They run in the process that holds the folder: this one, or a server through its socket.
struct UserOptions {
  std::string act;  // add, disable, enable, roles, password, list
  std::string login;
  std::string name;
  std::string agency;
  std::vector<std::string> roles;
};
int run_user(Terminal const& terminal, House& house, UserOptions const& options);

struct ImportOptions {
  std::string door;  // enquiries, allocations, referrals
  std::filesystem::path file;
  std::optional<std::filesystem::path> rejects;
  std::string mapping;                 // the name of a saved one; empty: none
  std::filesystem::path mapping_file;  // where it lies if no saved one has that name
  bool strict = false;
};
int run_import(Terminal const& terminal, House& house, ImportOptions const& options);

// Writes nothing into the journal, but every look into the log of looks: so it too runs in that process.
struct ExportOptions {
  std::string what;       // enquiries, allocations, referrals, family
  std::string reference;  // of a family: a request's or a person's
  std::optional<Date> from, to;
  std::string asker;  // sign-in name of whoever it is for; empty: the house's own hand
  std::string why;
};
int run_export(Terminal const& terminal, House& house, ExportOptions const& options);

}  // namespace kith::app
