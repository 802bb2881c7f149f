// What a figure could be, given that some numbers of the model are only known within a range. An outer loop draws those
// numbers, an inner loop runs the model with each draw, all with the same luck, so that draws differ by their numbers.
#pragma once

#include <string>
#include <vector>

#include "demand/measures.h"
#include "demand/simulate.h"

namespace kith::demand {

struct FigureSpread {
  std::string station;
  Measure measure;
  double mean = 0;              // over the draws in which the station keeps up
  double low = 0, high = 0;     // the long-run figure lies between these in 95 of 100 draws
  double parameters_share = 0;  // of the variance of one year lived: what the uncertain numbers do; the rest is chance
};

// What one uncertain number does to a figure, all others at their best guess.
struct Driver {
  std::string part, name, source;
  std::string station;
  Measure measure;
  double at_low = 0, at_high = 0;
};

struct Uncertainty {
  std::int64_t draws = 0, replications_each = 0;
  std::vector<FigureSpread> spreads;
  std::vector<Driver> drivers;                         // widest first
  std::vector<std::pair<std::string, double>> breaks;  // stations that fail to keep up in some draws, and the share
};

// The model with each uncertain number multiplied by its factor, one a member of model.uncertain.
Model with_factors(Model const& model, std::vector<double> const& factors);

// What each uncertain number of tomorrow does to what differs from today, with the same luck on both sides: at_low and
// at_high are tomorrow less today, with the number at its ends in both where both have it. Widest first. Only stations
// that both have and that keep up at either end. Errors as simulate.
Result<std::vector<Driver>> difference_drivers(Model const& today, Model const& tomorrow, Options const& options);

// For a model with uncertain numbers. `draws` at least 2. Errors as simulate.
Result<Uncertainty> explore_uncertainty(Model const& model, std::int64_t draws, Options const& options);

}  // namespace kith::demand
