// Whether a text holds another: what tests ask most.
#pragma once

#include <string_view>

namespace kith::testing {

inline bool has(std::string_view whole, std::string_view part) { return whole.find(part) != std::string_view::npos; }

}  // namespace kith::testing
