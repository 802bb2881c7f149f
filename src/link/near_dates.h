// The dates near a date, found when they are asked for: every date has hundreds, so that lists of them would take many
// times the memory of everything else. All lie in the same year, on the same day of another year, within a month, or
// where the year's last digit and the month's first change places.
#pragma once

#include <span>
#include <vector>

#include "link/neighbour.h"

namespace kith::link {

class NearDates {
 public:
  NearDates() = default;
  explicit NearDates(Dictionary const& dates);

  // Those above `different`, in the order of their codes, the date itself left out; in `room`, whatever that held.
  std::span<Neighbour const> of(DateDigits const& date, std::vector<Neighbour>& room) const;
  std::size_t bytes() const { return by_date_.size() * sizeof(Entry) + by_day_.size() * sizeof by_day_[0]; }

 private:
  struct Entry {
    DateDigits date;
    Code code = 0;
  };
  std::vector<Entry> by_date_;         // by year, then by month and day
  std::vector<std::uint32_t> by_day_;  // where in by_date_; by month and day, then by year
};

}  // namespace kith::link
