// A cheap test that throws out most pairs of values before they are compared. It may let through too many, never too
// few; the comparison that follows decides. So every instruction set gives the same levels, to the bit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "link/levels.h"

namespace kith::link {

enum class InstructionSet { scalar, avx2, avx512 };
InstructionSet best_instruction_set();  // of this machine

// Which characters a value has, with repeats as far as 64 bits go: a character of one value whose bit the other lacks
// can find no partner there.
std::uint64_t character_bits(Measure measure, std::string_view text);

// The first four characters, the first lowest.
std::uint32_t front_of(std::string_view text);

// Values of one length, their character bits side by side.
struct LengthGroup {
  std::uint32_t length = 0;
  std::vector<std::uint32_t> codes;
  std::vector<std::uint64_t> bits;
  std::vector<std::uint32_t> fronts;
};

// At most so many characters of either value may be without a partner in the other, by how many characters at the front
// are the same (Jaro-Winkler forgives more then); nothing when no pair of these lengths can be close.
struct Allowance {
  struct Lost {
    std::uint32_t here = 0;
    std::uint32_t there = 0;
  };
  bool possible = false;
  std::array<Lost, 5> by_front{};  // 0 to 4 characters; never less for more
};
Allowance allowance(Measure measure, std::uint32_t length_here, std::uint32_t length_there);

// What is looked for, as the filter sees it.
struct Wanted {
  std::uint64_t bits = 0;
  std::uint32_t front = 0;
};

// Appends the codes of the group that `wanted` may be close to.
void append_possible(Wanted const& wanted, Allowance const& allowance, LengthGroup const& group, InstructionSet set,
                     std::vector<std::uint32_t>& codes);

}  // namespace kith::link
