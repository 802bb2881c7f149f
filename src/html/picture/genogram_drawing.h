// The lines and symbols of a genogram whose people have their places.
#pragma once

#include "html/picture/frame.h"
#include "html/picture/genogram_layout.h"
#include "html/picture/stroke.h"

namespace kith::html::picture {

Drawing drawing_of(Genogram const& genogram, GenogramLayout const& layout);

// A symbol of this size around `middle`; also for the key.
void add_symbol(Html& to, GenogramPerson const& person, Spot middle, double size);
// The strokes across a union's line for partners who have parted: "/" or "//".
void add_parting(Html& to, Bond bond, Spot middle);

Stroke stroke_of(Feeling feeling);
std::string_view colour_of(Feeling feeling);

}  // namespace kith::html::picture
