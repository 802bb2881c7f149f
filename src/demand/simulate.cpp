#include "demand/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "demand/check_model.h"
#include "demand/engine.h"
#include "demand/summary.h"
#include "demand/traffic.h"

namespace kith::demand {
namespace {

// Deals replications out to threads. Each is run whole by one thread and counted in its own place, so that what comes
// out does not depend on who ran what.
class Crew {
 public:
  Crew(Network const& network, Options const& options, std::uint64_t seed, std::int64_t replications)
      : network_(network), options_(options), seed_(seed), runs_(static_cast<std::size_t>(replications)) {
    pooled_.waits.resize(network.stations.size());
    pooled_.clocks.resize(network.clocks.size());
  }

  void work() {
    unsigned const machine = std::max(1u, std::thread::hardware_concurrency());
    std::size_t const wanted = options_.threads == 0 ? machine : options_.threads;
    std::size_t const hands = std::clamp<std::size_t>(wanted, 1, std::min<std::size_t>(runs_.size(), 256));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < hands; ++i) threads.emplace_back([this] { run_some(); });
    run_some();
    for (auto& thread : threads) thread.join();
  }

  std::vector<ReplicationTally> runs() && { return std::move(runs_); }
  Pooled pooled() && { return std::move(pooled_); }
  std::vector<TraceLine> trace() && { return std::move(trace_); }

 private:
  void run_some() {
    Runner runner(network_, seed_, options_.most_people);
    for (;;) {
      std::size_t const i = next_.fetch_add(1, std::memory_order_relaxed);
      if (i >= runs_.size() || stopped_.load(std::memory_order_relaxed)) break;
      if (options_.cancelled != nullptr && options_.cancelled->load(std::memory_order_relaxed)) break;
      bool const traced = i == 0 && options_.trace_lines > 0;
      runner.trace_into(traced ? &trace_ : nullptr, options_.trace_lines);
      runner.run(i, runs_[i], options_.cancelled);
      if (runs_[i].too_many_at_ms >= 0) stopped_ = true;
      if (!runs_[i].complete) break;
      if (options_.progress) {
        std::scoped_lock const lock(mutex_);
        options_.progress(++done_, static_cast<std::int64_t>(runs_.size()));
      }
    }
    std::scoped_lock const lock(mutex_);
    for (std::size_t s = 0; s < pooled_.waits.size(); ++s) pooled_.waits[s].add_all(runner.pooled_waits()[s]);
    for (std::size_t c = 0; c < pooled_.clocks.size(); ++c) pooled_.clocks[c].add_all(runner.pooled_clock_times()[c]);
  }

  Network const& network_;
  Options const& options_;
  std::uint64_t seed_;
  std::vector<ReplicationTally> runs_;
  Pooled pooled_;
  std::vector<TraceLine> trace_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::int64_t done_ = 0;
};

}  // namespace

Result<SimulationResult> simulate(Model const& model, Options const& options) {
  Model asked = model;
  if (options.replications) asked.run.replications = *options.replications;
  if (options.seed) asked.run.seed = *options.seed;
  TRY(check_model(asked));
  Network const network = make_network(asked);
  constexpr double most_events = 4e9;  // of one replication: ten minutes' work, and what a counter of waits can hold
  double const events = expected_events_per_day(network) * asked.run.horizon_days;
  if (events > most_events)
    return invalid(
        "bad_horizon",
        fmt::format("{}: run: horizon_days: one replication would hold about {:.3g} events; shorten the horizon "
                    "or lower the arrivals.",
                    asked.lines.contains("run.horizon_days") ? asked.lines.at("run.horizon_days") : asked.file,
                    events));
  Crew crew(network, options, asked.run.seed, asked.run.replications);
  crew.work();

  SimulationResult result;
  result.asked = asked.run.replications;
  result.confidence = asked.run.confidence;
  result.horizon_days = asked.run.horizon_days;
  result.warm_up_days = asked.run.warm_up_days;
  result.seed = asked.run.seed;
  result.trace = std::move(crew).trace();
  auto const pooled = std::move(crew).pooled();
  result.runs = std::move(crew).runs();
  for (auto const& run : result.runs)
    if (run.too_many_at_ms >= 0)
      return invalid(
          "too_many_people",
          fmt::format("{}: by day {:.0f} more than {} people were in the system at once. Shorten horizon_days, "
                      "lower the arrivals, or give a station patience or room.",
                      asked.file, static_cast<double>(run.too_many_at_ms) / ms_per_day,
                      most_people_within(network.horizon_ms, options.most_people)));
  // Short replications finish first; keeping only an unbroken beginning keeps a cancelled run from favouring them.
  auto const first_missing =
      std::find_if(result.runs.begin(), result.runs.end(), [](auto const& run) { return !run.complete; });
  result.runs.erase(first_missing, result.runs.end());
  if (result.runs.empty())
    return unavailable("cancelled", "The run was cancelled before its first replication had finished.");
  result.replications = static_cast<std::int64_t>(result.runs.size());
  for (auto const& run : result.runs) result.events += run.events;
  summarise(asked, network, pooled, result);
  return result;
}

}  // namespace kith::demand
