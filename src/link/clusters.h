// From pairs to people: which records belong together.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "link/pairs.h"

namespace kith::link {

// Pairs weaker than this need not be handed over: they count as much against as anything can.
inline constexpr Weight least_cluster_weight = -1000;

// For every record the first record of its cluster. Two groups are joined, strongest pair first, when a pair between
// them weighs at least `threshold` and all pairs between them, taken together, speak for it rather than against: each
// counts by its weight, between -10 and 10 bits, and a pair that was not handed over counts -10. So one good pair does
// not chain two families together. Groups that hold different valid NHS numbers or pupil numbers are never joined.
// Pairs within one of two linked files were never looked at and do not count. `pairs` best first; `apart` are records
// that must never be joined.
std::vector<RecordNumber> cluster(Records const& records, std::span<Pair const> pairs, Weight threshold,
                                  std::span<std::pair<RecordNumber, RecordNumber> const> apart = {});

}  // namespace kith::link
