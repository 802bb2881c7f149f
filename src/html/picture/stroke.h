// Lines that say something by how they are drawn, for ties between people and things around them.
#pragma once

#include <string_view>

#include "html/html.h"
#include "html/picture/palette.h"

namespace kith::html::picture {

enum class Stroke { plain, thick, dashed, dotted, twice, zigzag, broken };

struct Spot {
  double x = 0, y = 0;
};

struct Line {
  Spot from = {}, to = {};
  Stroke stroke = Stroke::plain;
  std::string_view colour = palette::ink;
  bool arrow_at_start = false, arrow_at_end = false;
};
void add_line(Html& to, Line const& line);

// The line in brief, for a key.
Html sample_of(Stroke stroke, bool arrow = false, std::string_view colour = palette::ink);

}  // namespace kith::html::picture
