// A genogram in words: a sentence or two for everybody, and the key of the signs that are used.
#pragma once

#include <vector>

#include "html/picture/genogram.h"

namespace kith::html::picture {

// For each person whose child, partner and parent they are, in sentences.
std::vector<Html> ties_of(Genogram const& genogram);
Html told(Genogram const& genogram, std::vector<Html> const& ties);
Html table_of(Genogram const& genogram, std::vector<Html> const& ties);
Html key_of(Genogram const& genogram);

}  // namespace kith::html::picture
