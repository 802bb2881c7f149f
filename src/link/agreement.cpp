#include "link/agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kith::link {

namespace {
// Two columns, and what is seen and expected of pairs that agree exactly on both.
struct Joint {
  std::size_t first = 0;
  std::size_t second = 0;
  double seen = 0;
  double by_chance = 0;
  double share_of_matches = 0;  // of all matches, those that agree on both
};

double agreeing_pairs(Records const& records, std::size_t k, std::size_t l) {
  std::vector<std::pair<std::uint64_t, bool>> keys;
  for (RecordNumber i = 0; i < records.size(); ++i) {
    auto const a = records.fields[k].codes[i];
    auto const b = records.fields[l].codes[i];
    if (a != 0 && b != 0) keys.emplace_back(std::uint64_t{a} << 32 | b, i >= records.first_of_second);
  }
  std::sort(keys.begin(), keys.end());
  double pairs = 0;
  for (std::size_t begin = 0; begin < keys.size();) {
    std::size_t end = begin;
    double second = 0;
    for (; end < keys.size() && keys[end].first == keys[begin].first; ++end) second += keys[end].second;
    double const count = static_cast<double>(end - begin);
    pairs += records.linking() ? (count - second) * second : count * (count - 1) / 2;
    begin = end;
  }
  return pairs;
}

double share_known(Field const& field) {
  auto const known =
      field.codes.size() - static_cast<std::size_t>(std::count(field.codes.begin(), field.codes.end(), 0u));
  return static_cast<double>(known) / static_cast<double>(std::max<std::size_t>(1, field.codes.size()));
}

std::vector<Joint> joint_agreement(Index const& index, Mixture const& mixture) {
  auto const& records = *index.records;
  double const pairs = records.pair_count();
  std::vector<Joint> joints;
  for (std::size_t k = 0; k < records.fields.size(); ++k)
    for (std::size_t l = k + 1; l < records.fields.size(); ++l) {
      auto const& a = mixture.fields[k];
      auto const& b = mixture.fields[l];
      auto const exact_a = levels_of(records.fields[k].measure).exact;
      auto const exact_b = levels_of(records.fields[l].measure).exact;
      double const known = std::pow(share_known(records.fields[k]) * share_known(records.fields[l]), 2);
      joints.push_back({k, l, agreeing_pairs(records, k, l), pairs * known * a.u[exact_a] * b.u[exact_b],
                        known * a.m[exact_a] * b.m[exact_b]});
    }
  return joints;
}

bool is_personal(Measure measure) {
  return is_name(measure) || measure == Measure::date || measure == Measure::identifier || measure == Measure::email;
}
}  // namespace

std::optional<double> matches_by_rules(Index const& index, Mixture const& mixture) {
  auto const& fields = index.records->fields;
  double const fine_enough = index.records->size() / 50.0;
  std::vector<double> estimates;
  for (auto const& joint : joint_agreement(index, mixture)) {
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

std::vector<Dependence> dependent_fields(Index const& index, Mixture const& mixture) {
  double const matches = mixture.prior * index.records->pair_count();
  std::vector<Dependence> found;
  for (auto const& joint : joint_agreement(index, mixture)) {
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
