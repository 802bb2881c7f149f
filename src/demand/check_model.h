// What is wrong with a model, before anything runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "demand/model.h"

namespace kith::demand {

// Faults found in one model, each a sentence that names file, line, part and key.
class Faults {
 public:
  explicit Faults(Model const& model) : model_(model) {}

  // `path` is the key's place, such as "arrival[0].rate_per_day"; the line is that of the key, or of its part.
  // `part` is how a person knows the part: arrival "schools". `what` says what is wrong and what to do.
  void add(std::string_view code, std::string_view path, std::string_view part, std::string_view what);
  bool none() const { return fields_.empty(); }
  // The first fault's sentence, and all of them as fields.
  Error error() const;

 private:
  Model const& model_;
  std::vector<FieldError> fields_;
};

// Done, or every fault. A model without fault can be simulated: names meet, probabilities do not exceed 1, every loop
// has a way out, every duration is one, and the run is of a size that ends.
Result<Done> check_model(Model const& model);

}  // namespace kith::demand
