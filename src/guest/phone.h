// Two ways of typing one telephone number: "07700 900982" and "+44 7700 900 982" end alike.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace kith::guest {

// The digits that tell a number from every other, whatever is typed before and between them; empty when there are too
// few to be a number.
inline std::string telling_digits(std::string_view typed) {
  std::string digits;
  for (char const c : typed)
    if (is_digit(c)) digits += c;
  if (digits.size() < 7) return {};
  return digits.size() > 9 ? digits.substr(digits.size() - 9) : digits;
}

}  // namespace kith::guest
