// Which of a row's codes are the same in other rows: the first question that is asked of every pair, so it is asked of
// many at once. All instruction sets give the same answer.
#pragma once

#include <cstdint>
#include <span>

#include "link/filter.h"

namespace kith::link {

// Rows are as wide as a multiple of this; lanes that are not needed are 0.
inline constexpr std::size_t lane_step = 8;
inline constexpr std::size_t most_lanes = 32;

using LaneMask = std::uint32_t;  // one bit a lane

// For each of the rows that lie one after another in `others`: the lanes at which it has the same code as `row`.
// 0, which is missing, is the same as nothing.
using EqualLanes = void (*)(std::span<std::uint32_t const> row, std::uint32_t const* others, std::span<LaneMask> equal);
EqualLanes equal_lanes(InstructionSet set);

}  // namespace kith::link
