// The dates near a date, found when they are asked for: every date has hundreds, so that lists of them would take many
// times the memory of everything else. They lie within a month, on the same day of another month or of another year,
// and for 1 January in the whole year; the few others are the date with two digits exchanged, or day and month.
#pragma once

#include <span>
#include <vector>

#include "link/neighbour.h"

namespace kith::link {

class NearDates {
 public:
  NearDates() = default;
  explicit NearDates(Dictionary const& dates);

  // Those above `different`, each once, the date itself left out; in `room`, whatever that held.
  std::span<Neighbour const> of(DateDigits const& date, std::vector<Neighbour>& room) const;
  std::size_t bytes() const {
    return by_date_.size() * (sizeof(Entry) + sizeof by_day_of_year_[0] + sizeof by_day_of_month_[0]);
  }

 private:
  struct Entry {
    DateDigits date;
    Code code = 0;
  };
  struct Turned {
    std::uint32_t key = 0;  // the digits in another order
    Code code = 0;
  };
  std::vector<Entry> by_date_;           // by year, month, day
  std::vector<Turned> by_day_of_year_;   // by month, day, year
  std::vector<Turned> by_day_of_month_;  // by year, day, month
};

}  // namespace kith::link
