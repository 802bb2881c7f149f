// The doors of this room's pages. Each hangs its pages on the router; `services` must outlive the router's use.
#pragma once

#include "access/gate.h"

namespace kith::enquiry {

// The hub's own pages: the inbox, an enquiry with everything done on it, the people it is about.
void hang_hub_routes(http::Router& router, access::Services const& services);

}  // namespace kith::enquiry
