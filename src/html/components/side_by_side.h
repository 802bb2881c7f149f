// Two versions of the same facts beside each other: last time and this time, theirs and ours.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct SideBySideRow {
  std::string label = {};
  Html left = {};
  Html right = {};
  bool changed = false;
};

struct SideBySide {
  Html caption = {};
  std::string left_heading = {};   // "Last review, 3 May 2026"
  std::string right_heading = {};  // "Today"
  std::vector<SideBySideRow> rows = {};
  Html changed_text = "Changed";
  std::string classes = {};
  Attributes attributes = {};
};
Html side_by_side(SideBySide const& review);

}  // namespace kith::html
