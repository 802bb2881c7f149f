#include "demand/scenario.h"

#include <algorithm>

#include "demand/summary.h"

namespace kith::demand {
namespace {

Beside paired(std::string name, std::string says, std::vector<double> const& before, std::vector<double> const& after,
              double reached) {
  std::vector<double> differences;
  for (std::size_t r = 0; r < after.size(); ++r) differences.push_back(after[r] - before[r]);
  return {std::move(name), std::move(says), mean_estimate(before, reached), mean_estimate(after, reached),
          mean_estimate(differences, reached)};
}

void add_watches(ScenarioResult& scenario, std::size_t runs, double reached) {
  auto const& today = scenario.comparison.today;
  auto const& tomorrow = scenario.comparison.tomorrow;
  for (auto const& watch : scenario.tomorrow_model.watches) {
    std::vector<double> before, after;
    for (std::size_t r = 0; r < runs; ++r) {
      auto const then = watched_a_year(scenario.today_model, today.runs[r], watch);
      auto const now = watched_a_year(scenario.tomorrow_model, tomorrow.runs[r], watch);
      if (!then || !now) break;  // today remembers only for its own watches who came before
      before.push_back(*then);
      after.push_back(*now);
    }
    if (after.size() < runs) continue;
    scenario.watches.push_back(paired(watch.name, watch.says, before, after, reached));
  }
}

void add_clocks(ScenarioResult& scenario, std::size_t runs, double reached) {
  auto const& before = scenario.today_model.clocks;
  for (std::size_t c = 0; c < scenario.tomorrow_model.clocks.size(); ++c) {
    auto const& clock = scenario.tomorrow_model.clocks[c];
    auto const old = std::find_if(before.begin(), before.end(), [&](Clock const& o) { return o.name == clock.name; });
    if (old == before.end()) continue;
    auto const share = [](ClockTally const& t) {
      return t.stopped == 0 ? 0 : static_cast<double>(t.within) / static_cast<double>(t.stopped);
    };
    std::vector<double> today, tomorrow;
    for (std::size_t r = 0; r < runs; ++r) {
      today.push_back(share(scenario.comparison.today.runs[r].clocks[static_cast<std::size_t>(old - before.begin())]));
      tomorrow.push_back(share(scenario.comparison.tomorrow.runs[r].clocks[c]));
    }
    scenario.clocks.push_back(paired(clock.name, "", today, tomorrow, reached));
  }
}

}  // namespace

Result<ScenarioResult> run_scenario(Model const& today, SimulationResult today_runs, Model const& tomorrow,
                                    Options const& options) {
  ScenarioResult scenario;
  scenario.tomorrow_model = tomorrow;
  scenario.today_model = today;
  scenario.prices = TRY(cost_table_of(tomorrow));
  CostTable const today_prices = TRY(cost_table_of(scenario.today_model));
  scenario.prices.units.insert(today_prices.units.begin(), today_prices.units.end());
  scenario.comparison = TRY(compare(std::move(today_runs), tomorrow, options));
  auto const& comparison = scenario.comparison;
  std::size_t const runs = std::min(comparison.today.runs.size(), comparison.tomorrow.runs.size());
  double const reached = reach(comparison.today.confidence, runs);
  add_watches(scenario, runs, reached);
  add_clocks(scenario, runs, reached);
  scenario.cost_today = cost_of(scenario.today_model, comparison.today, scenario.prices);
  scenario.cost_tomorrow = cost_of(tomorrow, comparison.tomorrow, scenario.prices);
  scenario.cost_difference =
      cost_difference(scenario.today_model, comparison.today, tomorrow, comparison.tomorrow, scenario.prices);
  return scenario;
}

}  // namespace kith::demand
