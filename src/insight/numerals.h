// Counts as people write them.
#pragma once

#include <cstdint>
#include <string>

namespace kith::insight {

// 6455 as "6,455".
inline std::string with_thousands(std::int64_t count) {
  auto digits = std::to_string(count);
  std::size_t const sign = count < 0 ? 1 : 0;
  for (auto at = digits.size(); at > 3 + sign; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace kith::insight
