#include "link/agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "link/parallel.h"

namespace kith::link {

JointAgreement::JointAgreement(Index const& index, unsigned threads) : records_(*index.records) {
  auto const fields = records_.fields.size();
  pairs_.resize(fields * fields);
  std::vector<Code> different(fields);  // values that somebody has
  for (std::size_t k = 0; k < fields; ++k) {
    auto const& postings = index.postings[k];
    for (Code code = 1; code < postings.codes(); ++code) different[k] += postings.count(code) > 0;
    auto const missing = records_.size() == 0 ? 0.0 : static_cast<double>(postings.count(0)) / records_.size();
    known_.push_back(1 - missing);
  }
  // Of two fields the one with more values is gone through value by value, because few share one of those.
  std::vector<std::size_t> order(fields);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return different[a] > different[b]; });
  in_parallel(fields, threads, [&](std::size_t i) { count(index, order[i], std::span(order).subspan(i + 1)); });
}

// Of the records with one value of the field, those met so far are counted by their value of the other field.
void JointAgreement::count(Index const& index, std::size_t field, std::span<std::size_t const> others) {
  auto const& postings = index.postings[field];
  std::vector<std::vector<std::uint32_t>> met(records_.fields.size());
  for (auto const other : others) met[other].resize(index.postings[other].codes());
  std::vector<Place> places;
  for (Code code = 1; code < postings.codes(); ++code) {
    if (postings.count(code) < 2) continue;
    places.clear();
    postings.each(code, 0, [&](Place place) { places.push_back(place); });
    for (auto const other : others) {
      auto const column = index.rows.column(other);
      double pairs = 0;
      // The first file's records stand before the second's.
      for (auto const place : places)
        if (auto const value = index.rows.row(place)[column]; value != 0) {
          bool const of_first = place < records_.first_of_second;
          if (!records_.linking() || !of_first) pairs += met[other][value];
          if (of_first) ++met[other][value];
        }
      for (auto const place : places) met[other][index.rows.row(place)[column]] = 0;
      pairs_[std::min(field, other) * records_.fields.size() + std::max(field, other)] += pairs;
    }
  }
}

namespace {
// Two columns, and what is seen and expected of pairs that agree exactly on both.
struct Joint {
  std::size_t first = 0;
  std::size_t second = 0;
  double seen = 0;
  double by_chance = 0;
  double share_of_matches = 0;  // of all matches, those that agree on both
};

std::vector<Joint> expected_of(JointAgreement const& agreement, Mixture const& mixture) {
  auto const& records = agreement.records();
  double const pairs = records.pair_count();
  std::vector<Joint> joints;
  for (std::size_t k = 0; k < records.fields.size(); ++k)
    for (std::size_t l = k + 1; l < records.fields.size(); ++l) {
      auto const& a = mixture.fields[k];
      auto const& b = mixture.fields[l];
      auto const exact_a = levels_of(records.fields[k].measure).exact;
      auto const exact_b = levels_of(records.fields[l].measure).exact;
      double const known = std::pow(agreement.share_known(k) * agreement.share_known(l), 2);
      joints.push_back({k, l, agreement.pairs(k, l), pairs * known * a.u[exact_a] * b.u[exact_b],
                        known * a.m[exact_a] * b.m[exact_b]});
    }
  return joints;
}

bool is_personal(Measure measure) {
  return is_name(measure) || measure == Measure::date || measure == Measure::identifier || measure == Measure::email;
}
}  // namespace

std::optional<double> matches_by_rules(JointAgreement const& agreement, Mixture const& mixture) {
  auto const& fields = agreement.records().fields;
  double const fine_enough = agreement.records().size() / 50.0;
  std::vector<double> estimates;
  for (auto const& joint : expected_of(agreement, mixture)) {
    auto const a = fields[joint.first].measure;
    auto const b = fields[joint.second].measure;
    if (!is_personal(a) && !is_personal(b)) continue;
    // Living together is not being one person.
    auto const tells_little = [](Measure measure) {
      return is_shared_at_home(measure) || measure == Measure::category;
    };
    if (tells_little(a) && tells_little(b)) continue;
    if (joint.share_of_matches < 0.02) continue;
    // Agreement that is mostly chance says something only where a few matches would stand out from it.
    double const error = std::sqrt(joint.seen + joint.by_chance + 1) / joint.share_of_matches;
    if (joint.seen < 3 * joint.by_chance && error > fine_enough) continue;
    estimates.push_back(std::max(0.0, joint.seen - joint.by_chance) / joint.share_of_matches);
  }
  if (estimates.empty()) return std::nullopt;
  auto const middle = estimates.begin() + static_cast<std::ptrdiff_t>(estimates.size() / 2);
  std::nth_element(estimates.begin(), middle, estimates.end());
  return *middle;
}

std::vector<Dependence> dependent_fields(JointAgreement const& agreement, Mixture const& mixture) {
  double const matches = mixture.prior * agreement.records().pair_count();
  std::vector<Dependence> found;
  for (auto const& joint : expected_of(agreement, mixture)) {
    double const others = joint.seen - 1.5 * matches * joint.share_of_matches;
    if (others > 100 && others > 10 * joint.by_chance)
      found.push_back({joint.first, joint.second, others / std::max(joint.by_chance, 0.1)});
  }
  std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.times > b.times; });
  return found;
}

bool pool_levels(FieldOdds& odds, Level exact) {
  struct Group {
    double m = 0;
    double u = 0;
    int levels = 0;
  };
  std::vector<Group> groups;
  bool told = false;
  for (Level level = different_level; level <= exact; ++level) {
    groups.push_back({odds.m[level], odds.u[level], 1});
    while (groups.size() > 1) {
      auto const& last = groups.back();
      auto& before = groups[groups.size() - 2];
      if (last.m * before.u >= before.m * last.u) break;
      told = told || std::max(last.m, before.m) > 0.02;
      before = {before.m + last.m, before.u + last.u, before.levels + last.levels};
      groups.pop_back();
    }
  }
  Level level = different_level;
  for (auto const& group : groups) {
    double u = 0;
    for (int i = 0; i < group.levels; ++i) u += odds.u[static_cast<std::size_t>(level + i)];
    for (int i = 0; i < group.levels; ++i, ++level)
      odds.m[level] = u > 0 ? group.m * odds.u[level] / u : group.m / group.levels;
  }
  return told;
}

}  // namespace kith::link
