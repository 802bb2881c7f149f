#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/working_days.h"
#include "profile/clock.h"

using namespace kith;
using namespace kith::profile;

namespace {
Instant at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  return from_london(*Date::of(year, month, day), hour, minute);
}
constexpr std::chrono::milliseconds moment{1};
}  // namespace

TEST_CASE("minutes and hours run on the clock, over midnight and the change to summer time") {
  CHECK(due({15, ClockUnit::minutes}, at(2019, 6, 7, 23, 50)) == at(2019, 6, 8, 0, 5));
  CHECK(due({24, ClockUnit::hours}, at(2019, 3, 30, 12)) == at(2019, 3, 31, 13));  // a day of 23 hours
}

TEST_CASE("days run to the end of the last day in England, summer and winter") {
  // A Friday: the Wednesday after is the third working day.
  CHECK(due({3, ClockUnit::working_days}, at(2019, 6, 7, 12)) == at(2019, 6, 13) - moment);
  CHECK(to_text(due({3, ClockUnit::working_days}, at(2019, 6, 7, 12))) == "2019-06-12T22:59:59.999Z");
  CHECK(to_text(due({3, ClockUnit::calendar_days}, at(2019, 12, 6, 12))) == "2019-12-09T23:59:59.999Z");
  // Late on Sunday and early on Sunday are one day, and so is Saturday's weekend.
  CHECK(due({1, ClockUnit::working_days}, at(2019, 6, 8, 0, 1)) == at(2019, 6, 11) - moment);
  CHECK(due({1, ClockUnit::working_days}, at(2019, 6, 9, 23, 59)) == at(2019, 6, 11) - moment);
  // Maundy Thursday: Good Friday, the weekend and Easter Monday do not count.
  CHECK(due({1, ClockUnit::working_days}, at(2019, 4, 18, 16)) == at(2019, 4, 24) - moment);
  // Half past midnight in summer is still the day before in universal time; England's day counts.
  CHECK(due({1, ClockUnit::calendar_days}, at(2019, 6, 4, 0, 30)) == at(2019, 6, 6) - moment);
}

TEST_CASE("a clock is overdue only after its last moment") {
  ClockLimit const limit{3, ClockUnit::working_days};
  auto const start = at(2019, 6, 7, 12), last = due(limit, start);
  CHECK_FALSE(is_overdue(limit, start, last));
  CHECK(is_overdue(limit, start, last + moment));
}

TEST_CASE("what has elapsed is told in calendar days, working days and minutes") {
  CHECK(elapsed(at(2019, 6, 7, 12), at(2019, 6, 10, 9, 30)) == Elapsed{3, 1, std::chrono::minutes{69 * 60 + 30}});
  CHECK(elapsed(at(2019, 6, 7, 9), at(2019, 6, 7, 17)) == Elapsed{0, 0, std::chrono::minutes{480}});
  CHECK(elapsed(at(2019, 6, 7, 23, 59), at(2019, 6, 8, 0, 1)) == Elapsed{1, 0, std::chrono::minutes{2}});
  CHECK(elapsed(at(2019, 6, 7), at(2019, 6, 6)) == Elapsed{});
}

TEST_CASE("limits read as people say them") {
  CHECK(for_people(ClockLimit{3, ClockUnit::working_days}) == "3 working days");
  CHECK(for_people(ClockLimit{1, ClockUnit::working_days}) == "1 working day");
  CHECK(for_people(ClockLimit{1, ClockUnit::hours}) == "1 hour");
  CHECK(for_people(ClockLimit{15, ClockUnit::minutes}) == "15 minutes");
}

TEST_CASE("at the moment that a limit in days is due, exactly that many days have elapsed") {
  CHECK(rc::check([] {
    Instant const start{*rc::gen::inRange<std::int64_t>(946'684'800'000, 2'051'222'400'000)};  // 2000 to 2034
    int const amount = *rc::gen::inRange(1, 200);
    auto const working = due({amount, ClockUnit::working_days}, start);
    RC_ASSERT(elapsed(start, working).working_days == amount);
    RC_ASSERT(is_working_day(london_date(working)));
    auto const calendar = due({amount, ClockUnit::calendar_days}, start);
    RC_ASSERT(elapsed(start, calendar).calendar_days == amount);
    RC_ASSERT(elapsed(start, calendar + moment).calendar_days == amount + 1);
  }));
}

TEST_CASE("somebody reads in the hours of the profile, and on no bank holiday") {
  Profile profile;
  profile.reading_hours = {{1, 510, 1020}, {5, 510, 720}, {5, 780, 990}};  // Monday; Friday with an hour for lunch
  CHECK(is_being_read(profile, at(2019, 6, 7, 8, 30)));
  CHECK_FALSE(is_being_read(profile, at(2019, 6, 7, 8, 29)));
  CHECK_FALSE(is_being_read(profile, at(2019, 6, 7, 12)));
  CHECK(next_reading(profile, at(2019, 6, 7, 12)) == at(2019, 6, 7, 13));
  CHECK(next_reading(profile, at(2019, 6, 7, 16, 30)) == at(2019, 6, 10, 8, 30));
  CHECK(next_reading(profile, at(2019, 6, 8)) == at(2019, 6, 10, 8, 30));
  // Thursday before Easter: Good Friday and Easter Monday fall out, and the next day with hours is a week later.
  CHECK(next_reading(profile, at(2019, 4, 18, 9)) == at(2019, 4, 26, 8, 30));
}

TEST_CASE("a profile without reading hours reads Monday to Friday, nine to five") {
  Profile const profile;
  CHECK(is_being_read(profile, at(2019, 6, 5, 9)));
  CHECK(is_being_read(profile, at(2019, 6, 5, 16, 59)));
  CHECK(next_reading(profile, at(2019, 6, 7, 17)) == at(2019, 6, 10, 9));
}
