#include "base/working_days.h"

#include <array>
#include <cstdint>
#include <vector>

namespace kith {

namespace {
constexpr unsigned monday = 1, saturday = 6, sunday = 7;

Date day_of(int year, unsigned month, unsigned day) { return *Date::of(year, month, day); }

bool is_weekend(Date date) { return date.weekday() >= saturday; }

struct Holiday {
  Date date;
  std::string_view name;
};

// A day that a proclamation added for once, or moved from where the rule puts it. An added day has no `instead_of`.
struct Proclaimed {
  int year;
  unsigned month, day;
  std::string_view name;
  std::string_view instead_of;  // the rule's name, whose own day falls away that year
};
constexpr std::string_view early_may = "Early May bank holiday";
constexpr std::string_view spring = "Spring bank holiday";
constexpr std::array proclaimed = {
    Proclaimed{2002, 6, 3, "Golden Jubilee bank holiday", {}},
    Proclaimed{2002, 6, 4, spring, spring},
    Proclaimed{2011, 4, 29, "Royal Wedding bank holiday", {}},
    Proclaimed{2012, 6, 4, spring, spring},
    Proclaimed{2012, 6, 5, "Diamond Jubilee bank holiday", {}},
    Proclaimed{2020, 5, 8, "Early May bank holiday (VE Day)", early_may},
    Proclaimed{2022, 6, 2, spring, spring},
    Proclaimed{2022, 6, 3, "Platinum Jubilee bank holiday", {}},
    Proclaimed{2022, 9, 19, "State Funeral of Queen Elizabeth II", {}},
    Proclaimed{2023, 5, 8, "Coronation of King Charles III", {}},
};

Date first_monday(int year, unsigned month) {
  Date const first = day_of(year, month, 1);
  return first + static_cast<int>((8 - first.weekday()) % 7);
}
Date last_monday(int year, unsigned month) {
  Date const last = day_of(year, month, 1).plus_months(1) - 1;
  return last - static_cast<int>(last.weekday() - monday);
}

Date kept_new_year(int year) {
  Date const day = day_of(year, 1, 1);
  if (day.weekday() == saturday) return day + 2;
  if (day.weekday() == sunday) return day + 1;
  return day;
}
// Christmas on a Saturday moves to Monday; on a Sunday to Tuesday, because Monday is Boxing Day already.
Date kept_christmas(int year) {
  Date const day = day_of(year, 12, 25);
  return is_weekend(day) ? day + 2 : day;
}
// Boxing Day on a Saturday moves to Monday; on a Sunday to Tuesday, because Monday stands in for Christmas.
Date kept_boxing_day(int year) {
  Date const day = day_of(year, 12, 26);
  return is_weekend(day) ? day + 2 : day;
}

std::array<Holiday, 8> by_rule(int year) {
  Date const easter = easter_sunday(year);
  return {Holiday{kept_new_year(year), "New Year's Day"},
          {easter - 2, "Good Friday"},
          {easter + 1, "Easter Monday"},
          {first_monday(year, 5), early_may},
          {last_monday(year, 5), spring},
          {last_monday(year, 8), "Summer bank holiday"},
          {kept_christmas(year), "Christmas Day"},
          {kept_boxing_day(year), "Boxing Day"}};
}

bool is_moved_away(int year, std::string_view name) {
  for (auto const& one : proclaimed)
    if (one.year == year && one.instead_of == name) return true;
  return false;
}

std::optional<std::string_view> holiday_by_rule(Date date) {
  int const year = date.year();
  for (auto const& one : proclaimed)
    if (one.year == year && one.month == date.month() && one.day == date.day()) return one.name;
  for (auto const& holiday : by_rule(year))
    if (holiday.date == date && !is_moved_away(year, holiday.name)) return holiday.name;
  return std::nullopt;
}

// The years that lists and imports ask about, counted once: `worked[i]` is how many working days lie in the first i + 1
// days of the span, so that an inbox of a thousand rows costs two look-ups a row.
struct Span {
  Date first;
  std::vector<std::int32_t> worked;

  bool holds(Date date) const { return date >= first && date - first < static_cast<int>(worked.size()); }
  int up_to(Date date) const { return worked[static_cast<std::size_t>(date - first)]; }
};
Span const& counted_span() {
  static Span const span = [] {
    Span made{day_of(2000, 1, 1), {}};
    Date const last = day_of(2035, 12, 31);
    std::int32_t worked = 0;
    for (Date day = made.first; day <= last; day = day + 1) {
      if (!is_weekend(day) && !holiday_by_rule(day)) ++worked;
      made.worked.push_back(worked);
    }
    return made;
  }();
  return span;
}
}  // namespace

// The anonymous Gregorian algorithm (Nature, 20 April 1876), with its letters spelt out.
Date easter_sunday(int year) {
  int const golden = year % 19, century = year / 100, year_of_century = year % 100;
  int const correction = (century - (century + 8) / 25 + 1) / 3;
  int const epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  int const to_sunday = (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4) % 7;
  int const late = (golden + 11 * epact + 22 * to_sunday) / 451;
  int const march_days = epact + to_sunday - 7 * late + 114;
  return day_of(year, static_cast<unsigned>(march_days / 31), static_cast<unsigned>(march_days % 31 + 1));
}

std::optional<std::string_view> bank_holiday(Date date) { return holiday_by_rule(date); }

bool is_working_day(Date date) {
  if (is_weekend(date)) return false;
  auto const& span = counted_span();
  if (date > span.first && span.holds(date)) return span.up_to(date) > span.up_to(date - 1);
  return !holiday_by_rule(date);
}

int working_days_between(Date from, Date to) {
  if (to <= from) return 0;
  auto const& span = counted_span();
  if (span.holds(from) && span.holds(to)) return span.up_to(to) - span.up_to(from);
  int count = 0;
  for (Date day = from + 1; day <= to; day = day + 1)
    if (is_working_day(day)) ++count;
  return count;
}

Date add_working_days(Date date, int count) {
  int const step = count < 0 ? -1 : 1;
  for (int left = count < 0 ? -count : count; left > 0;) {
    date = date + step;
    if (is_working_day(date)) --left;
  }
  return date;
}

}  // namespace kith
