#include "profile/clock.h"

#include <fmt/format.h>

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

std::string for_people(ClockLimit limit) {
  std::string_view unit = label(limit.unit);
  if (limit.amount == 1) unit.remove_suffix(1);  // every unit's plural ends in one s
  return fmt::format("{} {}", limit.amount, unit);
}

}  // namespace kith::profile
