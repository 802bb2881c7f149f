// The door of this room: signing in and out, one's own account, accounts for administrators, who looked at what,
// drafts.
#pragma once

#include <vector>

#include "access/gate.h"

namespace kith::access {

// Hangs every page of this room on the router. Hashes one password, so that a sign-in with an unknown name takes as
// long as any other. Both arguments must outlive the router's use; `services` must be filled in.
void hang_routes(http::Router& router, Services const& services);

// The places of this room that belong into the main navigation.
std::vector<Destination> destinations();

}  // namespace kith::access
