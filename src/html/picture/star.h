// Distance travelled: how things stood at first and how they stand now, in each part of life, as a star.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

struct StarArea {
  std::string name = {};
  std::optional<double> first = {};  // none: nobody was asked
  std::optional<double> latest = {};
};

struct Star {
  About about = {};
  double lowest = 0;                 // at the centre
  double highest = 10;               // at the points; further out is better
  std::string first_label = {};      // empty: the picture's own word
  std::string latest_label = {};     // empty: the picture's own word
  std::vector<StarArea> areas = {};  // three to twelve, from the top clockwise; fewer or more: the table alone
};

Html star(Star const& star);

}  // namespace kith::html
