// England's working days: Monday to Friday but for bank holidays. The holidays follow the Banking and Financial
// Dealings Act 1971 and the proclamations under it: by rule, with the one-off days and moved days of 2000 to 2035 that
// were proclaimed so far (gov.uk/bank-holidays). Outside those years the rule alone answers.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace kith {

// The holiday kept on `date`, named as gov.uk names it; nullopt on every other day. A Christmas that falls on a weekend
// is kept, and answered here, on its substitute day alone: nobody works on the weekend anyway.
std::optional<std::string_view> bank_holiday(Date date);

bool is_working_day(Date date);

// How many working days lie after `from`, up to and including `to`: the day something arrives does not count, the day
// it is answered does. 0 on the same day, and 0 when `to` is before `from`.
int working_days_between(Date from, Date to);

// The `count`-th working day after `date`; `date` itself when `count` is 0, working day or not. A negative count goes
// back the same way.
Date add_working_days(Date date, int count);

// Easter Sunday of a Gregorian year.
Date easter_sunday(int year);

}  // namespace kith
