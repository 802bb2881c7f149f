// The pages of one record, or the lists of one worker: tabs that are plain links, with counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct SubNavigationItem {
  Html text = {};
  Url href = {};
  bool current = false;
  std::optional<int> count = {};
  Attributes attributes = {};
};

struct SubNavigation {
  std::string label = {};  // what a screen reader says for the whole: "This family"
  std::vector<SubNavigationItem> items = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html sub_navigation(SubNavigation const& navigation);

}  // namespace kith::html
