// Months as the regression knows them, and the futures drawn from it: what `forecast` is made of.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "demand/forecast.h"

namespace kith::demand {

// A month that was counted, or one of the twelve ahead.
struct MonthOfDays {
  Date first;
  int working_days = 0, other_days = 0;
  std::int64_t on_working_days = 0, on_other_days = 0;  // counted of the whole; 0 ahead
};
// The last `most_months` at most, and the twelve ahead.
std::vector<MonthOfDays> months_of(ForecastQuestion const& question);
// The counts of those months that have been counted.
std::vector<std::int64_t> monthly(std::vector<MonthOfDays> const& months, std::vector<std::int64_t> const& days);

// What the first months of the whole say, nothing later being known.
struct WholeFit {
  std::size_t origin = 0;  // how many months are known
  double other_days = 1;
  bool has_season = false;
  std::vector<MonthOfDays> const* months = nullptr;
  std::vector<double> exposures;  // logarithms of working days, of all months
  std::vector<LevelFit> fits;
  std::vector<double> expected;  // logarithms of what was to be expected in each known month
};
WholeFit fit_whole(std::vector<MonthOfDays> const& months, std::vector<std::int64_t> const& counts, std::size_t origin);

// One future of the whole before the luck of each month: what may be expected in each of the twelve.
struct WholeState {
  double trend = 0, unrest = 0;
  std::array<double, months_a_year> season{};
  std::array<double, months_ahead> expected{};  // logarithms
};
std::vector<WholeState> whole_states(WholeFit const& fit, std::string_view name, std::size_t futures);

struct Futures {
  std::array<std::vector<double>, months_ahead> months;
  std::vector<double> year;
};
Futures futures_of_whole(std::vector<WholeState> const& states, std::string_view name);
// A place has the trend and the seasons of the whole, and a share of it that may wander: small places are not asked
// for what their few records cannot say. In each future the place belongs to the whole of the same future.
Futures futures_of_place(WholeFit const& fit, std::vector<WholeState> const& states,
                         std::vector<std::int64_t> const& counts, std::string_view name);

}  // namespace kith::demand
