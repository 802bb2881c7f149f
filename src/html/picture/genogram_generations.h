// In which generation everybody in a genogram stands. Used by its layout only.
#pragma once

#include <optional>
#include <vector>

#include "html/picture/genogram.h"

namespace kith::html::picture {

// For each person the generation, 0 at the top; partners are level where their own children allow it. nullopt: somebody
// is among their own forebears. Every place in the genogram must be somebody's.
std::optional<std::vector<int>> generations_of(Genogram const& genogram);

}  // namespace kith::html::picture
