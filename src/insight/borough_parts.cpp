#include "insight/borough_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/working_days.h"

namespace kith::insight {

using demand::Law;

std::pair<double, double> wilson(double share, double of) {
  double const middle = share + normal_reach * normal_reach / (2 * of);
  double const reach = normal_reach * std::sqrt(share * (1 - share) / of + normal_reach * normal_reach / (4 * of * of));
  return {(middle - reach) / (1 + normal_reach * normal_reach / of),
          (middle + reach) / (1 + normal_reach * normal_reach / of)};
}

double mean_of(Law const& law) {
  double all = 0, days = 0;
  for (std::size_t i = 0; i < law.values_days.size(); ++i) {
    all += law.weights[i];
    days += law.weights[i] * law.values_days[i];
  }
  return all > 0 ? days / all : 0;
}

std::vector<std::int64_t> young_enough(demand::EndCurve const& curve, std::vector<std::int64_t> const& ages) {
  double const all = curve.steps.back().ended[0];
  double to_come = 0;
  for (std::size_t age = 0; age < ages.size(); ++age) {
    auto const days = static_cast<double>(age);
    double const left = curve.going_on_after(days);
    if (left > 0) to_come += static_cast<double>(ages[age]) * (all - curve.ended_by(days, 1)) / left;
  }
  auto room = static_cast<std::int64_t>(std::llround(all > 0 ? to_come / all : 0));
  std::vector<std::int64_t> young;
  for (auto const count : ages) {
    young.push_back(std::min(count, room));
    room -= young.back();
  }
  return young;
}

std::vector<BoroughNumber> inputs_kept(demand::Model const& base, bool plans_recorded) {
  std::vector<BoroughNumber> kept;
  for (auto const& input : base.uncertain) {
    bool const from_records = (input.part == "station.service" && input.name == "plan" && plans_recorded) ||
                              (input.part == "arrival" && input.name == "enquiries");
    if (from_records) continue;
    kept.push_back({fmt::format("Input: {} of {}", input.part, input.name), "times the number assumed", 1, input.low,
                    input.high, 0, input.source});
  }
  for (auto const& station : base.stations)
    if (station.servers)
      kept.push_back({fmt::format("Input: how many work at {}", station.name),
                      "at once",
                      static_cast<double>(*station.servers),
                      {},
                      {},
                      0,
                      "the file of inputs"});
  return kept;
}

BoroughArrivals borough_arrivals(std::vector<demand::DayCount> days, std::string const& name, Date start,
                                 int horizon_days) {
  std::int64_t all = 0;
  for (auto const& day : days) all += day.count;
  BoroughArrivals told;
  auto const tell = [&](std::string what, double value, std::int64_t counted, std::string unit) -> BoroughNumber& {
    return told.numbers.emplace_back(
        BoroughNumber{std::move(what), std::move(unit), value, {}, {}, counted, "the records"});
  };
  told.arrival.rate_per_day = static_cast<double>(all) / static_cast<double>(days.size());
  // A holiday on which nobody ever comes has no rate that a regression could find.
  bool const holidays_worked = std::ranges::any_of(days, [](auto const& d) { return d.bank_holiday && d.count > 0; });
  if (!holidays_worked)
    for (auto& day : days) day.bank_holiday = false;
  auto const fit = demand::fit_arrivals(days);
  if (all < 100 || !fit.ok()) {
    tell(name, told.arrival.rate_per_day, all, "a day");
    return told;
  }
  auto& arrival = told.arrival = fit->arrival;
  told.spread = normal_reach * fit->standard_error;
  auto& rate = tell(name, arrival.rate_per_day, all, "a day");
  rate.low = arrival.rate_per_day * std::exp(-told.spread);
  rate.high = arrival.rate_per_day * std::exp(told.spread);
  if (!fit->left_out.empty())
    told.notes.push_back(fmt::format("{}: {}.", name, fit->left_out));
  else
    tell("  growing by", arrival.trend_per_year, 0, "share a year");
  if (fit->dispersion > 1.2) tell("  restless: variance over mean, day by day", fit->dispersion, 0, "times");
  if (holidays_worked)
    for (int day = 0; day < horizon_days; ++day)
      if (bank_holiday(start + day)) arrival.periods.push_back({day + 0.0, day + 1.0, fit->bank_holiday_factor});
  return told;
}

void take_off(demand::Arrival& arrival, int horizon_days, std::function<double(double)> const& by_itself) {
  constexpr int step = take_off_days;
  if (arrival.rate_per_day <= 0) return;
  for (int day = 0; day < horizon_days; day += step) {
    double const middle = day + step / 2.0;
    double const grown = 1 + arrival.trend_per_year * middle / 365;
    double const left = 1 - by_itself(middle) / (arrival.rate_per_day * std::max(grown, 0.1));
    arrival.periods.push_back({day + 0.0, std::min(day + step, horizon_days) + 0.0, std::max(0.0, left)});
  }
}

}  // namespace kith::insight
