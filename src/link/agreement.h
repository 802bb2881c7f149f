// What exact agreement on several things at once tells about a model: how many matches there should be, which columns
// depend on each other, which levels are out of order. The guard rails of training.
#pragma once

#include <optional>
#include <vector>

#include "link/weights.h"

namespace kith::link {

// Expected matching pairs: for every two columns that together identify people, the pairs that agree on both beyond
// chance, divided by the share of matches that would; the median over such columns. nullopt when there are none.
std::optional<double> matches_by_rules(Index const& index, Mixture const& mixture);

struct Dependence {
  std::size_t first = 0;
  std::size_t second = 0;
  double times = 0;  // how many times more often than by chance different people agree on both
};
// The worst first, those above ten times only.
std::vector<Dependence> dependent_fields(Index const& index, Mixture const& mixture);

// Makes m / u rise from `different` to `exact` by taking neighbouring levels together where it falls. True when a level
// that carries weight was changed.
bool pool_levels(FieldOdds& odds, Level exact);

}  // namespace kith::link
