// From the counts of all replications to what is reported of each station.
#pragma once

#include "demand/network.h"
#include "demand/simulate.h"
#include "demand/wait_histogram.h"

namespace kith::demand {

// Fills result.stations from result.runs. `pooled` holds the waits of all replications, one histogram a station.
void summarise(Model const& model, Network const& network, std::vector<WaitHistogram> const& pooled,
               SimulationResult& result);

}  // namespace kith::demand
