// Why two records are thought to be one person, in words and in hundredths of a bit.
#pragma once

#include <string>
#include <vector>

#include "link/weights.h"

namespace kith::link {

// Of how many people one is such a share, above 0 and at most 1, to two digits: "2,300".
std::string one_in(double share);

struct ExplainedPart {
  std::string label;     // "prior", a column, "household"
  std::string sentence;  // "the same, which 1 in 2,300 share: strong"
  Weight weight = 0;     // the parts add up to the total exactly

  bool operator==(ExplainedPart const&) const = default;
};

// `shares` as value_shares gives them, `codes` one side's values. Fields that say nothing are left out.
std::vector<ExplainedPart> explain(Index const& index, Weights const& weights,
                                   std::vector<std::vector<double>> const& shares, PairParts const& parts,
                                   std::span<Code const> codes);

}  // namespace kith::link
