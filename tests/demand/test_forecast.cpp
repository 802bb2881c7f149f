// The next twelve months: boroughs made by a known truth, and how often their own future lies where the forecast says.
#include "demand/forecast.h"

#include <cmath>
#include <functional>

#include "base/random.h"
#include "base/working_days.h"
#include "models.h"

using namespace kith;
using namespace kith::demand;
using doctest::Approx;

namespace {

// The mean of a day, of `months` whole months from April 2019.
using Truth = std::function<double(Date)>;
Date const first = *Date::of(2019, 4, 1);

double normal_of(Random& luck) {
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += luck.fraction();
  return sum - 6;
}
std::int64_t poisson_of(Random& luck, double mean) {
  std::int64_t count = 0;
  for (double p = luck.fraction(), floor = std::exp(-mean); p > floor; p *= luck.fraction()) ++count;
  return count;
}
std::vector<std::int64_t> days_of(Random& luck, int months, Truth const& truth) {
  std::vector<std::int64_t> counts;
  for (Date day = first; day < first.plus_months(months); day = day + 1) counts.push_back(poisson_of(luck, truth(day)));
  return counts;
}
// Quiet weekends, quiet Augusts, a trend.
double usual(Date day, double working_day, double trend_a_year = 0) {
  double const season = day.month() == 8 ? 0.7 : day.month() == 11 ? 1.15 : 1.0;
  return working_day * (is_working_day(day) ? 1 : 0.25) * season * std::exp(trend_a_year * (day - first) / 365.25);
}
std::int64_t month_sum(std::vector<std::int64_t> const& days, Date month) {
  std::int64_t sum = 0;
  for (Date day = month; day < month.plus_months(1); day = day + 1) sum += days[static_cast<std::size_t>(day - first)];
  return sum;
}

}  // namespace

TEST_CASE("Given four steady years, the forecast finds the weekend, the season and the trend that made them") {
  SeededRandom luck(1);
  auto const days = days_of(luck, 48, [](Date day) { return usual(day, 25, 0.06); });
  auto const told = forecast({first, {"the borough", days}, {}});
  REQUIRE(told.ok());
  CHECK(told->months == 48);
  CHECK(told->has_season);
  CHECK(told->other_days == Approx(0.25).epsilon(0.05));
  CHECK(told->trend_a_year.low < std::exp(0.06) - 1);
  CHECK(told->trend_a_year.high > std::exp(0.06) - 1);
  // August beside the other months.
  CHECK(told->seasons[7].middle / told->seasons[5].middle == Approx(0.7).epsilon(0.06));
  CHECK(told->seasons[7].high < told->seasons[8].low);
  REQUIRE(told->whole.ahead.has_value());
  CHECK(told->month(48) == *Date::of(2023, 4, 1));
  double truth = 0;
  for (Date day = *Date::of(2023, 4, 1); day < *Date::of(2024, 4, 1); day = day + 1) truth += usual(day, 25, 0.06);
  CHECK(told->whole.year->low95 < truth);
  CHECK(told->whole.year->high95 > truth);
  CHECK(told->whole.year->middle == Approx(truth).epsilon(0.04));
  // The months lie between each other's bands, the wider around the narrower.
  for (auto const& month : *told->whole.ahead) {
    CHECK(month.low95 <= month.low80);
    CHECK(month.low80 < month.middle);
    CHECK(month.middle < month.high80);
    CHECK(month.high80 <= month.high95);
  }
}

TEST_CASE("Over many boroughs whose level wanders, the bands hold the future about as often as they say") {
  SeededRandom luck(2);
  int months = 0, within80 = 0, within95 = 0;
  double crps = 0, naive = 0;
  for (int borough = 0; borough < 40; ++borough) {
    std::vector<double> levels;
    for (double level = 0; levels.size() < 60; level += 0.02 * normal_of(luck)) levels.push_back(level);
    double const working_day = 5 + 30 * luck.fraction();
    auto const all = days_of(luck, 60, [&](Date day) {
      auto const at = static_cast<std::size_t>((day.year() - 2019) * 12 + static_cast<int>(day.month()) - 4);
      return usual(day, working_day) * std::exp(levels[at]);
    });
    auto const known = first.plus_months(48) - first;
    auto const told = forecast({first, {"the borough", {all.begin(), all.begin() + known}}, {}});
    REQUIRE(told.ok());
    for (std::size_t ahead = 0; ahead < months_ahead; ++ahead) {
      auto const came = static_cast<double>(month_sum(all, told->month(48 + ahead)));
      auto const& month = (*told->whole.ahead)[ahead];
      ++months;
      within80 += month.low80 <= came && came <= month.high80 ? 1 : 0;
      within95 += month.low95 <= came && came <= month.high95 ? 1 : 0;
    }
    REQUIRE(told->whole.tested.has_value());
    crps += told->whole.tested->crps;
    naive += told->whole.tested->naive_crps;
  }
  INFO("80%: ", within80, " of ", months, "; 95%: ", within95);
  INFO("CRPS ", crps, ", of the naive forecast ", naive);
  CHECK(within80 > 0.74 * months);
  CHECK(within80 < 0.87 * months);
  CHECK(within95 > 0.91 * months);
  CHECK(within95 < 0.985 * months);
  // And it is worth more than last year's month.
  CHECK(crps < 0.9 * naive);
}

