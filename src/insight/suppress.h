// Small numbers kept out of what is published: figures of 1 to 5, and then whatever would let a reader work one of them
// out again (seed 000 printed such cells in clear; demand.md F19).
#pragma once

#include "insight/present.h"

namespace kith::insight {

// Marks cells as suppressed and takes their figures, and every link, away. What is protected against:
//  - the column's total: at least two of its rows are hidden, and their sum leaves room for three values of each;
//  - a part of a sum shown elsewhere (potential reduction is the sum of two rows);
//  - an area within another: a difference of 1 to 5 is hidden like a figure;
//  - areas that make up another between them: at least two of a row are hidden.
// Areas that overlap without one holding the other are not set against each other; do not publish those together.
void suppress_small_numbers(Presented& presented, Nesting const& nesting);

}  // namespace kith::insight
