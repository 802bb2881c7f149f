// Bars that lie, because names are long: one for each thing counted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

struct Bar {
  std::string label = {};
  std::optional<double> value = {};   // none: not known or not shown, and no bar
  std::string shown = {};             // as written beside the bar: "38.5%", "fewer than 5"; empty: the value
  std::optional<double> beside = {};  // what it is compared with, drawn as a mark across the bar
  std::string beside_shown = {};
  Url records = {};  // opens what the figure counts
};

struct BarChart {
  About about = {};
  std::string label_heading = {};   // empty: the picture's own word
  std::string value_heading = {};   // empty: the picture's own word
  std::string beside_heading = {};  // "All of the borough"; needed when a bar has a `beside`
  std::vector<Bar> bars = {};       // from top to bottom, as given; no value below 0
};

Html bar(BarChart const& chart);

}  // namespace kith::html
