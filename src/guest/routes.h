// The door of the guests' pages: a family's own view, a partner's link, and what a worker does about both.
#pragma once

#include "family/routes.h"

namespace kith::guest {

// Hangs the pages on the router; `services` must outlive the router's use.
void hang_routes(http::Router& router, access::Services const& services);

// What guests add to a family's pages: what they said and did, in the timeline. `more` is what other rooms add.
family::Additions with_guests(family::Additions more);

}  // namespace kith::guest
