#include "link/filter.h"

#include <algorithm>
#include <bit>

#include "link/similarity.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace kith::link {

namespace {
bool made_of_digits(Measure measure) {
  return measure == Measure::date || measure == Measure::identifier || measure == Measure::phone ||
         measure == Measure::number || measure == Measure::postcode;
}

// Letters count twice and digits once in words; digits three times and letters once in numbers. Each repeat has a bit
// of its own; further repeats and other characters are not looked at, which only lets more through.
struct BitPlaces {
  unsigned letter_repeats;
  unsigned digit_repeats;
};

std::uint64_t add_character(std::uint64_t bits, char c, BitPlaces places) {
  unsigned first = 0;
  unsigned step = 0;
  unsigned repeats = 0;
  if (c >= '0' && c <= '9') {
    first = 26 * places.letter_repeats + static_cast<unsigned>(c - '0');
    step = 10;
    repeats = places.digit_repeats;
  } else {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c < 'a' || c > 'z') return bits;
    first = static_cast<unsigned>(c - 'a');
    step = 26;
    repeats = places.letter_repeats;
  }
  for (unsigned i = 0; i < repeats; ++i) {
    auto const bit = std::uint64_t{1} << (first + i * step);
    if ((bits & bit) == 0) return bits | bit;
  }
  return bits;
}

unsigned edits_allowed(Measure measure) { return measure == Measure::identifier ? 2 : 1; }
unsigned likeness_wanted(Measure measure) { return is_name(measure) ? 88 : measure == Measure::text ? 80 : 0; }

// Decides on one value, what it has in common at the front included.
void append_if_possible(Wanted const& wanted, Allowance const& allowed, LengthGroup const& group, std::size_t i,
                        std::vector<std::uint32_t>& codes) {
  auto const same = std::min(4, std::countr_zero(wanted.front ^ group.fronts[i]) / 8);
  auto const& lost = allowed.by_front[static_cast<std::size_t>(same)];
  if (static_cast<std::uint32_t>(std::popcount(wanted.bits & ~group.bits[i])) <= lost.here &&
      static_cast<std::uint32_t>(std::popcount(group.bits[i] & ~wanted.bits)) <= lost.there)
    codes.push_back(group.codes[i]);
}

void append_scalar(Wanted const& wanted, Allowance const& allowed, LengthGroup const& group, std::size_t begin,
                   std::vector<std::uint32_t>& codes) {
  for (std::size_t i = begin; i < group.bits.size(); ++i) append_if_possible(wanted, allowed, group, i, codes);
}

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512vpopcntdq,popcnt"))) void append_avx512(Wanted const& wanted,
                                                                             Allowance const& allowed,
                                                                             LengthGroup const& group,
                                                                             std::vector<std::uint32_t>& codes) {
  auto const here = _mm512_set1_epi64(static_cast<long long>(wanted.bits));
  auto const most_here = _mm512_set1_epi64(allowed.by_front.back().here);
  auto const most_there = _mm512_set1_epi64(allowed.by_front.back().there);
  std::size_t i = 0;
  for (; i + 8 <= group.bits.size(); i += 8) {
    auto const there = _mm512_loadu_si512(group.bits.data() + i);
    auto const lost_here = _mm512_popcnt_epi64(_mm512_andnot_si512(there, here));
    auto const lost_there = _mm512_popcnt_epi64(_mm512_andnot_si512(here, there));
    auto passed = static_cast<unsigned>(_mm512_cmple_epu64_mask(lost_here, most_here) &
                                        _mm512_cmple_epu64_mask(lost_there, most_there));
    for (; passed != 0; passed &= passed - 1)
      append_if_possible(wanted, allowed, group, i + static_cast<unsigned>(std::countr_zero(passed)), codes);
  }
  append_scalar(wanted, allowed, group, i, codes);
}

// Ones in each 64-bit lane: a table of sixteen nibbles, then a sum of bytes.
__attribute__((target("avx2"))) __m256i count_ones(__m256i lanes) {
  auto const table =
      _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  auto const nibble = _mm256_set1_epi8(15);
  auto const low = _mm256_shuffle_epi8(table, _mm256_and_si256(lanes, nibble));
  auto const high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(lanes, 4), nibble));
  return _mm256_sad_epu8(_mm256_add_epi8(low, high), _mm256_setzero_si256());
}

