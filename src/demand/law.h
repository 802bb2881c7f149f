// How long something takes: the laws of duration a model may name, and their moments.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "demand/dice.h"

namespace kith::demand {

enum class LawKind {
  exponential,
  deterministic,
  uniform,
  erlang,
  hyperexponential,
  lognormal,
  gamma,
  weibull,
  empirical,
};
constexpr auto closed_set(LawKind) {
  return std::to_array<Member<LawKind>>({
      {LawKind::exponential, "exponential", "Exponential"},
      {LawKind::deterministic, "deterministic", "Always the same"},
      {LawKind::uniform, "uniform", "Uniform"},
      {LawKind::erlang, "erlang", "Erlang"},
      {LawKind::hyperexponential, "hyperexponential", "Hyperexponential"},
      {LawKind::lognormal, "lognormal", "Lognormal"},
      {LawKind::gamma, "gamma", "Gamma"},
      {LawKind::weibull, "weibull", "Weibull"},
      {LawKind::empirical, "empirical", "As recorded"},
  });
}

// A law as a person writes it. Which fields count depends on the kind; check_law says what is wrong.
struct Law {
  LawKind kind = LawKind::exponential;
  double mean_days = 0;         // all but uniform and empirical; of those who are not cured, where some are
  std::optional<double> shape;  // erlang: phases; gamma and weibull: shape
  std::optional<double>
      cv;  // standard deviation over mean, instead of shape: erlang, gamma, lognormal, hyperexponential
  double low_days = 0, high_days = 0;  // uniform
  std::vector<double> values_days;     // empirical; hyperexponential: the mean of each branch
  std::vector<double> weights;         // of values_days; none means all alike
  double cured = 0;                    // the fraction for whom it never happens, from 0 up to but not including 1

  bool operator==(Law const&) const = default;
};

// What is wrong with a law, as the end of a sentence beginning with its place; nullopt when nothing is.
std::optional<std::string> fault_of(Law const& law);
// Of those for whom it happens. Only for a law without fault.
double mean_days(Law const& law);
double squared_cv(Law const& law);  // variance over squared mean

// A law made ready to draw from. Times are milliseconds, as real numbers.
struct Sampler {
  static constexpr double never = std::numeric_limits<double>::infinity();

  LawKind kind = LawKind::exponential;
  double scale_ms =
      0;             // exponential, weibull: scale; deterministic: value; lognormal: median; gamma: scale; uniform: low
  double shape = 1;  // weibull: 1/shape; lognormal: sigma; gamma: shape; erlang: phases; uniform: width
  double cured = 0;
  std::vector<double> values_ms = {};   // empirical, hyperexponential
  std::vector<double> cumulative = {};  // of their weights, the last one 1
  // Where to begin looking in `cumulative`: for each of as many equal parts of [0, 1), the first that reaches its
  // beginning. A power of two of them, so that which part a number lies in is exact.
  std::vector<std::uint32_t> guide = {};
};
Sampler make_sampler(Law const& law);

// Everything but the commonest law.
double draw_other(Sampler const& sampler, std::uint64_t key);

// A duration in milliseconds, rounded up or down at random in proportion, so that the clock's grain biases no mean.
// Sampler::never stays beyond every horizon.
inline std::int64_t draw_ms(Sampler const& sampler, std::uint64_t key) {
  std::uint64_t const bits = mixed(key);
  double ms;
  if (sampler.kind == LawKind::exponential && sampler.cured == 0)
    ms = sampler.scale_ms * exponential_draw(bits);
  else
    ms = draw_other(sampler, key);
  constexpr double beyond = 4e18;
  if (!(ms < beyond)) return static_cast<std::int64_t>(beyond);
  return static_cast<std::int64_t>(ms + rounding_part(bits));
}

inline constexpr double ms_per_day = 86'400'000.0;

}  // namespace kith::demand
