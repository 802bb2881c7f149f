// What a list is narrowed by: a GET form that works without a script, and above it the filters in force, each a link
// that takes it away.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct SelectedFilter {
  Html text = {};   // "Area: Mexborough"
  Url remove = {};  // this page without the filter
};

struct Filter {
  Url action = {};
  std::vector<SelectedFilter> selected = {};
  Url clear = {};  // this page without any
  Html fields = {};
  Html hidden = {};  // hidden inputs that keep the sort order
  bool open = false;
  Html heading = "Filters";
  Html clear_text = "Clear all";
  Html show_text = "Narrow this list";
  Html apply_text = "Apply filters";
  std::string remove_text = "Remove filter";
};
Html filter(Filter const& filter);

}  // namespace kith::html
