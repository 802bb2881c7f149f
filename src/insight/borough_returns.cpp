#include "insight/borough_returns.h"

#include <algorithm>
#include <cmath>

#include "insight/borough_parts.h"

namespace kith::insight {

using demand::Law;

ComeBy::ComeBy(Law const& law) : days_(law.values_days) {
  double come = 0;
  for (auto const weight : law.weights) come_.push_back(come += weight);
}

double ComeBy::operator()(double days) const {
  auto const values = std::ranges::upper_bound(days_, days) - days_.begin();
  if (values == 0 || come_.back() <= 0) return 0;  // also where the law has no values
  return come_[static_cast<std::size_t>(values) - 1] / come_.back();
}

double keep_up_to(double days, Law& law) {
  double const kept = ComeBy(law)(days);
  auto const values =
      static_cast<std::size_t>(std::ranges::upper_bound(law.values_days, days) - law.values_days.begin());
  if (values == 0) return 0;  // a law needs a value, though nobody takes it
  law.values_days.resize(values);
  law.weights.resize(values);
  return kept;
}

Law within_a_year() {
  Law law;
  law.kind = demand::LawKind::empirical;
  for (int month = 0; month < 12; ++month) {
    law.values_days.push_back((month + 0.5) * 365 / 12);
    law.weights.push_back(1);
  }
  return law;
}

OnTheWay on_the_way(std::vector<std::int64_t> const& left, Law const& until_back, double share,
                    std::function<double(double)> const& still_away, double ahead, int horizon_days) {
  double whole = 0;
  for (auto const weight : until_back.weights) whole += weight;
  std::vector<double> on_day(static_cast<std::size_t>(horizon_days), 0.0);
  auto const& values = until_back.values_days;
  for (std::size_t days = 0; days < std::min<std::size_t>(left.size(), followed_days); ++days) {
    auto const age = static_cast<double>(days);
    double const away = still_away(age);
    if (left[days] == 0 || away <= 0) continue;
    double const each = static_cast<double>(left[days]) * share / whole / away;
    auto value = static_cast<std::size_t>(std::ranges::upper_bound(values, age + ahead) - values.begin());
    for (; value < values.size() && values[value] - ahead - age < horizon_days; ++value)
      on_day[static_cast<std::size_t>(values[value] - ahead - age)] += each * until_back.weights[value];
  }
  OnTheWay on_the_way;
  on_the_way.after.kind = demand::LawKind::empirical;
  for (std::size_t day = 0; day < on_day.size(); ++day) {
    if (on_day[day] <= 0) continue;
    on_the_way.count += on_day[day];
    on_the_way.after.values_days.push_back(static_cast<double>(day) + 0.5);
    on_the_way.after.weights.push_back(on_day[day]);
  }
  return on_the_way;
}

std::vector<double> Returning::by_day(int horizon_days) const {
  std::vector<double> come(static_cast<std::size_t>(horizon_days), 0.0);
  ComeBy const later(after);
  ComeBy const earlier(before.after);
  constexpr double half = take_off_days / 2.0;
  for (std::size_t day = 0; day < come.size(); ++day) {
    auto const on = static_cast<double>(day);
    come[day] = leave_a_day * later(on) + before.count * (earlier(on + half) - earlier(on - half)) / take_off_days;
  }
  return come;
}

bool Returning::keep_within(double rate_per_day, int horizon_days) {
  auto const later = Returning{leave_a_day, after, {}}.by_day(horizon_days);
  auto const all = by_day(horizon_days);
  double most = 1;
  for (std::size_t day = take_off_days / 2; day < all.size(); day += take_off_days)
    if (all[day] > later[day])
      most = std::min(most, std::max(0.0, rate_per_day - later[day]) / (all[day] - later[day]));
  before.count *= most;
  return most < 1;
}

std::vector<std::int64_t> away_after_assessment(BoroughCounts const& counts, bool recorded, double assessment_days) {
  auto away = counts.away_after_referral;
  for (std::size_t age = 0; age < away.size(); ++age)
    if (!recorded)
      away[age] = static_cast<double>(age) < assessment_days ? 0 : away[age];
    else if (age < counts.open_assessments.size())
      away[age] = std::max<std::int64_t>(0, away[age] - counts.open_assessments[age]);
  return away;
}

}  // namespace kith::insight
