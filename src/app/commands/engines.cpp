// The two engines from the command line: match links files, simulate runs a demand model, which the records may fill.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "app/commands/commands.h"
#include "app/commands/interrupt.h"
#include "demand/command.h"
#include "demand/nation.h"
#include "insight/fact_reading.h"
#include "insight/scenario_library.h"
#include "link/command.h"

namespace kith::app {

int run_match(Terminal const& terminal, MatchOptions const& options) {
  Interrupt const interrupt;
  ProgressBar bar(terminal, "Matching");
  link::MatchRequest request;
  request.first = options.first;
  request.second = options.second;
  request.model = options.model;
  request.pairs = options.pairs;
  request.clusters = options.clusters;
  request.report = options.report;
  request.threads = options.threads;
  request.progress = [&](std::string_view, double share) { bar.show(static_cast<std::uint64_t>(share * 1000), 1000); };
  request.stop = [] { return Interrupt::asked().load(); };
  auto const outcome = link::match(request);
  if (!outcome) return terminal.complain(outcome.error());
  for (auto const& note : outcome->notes) terminal.err(note + "\n");
  terminal.say("{}", link::in_words(*outcome));
  return outcome->complete ? 0 : 1;
}

namespace {

Result<demand::SimulateCommand> simulate_command(SimulateOptions const& options) {
  auto const format = parse<demand::Format>(options.format);
  if (!format)
    return invalid("no_such_format", fmt::format("There is no format {}. Choose text or json.", options.format));
  demand::SimulateCommand command;
  command.model = options.model;
  for (auto const& lever : options.levers) {
    auto const at = lever.find('=');
    char* end = nullptr;
    double const value = at == std::string::npos ? 0 : std::strtod(lever.c_str() + at + 1, &end);
    if (end == nullptr || *end != '\0' || end == lever.c_str() + at + 1)
      return invalid("bad_lever", fmt::format("--lever {}: write NAME=VALUE, such as --lever \"take-up=0.3\".", lever));
    command.levers[lever.substr(0, at)] = value;
  }
  command.trace = options.trace;
  command.draws = options.draws;
  command.replications = options.replications;
  command.seed = options.seed;
  command.threads = options.threads;
  command.format = *format;
  command.cancelled = &Interrupt::asked();
  return command;
}

Result<std::string> simulated(Terminal const& terminal, demand::SimulateCommand command) {
  Interrupt const interrupt;
  ProgressBar bar(terminal, "Simulating");
  command.progress = [&](std::int64_t done, std::int64_t of) {
    bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(of));
  };
  return demand::run_simulate(command);
}

// What the calibration found, before what the model made of it; in JSON it is the first member.
Result<std::string> calibrated(Terminal const& terminal, Place const& place, SimulateOptions const& options,
                               CalibrateOptions const& calibrate) {
  auto command = TRY(simulate_command(options));
  if (command.model.empty()) command.model = insight::today_in(TRY(insight::scenarios_folder()));
  auto opened = TRY(open_read_only(place));
  TRY(check_records(*opened.connection));
  try {
    auto const facts = insight::read_all_facts(*opened.connection).table;
    auto const all = insight::window_of(facts, london_date(SystemClock{}.now()));
    if (!all)
      return invalid("no_requests", "There are no requests for help on record; a model cannot be made of them.");
    insight::Period const window{calibrate.from.value_or(all->from), calibrate.to.value_or(all->to)};
    insight::Period const steps{calibrate.steps_from.value_or(window.from), calibrate.steps_to.value_or(window.to)};
    if (window.to < window.from || steps.to < steps.from)
      return invalid("bad_period", "The period ends before it begins. Give a later end.");
    auto const found = TRY(insight::calibrated_for(insight::count_borough(facts, window, steps), command.model,
                                                   calibrate.inputs, calibrate.days));
    command.layers = found.layers;
    auto const text = TRY(simulated(terminal, command));
    if (command.format == demand::Format::text) return insight::calibration_as_text(found.calibration) + text;
    return "{\n\"calibration\": " + insight::calibration_as_json(found.calibration) + "," + text.substr(1);
  } catch (sql::Fault const& fault) {
    return sql::to_error(fault);
  }
}

int told(Terminal const& terminal, Result<std::string> const& text) {
  if (!text) return terminal.complain(text.error());
  terminal.out(*text);
  return 0;
}

}  // namespace

int run_simulate(Terminal const& terminal, SimulateOptions const& options) {
  auto const command = simulate_command(options);
  return told(terminal, command ? simulated(terminal, *command) : command.error());
}

int run_nation(Terminal const& terminal, SimulateOptions const& options) {
  auto const asked = simulate_command(options);
  if (!asked) return terminal.complain(asked.error());
  if (!options.levers.empty() || !options.trace.empty())
    return terminal.complain(
        invalid("bad_option",
                "--lever and --trace belong to one model; leave them out with --england, or run its model alone."));
  auto const nation = demand::read_nation(options.model);
  if (!nation) return terminal.complain(nation.error());
  Interrupt const interrupt;
  ProgressBar bar(terminal, "Simulating");
  demand::Options how;
  how.replications = asked->replications;
  how.seed = asked->seed;
  how.threads = asked->threads;
  how.cancelled = &Interrupt::asked();
  how.progress = [&](std::int64_t done, std::int64_t of) {
    bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(of));
  };
  auto const begun = std::chrono::steady_clock::now();
  auto const result = demand::simulate_nation(*nation, how);
  if (!result) return terminal.complain(result.error());
  auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  terminal.out(asked->format == demand::Format::json ? to_json(*nation, *result) : to_text(*nation, *result));
  terminal.err(fmt::format("{} authorities took {:.0f} s; all {} would take about {:.0f} minutes.\n",
                           result->runs.size(), took, nation->all.size(),
                           took / 60 * result->people / result->people_run));
  return 0;
}

int run_calibrated(Terminal const& terminal, Place const& place, SimulateOptions const& options,
                   CalibrateOptions const& calibrate) {
  return told(terminal, calibrated(terminal, place, options, calibrate));
}

}  // namespace kith::app
