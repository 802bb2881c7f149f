// Everywhere that somebody may go from the front page, each with what waits behind it.
#pragma once

#include "access/gate.h"

namespace kith::app {

html::Html ways_html(sql::Connection& c, access::Visitor const& visitor);

}  // namespace kith::app
