// The figures reported of a station, each a ratio of two sums that every replication counted. One table serves the
// summary, the comparison of two scenarios and the spread under uncertain numbers.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/closed_set.h"
#include "demand/estimate.h"
#include "demand/tally.h"

namespace kith::demand {

enum class Measure {
  arrivals_per_day,
  completions_per_day,
  utilisation,
  wait_mean_days,
  wait_probability,
  waiting_mean,
  in_system_mean,
  refused_probability,
  abandoned_probability,
};
constexpr auto closed_set(Measure) {
  return std::to_array<Member<Measure>>({
      {Measure::arrivals_per_day, "arrivals_per_day", "Come, a day"},
      {Measure::completions_per_day, "completions_per_day", "Finish here, a day"},
      {Measure::utilisation, "utilisation", "Servers' time in use"},
      {Measure::wait_mean_days, "wait_mean_days", "Wait, mean, days"},
      {Measure::wait_probability, "wait_probability", "Have to wait"},
      {Measure::waiting_mean, "waiting_mean", "Waiting, on average"},
      {Measure::in_system_mean, "in_system_mean", "Here in all, on average"},
      {Measure::refused_probability, "refused_probability", "Turned away"},
      {Measure::abandoned_probability, "abandoned_probability", "Left while waiting"},
  });
}

// Above and below the line, one value a replication.
struct Ratio {
  std::vector<double> above, below;
};
// `window_days`: how long each replication counted.
Ratio ratio_of(std::span<ReplicationTally const> runs, std::size_t station, Measure measure, double window_days);
// The measure with its interval, kept within what is possible.
Estimate estimate_of(Ratio const& ratio, Measure measure, double reach);

}  // namespace kith::demand
