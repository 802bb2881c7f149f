#include "enquiry/no_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace kith::enquiry {

namespace {

bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// A telephone number has ten digits or eleven, an NHS number ten: however they are parted by blanks, points or dashes.
bool has_long_number(std::string_view text) {
  int digits = 0;
  for (char const c : text) {
    if (digit(c))
      ++digits;
    else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')')
      digits = 0;
    if (digits >= 10) return true;
  }
  return false;
}

bool has_birth_date(std::string_view text) {
  auto const words = lower_ascii(text);
  static constexpr auto before = std::to_array<std::string_view>({"born on", "born:", "d.o.b", "dob", "date of birth"});
  return std::ranges::any_of(before, [&](std::string_view word) {
    for (auto at = words.find(word); at != std::string::npos; at = words.find(word, at + 1)) {
      // As near as a date stands behind its label; a word of its own, so that nothing is found inside another.
      bool const whole = at == 0 || words[at - 1] < 'a' || words[at - 1] > 'z';
      auto const near = std::string_view{words}.substr(at + word.size(), 16);
      if (whole && std::ranges::any_of(near, digit)) return true;
    }
    return false;
  });
}

bool has_email(std::string_view text) {
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    auto const host = text.substr(at + 1, text.find_first_of(" \n\t,;", at) - at - 1);
    bool const named = at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n';
    if (auto const dot = host.find('.'); named && dot != std::string_view::npos && dot > 0 && dot + 1 < host.size())
      return true;
  }
  return false;
}

}  // namespace

std::string postcode_in(std::string_view text) {
  // Outward and inward half, however they are spaced: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA.
  std::string letters;
  std::vector<bool> starts;  // whether a word begins here
  bool boundary = true;
  for (char c : text) {
    char const upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (capital(upper) || digit(upper)) {
      letters += upper;
      starts.push_back(boundary);
      boundary = false;
    } else {
      boundary = true;
    }
  }
  starts.push_back(true);
  for (std::size_t length = 7; length >= 5; --length)
    for (std::size_t at = 0; at + length <= letters.size(); ++at) {
      if (!starts[at] || !starts[at + length]) continue;
      auto const code = std::string_view{letters}.substr(at, length);
      auto const out = code.substr(0, length - 3);
      auto const in = code.substr(length - 3);
      bool const area_ends = capital(out[0]) && (digit(out[1]) || (capital(out[1]) && out.size() > 2 && digit(out[2])));
      if (area_ends && digit(in[0]) && capital(in[1]) && capital(in[2])) return fmt::format("{} {}", out, in);
    }
  return {};
}

std::optional<std::string_view> identity_in(std::string_view text) {
  if (has_birth_date(text)) return "a date of birth";
  if (has_long_number(text)) return "a telephone or NHS number";
  if (has_email(text)) return "an e-mail address";
  if (!postcode_in(text).empty()) return "a postcode";
  return std::nullopt;
}

}  // namespace kith::enquiry
