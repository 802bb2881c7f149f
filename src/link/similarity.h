// How alike two strings are. Reference: every faster kernel must give the same levels to the bit, so nothing here
// compares floating point numbers with a threshold.
#pragma once

#include <cstdint>
#include <string_view>

namespace kith::link {

// What Jaro-Winkler counts. All thresholds are decided on these whole numbers.
struct JaroCounts {
  std::uint32_t matched = 0;     // characters found within the window
  std::uint32_t transposed = 0;  // half the matched characters that stand in another order, rounded down
  std::uint32_t prefix = 0;      // equal characters at the front, at most 4
  std::uint32_t length_a = 0;
  std::uint32_t length_b = 0;
};

// Strings longer than this are compared by their first 64 bytes.
inline constexpr std::size_t similarity_length = 64;

JaroCounts jaro_counts(std::string_view a, std::string_view b);
// Winkler 1990: prefix scale 0.1, applied above Jaro 0.7. Two empty strings are alike, one empty string is not.
double jaro_winkler(std::string_view a, std::string_view b);
// jaro_winkler >= percent / 100, decided in whole numbers.
bool jaro_winkler_at_least(JaroCounts const& counts, unsigned percent);
bool jaro_winkler_at_least(std::string_view a, std::string_view b, unsigned percent);

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (restricted Damerau).
unsigned edit_distance(std::string_view a, std::string_view b);
// The same without swaps: an exchange of neighbours is two edits.
unsigned levenshtein_distance(std::string_view a, std::string_view b);

// Which characters occur: letters and digits each have a bit, the rest share one. The fewest characters of `a` that can
// find no partner in `b` is the number of bits of a & ~b, which settles most comparisons at once.
std::uint64_t character_set(std::string_view text);

}  // namespace kith::link
