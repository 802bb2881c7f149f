// URLs and urlencoded text: decoding what comes in strictly, encoding what goes out. Pure functions, fuzzed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace kith::http {

// %41 becomes A, and with `plus_is_blank` a plus becomes a blank. nullopt for a broken escape.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
// Letters, digits, '-', '.', '_' and '~' stay; every other byte becomes %XX. Safe in a path segment and in a query.
std::string percent_encoded(std::string_view text);

// The path of a request target, decoded. nullopt unless it is origin form: starts with '/', no fragment, valid escapes,
// valid UTF-8, no control character or backslash, no '.' or '..' or empty inner segment, no encoded slash.
std::optional<std::string> decoded_path(std::string_view raw);

struct FieldLimits {
  std::size_t fields = 2'000;
  std::size_t name_bytes = 256;
  std::size_t value_bytes = 1'000'000;
};

// a=1&b=2 to fields. Errors (all Kind::invalid): bad_encoding, not_utf8, too_many_fields, field_too_long.
Result<Fields> parse_urlencoded(std::string_view text, FieldLimits const& limits = {});
std::string to_urlencoded(Fields const& fields);

}  // namespace kith::http
