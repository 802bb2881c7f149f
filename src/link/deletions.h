// Near values among very many, in time that grows with their number and not with its square: two values that differ by
// one slip are the same after at most one character is taken out of each (Mor and Fraenkel 1982).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "link/neighbours.h"

namespace kith::link {

// Pairs of values that agree above `different`, each once. Values that share one of `keys` are compared too, whatever
// their spelling.
std::vector<Neighbours::Near> near_by_one_deletion(Dictionary const& dictionary, unsigned threads,
                                                   std::function<std::vector<std::uint64_t>(Value const&)> const& keys);

}  // namespace kith::link
