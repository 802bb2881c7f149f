#include "link/near_dates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

namespace kith::link {

namespace {
constexpr int days_of_a_month = 31;
constexpr std::uint32_t new_years_day = 0x0101;

// The same digits with what is to be compared in front, and back: month, day, year; and year, day, month.
std::uint32_t year_last(std::uint32_t digits) { return std::rotl(digits, 16); }
std::uint32_t month_last(std::uint32_t digits) {
  return (digits & 0xffff0000) | (digits & 0xff) << 8 | (digits >> 8 & 0xff);
}

// The digit `at` places from the last, and the one in front of it, exchanged.
std::uint32_t exchanged(std::uint32_t digits, int at) {
  auto const differ = (digits >> (4 * at) ^ digits >> (4 * at + 4)) & 15;
  return digits ^ differ << (4 * at) ^ differ << (4 * at + 4);
}
}  // namespace

NearDates::NearDates(Dictionary const& dates) {
  for (Code code = 1; code < dates.size(); ++code) by_date_.push_back({dates[code].date, code});
  std::sort(by_date_.begin(), by_date_.end(),
            [](Entry const& a, Entry const& b) { return a.date.digits < b.date.digits; });
  auto const sorted = [&](auto const& key) {
    std::vector<Turned> turned;
    for (auto const& entry : by_date_) turned.push_back({key(entry.date.digits), entry.code});
    std::sort(turned.begin(), turned.end(), [](Turned const& a, Turned const& b) { return a.key < b.key; });
    return turned;
  };
  by_day_of_year_ = sorted(year_last);
  by_day_of_month_ = sorted(month_last);
}

std::span<Neighbour const> NearDates::of(DateDigits const& date, std::vector<Neighbour>& room) const {
  room.clear();
  auto const digits = date.digits;
  auto const consider = [&](DateDigits const& other, Code code) {
    auto const level = compare_dates(other, date);
    if (level > different_level && other.digits != digits) room.push_back({code, level});
  };
  auto const from = [&](std::uint32_t wanted) {
    return std::lower_bound(by_date_.begin(), by_date_.end(), wanted,
                            [](Entry const& entry, std::uint32_t least) { return entry.date.digits < least; });
  };
  // Dates that do not exist stand among the others and are passed by.
  auto const close = [&](Entry const& entry) {
    if (entry.date.digits >> 8 == digits >> 8) return true;
    if (date.month_and_day() == new_years_day && entry.date.year() == date.year()) return true;
    return date.real && (!entry.date.real || std::abs(entry.date.day_number - date.day_number) <= days_of_a_month);
  };
  auto const here = from(digits);
  auto end = here;
  for (; end != by_date_.end() && close(*end); ++end) consider(end->date, end->code);
  auto begin = here;
  for (; begin != by_date_.begin() && close(*std::prev(begin)); --begin)
    consider(std::prev(begin)->date, std::prev(begin)->code);
  // Those have been considered.
  auto const first = begin == end ? digits : begin->date.digits;
  auto const last = begin == end ? digits : std::prev(end)->date.digits;
  auto const is_met = [&](std::uint32_t other) { return other >= first && other <= last; };
  // What shares a day needs no look at how far apart it lies.
  auto const share_a_day = [&](std::vector<Turned> const& turned, auto const& key, auto const& back, unsigned part) {
    auto const day = key(digits) >> part;
    auto at = std::lower_bound(turned.begin(), turned.end(), day << part,
                               [](Turned const& one, std::uint32_t wanted) { return one.key < wanted; });
    for (; at != turned.end() && at->key >> part == day; ++at)
      if (auto const other = back(at->key); !is_met(other)) consider({other, 0, false}, at->code);
  };
  share_a_day(by_day_of_year_, year_last, year_last, 16);
  share_a_day(by_day_of_month_, month_last, month_last, 8);
  // A few more have two digits exchanged, or day and month, or are that year's first day.
  std::array const others{exchanged(digits, 1), exchanged(digits, 3), month_last(digits),
                          (digits & 0xffff0000) | new_years_day};
  for (std::size_t i = 0; i < others.size(); ++i) {
    auto const other = others[i];
    bool const shares_a_day = ((other ^ digits) & 0xffff) == 0 || ((other ^ digits) & 0xffff00ff) == 0;
    if (is_met(other) || shares_a_day || std::find(others.begin(), others.begin() + i, other) != others.begin() + i)
      continue;
    if (auto const found = from(other); found != by_date_.end() && found->date.digits == other)
      consider(found->date, found->code);
  }
  return room;
}

}  // namespace kith::link
