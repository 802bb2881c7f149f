// Where everybody stands in a genogram. Partners stand side by side, children below both parents and the eldest at the
// left, nobody upon anybody else; the same family always stands the same way.
//
// A person with three partners or more has the first two beside them; where two couples bind two sets of siblings
// crosswise, the eldest of one may stand at the right, because partners come first.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "html/picture/genogram.h"

namespace kith::html {

inline constexpr int genogram_pitch = 100;  // pixels from one person to the next
inline constexpr int genogram_gap = 16;     // more than that between those who are not partners

struct GenogramLayout {
  std::vector<int> x = {};    // for each person, pixels from the left edge to the middle of the symbol
  std::vector<int> row = {};  // for each person the generation, 0 at the top
  int rows = 0;
  int width = 0;  // pixels
};

// Errors: `genogram_too_large`; `genogram_of_nobody` (a place that is nobody's); `genogram_circle` (somebody is among
// their own forebears).
Result<GenogramLayout> lay_out(Genogram const& genogram);

}  // namespace kith::html
