#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include "enquiry/import/dates.h"

using namespace kith;
using namespace kith::imports;

namespace {
std::string read(std::string_view cell, DateOrder order = DateOrder::day_first) {
  auto const got = read_date(cell, order);
  if (auto const* code = std::get_if<FaultCode>(&got)) return std::string{wire(*code)};
  return to_text(std::get<Date>(got));
}

Result<DateSurvey::Settled> settle(std::vector<std::string> const& cells) {
  DateSurvey survey;
  std::uint64_t line = 1;
  for (auto const& cell : cells) survey.take(cell, ++line, "received_on");
  return survey.settle("file.csv");
}
}  // namespace

TEST_CASE("dates are read in the forms that systems write") {
  for (std::string_view cell :
       {"2019-06-30", "2019/06/30", "2019-06-30 00:00:00", "2019-06-30T14:05:09.123", "30/06/2019", "30-06-2019",
        "30.06.2019", "30/6/2019", "30/06/2019 09:15", "30/06/2019 9:15 PM", "30 June 2019", "30 Jun 2019",
        "30-Jun-2019", "30/JUN/2019", " 30/06/2019 "})
    CHECK_MESSAGE(read(cell) == "2019-06-30", std::string{cell});
  CHECK(read("03/04/2019") == "2019-04-03");
  CHECK(read("03/04/2019", DateOrder::month_first) == "2019-03-04");
  CHECK(read("06/30/2019 00:00", DateOrder::month_first) == "2019-06-30");
}

TEST_CASE("a moment at Greenwich becomes London's day") {
  CHECK(read("2019-06-30T23:30:00Z") == "2019-07-01");
  CHECK(read("2019-12-31T23:30:00Z") == "2019-12-31");
}

TEST_CASE("what is no date is refused for its own reason") {
  for (std::string_view cell :
       {"2019-02-29", "31/04/2019", "13/13/2019", "20190630", "June", "30/06", "2019-6", "30/06-2019", "2019-06-30x",
        "2019-06-30 25:00", "0/0/2019", "1/2/3/4", "30/06/02019", "yesterday", "/"})
    CHECK_MESSAGE(read(cell) == "bad_date", std::string{cell});
  CHECK(read("30/06/19") == "two_digit_year");
  CHECK(read("30-Jun-19") == "two_digit_year");
  CHECK(read("43646") == "day_number");
  CHECK(read("43646.0") == "day_number");
  CHECK(read("06/30/2019") == "month_first_date");
  CHECK(read("30/06/2019", DateOrder::iso) == "not_iso_date");
  CHECK(read("30/06/2019", DateOrder::month_first) == "bad_date");
}

TEST_CASE("a file's dates settle their order together") {
  CHECK(settle({"2019-06-30", "2019-07-01"})->order == DateOrder::iso);
  CHECK(settle({"2019-06-30", "2019-07-01"})->notes.empty());
  CHECK(settle({})->order == DateOrder::iso);

  auto day_first = settle({"03/04/2019", "30/06/2019", "2019-07-01"});
  CHECK(day_first->order == DateOrder::day_first);
  CHECK(day_first->notes.empty());

  auto both = settle({"03/04/2019", "05/06/2019"});
  CHECK(both->order == DateOrder::day_first);
  REQUIRE(both->notes.size() == 1);
  CHECK(both->notes[0].code == "dates_fit_both");
}

TEST_CASE("a file that can only be month first, or mixes orders, is refused with the rows that prove it") {
  auto month_first = settle({"03/04/2019", "06/30/2019"});
  REQUIRE_FALSE(month_first.ok());
  CHECK(month_first.error().code == "month_first_dates");
  CHECK(month_first.error().sentence.find("file.csv") != std::string::npos);
  CHECK(month_first.error().sentence.find("line 3, received_on") != std::string::npos);

  auto mixed = settle({"30/06/2019", "03/04/2019", "06/30/2019"});
  REQUIRE_FALSE(mixed.ok());
  CHECK(mixed.error().code == "mixed_date_orders");
  CHECK(mixed.error().sentence.find("line 2") != std::string::npos);
  CHECK(mixed.error().sentence.find("line 4") != std::string::npos);
}

TEST_CASE("one slip among many day-first dates is that row's fault, and noted") {
  std::vector<std::string> cells(40, "'30/06/2019");
  cells.push_back("06/30/2019");
  auto settled = settle(cells);
  REQUIRE(settled.ok());
  CHECK(settled->order == DateOrder::day_first);
  REQUIRE(settled->notes.size() == 1);
  CHECK(settled->notes[0].code == "month_first_rows");
  CHECK(settled->notes[0].sentence.find("line 42") != std::string::npos);
}

TEST_CASE("every day reads back from every form") {
  CHECK(rc::check([] {
    Date const day{*rc::gen::inRange(-20'000, 40'000)};
    auto const d = day.day(), m = day.month();
    auto const y = day.year();
    RC_ASSERT(read(to_text(day)) == to_text(day));
    RC_ASSERT(read(fmt::format("{:02}/{:02}/{}", d, m, y)) == to_text(day));
    RC_ASSERT(read(fmt::format("{}.{}.{}", d, m, y)) == to_text(day));
    RC_ASSERT(read(fmt::format("{}/{}/{}", m, d, y), DateOrder::month_first) == to_text(day));
    RC_ASSERT(read(for_people(day)) == to_text(day));
  }));
}
