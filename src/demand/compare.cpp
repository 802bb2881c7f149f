#include "demand/compare.h"

#include <algorithm>

namespace kith::demand {
namespace {

double window_of(SimulationResult const& result) { return result.horizon_days - result.warm_up_days; }

// Replication by replication; when a cancelled run has fewer on one side, those that both have.
Estimate paired(Ratio const& today, Ratio const& tomorrow, double confidence) {
  auto const before = pseudo_values(today.above, today.below);
  auto const after = pseudo_values(tomorrow.above, tomorrow.below);
  if (before.empty() || before.size() != after.size()) return {};
  std::vector<double> differences;
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(after[i] - before[i]);
  return mean_estimate(differences, reach(confidence, differences.size()));
}

}  // namespace

Result<Comparison> compare(SimulationResult today, Model const& tomorrow, Options const& options) {
  Options shared = options;
  shared.seed = today.seed;
  shared.replications = today.asked;
  auto lived = TRY(simulate(tomorrow, shared));  // apart: what an expression has made before TRY leaves it is lost
  Comparison comparison{std::move(today), std::move(lived), {}};
  std::size_t const both = std::min(comparison.today.runs.size(), comparison.tomorrow.runs.size());
  std::span const runs_today(comparison.today.runs.data(), both);
  std::span const runs_tomorrow(comparison.tomorrow.runs.data(), both);
  for (std::size_t s = 0; s < comparison.today.stations.size(); ++s) {
    auto const& station = comparison.today.stations[s];
    auto const& others = comparison.tomorrow.stations;
    auto const found =
        std::find_if(others.begin(), others.end(), [&](auto const& o) { return o.name == station.name; });
    if (found == others.end()) continue;
    auto const at = static_cast<std::size_t>(found - others.begin());
    for (auto const& member : members_of<Measure>) {
      bool const is_flow = member.value == Measure::arrivals_per_day || member.value == Measure::completions_per_day;
      if (!is_flow && !(station.stable && found->stable)) continue;
      auto const before = ratio_of(runs_today, s, member.value, window_of(comparison.today));
      auto const after = ratio_of(runs_tomorrow, at, member.value, window_of(comparison.tomorrow));
      double const reached = reach(comparison.today.confidence, both);
      comparison.differences.push_back({station.name, member.value, estimate_of(before, member.value, reached),
                                        estimate_of(after, member.value, reached),
                                        paired(before, after, comparison.today.confidence)});
    }
  }
  return comparison;
}

}  // namespace kith::demand
