// Clocks: when something is due by a profile's limit, and how long it has waited.
#pragma once

#include <chrono>
#include <string>

#include "base/time.h"
#include "profile/profile.h"

namespace kith::profile {

// The last moment that is still within the limit. Minutes and hours run on the clock, night and weekend alike. Days are
// counted from the day after `start` as England's calendar has it, and run to that day's last millisecond: what arrives
// on Friday at noon with three working days is due on Wednesday at 23:59:59.999, and what arrives on Sunday too.
Instant due(ClockLimit limit, Instant start);
// Whether the limit has passed: `now` is after due().
bool is_overdue(ClockLimit limit, Instant start, Instant now);

// How long something has waited. Days are whole days of England's calendar between the two, the first not counted;
// all three are 0 when `now` is before `start`.
struct Elapsed {
  int calendar_days = 0;
  int working_days = 0;
  std::chrono::minutes minutes{0};  // completed minutes

  bool operator==(Elapsed const&) const = default;
};
Elapsed elapsed(Instant start, Instant now);

// When somebody reads what comes in, by weekday: the profile's own hours, else Monday to Friday nine to five.
std::vector<ReadingHours> const& reading_hours_of(Profile const& profile);
// Whether somebody reads what comes in at this moment, and the next moment when somebody does: `now` itself if so.
bool is_being_read(Profile const& profile, Instant now);
Instant next_reading(Profile const& profile, Instant now);

// "3 working days", "1 hour".
std::string for_people(ClockLimit limit);

}  // namespace kith::profile
