// The door of this room: the demand report and the lists behind its figures.
#pragma once

#include "access/gate.h"

namespace kith::insight {

void hang_routes(http::Router& router, access::Services const& services);

}  // namespace kith::insight
