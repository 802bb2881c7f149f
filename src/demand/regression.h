// Rates from counts: Poisson regression of arrivals by day, and shrinkage of small teams towards their borough.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "demand/model.h"

namespace kith::demand {

// log E[count] = row . coefficients, by iterated weighted least squares.
struct PoissonFit {
  std::vector<double> coefficients;
  std::vector<double> covariance;  // row by row; times `dispersion` where the counts vary more than Poisson
  double dispersion = 1;           // Pearson's; about 1 for a Poisson stream
  int rounds = 0;
};
// `rows` holds counts.size() rows of `width` numbers. Errors: no_fit when two columns say the same, or no count is
// above 0.
Result<PoissonFit> poisson_regression(std::span<double const> rows, std::size_t width, std::span<double const> counts);

struct DayCount {
  Date day;
  std::int64_t count = 0;
  bool holiday = false;  // school holiday
  bool bank_holiday = false;

  bool operator==(DayCount const&) const = default;
};

struct ArrivalFit {
  Arrival arrival;  // rate_per_day on the last day, weekday factors, trend, season; name and `to` are the caller's
  double holiday_factor = 1, bank_holiday_factor = 1;
  double standard_error = 0;  // of the logarithm of the rate
  double dispersion = 1;
  std::int64_t days = 0, counted = 0;
  std::string left_out;  // what the records are too short for
};
// Trend and season ask for two years of days; less gives weekdays and holidays only, and says so. Days without anybody
// belong in the list. Errors: no_fit; too_short below four weeks.
Result<ArrivalFit> fit_arrivals(std::span<DayCount const> days);

// A team's own rate drawn towards the borough's, the more the less it has seen (gamma prior by moments; Marshall 1991).
struct TeamCount {
  double events = 0, exposure = 0;  // exposure: days, cases or person-days
};
struct Shrunk {
  double own = 0, shrunk = 0;
  double weight = 0;  // of its own rate; the rest is the borough's
};
// One a team. A borough whose teams differ no more than chance makes them gives each the borough's rate.
std::vector<Shrunk> shrink(std::span<TeamCount const> teams);

}  // namespace kith::demand
