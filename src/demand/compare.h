// Today beside tomorrow: two models run with the same luck, person by person, and what differs. The difference is far
// better known than either side, because what chance did to both cancels.
#pragma once

#include <string>
#include <vector>

#include "demand/measures.h"
#include "demand/simulate.h"

namespace kith::demand {

struct Difference {
  std::string station;
  Measure measure;
  Estimate today, tomorrow;
  Estimate difference;  // tomorrow less today, replication by replication
};

struct Comparison {
  SimulationResult today, tomorrow;
  // For each station that both have, by name, and each measure that both stations have in a steady state.
  std::vector<Difference> differences;
};

// Tomorrow is run with the luck that today had, and as many replications. Errors as simulate.
Result<Comparison> compare(SimulationResult today, Model const& tomorrow, Options const& options);

}  // namespace kith::demand
