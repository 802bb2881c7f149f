#include "insight/percent.h"

#include <fmt/format.h>

namespace kith::insight {

std::string tenths_text(std::int64_t tenths) { return fmt::format("{}.{}", tenths / 10, tenths % 10); }

std::optional<std::string> percent_of(std::int64_t part, std::int64_t whole) {
  auto const tenths = tenths_of(part, whole);
  if (!tenths) return std::nullopt;
  return tenths_text(*tenths);
}

}  // namespace kith::insight
