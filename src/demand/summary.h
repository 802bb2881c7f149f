// From the counts of all replications to what is reported of each station.
#pragma once

#include <optional>

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

// The same of a watch of this model, a year: of a flow, or of who came again. Nothing when the run is too short to
// know, or the model has no such watch of who comes again.
std::optional<double> watched_a_year(Model const& model, ReplicationTally const& run, Watch const& watch);
// What a watch of this model has counted of who came again; nothing when it is not one of those.
std::optional<AgainTally> again_of(Model const& model, ReplicationTally const& run, Watch const& watch);

// Fills result.stations, clocks and watches from result.runs.
void summarise(Model const& model, Network const& network, Pooled const& pooled, SimulationResult& result);

}  // namespace kith::demand
