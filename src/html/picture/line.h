// How figures went over time: up to four lines, and a fan of what may come.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

struct LineSeries {
  std::string name = {};
  std::vector<std::optional<double>> values = {};  // one for each time; none is a gap
};

// A band between two lines, of what may come: "8 of 10 runs".
struct FanBand {
  std::string name = {};
  std::size_t first = 0;  // the time at which it begins
  std::vector<double> low = {};
  std::vector<double> high = {};  // as many as `low`
};

struct LineChart {
  About about = {};
  std::string time_heading = {};        // empty: the picture's own word
  std::vector<std::string> times = {};  // "Nov 2026": short, because several stand side by side
  std::vector<LineSeries> series = {};  // at most four are drawn; all stand in the table
  std::vector<FanBand> fan = {};        // the widest first
  bool from_zero = true;                // otherwise the scale begins near the least value
  std::vector<Url> records = {};        // for each time, what the first line's figure counts; may be empty
};

Html line(LineChart const& chart);

}  // namespace kith::html
