// A cheap test that throws out most pairs of values before they are compared. It may let through too many, never too
// few; the comparison that follows decides. So every instruction set gives the same levels, to the bit.
#pragma once

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

// Values of one length, their character bits side by side.
struct LengthGroup {
  std::uint32_t length = 0;
  std::vector<std::uint32_t> codes;
  std::vector<std::uint64_t> bits;
};

// At most so many characters of either value may be without a partner in the other; nothing when no pair of these
// lengths can be close.
struct Allowance {
  bool possible = false;
  std::uint32_t lost_here = 0;
  std::uint32_t lost_there = 0;
};
Allowance allowance(Measure measure, std::uint32_t length_here, std::uint32_t length_there);

// Appends the codes, from place `begin` of the group on, that `bits` may be close to.
void append_possible(std::uint64_t bits, Allowance const& allowance, LengthGroup const& group, std::size_t begin,
                     InstructionSet set, std::vector<std::uint32_t>& codes);

}  // namespace kith::link
