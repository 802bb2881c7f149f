// What stands around a drawing: heading, name and description for those who cannot see, key, table, CSV. Used by the
// pictures only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "html/components/table.h"
#include "html/html.h"
#include "html/picture/about.h"
#include "html/picture/palette.h"

namespace kith::html::picture {

// How a drawing takes its width.
enum class Fit {
  fluid,   // as wide as the page, height in pixels, letters at their own size; places are percentages
  scaled,  // grows and shrinks with the page as a whole; places are units of `width` by `height`
  fixed,   // one unit is one pixel: where the page is narrower, the drawing scrolls inside a region of its own
};

struct Drawing {
  Fit fit = Fit::scaled;
  int width = 0;  // not used by fluid drawings
  int height = 0;
  Html content = {};
};

struct Frame {
  About const& about;
  Html description = {};  // made from the figures; About's own goes before it
  Drawing drawing = {};
  Html key = {};
  Html table = {};
  Html note = {};  // beneath everything: whose figures, whose map
};
Html framed(Frame const& frame);

// One line of the key: a little drawing of 28 by 16 and what it stands for.
Html key_line(Html const& sample, std::string_view words);

// A heading as the page gave it, or the picture's own word.
inline std::string heading_or(std::string const& given, About const& about, Said own) {
  return given.empty() ? std::string(about.say()(own)) : given;
}

// A table's cell for a figure; where the figure can open the records it counts, it does.
TableCell figure_cell(std::string_view shown, Url const& records = {});

enum class Anchor { start, middle, end };
constexpr std::string_view word_of(Anchor anchor) {
  return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}
// Lines of text, the first one's foot at y; x and y in units, or x in per cent of the width.
struct Words {
  double x = 0;
  double y = 0;
  Anchor anchor = Anchor::start;
  int line_height = 18;
  std::string_view classes = {};
};
void add_words(Html& to, Words const& at, std::span<std::string const> lines);
void add_words_at_percent(Html& to, Words const& at, std::span<std::string const> lines);

}  // namespace kith::html::picture
