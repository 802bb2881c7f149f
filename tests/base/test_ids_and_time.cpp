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

TEST_CASE("names fold to what their spellings share") {
  CHECK(fold("Zoë O'Brien-Łuk") == "zoe obrien luk");
  CHECK(fold("  MARY   ann ") == "mary ann");
  CHECK(clean_text("a\r\nb\x01 ") == "a\nb");
  CHECK(clean_text("\xff") == std::nullopt);
  CHECK(from_windows_1252("\x93Zo\xeb\x94") == "“Zoë”");
}
