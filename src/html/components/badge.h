// A badge: a lasting fact beside a name ("Young carer"), where a tag is a passing state.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

enum class BadgeColour { standard, grey, green, purple, red };

struct Badge {
  Html text = {};
  BadgeColour colour = BadgeColour::standard;
  std::string classes = {};
  Attributes attributes = {};
};
Html badge(Badge const& badge);

}  // namespace kith::html
