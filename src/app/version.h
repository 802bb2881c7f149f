// Which Kith this is.
#pragma once

#include <string_view>

namespace kith::app {

std::string_view version();  // "kith 0.1.0"

}  // namespace kith::app
