#include <date/tz.h>
#include <doctest/doctest.h>

#include "base/id.h"
#include "base/text.h"

using namespace kith;

struct Family;

TEST_CASE("an id reads back from its text, and sorts by the moment of minting") {
  SeededRandom random{7};
  auto early = Id<Family>::mint(Instant{1'000}, random);
  auto late = Id<Family>::mint(Instant{2'000}, random);
  CHECK(early < late);
  CHECK(early.text() < late.text());
  CHECK(early.text().size() == 26);
  CHECK(Id<Family>::parse(early.text()) == early);
  CHECK(Id<Family>::parse("8zzzzzzzzzzzzzzzzzzzzzzzzz") == std::nullopt);  // more than 128 bits
  CHECK(Id<Family>::parse("il0000000000000000000000ou") == std::nullopt);  // letters that look like digits
}

TEST_CASE("a date is read in ISO form only, and only if the day exists") {
  CHECK(to_text(*parse_date("2019-06-30")) == "2019-06-30");
  CHECK(parse_date("2019-02-29") == std::nullopt);
  CHECK(parse_date("30/06/2019") == std::nullopt);
  CHECK(Date::of(2020, 2, 29)->plus_months(-12) == *Date::of(2019, 2, 28));
  CHECK(for_people(*Date::of(2019, 6, 30)) == "30 June 2019");
  CHECK(Date::of(2026, 11, 21)->weekday() == 6);
}

TEST_CASE("wall clocks in England are an hour ahead in summer") {
  auto noon_in_june = from_london(*Date::of(2026, 6, 1), 12, 0);
  CHECK(to_text(noon_in_june) == "2026-06-01T11:00:00.000Z");
  CHECK(for_people(noon_in_june) == "1 June 2026, 12:00pm");
  CHECK(london_date(*parse_instant("2026-06-01T23:30:00.000Z")) == *Date::of(2026, 6, 2));
}

TEST_CASE("wall clocks in England are as the time zone database has them, also within the hours of change") {
  auto const* london = date::locate_zone("Europe/London");
  auto const check = [&](std::int64_t ms) {
    auto const local = london->to_local(date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{ms}});
    auto const shown = in_london(Instant{ms});
    auto const minutes = std::chrono::floor<std::chrono::minutes>(local.time_since_epoch()).count();
    REQUIRE(shown.date.days * std::int64_t{1440} + shown.hour * 60 + shown.minute == minutes);
    date::local_time<std::chrono::minutes> const written{std::chrono::minutes{minutes}};
    auto const first = london->to_sys(written, date::choose::earliest).time_since_epoch();
    REQUIRE(from_london(shown.date, shown.hour, shown.minute).ms == std::chrono::milliseconds{first}.count());
  };
  SeededRandom random{3};
  std::int64_t constexpr minute_ms = 60'000, day_ms = 1440 * minute_ms;
  for (int i = 0; i < 20'000; ++i)  // 1960 to 2080
    check(static_cast<std::int64_t>(random.number(120 * 365 * 1440)) * minute_ms - 10 * 365 * day_ms);
  for (int year : {1968, 1971, 1972, 1995, 1996, 2019, 2026, 2037, 2069, 2071})
    for (unsigned month : {2U, 3U, 10U})
      for (std::int64_t minute = 0; minute < 31 * 1440; minute += 15)
        check(Date::of(year, month, 1)->days * day_ms + minute * minute_ms + 59'999);
  // An hour that does not come is the moment of change.
  CHECK(to_text(from_london(*Date::of(2026, 3, 29), 1, 30)) == "2026-03-29T01:00:00.000Z");
}

TEST_CASE("names fold to what their spellings share") {
  CHECK(fold("Zoë O'Brien-Łuk") == "zoe obrien luk");
  CHECK(fold("  MARY   ann ") == "mary ann");
  CHECK(clean_text("a\r\nb\x01 ") == "a\nb");
  CHECK(clean_text("\xff") == std::nullopt);
  CHECK(from_windows_1252("\x93Zo\xeb\x94") == "“Zoë”");
}
