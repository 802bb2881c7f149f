// How many will come in each of the next twelve months, to a borough and to each of its places: from counts by day, by
// a regression that can be read (level_model.h), as a spread of futures rather than one number, and tested on the past
// against taking the same month of the year before. Flows and places only; nothing here knows of a person.
//
// Equal days give equal forecasts to the bit: luck is drawn by key, and nothing of the C library's is in it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "demand/level_model.h"

namespace kith::demand {

inline constexpr std::size_t months_ahead = months_a_year;
inline constexpr std::size_t least_months = 6;     // of records; fewer tell no rate worth carrying on
inline constexpr std::size_t season_months = 24;   // fewer cannot tell a season or a trend from chance
inline constexpr std::size_t test_months = 30;     // fewer leave too few past forecasts to judge by
inline constexpr std::size_t most_months = 120;    // what lies further back is left out
inline constexpr std::int64_t least_records = 24;  // of a place; fewer are no forecast's ground

// Whole months of days, from the first day of a month to the last of one.
struct DaySeries {
  std::string name;  // its luck hangs on its name
  std::vector<std::int64_t> counts;

  bool operator==(DaySeries const&) const = default;
};
struct ForecastQuestion {
  Date first;  // the day of the first count
  DaySeries whole;
  std::vector<DaySeries> places;  // of the same days; they may overlap

  bool operator==(ForecastQuestion const&) const = default;
};

// Of all futures as many as 95, or 80, in 100 lie from `low` to `high`, and half up to `middle`.
struct Spread {
  double middle = 0, mean = 0;
  double low80 = 0, high80 = 0, low95 = 0, high95 = 0;

  bool operator==(Spread const&) const = default;
};
// The middle of what the records leave open, and the 95% around it.
struct Range {
  double middle = 0, low = 0, high = 0;

  bool operator==(Range const&) const = default;
};

// Forecasts made as if on past days, of months that have come since.
struct BackTest {
  std::int64_t forecasts = 0;  // a month each, one to twelve months ahead
  std::int64_t within80 = 0, within95 = 0;
  // Mean continuous ranked probability score: how far off, in records, spread and all; less is better (Gneiting and
  // Raftery 2007). Beside it that of last year's month with the spread of its own past errors.
  double crps = 0, naive_crps = 0;

  bool loses() const { return crps > naive_crps; }
  bool operator==(BackTest const&) const = default;
};

struct PlaceForecast {
  std::string name;
  std::vector<std::int64_t> counted;  // by month
  std::int64_t last_year = 0;         // in the last twelve months counted, or in all when they are fewer
  // Absent where the place has fewer than `least_records` records.
  std::optional<std::array<Spread, months_ahead>> ahead;
  std::optional<Spread> year;
  std::optional<BackTest> tested;  // absent when the records are too short
};

struct Forecast {
  Date first_month;        // of what is counted, by its first day
  std::size_t months = 0;  // counted; the forecast begins right after
  double other_days = 1;   // what a weekend day or bank holiday is worth of a working day
  bool has_season = false;
  Range trend_a_year;                          // 0.05: five in a hundred more each year
  std::array<Range, months_a_year> seasons{};  // from January, as multiples of a usual month of as many working days
  PlaceForecast whole;
  std::vector<PlaceForecast> places;

  Date month(std::size_t at) const { return first_month.plus_months(static_cast<int>(at)); }
};

// Errors: too_short below six whole months, too_few when the whole has fewer than `least_records` records in the months
// that are used.
Result<Forecast> forecast(ForecastQuestion const& question);

}  // namespace kith::demand
