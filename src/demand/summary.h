// From the counts of all replications to what is reported of each station.
#pragma once

#include "demand/network.h"
#include "demand/simulate.h"
#include "demand/wait_histogram.h"

namespace kith::demand {

// Of all replications together, one histogram a station or clock.
struct Pooled {
  std::vector<WaitHistogram> waits, clocks;
};

// How many in one replication went from one station to another or to an exit, or, without `to`, left the system from
// there.
double watched(Model const& model, ReplicationTally const& run, std::string const& from, std::string const& to);

// The same of a watch of this model: a flow, or who came again.
double watched(Model const& model, ReplicationTally const& run, Watch const& watch);

// Fills result.stations, clocks and watches from result.runs.
void summarise(Model const& model, Network const& network, Pooled const& pooled, SimulationResult& result);

}  // namespace kith::demand
