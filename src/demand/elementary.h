// Logarithm, exponential and their kin, made only of IEEE additions, multiplications and divisions, so that a run gives
// the same bits on every machine and at every optimisation level. The C library's own functions differ in the last bit
// from one release to the next. Accurate to about 1e-15, which is far below what a simulation can see.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace kith::demand {

namespace elementary {

inline constexpr double ln2 = 0.693147180559945309417;
inline constexpr std::uint64_t one_bits = 0x3ff0000000000000;
inline constexpr std::uint64_t mantissa_mask = 0x000fffffffffffff;

// log(x) = 2 atanh((x - 1) / (x + 1)), for x in [1, 2].
constexpr double log_by_series(double x) {
  double const y = (x - 1) / (x + 1);
  double sum = 0;
  for (int k = 59; k >= 1; k -= 2) sum = sum * y * y + 1.0 / k;
  return 2 * y * sum;
}
constexpr double exp_by_series(double x) {
  double sum = 1;
  for (int k = 24; k >= 1; --k) sum = 1 + x / k * sum;
  return sum;
}

struct LogStep {
  double inverse;  // 1 / centre of the step
  double log;      // log(centre)
};
inline constexpr auto log_steps = [] {
  std::array<LogStep, 128> steps{};
  for (int i = 0; i < 128; ++i) {
    double const centre = 1 + (i + 0.5) / 128;
    steps[i] = {1 / centre, log_by_series(centre)};
  }
  return steps;
}();
inline constexpr auto powers_of_two = [] {  // 2^(i/64)
  std::array<double, 64> powers{};
  for (int i = 0; i < 64; ++i) powers[i] = exp_by_series(ln2 * i / 64);
  return powers;
}();

}  // namespace elementary

// The natural logarithm of a positive, normal number.
inline double natural_log(double x) {
  using namespace elementary;
  auto const bits = std::bit_cast<std::uint64_t>(x);
  auto const exponent = static_cast<std::int64_t>(bits >> 52) - 1023;
  LogStep const* const step = log_steps.data() + ((bits >> 45) & 127);
  auto const z = std::bit_cast<double>((bits & mantissa_mask) | one_bits);
  auto const centre = std::bit_cast<double>((bits & 0x000fe00000000000) | one_bits | 0x0000100000000000);
  double const r = (z - centre) * step->inverse;  // at most 2^-8 either way
  double const r2 = r * r;
  double const tail = (1.0 / 3 - r * 0.25) + r2 * (0.2 - r * (1.0 / 6));
  return static_cast<double>(exponent) * ln2 + (step->log + (r + r2 * (r * tail - 0.5)));
}

// e to the x, for x between -700 and 700; beyond, the nearest of the two ends.
inline double exponential(double x) {
  using namespace elementary;
  if (x > 700) x = 700;
  if (x < -700) x = -700;
  constexpr double step = ln2 / 64;
  constexpr double step_high = 0x1.62e42fefap-7;      // ln2/64 with trailing zero bits: k * step_high is exact
  constexpr double step_low = 0x1.cf79abc9e3b39p-46;  // the rest of ln2/64
  auto const k = static_cast<std::int64_t>(x / step + (x < 0 ? -0.5 : 0.5));
  auto const count = static_cast<double>(k);
  double const r = (x - count * step_high) - count * step_low;
  double const series = 1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720))))));
  double const scale = std::bit_cast<double>(static_cast<std::uint64_t>((k >> 6) + 1023) << 52);
  return powers_of_two[static_cast<std::size_t>(k & 63)] * series * scale;
}

// x to the y, for x above zero.
inline double power(double x, double y) { return exponential(y * natural_log(x)); }

// The logarithm of the gamma function for x above zero (Lanczos, g = 7, nine terms).
double log_gamma(double x);
// The standard normal value that is not exceeded with probability p in (0, 1) (Wichura 1988, AS 241).
double normal_quantile(double p);
// The Student t value not exceeded with probability p in (0, 1), `degrees` of freedom at least 1.
double student_quantile(double p, double degrees);

}  // namespace kith::demand
