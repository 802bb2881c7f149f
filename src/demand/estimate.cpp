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
  double const half = reach * std::sqrt(squares / (n - 1) / n);
  return {mean, mean - half, mean + half};
}

Estimate ratio_estimate(std::span<double const> numerators, std::span<double const> denominators, double reach) {
  double above = 0;
  double below = 0;
  for (double value : numerators) above += value;
  for (double value : denominators) below += value;
  if (!(below > 0)) return {};
  double const ratio = above / below;
  auto const n = static_cast<double>(numerators.size());
  if (numerators.size() < 2) return {ratio, std::nullopt, std::nullopt};
  std::vector<double> without;  // pseudo-values
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    double const rest = below - denominators[i];
    // One replication holds all there is: there is nothing to judge its spread by.
    if (!(rest > 0)) return {ratio, std::nullopt, std::nullopt};
    without.push_back(n * ratio - (n - 1) * ((above - numerators[i]) / rest));
  }
  return mean_estimate(without, reach);
}

Estimate within(Estimate estimate, double least, double most) {
  for (auto* part : {&estimate.mean, &estimate.low, &estimate.high})
    if (*part) *part = std::clamp(**part, least, most);
  return estimate;
}

}  // namespace kith::demand
