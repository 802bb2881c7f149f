// The words inside pictures in the language of a page.
#pragma once

#include "door/words.h"
#include "html/picture/words.h"

namespace kith::door {

// English, word by word, where the language has none.
html::PictureWords picture_words(Words const& words);

}  // namespace kith::door
