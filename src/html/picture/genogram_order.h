// Who stands beside whom in a genogram, and how far from the left. Used by its layout only.
#pragma once

#include <cstddef>
#include <vector>

#include "html/picture/genogram.h"

namespace kith::html::picture {

// For each person the middle of their symbol in pixels from that of the leftmost. `row` has everybody's generation, of
// which there are `rows`. Tries several orders and takes the one with the shortest lines.
std::vector<int> places_across(Genogram const& genogram, std::vector<int> const& row, std::size_t rows);

}  // namespace kith::html::picture
