#include "link/fellegi_sunter.h"

#include <algorithm>
#include <cmath>

namespace kith::link {

double prior_weight(double prior) { return std::log2(prior / (1 - prior)); }

double level_weight(FieldOdds const& odds, Level level) {
  if (level == missing_level) return 0;
  return std::log2(std::max(odds.m[level], 1e-300)) - std::log2(std::max(odds.u[level], 1e-300));
}

double mistake_weight(FieldOdds const& odds) {
  double const u = std::max(odds.u.back(), 1e-300);
  return odds.mixed_up > u ? std::log2(odds.mixed_up) - std::log2(u) : 0;
}

double twin_weight(FieldOdds const& odds, Level level) {
  if (level == missing_level || odds.twins.empty()) return 0;
  return std::log2(std::max(odds.twins[level], 1e-300)) - std::log2(std::max(odds.u[level], 1e-300));
}

double pattern_weight(Mixture const& mixture, std::span<Level const> levels) {
  double weight = prior_weight(mixture.prior);
  for (std::size_t k = 0; k < mixture.fields.size(); ++k) weight += level_weight(mixture.fields[k], levels[k]);
  return weight;
}

double household_weight(double prior, bool twins, Mixture const& mixture, std::span<Level const> levels) {
  double weight = std::log2(std::max(prior, 1e-300));
  for (std::size_t k = 0; k < mixture.fields.size(); ++k) {
    auto const& field = mixture.fields[k];
    if (twins ? field.of_twins : field.of_home) {
      weight += level_weight(field, levels[k]);
      continue;
    }
    if (levels[k] + std::size_t{1} == field.u.size()) weight += mistake_weight(field);
    if (twins) weight += twin_weight(field, levels[k]);
  }
  return weight;
}

double weight_beside_household(double same, double twins, double siblings) {
  return same - std::log2(1 + std::exp2(std::min(twins, 1000.0)) + std::exp2(std::min(siblings, 1000.0)));
}

double probability_of(double weight) {
  if (weight >= 0) return 1 / (1 + std::exp2(-weight));
  double const odds = std::exp2(weight);
  return odds / (1 + odds);
}

double weight_of(double probability) { return std::log2(probability) - std::log2(1 - probability); }

double term_frequency_weight(double u_exact, std::optional<double> frequency_a, std::optional<double> frequency_b,
                             double strength, double smallest) {
  if (!frequency_a && !frequency_b) return 0;
  double const frequency = std::max({frequency_a.value_or(0), frequency_b.value_or(0), smallest});
  return strength * (std::log2(u_exact) - std::log2(frequency));
}

namespace {
// Shares of levels 1 and up; level 0 is no evidence. `belief` adds pairs distributed as it says.
void to_shares(std::vector<double>& counts, std::vector<double> const& belief, EmOptions const& options,
               double weight) {
  double total = 0;
  for (std::size_t level = 1; level < counts.size(); ++level) {
    counts[level] += weight * belief[level];
    total += counts[level];
  }
  counts[0] = 0;
  for (std::size_t level = 1; level < counts.size(); ++level)
    counts[level] = total > 0 ? (counts[level] > 0 ? counts[level] / total : options.unseen) : belief[level];
}

double largest_change(Mixture const& a, Mixture const& b) {
  double change = std::abs(a.prior - b.prior);
  for (std::size_t k = 0; k < a.fields.size(); ++k)
    for (std::size_t level = 1; level < a.fields[k].m.size(); ++level) {
      change = std::max(change, std::abs(a.fields[k].m[level] - b.fields[k].m[level]));
      change = std::max(change, std::abs(a.fields[k].u[level] - b.fields[k].u[level]));
    }
  return change;
}

struct Round {
  Mixture next;
  double expected_matches = 0;
};

// The chances that a pair is one person, twins, or otherwise of one household.
struct Chances {
  double same = 0;
  double twins = 0;
  double siblings = 0;
};

Chances chances_of(Mixture const& mixture, Pattern const& pattern) {
  double const same = pattern_weight(mixture, pattern.levels);
  if (mixture.twins == 0 && mixture.siblings == 0) return {probability_of(same), 0, 0};
  double const twins = household_weight(mixture.twins, true, mixture, pattern.levels);
  double const siblings = household_weight(mixture.siblings, false, mixture, pattern.levels);
  double const weight = weight_beside_household(same, twins, siblings);
  double const strangers = std::exp2(weight - same) * (1 - probability_of(weight));
  return {probability_of(weight), std::exp2(twins) * strangers, std::exp2(siblings) * strangers};
}

Round one_round(Mixture const& now, Mixture const& belief, std::span<Pattern const> patterns,
                EmOptions const& options) {
  Round round{now, 0};
  auto& next = round.next;
  for (auto& field : next.fields) {
    std::fill(field.m.begin(), field.m.end(), 0.0);
    std::fill(field.twins.begin(), field.twins.end(), 0.0);
    if (options.fit_u) std::fill(field.u.begin(), field.u.end(), 0.0);
  }
  double pairs = options.other_pairs;
  double twins = 0;
  double siblings = 0;
  for (auto const& pattern : patterns) {
    auto const chances = chances_of(now, pattern);
    double const matches = chances.same * pattern.count;
    round.expected_matches += matches;
    twins += chances.twins * pattern.count;
    siblings += chances.siblings * pattern.count;
    pairs += pattern.count;
    for (std::size_t k = 0; k < next.fields.size(); ++k) {
      next.fields[k].m[pattern.levels[k]] += matches;
      if (!next.fields[k].twins.empty()) next.fields[k].twins[pattern.levels[k]] += chances.twins * pattern.count;
      if (options.fit_u) next.fields[k].u[pattern.levels[k]] += pattern.count - matches;
    }
  }
  for (std::size_t k = 0; k < next.fields.size(); ++k) {
    to_shares(next.fields[k].m, belief.fields[k].m, options, options.belief_pairs);
    if (!next.fields[k].twins.empty()) to_shares(next.fields[k].twins, now.fields[k].u, options, options.belief_pairs);
    if (options.fit_u) to_shares(next.fields[k].u, belief.fields[k].u, options, 0);
  }
  if (pairs > 0 && now.twins > 0) next.twins = std::max(twins / pairs, 1e-15);
  if (pairs > 0 && now.siblings > 0) next.siblings = std::max(siblings / pairs, 1e-15);
  if (options.fit_prior && pairs > 0) next.prior = std::clamp(round.expected_matches / pairs, 1e-12, 1 - 1e-12);
  return round;
}
}  // namespace

EmResult fit(Mixture start, std::span<Pattern const> patterns, EmOptions const& options, Mixture const* believed) {
  Mixture const belief = believed == nullptr ? start : *believed;
  EmResult result{start, {start}, 0, false};
  for (int i = 0; i < options.most_rounds && !result.settled; ++i) {
    auto round = one_round(result.mixture, belief, patterns, options);
    result.settled = largest_change(round.next, result.mixture) < options.tolerance;
    result.mixture = std::move(round.next);
    result.expected_matches = round.expected_matches;
    result.history.push_back(result.mixture);
  }
  return result;
}

}  // namespace kith::link
