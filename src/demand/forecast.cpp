#include "demand/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "demand/dice.h"
#include "demand/futures.h"

namespace kith::demand {

namespace {

constexpr std::size_t futures_told = 2000, futures_tested = 500;
constexpr std::size_t most_origins = 24;

// The value that a share of the sorted ones does not exceed, from below and from above alike.
double from_below(std::vector<double> const& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size()))];
}
double from_above(std::vector<double> const& sorted, double share) {
  return sorted[sorted.size() - 1 - static_cast<std::size_t>(share * static_cast<double>(sorted.size()))];
}

Spread spread_of(std::vector<double>& values) {
  std::ranges::sort(values);
  double const mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  return {from_below(values, 0.5),  mean, from_below(values, 0.1), from_above(values, 0.1), from_below(values, 0.025),
          from_above(values, 0.025)};
}
Range range_of(std::vector<double>& values) {
  auto const spread = spread_of(values);
  return {spread.middle, spread.low95, spread.high95};
}

// The ranked probability score of sorted futures once the count is known: their mean distance from it less half their
// mean distance from each other.
double score(std::vector<double> const& sorted, double count) {
  auto const n = static_cast<double>(sorted.size());
  double off = 0, apart = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    off += std::abs(sorted[i] - count);
    apart += (2 * static_cast<double>(i) - n + 1) * sorted[i];
  }
  return off / n - apart / (n * n);
}

// Last year's month, give or take what that was off by before, as 99 futures.
double naive_score(std::span<std::int64_t const> counted, std::size_t origin, std::size_t target) {
  double squares = 0;
  for (std::size_t t = months_a_year; t < origin; ++t) {
    auto const off = static_cast<double>(counted[t] - counted[t - months_a_year]);
    squares += off * off;
  }
  double const spread = std::sqrt(squares / static_cast<double>(origin - months_a_year));
  constexpr int futures = 99;
  std::vector<double> values;
  for (int i = 0; i < futures; ++i)
    values.push_back(static_cast<double>(counted[target - months_a_year]) +
                     spread * normal_quantile((i + 0.5) / futures));
  return score(values, static_cast<double>(counted[target]));
}

class Forecasting {
 public:
  explicit Forecasting(ForecastQuestion const& question)
      : months_(months_of(question)), whole_(monthly(months_, question.whole.counts)) {
    told_.first_month = months_.front().first;
    told_.months = whole_.size();
    told_.whole = begin(question.whole.name, whole_);
    for (auto const& place : question.places) {
      places_.push_back(monthly(months_, place.counts));
      told_.places.push_back(begin(place.name, places_.back()));
    }
  }

  Result<Forecast> all() {
    if (whole_.size() < least_months)
      return invalid("too_short",
                     fmt::format("The records cover {} whole months. Six are the least for a forecast, and two years "
                                 "for one that knows the seasons.",
                                 whole_.size()));
    if (!enough(whole_, whole_.size()))
      return invalid("too_few", fmt::format("There are fewer than {} records in these months, too few for a forecast.",
                                            least_records));
    tell();
    if (whole_.size() >= test_months) test();
    return std::move(told_);
  }

 private:
  static PlaceForecast begin(std::string const& name, std::vector<std::int64_t> const& counted) {
    auto const last = std::min<std::size_t>(months_a_year, counted.size());
    return {name,
            counted,
            std::accumulate(counted.end() - static_cast<std::ptrdiff_t>(last), counted.end(), std::int64_t{0}),
            {},
            {},
            {}};
  }
  static bool enough(std::vector<std::int64_t> const& counted, std::size_t months) {
    return std::accumulate(counted.begin(), counted.begin() + static_cast<std::ptrdiff_t>(months), std::int64_t{0}) >=
           least_records;
  }

  void tell() {
    auto const base = fit_whole(months_, whole_, whole_.size());
    auto const states = whole_states(base, told_.whole.name, futures_told);
    told_.other_days = base.other_days;
    told_.has_season = base.has_season;
    tell_parts(states);
    put(told_.whole, futures_of_whole(states, told_.whole.name));
    for (std::size_t i = 0; i < places_.size(); ++i)
      if (enough(places_[i], places_[i].size()))
        put(told_.places[i], futures_of_place(base, states, places_[i], told_.places[i].name));
  }
  void tell_parts(std::vector<WholeState> const& states) {
    std::vector<double> values;
    for (auto const& state : states) values.push_back(exponential(months_a_year * state.trend) - 1);
    told_.trend_a_year = range_of(values);
    for (std::size_t month = 0; month < months_a_year; ++month) {
      values.clear();
      for (auto const& state : states) values.push_back(exponential(state.season[month]));
      told_.seasons[month] = range_of(values);
    }
  }
  static void put(PlaceForecast& told, Futures futures) {
    told.year = spread_of(futures.year);
    told.ahead.emplace();
    for (std::size_t ahead = 0; ahead < months_ahead; ++ahead) (*told.ahead)[ahead] = spread_of(futures.months[ahead]);
  }

  // From each of the last two years' months as far as there are months to judge by, with what was known then alone.
  void test() {
    auto const size = whole_.size();
    for (auto origin = std::max(season_months, size > most_origins ? size - most_origins : 0); origin < size;
         ++origin) {
      if (!enough(whole_, origin)) continue;
      auto const base = fit_whole(months_, whole_, origin);
      auto const key = [&](PlaceForecast const& place) { return fmt::format("{}, {} months on", place.name, origin); };
      auto const states = whole_states(base, key(told_.whole), futures_tested);
      judge(told_.whole, futures_of_whole(states, key(told_.whole)), origin);
      for (std::size_t i = 0; i < places_.size(); ++i)
        if (told_.places[i].ahead && enough(places_[i], origin))
          judge(told_.places[i], futures_of_place(base, states, places_[i], key(told_.places[i])), origin);
    }
    for (auto* place : all_places())
      if (auto& tested = place->tested) {
        tested->crps /= static_cast<double>(tested->forecasts);
        tested->naive_crps /= static_cast<double>(tested->forecasts);
      }
  }
  std::vector<PlaceForecast*> all_places() {
    std::vector<PlaceForecast*> all{&told_.whole};
    for (auto& place : told_.places) all.push_back(&place);
    return all;
  }
  static void judge(PlaceForecast& told, Futures futures, std::size_t origin) {
    auto& tested = told.tested ? *told.tested : told.tested.emplace();
    for (std::size_t ahead = 0; ahead < months_ahead && origin + ahead < told.counted.size(); ++ahead) {
      auto& values = futures.months[ahead];
      auto const spread = spread_of(values);
      auto const count = static_cast<double>(told.counted[origin + ahead]);
      ++tested.forecasts;
      tested.within80 += spread.low80 <= count && count <= spread.high80 ? 1 : 0;
      tested.within95 += spread.low95 <= count && count <= spread.high95 ? 1 : 0;
      tested.crps += score(values, count);
      tested.naive_crps += naive_score(told.counted, origin, origin + ahead);
    }
  }

  std::vector<MonthOfDays> months_;
  std::vector<std::int64_t> whole_;
  std::vector<std::vector<std::int64_t>> places_;
  Forecast told_;
};

}  // namespace

Result<Forecast> forecast(ForecastQuestion const& question) { return Forecasting(question).all(); }

}  // namespace kith::demand
