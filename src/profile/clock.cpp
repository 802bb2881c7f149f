#include "profile/clock.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/working_days.h"

namespace kith::profile {

namespace {
Instant end_of(Date day) { return from_london(day + 1) - std::chrono::milliseconds{1}; }
}  // namespace

Instant due(ClockLimit limit, Instant start) {
  switch (limit.unit) {
    case ClockUnit::minutes:
      return start + std::chrono::minutes{limit.amount};
    case ClockUnit::hours:
      return start + std::chrono::hours{limit.amount};
    case ClockUnit::calendar_days:
      return end_of(london_date(start) + limit.amount);
    case ClockUnit::working_days:
      return end_of(add_working_days(london_date(start), limit.amount));
  }
  return start;
}

bool is_overdue(ClockLimit limit, Instant start, Instant now) { return now > due(limit, start); }

Elapsed elapsed(Instant start, Instant now) {
  if (now <= start) return {};
  Date const first = london_date(start), last = london_date(now);
  return {last - first, working_days_between(first, last),
          std::chrono::duration_cast<std::chrono::minutes>(now - start)};
}

std::vector<ReadingHours> const& reading_hours_of(Profile const& profile) {
  static std::vector<ReadingHours> const usual = [] {
    std::vector<ReadingHours> days;
    for (unsigned day = 1; day <= 5; ++day) days.push_back({day, 9 * 60, 17 * 60});
    return days;
  }();
  return profile.reading_hours.empty() ? usual : profile.reading_hours;
}

Instant next_reading(Profile const& profile, Instant now) {
  auto const first = london_date(now);
  // No run of bank holidays and closed days is a month long.
  for (int ahead = 0; ahead < 31; ++ahead) {
    auto const day = first + ahead;
    if (bank_holiday(day)) continue;
    std::optional<Instant> soonest;
    for (auto const& hours : reading_hours_of(profile)) {
      if (hours.weekday != day.weekday()) continue;
      auto const from = from_london(day, hours.from_minute / 60, hours.from_minute % 60);
      auto const to = from_london(day, hours.to_minute / 60, hours.to_minute % 60);
      if (now < to && (!soonest || from < *soonest)) soonest = std::max(from, now);
    }
    if (soonest) return *soonest;
  }
  return now;
}

bool is_being_read(Profile const& profile, Instant now) { return next_reading(profile, now) == now; }

std::string for_people(ClockLimit limit) {
  std::string_view unit = label(limit.unit);
  if (limit.amount == 1) unit.remove_suffix(1);  // every unit's plural ends in one s
  return fmt::format("{} {}", limit.amount, unit);
}

}  // namespace kith::profile
