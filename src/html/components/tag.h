// A tag: the state of a thing in one or two words. Colour never carries the meaning alone; red is for a problem.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

enum class TagColour { standard, grey, green, teal, blue, purple, magenta, red, orange, yellow };

struct Tag {
  Html text = {};
  TagColour colour = TagColour::standard;
  std::string classes = {};
  Attributes attributes = {};
};
Html tag(Tag const& tag);

}  // namespace kith::html
