// A scenario beside today: the same luck person by person, and what differs in people, days and pounds.
#pragma once

#include <string>
#include <vector>

#include "demand/compare.h"
#include "demand/cost.h"
#include "demand/read_model.h"
#include "demand/uncertainty.h"

namespace kith::demand {

// A flow or a clock of the scenario, today (nothing, where today does not have it) and tomorrow.
struct Beside {
  std::string name, says;
  Estimate today, tomorrow, difference;
};

struct ScenarioResult {
  Model today_model, tomorrow_model;
  Comparison comparison;
  std::vector<Beside> watches;  // a year
  std::vector<Beside> clocks;   // the share within the promise
  CostTable prices;
  CostReport cost_today, cost_tomorrow, cost_difference;
};

// Runs a scenario beside its base, which has been run already: with the same seed, and as many replications. Errors as
// simulate and cost_table_of.
Result<ScenarioResult> run_scenario(Model const& today, SimulationResult today_runs, Model const& tomorrow,
                                    Options const& options);

// The contract's JSON of the scenario, and beside it today, the differences and the costs.
std::string to_json(ScenarioResult const& scenario, Uncertainty const* uncertainty);
std::string to_text(ScenarioResult const& scenario, Uncertainty const* uncertainty);

}  // namespace kith::demand
