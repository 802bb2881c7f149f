// A genogram in words: a sentence or two for everybody, and the key of the signs that are used.
#pragma once

#include <string>
#include <vector>

#include "html/components/table.h"
#include "html/picture/genogram.h"

namespace kith::html::picture {

// For each person whose child, partner and parent they are, in sentences.
std::vector<std::string> ties_of(Genogram const& genogram);
std::string told(Genogram const& genogram, std::vector<std::string> const& ties);
Table table_of(Genogram const& genogram, std::vector<std::string> const& ties);
Html key_of(Genogram const& genogram);

}  // namespace kith::html::picture
