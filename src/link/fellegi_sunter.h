// The model of Fellegi and Sunter (1969) with several levels a field, as Splink and fastLink use it. Plain numbers;
// where they come from is training's business.
//
//   weight of a pair = log2(prior odds) + sum over fields of log2(m / u) + term frequency adjustments       (in bits)
//   probability      = 1 / (1 + 2^-weight)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "link/levels.h"

namespace kith::link {

// Given that two records are the same person (m), or are not (u), how often a field is found at each level. Index 0 is
// "missing" and is never counted: a missing value is no evidence.
struct FieldOdds {
  std::vector<double> m;
  std::vector<double> u;
  bool of_home = false;   // people of one household share it: surname, address
  bool of_twins = false;  // twins share it: what a household shares, and the birth date
  // Of pairs of one household, the share whose records have one value by mistake: a brother's number. 0: no more often
  // than strangers.
  double mixed_up = 0;
  // How often twins are found at each level, where they neither share this nor differ in it as strangers do: a third of
  // them come from one egg and are of one sex (Weinberg 1901). Empty: as strangers.
  std::vector<double> twins = {};

  bool operator==(FieldOdds const&) const = default;
};

// Beside "same person" and "strangers" there may be a third sort of pair: two people of one household. They agree like
// one person on what a household shares and like strangers on the rest. Without it twins look like one child.
struct Mixture {
  double prior = 0;  // the chance that two records taken at random are the same person
  std::vector<FieldOdds> fields;
  double twins = 0;     // that they are two children born on one day to one household; 0: not considered
  double siblings = 0;  // that they are of one household otherwise; 0: not considered
};

inline constexpr std::size_t most_fields = 16;

// Pairs that agree at the same levels, counted together.
struct Pattern {
  std::array<Level, most_fields> levels{};
  double count = 0;
};

double prior_weight(double prior);
// log2(m / u), each at least 1e-300; a missing value weighs nothing.
double level_weight(FieldOdds const& odds, Level level);
// What a value that both have weighs for two people of one household, one of whose records was given it by mistake.
double mistake_weight(FieldOdds const& odds);
// What agreement at a level weighs for twins, against strangers.
double twin_weight(FieldOdds const& odds, Level level);
double pattern_weight(Mixture const& mixture, std::span<Level const> levels);
// What a pair weighs when people of one household are considered too: `same` is its weight as one person, `twins` and
// `siblings` the same for two people of one household, each against strangers. Never more than `same`.
double weight_beside_household(double same, double twins, double siblings);
double household_weight(double prior, bool twins, Mixture const& mixture, std::span<Level const> levels);
// Never overflows.
double probability_of(double weight);
double weight_of(double probability);

// How much more, or less, agreement on this very value says than agreement at its level does on average.
//   strength * (log2(u_exact) - log2(max(frequency_a, frequency_b, smallest)))
// A frequency that is not known counts as the other; when both are unknown there is no adjustment.
double term_frequency_weight(double u_exact, std::optional<double> frequency_a, std::optional<double> frequency_b,
                             double strength = 1, double smallest = 0);

// Expectation maximisation on pattern counts.
struct EmOptions {
  bool fit_u = false;
  bool fit_prior = true;
  double tolerance = 1e-4;  // largest change of any fitted number at which to stop
  int most_rounds = 25;
  double belief_pairs = 0;  // how many pairs the belief counts for; 0 is plain maximum likelihood
  double unseen = 1e-6;     // what a level gets that no pair was seen at
  double other_pairs = 0;   // pairs beside the patterns, known not to match; they count for the prior only
};
struct EmResult {
  Mixture mixture;
  std::vector<Mixture> history;  // the start first
  double expected_matches = 0;
  bool settled = false;
};
// `believed` is what m is drawn towards; absent, the start.
EmResult fit(Mixture start, std::span<Pattern const> patterns, EmOptions const& options,
             Mixture const* believed = nullptr);

}  // namespace kith::link
