// The ground that lines are drawn on: a scale of round numbers at the left, times along the foot. Used by the line and
// control charts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html::picture {

// Round numbers from at most `low` to at least `high`, about four steps.
struct Scale {
  double low = 0;
  double high = 1;
  double step = 1;
};
Scale round_scale(double low, double high);

inline constexpr int plot_top = 22, plot_height = 240, plot_foot = 30;
inline constexpr int plot_total = plot_top + plot_height + plot_foot;

class Plot {
 public:
  // `times`: the words along the foot, one for each point.
  Plot(Scale scale, std::span<std::string const> times) : scale_(scale), times_(times) {}

  // Across, in per cent of the whole drawing; down, in pixels.
  double x(std::size_t point) const;
  double y(double value) const;
  // Inside the stretched drawing of 1000 by 1000 that paths are in, because a path cannot have percentages.
  double path_x(std::size_t point) const;
  double path_y(double value) const;

  // Rules, numbers and times.
  void add_ground(Html& to) const;
  // `paths` are <path>s in stretched coordinates; their lines keep their width.
  void add_stretched(Html& to, Html const& paths) const;

 private:
  Scale scale_;
  std::span<std::string const> times_;
};

// "M0 500L10 480…", with a new M after each gap; `values` are by point.
std::string path_of(Plot const& plot, std::span<std::optional<double> const> values);

}  // namespace kith::html::picture