TEST_CASE("A small place has the borough's seasons and its own share, and its months lie within chance of the truth") {
  SeededRandom luck(3);
  auto const small = days_of(luck, 48, [](Date day) { return usual(day, 0.6); });
  auto days = days_of(luck, 48, [](Date day) { return usual(day, 25); });
  for (std::size_t i = 0; i < days.size(); ++i) days[i] += small[i];
  auto const told = forecast({first, {"the borough", days}, {{"the village", small}}});
  REQUIRE(told.ok());
  auto const& village = told->places.at(0);
  REQUIRE(village.ahead.has_value());
  double truth = 0;
  for (Date day = *Date::of(2023, 8, 1); day < *Date::of(2023, 9, 1); day = day + 1) truth += usual(day, 0.6);
  CHECK((*village.ahead)[4].mean == Approx(truth).epsilon(0.2));
  // About ten a month: no band is narrower than chance alone.
  CHECK((*village.ahead)[4].high95 - (*village.ahead)[4].low95 >= 4 * 0.9 * std::sqrt(truth) - 1);
  REQUIRE(village.tested.has_value());
  CHECK(village.tested->forecasts > 100);
}

TEST_CASE("A place that moves against its borough's seasons is told to be worse than last year's month") {
  SeededRandom luck(4);
  auto const against = days_of(luck, 60, [](Date day) { return 6.0 * (day.month() == 8 ? 5.0 : 1.0); });
  auto days = days_of(luck, 60, [](Date day) { return usual(day, 60); });
  for (std::size_t i = 0; i < days.size(); ++i) days[i] += against[i];
  auto const told = forecast({first, {"the borough", days}, {{"the holiday camp", against}}});
  REQUIRE(told.ok());
  REQUIRE(told->places[0].tested.has_value());
  CHECK(told->places[0].tested->loses());
  CHECK_FALSE(told->whole.tested->loses());
}

TEST_CASE("Short records are told as such: six months are the least, and before two years there is no season") {
  SeededRandom luck(5);
  auto const ask = [&](int months) {
    return forecast({first, {"the borough", days_of(luck, months, [](Date day) { return usual(day, 20); })}, {}});
  };
  CHECK(ask(5).error().code == "too_short");
  auto const year = ask(14);
  REQUIRE(year.ok());
  CHECK_FALSE(year->has_season);
  CHECK(year->trend_a_year.middle == 0);
  CHECK_FALSE(year->whole.tested.has_value());
  CHECK(ask(24)->has_season);
  CHECK_FALSE(ask(29)->whole.tested.has_value());
  CHECK(ask(30)->whole.tested.has_value());
  auto const nobody = forecast({first, {"the borough", std::vector<std::int64_t>(365, 0)}, {}});
  CHECK(nobody.error().code == "too_few");
}

TEST_CASE("A place with too few records, or none, has no forecast of its own, and the others keep theirs") {
  SeededRandom luck(6);
  auto const days = days_of(luck, 36, [](Date day) { return usual(day, 20); });
  std::vector<std::int64_t> few(days.size(), 0);
  few[100] = few[500] = 1;
  auto const told = forecast({first, {"the borough", days}, {{"the farm", few}, {"as large", days}}});
  REQUIRE(told.ok());
  CHECK_FALSE(told->places[0].ahead.has_value());
  CHECK(told->places[0].counted.size() == 36);
  REQUIRE(told->places[1].ahead.has_value());
  CHECK(told->places[1].year->middle == Approx(told->whole.year->middle).epsilon(0.03));
}

TEST_CASE("More records than ten years are left out, and months of a leap year are whole") {
  SeededRandom luck(7);
  auto const days = days_of(luck, 130, [](Date day) { return usual(day, 8); });
  auto const told = forecast({first, {"the borough", days}, {}});
  REQUIRE(told.ok());
  CHECK(told->months == most_months);
  CHECK(told->first_month == first.plus_months(10));
  for (std::size_t t = 0; t < told->months; ++t) CHECK(told->whole.counted[t] == month_sum(days, told->month(t)));
}

TEST_CASE("The same days give the same forecast to the bit, whoever asks and whatever other places are asked for") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    SeededRandom luck(seed);
    auto const days = days_of(luck, 31, [&](Date day) { return usual(day, 3 + static_cast<double>(seed)); });
    auto const one = forecast({first, {"the borough", days}, {{"a", days}, {"b", days}}});
    auto const other = forecast({first, {"the borough", days}, {{"b", days}}});
    REQUIRE(one.ok());
    REQUIRE(other.ok());
    CHECK(one->whole.ahead == other->whole.ahead);
    CHECK(one->whole.tested == other->whole.tested);
    CHECK(one->places[1].ahead == other->places[0].ahead);
    CHECK(one->places[1].year == other->places[0].year);
  }
}
