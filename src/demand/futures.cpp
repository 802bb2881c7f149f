#include "demand/futures.h"

#include <algorithm>
#include <cmath>

#include "base/working_days.h"
#include "demand/dice.h"

namespace kith::demand {

namespace {

int month_of_year(Date date) { return static_cast<int>(date.month()) - 1; }

double normal(std::uint64_t key) { return normal_quantile(unit(mixed(key))); }

// A Poisson count of this mean: by inversion, and from where that would be long by Cornish and Fisher's quantile, which
// is then out by far less than one.
double poisson(double mean, std::uint64_t key) {
  double u = unit(mixed(key));
  constexpr double long_mean = 60;
  if (mean > long_mean) {
    double const z = normal_quantile(u);
    return std::max(0.0, std::floor(mean + std::sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
  }
  double p = exponential(-mean), count = 0;
  while (u > p && count < 10 * long_mean) {
    u -= p;
    p *= mean / ++count;
  }
  return count;
}

// What is drawn for a future, each from a key of its own.
enum Purpose : std::uint64_t { which_fit = 1, what_state, first_step = 100, first_unrest = 200, first_count = 300 };

std::uint64_t future_key(std::string_view name, std::string_view what, std::size_t future) {
  return mixed(further(key_of(name, what), future + 1));
}

// The counts of one future, given what is to be expected in its months.
void add_future(Futures& futures, std::array<double, months_ahead> const& expected, double unrest, std::uint64_t key) {
  double year = 0;
  for (std::size_t ahead = 0; ahead < months_ahead; ++ahead) {
    // Below some 1,000,000 a month, so that a mistaken profile cannot ask for more.
    double const restless = expected[ahead] + unrest * normal(further(key, first_unrest + ahead)) - unrest * unrest / 2;
    double const count = poisson(exponential(std::min(restless, 14.0)), further(key, first_count + ahead));
    futures.months[ahead].push_back(count);
    year += count;
  }
  futures.year.push_back(year);
}

}  // namespace

std::vector<MonthOfDays> months_of(ForecastQuestion const& question) {
  std::vector<MonthOfDays> months;
  auto const days = question.whole.counts.size();
  auto const note = [&](Date date, std::int64_t count) {
    if (months.empty() || date.day() == 1) months.push_back({date, 0, 0, 0, 0});
    auto& month = months.back();
    (is_working_day(date) ? month.working_days : month.other_days) += 1;
    (is_working_day(date) ? month.on_working_days : month.on_other_days) += count;
  };
  for (std::size_t i = 0; i < days; ++i) note(question.first + static_cast<int>(i), question.whole.counts[i]);
  if (months.size() > most_months)
    months.erase(months.begin(), months.end() - static_cast<std::ptrdiff_t>(most_months));
  Date const next = question.first + static_cast<int>(days);
  for (Date date = next; date < next.plus_months(static_cast<int>(months_ahead)); date = date + 1) note(date, 0);
  return months;
}

std::vector<std::int64_t> monthly(std::vector<MonthOfDays> const& months, std::vector<std::int64_t> const& days) {
  std::vector<std::int64_t> counts(months.size() - months_ahead);
  // The last day counted is the last before the months ahead.
  Date const next = months[counts.size()].first;
  std::size_t at = counts.size();
  for (std::size_t i = days.size(); i-- > 0 && at > 0;) {
    auto const date = next - static_cast<int>(days.size() - i);
    counts[at - 1] += days[i];
    if (date == months[at - 1].first) --at;
  }
  return counts;
}

WholeFit fit_whole(std::vector<MonthOfDays> const& months, std::vector<std::int64_t> const& counts,
                   std::size_t origin) {
  WholeFit fit;
  fit.origin = origin;
  fit.months = &months;
  fit.has_season = origin >= season_months;
  double working = 0, other = 0, on_working = 0, on_other = 0;
  for (std::size_t t = 0; t < origin; ++t) {
    working += months[t].working_days;
    other += months[t].other_days;
    on_working += static_cast<double>(months[t].on_working_days);
    on_other += static_cast<double>(months[t].on_other_days);
  }
  fit.other_days = on_working > 0 && other > 0 ? on_other / other / (on_working / working) : 1;
  for (auto const& month : months)
    fit.exposures.push_back(natural_log(month.working_days + fit.other_days * month.other_days));
  std::vector<MonthCount> known;
  for (std::size_t t = 0; t < origin; ++t)
    known.push_back({static_cast<double>(counts[t]), fit.exposures[t], month_of_year(months[t].first)});
  fit.fits = fit_levels(known, fit.has_season ? LevelParts::trend_and_season : LevelParts::level_only);
  fit.expected.assign(origin, 0);
  for (auto const& one : fit.fits)
    for (std::size_t t = 0; t < origin; ++t)
      fit.expected[t] += one.weight * (one.levels()[t] + one.mode().season[static_cast<std::size_t>(known[t].month)]);
  for (std::size_t t = 0; t < origin; ++t) fit.expected[t] += fit.exposures[t];
  return fit;
}

std::vector<WholeState> whole_states(WholeFit const& fit, std::string_view name, std::size_t futures) {
  std::vector<WholeState> states;
  for (std::size_t future = 0; future < futures; ++future) {
    auto const key = future_key(name, "the whole", future);
    auto const& chosen = any_of(fit.fits, further(key, which_fit));
    auto const drawn = chosen.draw(mixed(further(key, what_state)));
    WholeState state{drawn.trend, chosen.unrest, drawn.season, {}};
    double level = drawn.level;
    for (std::size_t ahead = 0; ahead < months_ahead; ++ahead) {
      auto const at = fit.origin + ahead;
      level += drawn.trend + chosen.wander * normal(further(key, first_step + ahead));
      auto const month = static_cast<std::size_t>(month_of_year((*fit.months)[at].first));
      state.expected[ahead] = fit.exposures[at] + level + drawn.season[month];
    }
    states.push_back(state);
  }
  return states;
}

Futures futures_of_whole(std::vector<WholeState> const& states, std::string_view name) {
  Futures futures;
  for (std::size_t future = 0; future < states.size(); ++future)
    add_future(futures, states[future].expected, states[future].unrest, future_key(name, "counts", future));
  return futures;
}

Futures futures_of_place(WholeFit const& fit, std::vector<WholeState> const& states,
                         std::vector<std::int64_t> const& counts, std::string_view name) {
  std::vector<MonthCount> known;
  for (std::size_t t = 0; t < fit.origin; ++t) known.push_back({static_cast<double>(counts[t]), fit.expected[t], 0});
  auto const fits = fit_levels(known, LevelParts::level_only);
  Futures futures;
  for (std::size_t future = 0; future < states.size(); ++future) {
    auto const key = future_key(name, "a place", future);
    auto const& chosen = any_of(fits, further(key, which_fit));
    double share = chosen.draw(mixed(further(key, what_state))).level;
    auto expected = states[future].expected;
    for (std::size_t ahead = 0; ahead < months_ahead; ++ahead) {
      share += chosen.wander * normal(further(key, first_step + ahead));
      expected[ahead] += share;
    }
    add_future(futures, expected, chosen.unrest, future_key(name, "counts", future));
  }
  return futures;
}

}  // namespace kith::demand
