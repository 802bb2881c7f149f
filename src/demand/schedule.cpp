#include "demand/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kith::demand {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t never_ms = 4'000'000'000'000'000'000;

// The weekday of a day of the run, 0 Monday to 6 Sunday.
int weekday_of(Run const& run, std::int64_t day) { return static_cast<int>((first_weekday(run) + day) % 7); }

unsigned month_of(Run const& run, std::int64_t day) {
  Date const start = run.start ? *run.start : Date::of(2024, 1, 1).value();
  return (start + static_cast<int>(day)).month() - 1;
}

std::vector<OpenStretch> stretches_of(Station const& station, Run const& run) {
  std::vector<OpenStretch> stretches;
  std::int64_t before = 0;
  auto const last_day = static_cast<std::int64_t>(std::ceil(run.horizon_days));
  for (std::int64_t day = 0; day < last_day; ++day) {
    if (std::find(station.closed_days.begin(), station.closed_days.end(), static_cast<double>(day)) !=
        station.closed_days.end())
      continue;
    std::vector<std::pair<int, int>> minutes;
    for (auto const& opening : station.hours)
      if (opening.days[static_cast<std::size_t>(weekday_of(run, day))])
        minutes.emplace_back(opening.from_minute, opening.to_minute);
    if (station.hours.empty()) minutes.emplace_back(0, 24 * 60);
    std::sort(minutes.begin(), minutes.end());
    for (auto const& [from, to] : minutes) {
      std::int64_t const from_ms = day * day_ms + from * minute_ms;
      std::int64_t const to_ms = day * day_ms + to * minute_ms;
      if (!stretches.empty() && stretches.back().to_ms >= from_ms) {  // overlapping, or midnight between two open days
        std::int64_t const more = std::max(to_ms, stretches.back().to_ms) - stretches.back().to_ms;
        stretches.back().to_ms += more;
        before += more;
      } else {
        stretches.push_back({from_ms, to_ms, before});
        before += to_ms - from_ms;
      }
    }
  }
  return stretches;
}

std::uint32_t servers_on(Station const& station, std::int64_t ms, std::int64_t horizon_ms) {
  if (!station.servers) return unlimited;
  std::int64_t servers = *station.servers;
  auto const holds = [&](CapacityChange const& c) {
    std::int64_t const until = c.to_day > 0 ? to_ms(c.to_day) : horizon_ms + 1;
    return to_ms(c.from_day) <= ms && ms < until;
  };
  for (auto const& c : station.capacity)
    if (c.servers && holds(c)) servers = *c.servers;
  for (auto const& c : station.capacity)
    if (!c.servers && holds(c)) servers += c.change;
  return static_cast<std::uint32_t>(std::max<std::int64_t>(servers, 0));
}

double factor_between(std::vector<Period> const& periods, double from_day, double to_day) {
  double factor = 1;
  for (auto const& period : periods) {
    double const shared = std::min(to_day, period.to_day) - std::max(from_day, period.from_day);
    if (shared > 0) factor *= 1 + (period.factor - 1) * shared / (to_day - from_day);
  }
  return factor;
}

double factor_of_cell(Arrival const& arrival, Run const& run, double from_day, double to_day) {
  auto const day = static_cast<std::int64_t>(from_day + 1e-9);
  double const middle = (from_day + to_day) / 2;
  double factor = factor_between(arrival.periods, from_day, to_day);
  if (!arrival.weekday.empty()) factor *= arrival.weekday[static_cast<std::size_t>(weekday_of(run, day))];
  if (!arrival.month.empty()) factor *= arrival.month[month_of(run, day)];
  if (!arrival.hour.empty())
    factor *=
        arrival.hour[std::min<std::size_t>(23, static_cast<std::size_t>((middle - static_cast<double>(day)) * 24))];
  factor *= std::max(0.0, 1 + arrival.trend_per_year * middle / 365.25);
  if (arrival.season)
    factor *=
        1 + arrival.season->amplitude * std::cos(2 * 3.14159265358979323846 * (middle - arrival.season->peak_day) /
                                                 arrival.season->period_days);
  return factor;
}

}  // namespace

int first_weekday(Run const& run) { return run.start ? static_cast<int>(run.start->weekday()) - 1 : 0; }

std::int64_t to_ms(double days) { return static_cast<std::int64_t>(std::llround(days * ms_per_day)); }

void plan_schedule(StationPlan& plan, Station const& station, Run const& run) {
  std::int64_t const horizon = to_ms(run.horizon_days);
  std::map<std::int64_t, bool> open_from;  // moment, and whether it is open from then on
  if (!station.hours.empty() || !station.closed_days.empty()) {
    plan.stretches = stretches_of(station, run);
    open_from[0] = false;
    for (auto const& stretch : plan.stretches) {
      open_from[stretch.from_ms] = true;
      open_from[stretch.to_ms] = false;
    }
    auto const* const last = plan.stretches.empty() ? nullptr : &plan.stretches.back();
    plan.stretches.push_back({never_ms, never_ms, last ? last->open_before_ms + (last->to_ms - last->from_ms) : 0});
  } else {
    open_from[0] = true;
  }
  std::map<std::int64_t, bool> moments = open_from;
  for (auto const& change : station.capacity)
    for (double day : {change.from_day, change.to_day}) moments.emplace(to_ms(day), false);
  moments.emplace(0, false);
  ScheduleStep before{0, servers_on(station, 0, horizon), open_from.begin()->second};
  plan.servers = before.servers;
  plan.open = before.open;
  for (auto const& [ms, unused] : moments) {
    if (ms <= 0 || ms > horizon) continue;
    ScheduleStep const step{ms, servers_on(station, ms, horizon), std::prev(open_from.upper_bound(ms))->second};
    if (step.servers == before.servers && step.open == before.open) continue;
    plan.schedule.push_back(step);
    before = step;
  }
}

