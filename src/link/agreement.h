// What exact agreement on several things at once tells about a model: how many matches there should be, which columns
// depend on each other, which levels are out of order. The guard rails of training.
#pragma once

#include <optional>
#include <vector>

#include "link/weights.h"

namespace kith::link {

// How many pairs of records agree exactly on two fields at once, for every two fields.
class JointAgreement {
 public:
  JointAgreement(Index const& index, unsigned threads);

  Records const& records() const { return records_; }
  // first < second.
  double pairs(std::size_t first, std::size_t second) const { return pairs_[first * known_.size() + second]; }
  double share_known(std::size_t field) const { return known_[field]; }  // of all records

 private:
  void count(Index const& index, std::size_t field, std::span<std::size_t const> others);

  Records const& records_;
  std::vector<double> pairs_;  // by first and second field
  std::vector<double> known_;  // by field
};

// Expected matching pairs: for every two columns that together identify people, the pairs that agree on both beyond
// chance, divided by the share of matches that would; the median over such columns. nullopt when there are none.
std::optional<double> matches_by_rules(JointAgreement const& agreement, Mixture const& mixture);

struct Dependence {
  std::size_t first = 0;
  std::size_t second = 0;
  double times = 0;  // how many times more often than by chance different people agree on both
};
// The worst first, those above ten times only.
std::vector<Dependence> dependent_fields(JointAgreement const& agreement, Mixture const& mixture);

// Makes m / u rise from `different` to `exact` by taking neighbouring levels together where it falls. True when a level
// that carries weight was changed.
bool pool_levels(FieldOdds& odds, Level exact);

}  // namespace kith::link
