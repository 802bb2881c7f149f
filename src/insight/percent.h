// Shares as they are published: one decimal, by integers alone, so that every machine prints the same digit. A float's
// round() gets 0.5 of a tenth wrong now and then; this rule gives all 44 published percentages (seed 000).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kith::insight {

// Tenths of a percent, half up: (2000 k + n) / (2 n). nullopt when `whole` is 0. Neither may be negative.
constexpr std::optional<std::int64_t> tenths_of(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return (2000 * part + whole) / (2 * whole);
}

// 476 as "47.6".
std::string tenths_text(std::int64_t tenths);
// "47.7", or nullopt when there is nothing to share.
std::optional<std::string> percent_of(std::int64_t part, std::int64_t whole);

}  // namespace kith::insight
