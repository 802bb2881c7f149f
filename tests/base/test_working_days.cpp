#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "base/working_days.h"

using namespace kith;

namespace {
Date day(int year, unsigned month, unsigned date) { return *Date::of(year, month, date); }

std::vector<std::string> holidays_of(int year) {
  std::vector<std::string> days;
  for (Date date = day(year, 1, 1); date.year() == year; date = date + 1)
    if (bank_holiday(date)) days.push_back(to_text(date).substr(5));
  return days;
}
using Days = std::vector<std::string>;

Date any_date() { return day(1990, 1, 1) + *rc::gen::inRange(0, 20'000); }
}  // namespace

TEST_CASE("ordinary years keep the eight days that were published") {
  CHECK(holidays_of(2018) == Days{"01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"});
  CHECK(holidays_of(2019) == Days{"01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"});
  CHECK(holidays_of(2024) == Days{"01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"});
  CHECK(holidays_of(2025) == Days{"01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"});
}

TEST_CASE("a holiday on a weekend is kept on its substitute day") {
  CHECK(holidays_of(2000) == Days{"01-03", "04-21", "04-24", "05-01", "05-29", "08-28", "12-25", "12-26"});
  CHECK(holidays_of(2010) == Days{"01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"});
  CHECK(holidays_of(2016) == Days{"01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"});
  CHECK(holidays_of(2017) == Days{"01-02", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"});
  CHECK(holidays_of(2021) == Days{"01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"});
  CHECK(holidays_of(2026) == Days{"01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"});
  CHECK(bank_holiday(day(2016, 12, 26)) == "Boxing Day");
  CHECK(bank_holiday(day(2016, 12, 27)) == "Christmas Day");
}

TEST_CASE("proclamations add days and move days for one year only") {
  CHECK(holidays_of(2002) == Days{"01-01", "03-29", "04-01", "05-06", "06-03", "06-04", "08-26", "12-25", "12-26"});
  CHECK(holidays_of(2011) == Days{"01-03", "04-22", "04-25", "04-29", "05-02", "05-30", "08-29", "12-26", "12-27"});
  CHECK(holidays_of(2012) == Days{"01-02", "04-06", "04-09", "05-07", "06-04", "06-05", "08-27", "12-25", "12-26"});
  CHECK(holidays_of(2020) == Days{"01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"});
  CHECK(holidays_of(2022) ==
        Days{"01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"});
  CHECK(holidays_of(2023) == Days{"01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"});
}

TEST_CASE("Easter falls where the almanac says") {
  CHECK(easter_sunday(2000) == day(2000, 4, 23));
  CHECK(easter_sunday(2008) == day(2008, 3, 23));
  CHECK(easter_sunday(2011) == day(2011, 4, 24));
  CHECK(easter_sunday(2019) == day(2019, 4, 21));
  CHECK(easter_sunday(2026) == day(2026, 4, 5));
  CHECK(easter_sunday(2035) == day(2035, 3, 25));
  CHECK(easter_sunday(2038) == day(2038, 4, 25));
}

TEST_CASE("every year from 2000 to 2035 has at least eight holidays, none on a weekend and no two on one day") {
  for (int year = 2000; year <= 2035; ++year) {
    auto days = holidays_of(year);
    CHECK_MESSAGE(days.size() >= 8, year);
    for (auto const& text : days) CHECK(parse_date(std::to_string(year) + "-" + text)->weekday() <= 5);
  }
}

TEST_CASE("working days are counted from the day after up to and including the last") {
  CHECK(working_days_between(day(2019, 6, 3), day(2019, 6, 3)) == 0);
  CHECK(working_days_between(day(2019, 6, 3), day(2019, 6, 4)) == 1);
  CHECK(working_days_between(day(2019, 6, 7), day(2019, 6, 10)) == 1);   // Friday to Monday
  CHECK(working_days_between(day(2019, 6, 8), day(2019, 6, 9)) == 0);    // Saturday to Sunday
  CHECK(working_days_between(day(2019, 4, 18), day(2019, 4, 23)) == 1);  // Maundy Thursday to the Tuesday after
  CHECK(working_days_between(day(2019, 6, 10), day(2019, 6, 3)) == 0);   // backwards
  CHECK(working_days_between(day(1999, 12, 30), day(2000, 1, 4)) == 2);  // across the edge of the counted years
  CHECK(add_working_days(day(2020, 5, 7), 1) == day(2020, 5, 11));       // VE Day and a weekend between
  CHECK(add_working_days(day(2019, 6, 8), 0) == day(2019, 6, 8));
  CHECK(add_working_days(day(2019, 6, 8), 1) == day(2019, 6, 10));
  CHECK(add_working_days(day(2019, 6, 10), -1) == day(2019, 6, 7));
  CHECK(is_working_day(day(2000, 1, 1)) == false);
  CHECK(is_working_day(day(2035, 12, 31)));
  CHECK(is_working_day(day(2036, 1, 1)) == false);
}

TEST_CASE("adding working days and counting them again are each other's inverse") {
  CHECK(rc::check([] {
    Date const from = any_date();
    int const count = *rc::gen::inRange(1, 400);
    Date const to = add_working_days(from, count);
    RC_ASSERT(is_working_day(to));
    RC_ASSERT(working_days_between(from, to) == count);
    RC_ASSERT(add_working_days(add_working_days(to, -count), count) == to);
  }));
}

TEST_CASE("working days add up over any day in between, and equal a count by hand") {
  CHECK(rc::check([] {
    Date const from = any_date();
    Date const middle = from + *rc::gen::inRange(0, 500);
    Date const to = middle + *rc::gen::inRange(0, 500);
    RC_ASSERT(working_days_between(from, to) == working_days_between(from, middle) + working_days_between(middle, to));
    int by_hand = 0;
    for (Date date = from + 1; date <= to; date = date + 1)
      by_hand += date.weekday() <= 5 && !bank_holiday(date) ? 1 : 0;
    RC_ASSERT(working_days_between(from, to) == by_hand);
  }));
}
