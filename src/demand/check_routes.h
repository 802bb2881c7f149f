// Faults of a model's routes taken together.
#pragma once

#include "demand/check_model.h"

namespace kith::demand {

// Probabilities that exceed 1, loops with no way out, stations that could block one another for ever. Only for a model
// whose names all meet.
void check_routes(Model const& model, Faults& faults);

}  // namespace kith::demand
