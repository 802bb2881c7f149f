#include "demand/measures.h"

#include "demand/law.h"

namespace kith::demand {
namespace {

double days(Wide ms) { return static_cast<double>(ms) / ms_per_day; }
double count(std::int64_t n) { return static_cast<double>(n); }

double above(StationTally const& t, Measure measure) {
  switch (measure) {
    case Measure::arrivals_per_day:
      return count(t.arrivals);
    case Measure::completions_per_day:
      return count(t.completed);
    case Measure::utilisation:
      return days(t.worked_area);
    case Measure::wait_mean_days:
      return days(t.wait_ms);
    case Measure::wait_probability:
      return count(t.queued);
    case Measure::waiting_mean:
      return days(t.waiting_area);
    case Measure::in_system_mean:
      return days(t.waiting_area + t.busy_area);
    case Measure::refused_probability:
      return count(t.refused);
    case Measure::abandoned_probability:
      return count(t.abandoned);
  }
  return 0;
}

double below(StationTally const& t, Measure measure, double window_days) {
  switch (measure) {
    case Measure::utilisation:
      return days(t.capacity_area);
    case Measure::wait_mean_days:
    case Measure::wait_probability:
      return count(t.began);
    case Measure::refused_probability:
    case Measure::abandoned_probability:
      return count(t.arrivals);
    default:
      return window_days;
  }
}

}  // namespace

Ratio ratio_of(std::span<ReplicationTally const> runs, std::size_t station, Measure measure, double window_days) {
  Ratio ratio;
  for (auto const& run : runs) {
    ratio.above.push_back(above(run.stations[station], measure));
    ratio.below.push_back(below(run.stations[station], measure, window_days));
  }
  return ratio;
}

Estimate estimate_of(Ratio const& ratio, Measure measure, double reach) {
  bool const is_probability = measure == Measure::wait_probability || measure == Measure::refused_probability ||
                              measure == Measure::abandoned_probability;
  return within(ratio_estimate(ratio.above, ratio.below, reach), 0, is_probability ? 1 : 1e300);
}

}  // namespace kith::demand
