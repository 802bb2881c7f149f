#include "html/picture/palette.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kith::html::palette {

namespace {

// Relative luminance, WCAG 2.2.
double luminance(std::string_view colour) {
  double channels[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    int value = 0;
    auto const* at = colour.data() + 1 + 2 * i;
    std::from_chars(at, at + 2, value, 16);
    double const part = value / 255.0;
    channels[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

}  // namespace

double contrast(std::string_view one, std::string_view other) {
  auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace kith::html::palette
