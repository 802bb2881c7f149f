#include "demand/elementary.h"

#include <algorithm>
#include <array>

namespace kith::demand {
namespace {

// c0 + c1 x + c2 x^2 + ...
template <std::size_t N>
double polynomial(std::array<double, N> const& coefficients, double x) {
  double sum = 0;
  for (std::size_t k = N; k-- > 0;) sum = sum * x + coefficients[k];
  return sum;
}

// The continued fraction of the incomplete beta function, by Lentz's method.
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  auto const away_from_zero = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double h = d;
  for (int m = 1; m <= 500; ++m) {
    double const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    h *= d * c;
    double const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    double const change = d * c;
    h *= change;
    if (std::abs(change - 1) < 1e-15) break;
  }
  return h;
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  double const front =
      exponential(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * natural_log(x) + b * natural_log(1 - x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double log_gamma(double x) {
  static constexpr std::array<double, 9> terms = {0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
                                                  771.32342877765313,   -176.61502916214059,   12.507343278686905,
                                                  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  constexpr double half_log_two_pi = 0.91893853320467274178;
  if (x < 0.5) return log_gamma(x + 1) - natural_log(x);
  double const z = x - 1;
  double sum = terms[0];
  for (int i = 1; i < 9; ++i) sum += terms[i] / (z + i);
  double const t = z + 7.5;
  return half_log_two_pi + (z + 0.5) * natural_log(t) - t + natural_log(sum);
}

double normal_quantile(double p) {
  static constexpr std::array<double, 8> a = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                              1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                              3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr std::array<double, 8> b = {1.0,
                                              4.2313330701600911252e1,
                                              6.8718700749205790830e2,
                                              5.3941960214247511077e3,
                                              2.1213794301586595867e4,
                                              3.9307895800092710610e4,
                                              2.8729085735721942674e4,
                                              5.2264952788528545610e3};
  static constexpr std::array<double, 8> c = {
      1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> d = {1.0,
                                              2.05319162663775882187e0,
                                              1.67638483018380384940e0,
                                              6.89767334985100004550e-1,
                                              1.48103976427480074590e-1,
                                              1.51986665636164571966e-2,
                                              5.47593808499534494600e-4,
                                              1.05075007164441684324e-9};
  static constexpr std::array<double, 8> e = {
      6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> f = {1.0,
                                              5.99832206555887937690e-1,
                                              1.36929880922735805310e-1,
                                              1.48753612908506148525e-2,
                                              7.86869131145613259100e-4,
                                              1.84631831751005468180e-5,
                                              1.42151175831644588870e-7,
                                              2.04426310338993978564e-15};
  double const q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    double const r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  double const r = std::sqrt(-natural_log(q < 0 ? p : 1 - p));
  double const size = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)  //
                             : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -size : size;
}

double student_quantile(double p, double degrees) {
  if (p == 0.5) return 0;
  if (p < 0.5) return -student_quantile(1 - p, degrees);
  double const target = 2 * (1 - p);  // probability of being further out than t, either side
  double low = 0;
  double high = 1;
  auto const beyond = [&](double t) { return incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)); };
  while (beyond(high) > target && high < 1e12) high *= 2;
  for (int step = 0; step < 200 && high - low > 1e-14 * high; ++step) {
    double const middle = (low + high) / 2;
    (beyond(middle) > target ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace kith::demand
