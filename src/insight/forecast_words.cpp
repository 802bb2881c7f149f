#include "insight/forecast_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "insight/percent.h"

namespace kith::insight {

namespace {

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

// "6.1% more" or "2.0% fewer".
std::string more_or_fewer(double share) {
  return fmt::format("{:.1f}% {}", std::abs(share) * 100, share < 0 ? "fewer" : "more");
}

std::string trend_in_words(demand::Range const& trend) {
  auto words = fmt::format("The trend: {} each year ({} to {}, 95%).", more_or_fewer(trend.middle),
                           more_or_fewer(trend.low), more_or_fewer(trend.high));
  if (trend.low <= 0 && trend.high >= 0) words += " The records cannot tell it from none.";
  return words;
}

// The quietest and the busiest month, where they differ by more than chance.
std::string seasons_in_words(std::array<demand::Range, 12> const& seasons) {
  auto const by_middle = [](demand::Range const& one, demand::Range const& other) { return one.middle < other.middle; };
  auto const [quiet, busy] = std::ranges::minmax_element(seasons, by_middle);
  auto const name = [&](auto at) { return month_names[static_cast<std::size_t>(at - seasons.begin())]; };
  if (quiet->high >= busy->low)
    return "The season: no month differs from the others by more than chance, once working days are counted.";
  return fmt::format(
      "The season, once working days are counted: {} is the busiest month ({} than usual), {} the quietest ({}).",
      name(busy), more_or_fewer(busy->middle - 1), name(quiet), more_or_fewer(quiet->middle - 1));
}

}  // namespace

std::string short_month(Date month) {
  return fmt::format("{} {}", month_names[month.month() - 1].substr(0, 3), month.year());
}

std::string from_to(double low, double high) {
  return with_thousands(std::llround(low)) + " to " + with_thousands(std::llround(high));
}

std::string verdict_of(demand::PlaceForecast const& place) {
  if (!place.ahead)
    return fmt::format("No forecast: fewer than {} records are too few to tell a rate.", demand::least_records);
  if (!place.tested)
    return fmt::format("Not tested: that needs {} whole months of records, and {} are here.", demand::test_months,
                       place.counted.size());
  auto const& tested = *place.tested;
  auto const scores = fmt::format("off by {:.1f}, against {:.1f}", tested.crps, tested.naive_crps);
  if (tested.loses())
    return fmt::format("Worse than taking the same month of last year ({}). Use last year’s months instead.", scores);
  return fmt::format("Better than taking the same month of last year ({}).", scores);
}

Held held_by(demand::PlaceForecast const& place) {
  if (!place.tested) return {};
  auto const told = [&](std::int64_t within) {
    return fmt::format("{} of {} ({}%)", within, place.tested->forecasts,
                       percent_of(within, place.tested->forecasts).value_or("–"));
  };
  return {told(place.tested->within80), told(place.tested->within95)};
}

std::vector<std::string> what_it_rests_on(demand::Forecast const& forecast, Counted flow) {
  std::vector<std::string> told;
  told.push_back(fmt::format("The {} of {} whole months, {} to {}, counted by day.", words_of(flow), forecast.months,
                             short_month(forecast.month(0)), short_month(forecast.month(forecast.months - 1))));
  told.push_back(
      fmt::format("Working days: on a weekend day or bank holiday {:.0f} come for each 100 on a working day. The "
                  "bank holidays of the coming year are known.",
                  forecast.other_days * 100));
  if (forecast.has_season) {
    told.push_back(trend_in_words(forecast.trend_a_year));
    told.push_back(seasons_in_words(forecast.seasons));
  }
  told.emplace_back(
      "The level, which is allowed to wander from month to month as far as it did so in the records: that is why the "
      "bands widen.");
  told.emplace_back(
      "A place has the trend and the seasons of the whole, and its own share of it, so that a few records more or less "
      "do not make a trend.");
  return told;
}

std::vector<std::string> what_it_cannot_say(demand::Forecast const& forecast) {
  std::vector<std::string> told;
  if (!forecast.has_season)
    told.push_back(
        fmt::format("Whether a month is busy or quiet by its season, and whether there is a trend: {} whole months are "
                    "too few to tell either from chance; that needs {}.",
                    forecast.months, demand::season_months));
  told.emplace_back(
      "Anything that has not happened before in these records: a new group, a new rule, a flood, a pandemic.");
  told.emplace_back("Who will come, or whether one family will: it counts months and places, never people.");
  told.emplace_back(
      "What is recorded late: where last month’s records are still coming in, the last count is too low, and with it "
      "the forecast.");
  if (!forecast.places.empty())
    told.emplace_back(
        "School holidays apart from months, and who asks: no calendar of terms is kept, and sources are not told "
        "apart.");
  return told;
}

}  // namespace kith::insight
