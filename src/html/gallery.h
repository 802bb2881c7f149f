// Every component with its main options, made by the same functions as the pages. Served at /components, with invented
// names only.
#pragma once

#include "html/html.h"

namespace kith::html {

Html gallery();

}  // namespace kith::html
