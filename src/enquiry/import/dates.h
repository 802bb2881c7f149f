// Dates as files write them. Whether 03/04/2019 is in April or in March is settled once for a whole file, from all its
// dates, before the first row is taken; never row by row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/result.h"
#include "base/time.h"
#include "enquiry/import/faults.h"

namespace kith::imports {

// `iso` is a file in which no date begins with a day or a month. ISO dates are read whatever the order.
enum class DateOrder { iso, day_first, month_first };
constexpr auto closed_set(DateOrder) {
  return std::to_array<Member<DateOrder>>({{DateOrder::iso, "iso", "Year first: 2019-06-30"},
                                           {DateOrder::day_first, "day_first", "Day first: 30/06/2019"},
                                           {DateOrder::month_first, "month_first", "Month first: 06/30/2019"}});
}

// Takes 2019-06-30 and 2019/06/30; 30/06/2019, 30-06-2019, 30.06.2019 and 6/30/2019 in the file's order; 30 June 2019
// and 30-Jun-2019. A time of day may follow, and is dropped; one that ends in Z is turned into London's day.
std::variant<Date, FaultCode> read_date(std::string_view cell, DateOrder order);

// Collects what a file's dates prove about their order.
class DateSurvey {
 public:
  void take(std::string_view cell, std::uint64_t line, std::string_view column);

  struct Settled {
    DateOrder order = DateOrder::iso;
    std::vector<ImportNote> notes;
  };
  // One month-first date among many day-first ones is a slip, and that row a fault. More than one in twenty, or month
  // first throughout, leaves every other date in doubt: the errors "month_first_dates" and "mixed_date_orders" name the
  // rows that prove it and say what to do.
  Result<Settled> settle(std::string_view file_name) const;

 private:
  struct Proof {
    std::uint64_t count = 0;
    std::uint64_t line = 0;
    std::string column;
  };
  static std::string place_of(Proof const& proof);

  Proof day_first_;
  Proof month_first_;
  Proof either_;
};

}  // namespace kith::imports
