#include "demand/command.h"

#include <fmt/format.h>

#include <fstream>

#include "demand/read_model.h"
#include "demand/report.h"
#include "demand/simulate.h"

namespace kith::demand {

Result<std::string> run_simulate(SimulateCommand const& command) {
  Model const model = TRY(read_model(command.model));
  constexpr std::size_t most_trace_lines = 1'000'000;
  Options const options{.replications = command.replications,
                        .seed = command.seed,
                        .threads = command.threads,
                        .cancelled = command.cancelled,
                        .progress = command.progress,
                        .trace_lines = command.trace.empty() ? 0 : most_trace_lines};
  SimulationResult const result = TRY(simulate(model, options));
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
  if (!model.uncertain.empty()) {
    if (command.draws < 2 || command.draws > 10'000)
      return invalid("bad_draws", "The uncertain numbers must be drawn at least 2 and at most 10000 times.");
    uncertainty = TRY(explore_uncertainty(model, command.draws, options));
  }
  auto const* const explored = uncertainty ? &*uncertainty : nullptr;
  return command.format == Format::json ? to_json(result, explored) : to_text(result, explored);
}

}  // namespace kith::demand
