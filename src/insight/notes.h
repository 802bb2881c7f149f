// What a reader must know before believing a figure. Each fires by rule and has a fixed code; none changes a figure.
#pragma once

#include "insight/demand.h"
#include "insight/history.h"

namespace kith::insight {

// The notes of the contract: window_differs, column_not_100, progress_not_allocations, small_numbers, base_under_30,
// lookback_short, unlocated; at most one of each, naming every area it is true of.
std::vector<Note> notes_on(DemandReport const& report, History const& history);

// How the shares of potential reduction differ from sums of rounded parts, and from what a paper printed.
std::vector<Note> notes_on_potential(DemandReport const& report);

// One to five: few enough that somebody may know who they are.
inline constexpr std::int64_t small_number_limit = 5;
constexpr bool is_small_number(std::int64_t count) { return 0 < count && count <= small_number_limit; }

}  // namespace kith::insight
