// Figures with their intervals, for reading in a terminal.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <string_view>

#include "demand/estimate.h"

namespace kith::demand {

// Three digits, and whole numbers from a thousand up.
inline std::string short_number(double value) {
  return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

inline std::string days(Estimate const& estimate) {
  if (!estimate.mean) return "–";
  if (!estimate.low) return short_number(*estimate.mean);
  return fmt::format("{} ({} to {})", short_number(*estimate.mean), short_number(*estimate.low),
                     short_number(*estimate.high));
}

// The mean alone.
inline std::string number(Estimate const& estimate) { return estimate.mean ? short_number(*estimate.mean) : "–"; }

inline std::string percent(Estimate const& estimate) {
  if (!estimate.mean) return "–";
  if (!estimate.low) return fmt::format("{:.1f}%", *estimate.mean * 100);
  return fmt::format("{:.1f}% ({:.1f} to {:.1f})", *estimate.mean * 100, *estimate.low * 100, *estimate.high * 100);
}

inline void add_row(std::string& out, std::string_view words, std::string const& figure) {
  fmt::format_to(std::back_inserter(out), "  {:<45} {}\n", words, figure);
}

}  // namespace kith::demand
