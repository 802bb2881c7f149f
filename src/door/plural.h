// What differs from language to language in numbers and dates, by the Unicode consortium's rules (CLDR, through ICU).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace kith::door {

// "one", "few", "many", "other" …: the form of a message that goes with this count.
std::string plural_form(std::string_view language, std::int64_t count);
// Every form that whole numbers take in this language, "other" always among them.
std::vector<std::string> plural_forms(std::string_view language);

// A date in the words and the order of the language; `skeleton` names the parts ("EEEEdMMMM": weekday, day, month).
std::string written_date(std::string_view language, Date date, std::string_view skeleton);

}  // namespace kith::door
