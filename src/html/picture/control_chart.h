// Is this month unlike the others, or is it the usual up and down? A chart of single values and their moving range
// (XmR), as NHS England's "Making Data Count" draws it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

enum class Unusual {
  no,
  outside,         // beyond a limit
  trend,           // one of seven in a row that each rise, or each fall
  near_the_limit,  // one of two in three beyond two thirds of the way to the same limit
  shift,           // one of seven in a row on one side of the mean
};

struct ControlLimits {
  double mean = 0;
  double low = 0;
  double high = 0;
  std::vector<Unusual> unusual = {};  // for each value the first rule that it breaks
};

// Mean plus and minus 2.66 times the mean moving range; ranges over 3.267 times their mean are left out once.
// Fewer than two values have limits at the mean.
ControlLimits control_limits(std::span<double const> values);

struct ControlChart {
  About about = {};
  std::string time_heading = {};   // empty: the picture's own word
  std::string value_heading = {};  // empty: the picture's own word
  std::vector<std::string> times = {};
  std::vector<double> values = {};  // one for each time; limits mean little under twelve
  std::vector<Url> records = {};    // for each time, what the figure counts; may be empty
};

Html control_chart(ControlChart const& chart);

}  // namespace kith::html
