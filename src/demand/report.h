// What came of a simulation, for machines and for people.
#pragma once

#include <string>

#include "demand/simulate.h"
#include "demand/uncertainty.h"

namespace kith::demand {

// The JSON of `kith simulate --format json`. Figures that could not be had are null; twelve significant digits.
// With `uncertainty`, a member of that name is added.
std::string to_json(SimulationResult const& result, Uncertainty const* uncertainty = nullptr);
// A table in plain words, 100 columns wide.
std::string to_text(SimulationResult const& result, Uncertainty const* uncertainty = nullptr);
// The first replication's trace, one line an event: day, person, station, what.
std::string trace_to_csv(SimulationResult const& result);

// The members of that JSON, into an object already open.
class JsonWriter;
void write_result(JsonWriter& json, SimulationResult const& result, Uncertainty const* uncertainty);

}  // namespace kith::demand
