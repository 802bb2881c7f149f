#include "link/near_dates.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>

namespace kith::link {

namespace {
constexpr int days_of_a_month = 31;
constexpr std::uint32_t new_years_day = 0x0101;

// The same digits with what is to be compared in front: month, day, year; and year, day, month.
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
    std::vector<std::uint32_t> order(by_date_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return key(by_date_[a].date.digits) < key(by_date_[b].date.digits);
    });
    return order;
  };
  by_day_of_year_ = sorted(year_last);
  by_day_of_month_ = sorted(month_last);
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
  // Dates that do not exist stand among the others and are passed by.
  auto const close = [&](Entry const& entry) {
    if (entry.date.digits >> 8 == date.digits >> 8) return true;
    if (date.month_and_day() == new_years_day && entry.date.year() == date.year()) return true;
    return date.real && (!entry.date.real || std::abs(entry.date.day_number - date.day_number) <= days_of_a_month);
  };
  auto const here = from(date.digits);
  for (auto after = here; after != by_date_.end() && close(*after); ++after) consider(*after);
  for (auto before = here; before != by_date_.begin() && close(*std::prev(before)); --before)
    consider(*std::prev(before));
  auto const share_a_day = [&](std::vector<std::uint32_t> const& order, auto const& key, unsigned last) {
    auto const day = key(date.digits) >> last << last;
    auto at = std::lower_bound(order.begin(), order.end(), day, [&](std::uint32_t place, std::uint32_t wanted) {
      return key(by_date_[place].date.digits) < wanted;
    });
    for (; at != order.end() && key(by_date_[*at].date.digits) >> last == day >> last; ++at) consider(by_date_[*at]);
  };
  share_a_day(by_day_of_year_, year_last, 16);
  share_a_day(by_day_of_month_, month_last, 8);
  for (auto const digits : {exchanged(date.digits, 1), exchanged(date.digits, 3), month_last(date.digits),
                            (date.digits & 0xffff0000) | new_years_day})
    if (auto const found = from(digits); found != by_date_.end() && found->date.digits == digits) consider(*found);
  std::sort(room.begin(), room.end(), [](Neighbour a, Neighbour b) { return a.code < b.code; });
  room.erase(std::unique(room.begin(), room.end()), room.end());
  return room;
}

}  // namespace kith::link
