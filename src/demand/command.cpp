#include "demand/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "demand/read_model.h"
#include "demand/report.h"
#include "demand/scenario.h"
#include "demand/simulate.h"

namespace kith::demand {

namespace {

// Stopped before the changed side had finished one replication: today's side has finished some, and those are told.
std::string today_alone(SimulationResult const& today, Format format) {
  constexpr auto sentence = "Stopped before the change had been tried: these are today's figures alone.";
  if (format == Format::json)
    return fmt::format("{{\n  \"stopped\": \"{}\",", sentence) + to_json(today, nullptr).substr(1);
  return fmt::format("{}\n\n", sentence) + to_text(today, nullptr);
}

}  // namespace

Result<std::string> run_simulate(SimulateCommand const& command) {
  Model const model = TRY(read_model(command.model, command.levers, command.layers));
  for (auto const& [name, value] : command.levers)
    if (std::none_of(model.levers.begin(), model.levers.end(), [&](Lever const& l) { return l.name == name; }))
      return invalid("unknown_name", fmt::format("{}: there is no lever called \"{}\"; look under [[lever]].",
                                                 command.model.string(), name));
  constexpr std::size_t most_trace_lines = 1'000'000;
  Options const options{.replications = command.replications,
                        .seed = command.seed,
                        .threads = command.threads,
                        .cancelled = command.cancelled,
                        .progress = command.progress,
                        .trace_lines = command.trace.empty() ? 0 : most_trace_lines};
  bool const is_scenario = !model.base.empty();
  auto const stopped = [&] { return command.cancelled != nullptr && command.cancelled->load(); };
  std::optional<ScenarioResult> scenario;
  std::optional<SimulationResult> alone;
  if (is_scenario) {
    Model const today = TRY(read_model(model.base, command.levers, command.layers));
    Options untraced = options;
    untraced.trace_lines = 0;
    auto lived = TRY(simulate(today, untraced));
    if (stopped()) return today_alone(lived, command.format);
    auto both = run_scenario(today, lived, model, options);
    if (!both && stopped()) return today_alone(lived, command.format);
    scenario = TRY(std::move(both));
  } else {
    alone = TRY(simulate(model, options));
  }
  SimulationResult const& result = scenario ? scenario->comparison.tomorrow : *alone;
  if (!command.trace.empty()) {
    std::ofstream out(command.trace, std::ios::binary);
    out << trace_to_csv(result);
    if (!out.flush())
      return unavailable("no_trace",
                         fmt::format("The trace could not be written to {}; check that its folder exists and "
                                     "has room.",
                                     command.trace.string()));
  }
  std::optional<Uncertainty> uncertainty;
  if (!model.uncertain.empty() && command.draws != 0 && !stopped()) {
    if (command.draws < 2 || command.draws > 10'000)
      return invalid("bad_draws",
                     "--draws: draw the uncertain numbers at least 2 and at most 10000 times, or 0 for not at all.");
    auto explored = explore_uncertainty(model, command.draws, options);
    // Stopped here, the runs themselves have finished and are told without it.
    if (explored || !stopped()) uncertainty = TRY(std::move(explored));
  }
  auto const* const explored = uncertainty ? &*uncertainty : nullptr;
  if (scenario) return command.format == Format::json ? to_json(*scenario, explored) : to_text(*scenario, explored);
  return command.format == Format::json ? to_json(result, explored) : to_text(result, explored);
}

}  // namespace kith::demand
