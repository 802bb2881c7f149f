// What went where in one step: a band for each flow, as thick as it is great.
#pragma once

#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

struct Flow {
  std::string from = {};
  std::string to = {};
  double amount = 0;  // flows of nothing are not drawn
  Url records = {};   // opens what the figure counts
};

struct Sankey {
  About about = {};
  std::string from_heading = {};    // empty: the picture's own word
  std::string to_heading = {};      // empty: the picture's own word
  std::string amount_heading = {};  // empty: the picture's own word
  // The ends stand in the order in which they are first named; beyond eight on a side the smallest are drawn together.
  std::vector<Flow> flows = {};
};

Html sankey(Sankey const& sankey);

}  // namespace kith::html
