// What gives somebody away in a text that is to hold no identity.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::enquiry {

// A postcode within a text, as "DN1 3BU"; empty when there is none.
std::string postcode_in(std::string_view text);

// What in this text would say who a family is, in words for a sentence: "a postcode", "a date of birth", "a telephone
// or NHS number", "an e-mail address". Nothing when nothing is found. Names cannot be told from other words, so none
// are looked for: the form asks for them to be left out.
std::optional<std::string_view> identity_in(std::string_view text);

}  // namespace kith::enquiry