void plan_rate(SourcePlan& plan, Arrival const& arrival, Run const& run) {
  if (arrival.interval) {
    plan.by_interval = true;
    plan.interval = make_sampler(*arrival.interval);
    plan.mean_gap_ms = mean_days(*arrival.interval) * ms_per_day;
    return;
  }
  if (arrival.rate_per_day <= 0) return;
  plan.mean_gap_ms = ms_per_day / arrival.rate_per_day;
  bool const steady = arrival.weekday.empty() && arrival.month.empty() && arrival.hour.empty() && !arrival.season &&
                      arrival.periods.empty() && arrival.trend_per_year == 0 && arrival.unrest_cv == 0;
  if (steady) return;
  plan.cell_ms = arrival.hour.empty() ? day_ms : day_ms / 24;
  double const cell_days = static_cast<double>(plan.cell_ms) / ms_per_day;
  auto const cells = static_cast<std::size_t>(std::ceil(run.horizon_days / cell_days)) + 1;
  plan.rates_per_ms.reserve(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    double const from = static_cast<double>(cell) * cell_days;
    plan.rates_per_ms.push_back(factor_of_cell(arrival, run, from, from + cell_days) / plan.mean_gap_ms);
  }
  if (arrival.unrest_cv > 0) {
    double const shape = 1 / (arrival.unrest_cv * arrival.unrest_cv);
    plan.unrest = Sampler{.kind = LawKind::gamma, .scale_ms = 1 / shape, .shape = shape};
    plan.unrest_cells = std::max<std::int64_t>(1, std::llround(arrival.unrest_days / cell_days));
  }
}

std::int64_t done_from(OpenStretch const* stretch, OpenStretch const* last, std::int64_t from_ms,
                       std::int64_t work_ms) {
  if (stretch == last) return never_ms;
  std::int64_t const opened = stretch->open_before_ms + std::max<std::int64_t>(0, from_ms - stretch->from_ms);
  if (work_ms >= never_ms - opened) return never_ms;
  std::int64_t const target = opened + work_ms;  // of opening time since the beginning
  auto const too_early = [&](OpenStretch const& s) { return (&s)[1].open_before_ms < target; };
  for (int near = 0; near < 4; ++near, ++stretch)  // most work is done the same day or the next
    if (stretch == last || !too_early(*stretch)) break;
  if (stretch != last && too_early(*stretch)) stretch = std::partition_point(stretch, last, too_early);
  return stretch == last ? never_ms : stretch->from_ms + (target - stretch->open_before_ms);
}

std::int64_t working_ms(std::int64_t from_ms, std::int64_t to_ms, int first_weekday) {
  constexpr std::int64_t week_ms = 7 * day_ms;
  // Working time from the Monday before day 0 up to a moment.
  auto const until = [&](std::int64_t ms) {
    std::int64_t const since = ms + first_weekday * day_ms;
    return since / week_ms * 5 * day_ms + std::min(since % week_ms, 5 * day_ms);
  };
  return until(to_ms) - until(from_ms);
}

double people_per_day(SourcePlan const& plan, std::int64_t from_ms, std::int64_t to_ms) {
  double batch = 1;  // mean size: one for certain, and one more for each size that is exceeded
  for (double cumulative : plan.batch) batch += 1 - cumulative;
  if (plan.mean_gap_ms <= 0) return 0;
  if (plan.rates_per_ms.empty()) return batch * ms_per_day / plan.mean_gap_ms;
  double expected = 0;
  auto const last = static_cast<std::int64_t>(plan.rates_per_ms.size()) - 1;
  for (std::int64_t cell = from_ms / plan.cell_ms; cell <= std::min(last, to_ms / plan.cell_ms); ++cell) {
    std::int64_t const from = std::max(from_ms, cell * plan.cell_ms);
    std::int64_t const to = std::min(to_ms, (cell + 1) * plan.cell_ms);
    if (to > from) expected += plan.rates_per_ms[static_cast<std::size_t>(cell)] * static_cast<double>(to - from);
  }
  return batch * expected * ms_per_day / static_cast<double>(to_ms - from_ms);
}

double servers_at_work(StationPlan const& plan, std::int64_t from_ms, std::int64_t to_ms) {
  double sum = 0;
  ScheduleStep step{0, plan.servers, plan.open};
  for (std::size_t i = 0; i <= plan.schedule.size(); ++i) {
    std::int64_t const until = i < plan.schedule.size() ? plan.schedule[i].from_ms : to_ms;
    std::int64_t const shared = std::min(until, to_ms) - std::max(step.from_ms, from_ms);
    if (shared > 0 && step.open) sum += static_cast<double>(step.servers) * static_cast<double>(shared);
    if (i < plan.schedule.size()) step = plan.schedule[i];
  }
  return sum / static_cast<double>(to_ms - from_ms);
}

}  // namespace kith::demand
