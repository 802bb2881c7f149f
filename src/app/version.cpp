#include "app/version.h"

namespace kith::app {

std::string_view version() { return "kith " KITH_VERSION; }

}  // namespace kith::app
