#include "demand/regression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demand/elementary.h"

namespace kith::demand {
namespace {

// Symmetric and positive: lower triangle L with L L' = a, in place. False when `a` is singular.
bool cholesky(std::vector<double>& a, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    double const scale = a[j * n + j];
    for (std::size_t k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
    if (!(a[j * n + j] > 1e-10 * scale) || !(a[j * n + j] > 0)) return false;
    a[j * n + j] = std::sqrt(a[j * n + j]);
    for (std::size_t i = j + 1; i < n; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
      a[i * n + j] /= a[j * n + j];
    }
  }
  return true;
}

std::vector<double> solve(std::vector<double> const& l, std::vector<double> b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= l[i * n + k] * b[k];
    b[i] /= l[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= l[k * n + i] * b[k];
    b[i] /= l[i * n + i];
  }
  return b;
}

double expected(double const* row, std::vector<double> const& coefficients) {
  double sum = 0;
  for (std::size_t j = 0; j < coefficients.size(); ++j) sum += row[j] * coefficients[j];
  return exponential(std::clamp(sum, -30.0, 30.0));
}

}  // namespace

Result<PoissonFit> poisson_regression(std::span<double const> rows, std::size_t width, std::span<double const> counts) {
  PoissonFit fit;
  fit.coefficients.assign(width, 0);
  double total = 0;
  for (double count : counts) total += count;
  if (!(total > 0)) return invalid("no_fit", "Nobody came on any of these days; a rate needs somebody to have come.");
  std::vector<double> triangle;
  for (bool settled = false; !settled && fit.rounds < 60; ++fit.rounds) {
    triangle.assign(width * width, 0);
    std::vector<double> right(width);
    for (std::size_t r = 0; r < counts.size(); ++r) {
      double const* const row = rows.data() + r * width;
      double const mean = fit.rounds == 0 ? (counts[r] + 0.5) : expected(row, fit.coefficients);
      double const working = natural_log(mean) + (counts[r] - mean) / mean;
      for (std::size_t j = 0; j < width; ++j) {
        right[j] += mean * row[j] * working;
        for (std::size_t k = 0; k <= j; ++k) triangle[j * width + k] += mean * row[j] * row[k];
      }
    }
    if (!cholesky(triangle, width)) return invalid("no_fit", "Two of the columns say the same; leave one of them out.");
    auto const next = solve(triangle, right, width);
    settled = fit.rounds > 0;
    for (std::size_t j = 0; j < width; ++j) settled &= std::abs(next[j] - fit.coefficients[j]) < 1e-10;
    fit.coefficients = next;
  }
  for (std::size_t j = 0; j < width; ++j) {
    std::vector<double> unit(width);
    unit[j] = 1;
    auto const column = solve(triangle, unit, width);
    fit.covariance.insert(fit.covariance.end(), column.begin(), column.end());
  }
  double pearson = 0;
  for (std::size_t r = 0; r < counts.size(); ++r) {
    double const mean = expected(rows.data() + r * width, fit.coefficients);
    pearson += (counts[r] - mean) * (counts[r] - mean) / mean;
  }
  if (counts.size() > width) fit.dispersion = pearson / static_cast<double>(counts.size() - width);
  return fit;
}

Result<ArrivalFit> fit_arrivals(std::span<DayCount const> days) {
  if (days.size() < 28)
    return invalid("too_short",
                   fmt::format("{} days are too few to tell weekdays apart; four weeks are the least.", days.size()));
  constexpr double pi = 3.14159265358979323846;
  constexpr double year = 365.25;
  bool const long_enough = days.size() >= 730;
  auto const some = [&](bool DayCount::*flag) {
    return std::any_of(days.begin(), days.end(), [&](DayCount const& d) { return d.*flag; });
  };
  bool const holidays = some(&DayCount::holiday);
  bool const bank_holidays = some(&DayCount::bank_holiday);
  Date const last = days.back().day;
  // A column for each weekday on which anybody came: seven levels instead of one and six differences.
  std::array<bool, 7> comes{};
  for (auto const& d : days)
    if (d.count > 0) comes[static_cast<std::size_t>(d.day.weekday()) - 1] = true;
  std::vector<double> rows, counts;
  std::size_t width = 0;
  for (auto const& d : days) {
    auto const weekday = static_cast<std::size_t>(d.day.weekday()) - 1;
    if (!comes[weekday]) continue;
    std::vector<double> row;
    for (std::size_t w = 0; w < 7; ++w)
      if (comes[w]) row.push_back(w == weekday ? 1 : 0);
    if (holidays) row.push_back(d.holiday ? 1 : 0);
    if (bank_holidays) row.push_back(d.bank_holiday ? 1 : 0);
    if (long_enough) {
      auto const ago = static_cast<double>(d.day - last);
      row.push_back(ago / year);
      row.push_back(std::cos(2 * pi * ago / year));
      row.push_back(std::sin(2 * pi * ago / year));
    }
    width = row.size();
    rows.insert(rows.end(), row.begin(), row.end());
    counts.push_back(static_cast<double>(d.count));
  }
  if (counts.empty()) return invalid("no_fit", "Nobody came on any of these days; a rate needs somebody to have come.");
  PoissonFit const fit = TRY(poisson_regression(rows, width, counts));
  ArrivalFit told;
  told.days = static_cast<std::int64_t>(days.size());
  for (double count : counts) told.counted += static_cast<std::int64_t>(count);
  std::size_t at = 0;
  std::vector<double> levels;
  for (std::size_t w = 0; w < 7; ++w) levels.push_back(comes[w] ? exponential(fit.coefficients[at++]) : 0);
  double mean = 0;
  for (double level : levels) mean += level / 7;
  told.arrival.rate_per_day = mean;
  for (double level : levels) told.arrival.weekday.push_back(level / mean);
  if (holidays) told.holiday_factor = exponential(fit.coefficients[at++]);
  if (bank_holidays) told.bank_holiday_factor = exponential(fit.coefficients[at++]);
  if (long_enough) {
    told.arrival.trend_per_year = exponential(fit.coefficients[at]) - 1;
    double const cosine = fit.coefficients[at + 1];
    double const sine = fit.coefficients[at + 2];
    // Days after the last day on which the wave is highest; log(1 + a cos) is near a cos for the small waves there are.
    told.arrival.season =
        Season{std::min(0.99, std::hypot(cosine, sine)), year, std::atan2(sine, cosine) / (2 * pi) * year};
  } else {
    told.left_out = "trend and season: two years of days are the least";
  }
  told.dispersion = fit.dispersion;
  told.standard_error =
      std::sqrt(std::max(1.0, fit.dispersion) / static_cast<double>(std::max<std::int64_t>(1, told.counted)));
  return told;
}

std::vector<Shrunk> shrink(std::span<TeamCount const> teams) {
  double events = 0;
  double exposure = 0;
  for (auto const& team : teams) {
    events += team.events;
    exposure += team.exposure;
  }
  std::vector<Shrunk> shrunk;
  if (!(exposure > 0)) return std::vector<Shrunk>(teams.size());
  double const borough = events / exposure;
  double spread = 0;
  for (auto const& team : teams)
    if (team.exposure > 0) {
      double const off = team.events / team.exposure - borough;
      spread += team.exposure / exposure * off * off;
    }
  // What is left of the spread between teams once chance has had its part.
  double const between = std::max(0.0, spread - borough / (exposure / static_cast<double>(teams.size())));
  for (auto const& team : teams) {
    double const own = team.exposure > 0 ? team.events / team.exposure : borough;
    double const weight = team.exposure > 0 && between > 0 ? between / (between + borough / team.exposure) : 0;
    shrunk.push_back({own, borough + weight * (own - borough), weight});
  }
  return shrunk;
}

}  // namespace kith::demand