__attribute__((target("avx2,popcnt"))) void append_avx2(Wanted const& wanted, Allowance const& allowed,
                                                        LengthGroup const& group, std::vector<std::uint32_t>& codes) {
  auto const here = _mm256_set1_epi64x(static_cast<long long>(wanted.bits));
  auto const most_here = _mm256_set1_epi64x(allowed.by_front.back().here);
  auto const most_there = _mm256_set1_epi64x(allowed.by_front.back().there);
  std::size_t i = 0;
  for (; i + 4 <= group.bits.size(); i += 4) {
    auto const there = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(group.bits.data() + i));
    auto const over_here = _mm256_cmpgt_epi64(count_ones(_mm256_andnot_si256(there, here)), most_here);
    auto const over_there = _mm256_cmpgt_epi64(count_ones(_mm256_andnot_si256(here, there)), most_there);
    auto const failed =
        static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_or_si256(over_here, over_there))));
    for (unsigned passed = ~failed & 15u; passed != 0; passed &= passed - 1)
      append_if_possible(wanted, allowed, group, i + static_cast<unsigned>(std::countr_zero(passed)), codes);
  }
  append_scalar(wanted, allowed, group, i, codes);
}
#endif
}  // namespace

InstructionSet best_instruction_set() {
#if defined(__x86_64__)
  static InstructionSet const best = [] {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq")) return InstructionSet::avx512;
    if (__builtin_cpu_supports("avx2")) return InstructionSet::avx2;
    return InstructionSet::scalar;
  }();
  return best;
#else
  return InstructionSet::scalar;
#endif
}

std::uint64_t character_bits(Measure measure, std::string_view text) {
  BitPlaces const places = made_of_digits(measure) ? BitPlaces{1, 3} : BitPlaces{2, 1};
  std::uint64_t bits = 0;
  for (char c : text.substr(0, similarity_length)) bits = add_character(bits, c, places);
  return bits;
}

std::uint32_t front_of(std::string_view text) {
  std::uint32_t front = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, text.size()); ++i)
    front |= std::uint32_t{static_cast<std::uint8_t>(text[i])} << (8 * i);
  return front;
}

Allowance allowance(Measure measure, std::uint32_t here, std::uint32_t there) {
  Allowance allowed;
  // The far ends of longer values are not compared, so nothing can be said of their characters.
  if (std::max(here, there) > similarity_length) {
    allowed.possible = true;
    allowed.by_front.fill({64, 64});
    return allowed;
  }
  auto const shorter = std::min(here, there);
  auto const longer = std::max(here, there);
  if (longer - shorter <= edits_allowed(measure)) {
    allowed.possible = true;
    allowed.by_front.fill({edits_allowed(measure), edits_allowed(measure)});
  }
  unsigned const percent = likeness_wanted(measure);
  if (percent == 0) return allowed;
  for (std::uint32_t front = 0; front < allowed.by_front.size(); ++front) {
    auto const alike = [&](std::uint32_t m) {
      return m > 0 && jaro_winkler_at_least(JaroCounts{m, 0, std::min(front, shorter), here, there}, percent);
    };
    std::uint32_t matched = shorter;
    if (!alike(matched)) continue;
    while (alike(matched - 1)) --matched;
    allowed.possible = true;
    auto& lost = allowed.by_front[front];
    lost = {std::max(lost.here, here - matched), std::max(lost.there, there - matched)};
  }
  return allowed;
}

void append_possible(Wanted const& wanted, Allowance const& allowed, LengthGroup const& group, InstructionSet set,
                     std::vector<std::uint32_t>& codes) {
  if (!allowed.possible) return;
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return append_avx512(wanted, allowed, group, codes);
  if (set == InstructionSet::avx2) return append_avx2(wanted, allowed, group, codes);
#endif
  append_scalar(wanted, allowed, group, 0, codes);
}

}  // namespace kith::link
