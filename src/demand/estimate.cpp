#include "demand/estimate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "demand/elementary.h"

namespace kith::demand {

double reach(double confidence, std::size_t replications) {
  if (replications < 2) return 0;
  return student_quantile(0.5 + confidence / 2, static_cast<double>(replications - 1));
}

Estimate mean_estimate(std::span<double const> values, double reach) {
  if (values.empty()) return {};
  auto const n = static_cast<double>(values.size());
  double sum = 0;
  for (double value : values) sum += value;
  double const mean = sum / n;
  if (values.size() < 2) return {mean, std::nullopt, std::nullopt};
  double squares = 0;
  for (double value : values) squares += (value - mean) * (value - mean);
  double const standard_error = std::sqrt(squares / (n - 1) / n);
  return {mean, mean - reach * standard_error, mean + reach * standard_error, standard_error};
}

Estimate leaning_estimate(std::span<double const> values, double reach) {
  Estimate estimate = mean_estimate(values, reach);
  auto const n = static_cast<double>(values.size());
  // With fewer, how much they lean is anybody's guess.
  if (values.size() < 8 || !(*estimate.standard_error > 0)) return estimate;
  double cubes = 0;
  double squares = 0;
  for (double value : values) {
    double const d = value - *estimate.mean;
    squares += d * d;
    cubes += d * d * d;
  }
  double const lean = cubes / n / std::pow(squares / n, 1.5) / std::sqrt(n);
  if (std::abs(lean) < 1e-6) return estimate;
  // How much they lean is itself known from few: without this much more, 20 replications hold the truth 93 to 94 times
  // in 100, and with it 95, whether they lean as waits or as an exponential; straight ones stay as they were.
  double const wider = reach * (1 + lean * lean);
  auto const straightened = [&](double x) { return 3 / lean * (std::cbrt(1 + lean * (x - lean / 6)) - 1); };
  estimate.low = *estimate.mean - *estimate.standard_error * straightened(wider);
  estimate.high = *estimate.mean - *estimate.standard_error * straightened(-wider);
  return estimate;
}

std::vector<double> pseudo_values(std::span<double const> numerators, std::span<double const> denominators) {
  double above = 0;
  double below = 0;
  for (double value : numerators) above += value;
  for (double value : denominators) below += value;
  if (!(below > 0) || numerators.size() < 2) return {};
  auto const n = static_cast<double>(numerators.size());
  std::vector<double> pseudo;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    double const rest = below - denominators[i];
    if (!(rest > 0)) return {};
    pseudo.push_back(n * (above / below) - (n - 1) * ((above - numerators[i]) / rest));
  }
  return pseudo;
}

Estimate ratio_estimate(std::span<double const> numerators, std::span<double const> denominators, double reach) {
  auto const pseudo = pseudo_values(numerators, denominators);
  if (!pseudo.empty()) return leaning_estimate(pseudo, reach);
  double above = 0;
  double below = 0;
  for (double value : numerators) above += value;
  for (double value : denominators) below += value;
  if (!(below > 0)) return {};
  return {above / below, std::nullopt, std::nullopt};
}

Estimate within(Estimate estimate, double least, double most) {
  for (auto* part : {&estimate.mean, &estimate.low, &estimate.high})
    if (*part) *part = std::clamp(**part, least, most);
  return estimate;
}

}  // namespace kith::demand
