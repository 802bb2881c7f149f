// Readers of a model's parts, each from one table of its file.
#pragma once

#include "demand/toml_part.h"

namespace kith::demand {

// A law in a table of its own, or among the keys of another's.
void read_law(Part& parent, std::string_view key, Law& law);
void read_law(Part& parent, std::string_view key, std::optional<Law>& law);
void read_law_keys(Part& part, Law& law);
void read_arrival(Part& part, Arrival& arrival);
void read_station(Part& part, Station& station);

}  // namespace kith::demand
