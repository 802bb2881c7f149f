// Running a model many times over, and what came of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "demand/estimate.h"
#include "demand/model.h"
#include "demand/tally.h"

namespace kith::demand {

struct Options {
  std::optional<std::int64_t> replications = {};  // instead of the model's own
  std::optional<std::uint64_t> seed = {};
  unsigned threads = 0;                          // 0: as many as the machine has. The result is the same for any number
  std::atomic<bool> const* cancelled = nullptr;  // once true, what has finished is kept and reported
  std::function<void(std::int64_t done, std::int64_t of)> progress = {};  // called from any thread, one at a time
  std::size_t trace_lines = 0;                                            // of the first replication
  std::uint32_t most_people = 4'000'000;  // in the network at once; a run that needs more is stopped
};

struct ClassResult {
  std::string name;
  Estimate wait_mean_days, wait_probability;
  std::int64_t began = 0;
};

// A way out of a queue, or over to another station.
struct ExitResult {
  std::string name;
  std::string to;        // empty: out of the system
  Estimate probability;  // over arrivals at the station
};

struct StationResult {
  std::string name;
  bool stable = true;
  std::optional<double> unstable_from_day;  // from here on the queue never emptied again; the middle replication's
  std::optional<double> growth_per_day;     // of the queue, when unstable
  std::optional<double> keeps_up_until;     // all demand may grow by this factor; none for stations never overloaded
  Estimate arrivals_per_day, completions_per_day;
  Estimate utilisation;  // work in opening hours over servers on duty; none for unlimited servers
  Estimate wait_mean_days, wait_p50_days, wait_p90_days, wait_p95_days, wait_probability;  // of those who began service
  Estimate waiting_mean, in_system_mean;                                                   // averages over time
  Estimate refused_probability, abandoned_probability;                                     // over arrivals
  Estimate waiting_at_end;
  double little_error = 0;  // the worst gap in Little's law on any replication's own path
  std::vector<ExitResult> exits, overflows;
  std::vector<ClassResult> by_class;  // of the model's classes; empty when it has none
};

struct ClockResult {
  std::string name;
  double within_days = 0;
  bool working_days = false;
  Estimate stopped_per_day;  // how many come to the end of it
  Estimate mean_days, p50_days, p90_days;
  Estimate within_probability;  // of those
};

// A flow that the model asks to watch, or a way out of the system that has a name.
struct WatchResult {
  std::string name, says;
  Estimate per_year;  // nothing when the run is too short to know
  Estimate share;     // of all who come to the station, for a watch of those who come again
};

struct SimulationResult {
  std::int64_t replications = 0;  // finished
  std::int64_t asked = 0;
  double confidence = 0.95;
  double horizon_days = 0, warm_up_days = 0;
  std::uint64_t seed = 0;
  std::vector<StationResult> stations;
  std::vector<ClockResult> clocks;
  std::vector<WatchResult> watches, exits;
  std::uint64_t events = 0;  // arrivals from outside and completed services
  std::vector<TraceLine> trace;
  std::vector<ReplicationTally> runs;  // one each, for comparing scenario with scenario
};

// The model must be without fault (check_model.h); when it is not, the error is the model's. Other errors: too many
// people at once, cancelled before anything finished.
Result<SimulationResult> simulate(Model const& model, Options const& options);

}  // namespace kith::demand
