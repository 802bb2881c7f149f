// The borough as a demand model: what its own records say, laid over the shipped model of a front door, with what
// records cannot give (staff, hours, how long a screening takes) left to inputs that name their source and range.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "demand/model.h"
#include "demand/read_model.h"
#include "insight/borough_counts.h"

namespace kith::insight {

// A number of the model and where it comes from.
struct BoroughNumber {
  std::string name, unit;
  double value = 0;
  std::optional<double> low, high;  // 95%: what chance and short records leave open; an input's range
  std::int64_t counted = 0;         // how many records it rests on; 0 for an input
  std::string source;               // "the records", or who stands for the input
};

struct Calibration {
  Period window, steps;
  Date today;
  std::vector<BoroughNumber> numbers;
  std::vector<std::string> notes;  // what the records are too short or too silent for
  demand::Layer layer;             // the same for the engine, to be laid over the shipped model
};

// The names of the stations that the records can fill. A model without them is not of a borough's front door.
bool is_borough(demand::Model const& model);

// `base`: the shipped model with the inputs laid over it, for what stays an input. Errors: not_a_borough; no_requests
// when the window has fewer than 28 days or nobody asked for help in it.
Result<Calibration> calibrate(BoroughCounts const& counts, demand::Model const& base, int horizon_days);

// The calibration as a JSON object, and for reading.
std::string calibration_as_json(Calibration const& calibration);
std::string calibration_as_text(Calibration const& calibration);

}  // namespace kith::insight
