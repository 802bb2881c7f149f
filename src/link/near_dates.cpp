#include "link/near_dates.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>

namespace kith::link {

namespace {
constexpr int days_of_a_month = 31;

// Month and day in front of the year.
std::uint32_t day_first(DateDigits const& date) { return std::rotl(date.digits, 16); }

// The last digit of the year and the first of the month exchanged.
std::uint32_t across_exchanged(std::uint32_t digits) {
  return (digits & 0xfff00fff) | (digits & 0xf0000) >> 4 | (digits & 0xf000) << 4;
}
}  // namespace

NearDates::NearDates(Dictionary const& dates) {
  for (Code code = 1; code < dates.size(); ++code) by_date_.push_back({dates[code].date, code});
  std::sort(by_date_.begin(), by_date_.end(),
            [](Entry const& a, Entry const& b) { return a.date.digits < b.date.digits; });
  by_day_.resize(by_date_.size());
  std::iota(by_day_.begin(), by_day_.end(), 0u);
  std::sort(by_day_.begin(), by_day_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return day_first(by_date_[a].date) < day_first(by_date_[b].date);
  });
}

std::span<Neighbour const> NearDates::of(DateDigits const& date, std::vector<Neighbour>& room) const {
  room.clear();
  auto const consider = [&](Entry const& entry) {
    auto const level = compare_dates(entry.date, date);
    if (level > different_level && entry.date.digits != date.digits) room.push_back({entry.code, level});
  };
  auto const from = [&](std::uint32_t digits) {
    return std::lower_bound(by_date_.begin(), by_date_.end(), digits,
                            [](Entry const& entry, std::uint32_t wanted) { return entry.date.digits < wanted; });
  };
  // The year, and beyond it what lies within a month. Dates that do not exist stand among the others and are passed by.
  auto const of_year = [&](Entry const& entry) { return entry.date.year() == date.year(); };
  auto const within = [&](Entry const& entry) {
    return !entry.date.real || std::abs(entry.date.day_number - date.day_number) <= days_of_a_month;
  };
  auto const year = from(date.year() << 16);
  auto after = year;
  for (; after != by_date_.end() && of_year(*after); ++after) consider(*after);
  if (date.real) {
    for (; after != by_date_.end() && within(*after); ++after) consider(*after);
    for (auto before = year; before != by_date_.begin() && within(*std::prev(before)); --before)
      consider(*std::prev(before));
  }
  auto same_day =
      std::lower_bound(by_day_.begin(), by_day_.end(), date.month_and_day() << 16,
                       [&](std::uint32_t at, std::uint32_t wanted) { return day_first(by_date_[at].date) < wanted; });
  for (; same_day != by_day_.end(); ++same_day) {
    auto const& entry = by_date_[*same_day];
    if (entry.date.month_and_day() != date.month_and_day()) break;
    if (!of_year(entry)) consider(entry);
  }
  auto const exchanged = from(across_exchanged(date.digits));
  if (exchanged != by_date_.end() && exchanged->date.digits == across_exchanged(date.digits) && !of_year(*exchanged))
    consider(*exchanged);
  std::sort(room.begin(), room.end(), [](Neighbour a, Neighbour b) { return a.code < b.code; });
  room.erase(std::unique(room.begin(), room.end()), room.end());
  return room;
}

}  // namespace kith::link
