#include "html/picture/label.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace kith::html {

namespace {

// How many bytes the character at the front of a valid UTF-8 text takes.
std::size_t bytes_of(unsigned char first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

char32_t character_of(std::string_view bytes) {
  auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return first;
  char32_t code = first & (first < 0xe0 ? 0x1fU : first < 0xf0 ? 0x0fU : 0x07U);
  for (std::size_t i = 1; i < bytes.size(); ++i) code = code << 6U | (static_cast<unsigned char>(bytes[i]) & 0x3fU);
  return code;
}

// Marks that stand upon the letter before them, and characters that are not drawn.
bool joins_the_one_before(char32_t code) {
  return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2060 && code <= 0x206f) || (code >= 0xfe00 && code <= 0xfe0f) ||
         (code >= 0x1f3fb && code <= 0x1f3ff);
}

// Of a wide face, DejaVu Sans: others are narrower, and then there is a little air.
constexpr auto letter_ems = [] {
  std::array<double, 128> ems{};
  for (std::size_t code = 0; code < ems.size(); ++code) ems[code] = code >= 'A' && code <= 'Z' ? 0.72 : 0.62;
  for (char narrow : std::string_view("iljtfrI.,:;'|!()[]/ -")) ems[static_cast<std::size_t>(narrow)] = 0.37;
  for (char wide : std::string_view("mwMW@%")) ems[static_cast<std::size_t>(wide)] = 0.97;
  return ems;
}();

double ems_of(char32_t code) {
  if (joins_the_one_before(code)) return 0;
  if (code >= 0x1100) return 1.05;  // scripts of the East, emoji
  if (code > 0x7f) return 0.62;
  return letter_ems[code];
}

struct Letter {
  std::size_t bytes;
  double ems;
  bool joins;  // the one before
};

inline Letter letter_at(std::string_view text, std::size_t at) {
  auto const first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {1, letter_ems[first], false};
  auto const bytes = std::min(bytes_of(first), text.size() - at);
  auto const code = character_of(text.substr(at, bytes));
  return {bytes, ems_of(code), joins_the_one_before(code)};
}

// The longest beginning that fits into `ems`, whole letters with their marks; at least one letter.
std::size_t fitting(std::string_view text, double ems) {
  double width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    auto const letter = letter_at(text, at);
    width += letter.ems;
    if (width > ems && at > 0 && !letter.joins) break;
    at += letter.bytes;
  }
  return at;
}

// Where the first line ends: at the last blank or hyphen that fits, or inside a word when there is neither.
std::size_t end_of_line(std::string_view text, double ems) {
  auto fits = fitting(text, ems);
  if (fits == text.size() || text[fits] == ' ') return fits;
  auto at = text.substr(0, fits).find_last_of(" -");
  if (at == std::string_view::npos || at == 0) return fits;
  return text[at] == '-' ? at + 1 : at;
}

}  // namespace

double width_in_ems(std::string_view text) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const letter = letter_at(text, at);
    width += letter.ems;
    at += letter.bytes;
  }
  return width;
}

void add_wrapped(std::vector<std::string>& lines, std::string_view text, double ems, std::size_t most) {
  auto skip_blanks = [&] { text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); };
  skip_blanks();
  for (std::size_t line = 1; line <= most && !text.empty(); ++line) {
    if (line == most && width_in_ems(text) > ems) {
      auto kept = text.substr(0, fitting(text, ems - 1));
      while (kept.ends_with(' ')) kept.remove_suffix(1);
      lines.emplace_back(kept).append("…");
      return;
    }
    auto end = end_of_line(text, ems);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    skip_blanks();
  }
}

std::vector<std::string> wrapped(std::string_view text, double ems, std::size_t most) {
  std::vector<std::string> lines;
  add_wrapped(lines, text, ems, most);
  return lines;
}

std::string in_words(double number) {
  if (!std::isfinite(number)) return "none";
  auto tenths = std::llround(std::abs(number) * 10);
  auto whole = std::to_string(tenths / 10);
  for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
    whole.insert(static_cast<std::size_t>(at), ",");
  if (tenths % 10 != 0) whole += "." + std::to_string(tenths % 10);
  return number < 0 && tenths != 0 ? "−" + whole : whole;
}

}  // namespace kith::html
