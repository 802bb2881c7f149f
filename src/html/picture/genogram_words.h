// A genogram in words: a sentence or two for everybody, and the key of the signs that are used.
#pragma once

#include <string>

#include "html/components/table.h"
#include "html/picture/genogram.h"

namespace kith::html::picture {

std::string told(Genogram const& genogram);
Table table_of(Genogram const& genogram);
Html key_of(Genogram const& genogram);

}  // namespace kith::html::picture
