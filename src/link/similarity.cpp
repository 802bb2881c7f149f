#include "link/similarity.h"

#include <algorithm>
#include <array>
#include <bit>

namespace kith::link {

namespace {
// Where each byte stands in a string, one bit a position. Filled for a string and emptied again, so that comparing
// costs what the strings are long and not the size of the alphabet.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) table()[byte(text[i])] |= std::uint64_t{1} << i;
  }
  ~Positions() {
    for (char c : text_) table()[byte(c)] = 0;
  }
  Positions(Positions const&) = delete;
  Positions& operator=(Positions const&) = delete;

  std::uint64_t operator[](char c) const { return table()[byte(c)]; }

 private:
  static std::uint8_t byte(char c) { return static_cast<std::uint8_t>(c); }
  static std::array<std::uint64_t, 256>& table() {
    thread_local std::array<std::uint64_t, 256> positions{};
    return positions;
  }
  std::string_view text_;
};

std::uint32_t common_prefix(std::string_view a, std::string_view b) {
  std::uint32_t const limit = static_cast<std::uint32_t>(std::min({a.size(), b.size(), std::size_t{4}}));
  std::uint32_t length = 0;
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}
}  // namespace

JaroCounts jaro_counts(std::string_view a, std::string_view b) {
  a = a.substr(0, similarity_length);
  b = b.substr(0, similarity_length);
  JaroCounts counts{0, 0, common_prefix(a, b), static_cast<std::uint32_t>(a.size()),
                    static_cast<std::uint32_t>(b.size())};
  if (a.empty() || b.empty()) return counts;
  std::size_t const half = std::max(a.size(), b.size()) / 2;
  std::size_t const reach = half == 0 ? 0 : half - 1;
  Positions const positions{a};
  std::uint64_t taken = 0;      // characters of a with a partner
  std::uint64_t partnered = 0;  // characters of b with a partner
  std::uint64_t window = (std::uint64_t{2} << reach) - 1;
  for (std::size_t j = 0; j < b.size(); ++j) {
    std::uint64_t const free = positions[b[j]] & window & ~taken;
    taken |= free & (0 - free);
    partnered |= std::uint64_t{free != 0} << j;
    window = j < reach ? window << 1 | 1 : window << 1;
  }
  counts.matched = static_cast<std::uint32_t>(std::popcount(taken));
  std::uint32_t out_of_order = 0;
  while (partnered != 0) {
    std::uint64_t const next = taken & (0 - taken);
    out_of_order += (positions[b[static_cast<std::size_t>(std::countr_zero(partnered))]] & next) == 0;
    partnered &= partnered - 1;
    taken ^= next;
  }
  counts.transposed = out_of_order / 2;
  return counts;
}

double jaro_winkler(std::string_view a, std::string_view b) {
  if (a.empty() && b.empty()) return 1;
  JaroCounts const c = jaro_counts(a, b);
  if (c.matched == 0) return 0;
  double const matched = c.matched;
  double const jaro = (matched / c.length_a + matched / c.length_b + (matched - c.transposed) / matched) / 3;
  return jaro > 0.7 ? jaro + 0.1 * c.prefix * (1 - jaro) : jaro;
}

bool jaro_winkler_at_least(JaroCounts const& c, unsigned percent) {
  if (c.matched == 0) return percent == 0;
  // Jaro is sum / whole.
  std::uint64_t const both = std::uint64_t{c.length_a} * c.length_b;
  std::uint64_t const sum =
      std::uint64_t{c.matched} * c.matched * (c.length_a + c.length_b) + (c.matched - c.transposed) * both;
  std::uint64_t const whole = 3 * c.matched * both;
  std::uint64_t const boost = 10 * sum > 7 * whole ? c.prefix * (whole - sum) : 0;
  return 10 * (10 * sum + boost) >= percent * whole;
}

bool jaro_winkler_at_least(std::string_view a, std::string_view b, unsigned percent) {
  if (a.empty() && b.empty()) return true;
  return jaro_winkler_at_least(jaro_counts(a, b), percent);
}

namespace {
// Hyyrö 2003: one column of the alignment table in two words.
template <bool swaps>
unsigned distance_of(std::string_view a, std::string_view b) {
  a = a.substr(0, similarity_length);
  b = b.substr(0, similarity_length);
  if (a.empty() || b.empty()) return static_cast<unsigned>(std::max(a.size(), b.size()));
  Positions const positions{a};
  std::uint64_t const last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t rises = ~std::uint64_t{0};
  std::uint64_t falls = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t previous = 0;
  unsigned distance = static_cast<unsigned>(a.size());
  for (char c : b) {
    std::uint64_t const same = positions[c];
    std::uint64_t const swapped = swaps ? ((~diagonal & same) << 1) & previous : 0;
    diagonal = (((same & rises) + rises) ^ rises) | same | falls | swapped;
    std::uint64_t across_up = falls | ~(diagonal | rises);
    std::uint64_t across_down = diagonal & rises;
    distance += (across_up & last) != 0;
    distance -= (across_down & last) != 0;
    across_up = across_up << 1 | 1;
    across_down <<= 1;
    rises = across_down | ~(diagonal | across_up);
    falls = across_up & diagonal;
    previous = same;
  }
  return distance;
}
}  // namespace

unsigned edit_distance(std::string_view a, std::string_view b) { return distance_of<true>(a, b); }
unsigned levenshtein_distance(std::string_view a, std::string_view b) { return distance_of<false>(a, b); }

std::uint64_t character_set(std::string_view text) {
  std::uint64_t set = 0;
  for (char c : text) {
    if (c >= 'a' && c <= 'z')
      set |= std::uint64_t{1} << (c - 'a');
    else if (c >= '0' && c <= '9')
      set |= std::uint64_t{1} << (26 + c - '0');
    else if (c >= 'A' && c <= 'Z')
      set |= std::uint64_t{1} << (36 + c - 'A');
    else
      set |= std::uint64_t{1} << 62;
  }
  return set;
}

}  // namespace kith::link
