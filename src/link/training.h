// Learning the model from the records themselves, without anybody saying which are the same person.
#pragma once

#include <functional>
#include <optional>

#include "link/pairs.h"

namespace kith::link {

struct TrainOptions {
  std::optional<double> prior = {};  // fixed; absent: estimated
  unsigned threads = 1;
  std::function<void(double)> progress = {};
  std::function<bool()> stop = {};
  bool use_labels = false;  // learn from the records' labels, where there are any, instead of guessing who is who
};

struct Trained {
  Mixture mixture;
  std::vector<std::vector<double>> shares;  // of values, see value_shares
  std::shared_ptr<Company const> company;   // which values go together
  double expected_matches = 0;
  double expected_by_rules = 0;  // another estimate of the same, from records that agree exactly on several things
  Notes warnings;                // the guard rails: what a person should know before trusting the model
};

Weights make_weights(Trained const& trained);

Trained train(Index const& index, TrainOptions const& options);

// How often a field's levels are found among all pairs with both values known, exactly. Names the wrong way round are
// reckoned as if the two names were independent.
std::vector<std::vector<double>> level_shares(Index const& index);

}  // namespace kith::link
