// The doors of this room's pages. Each hangs its pages on the router; `services` must outlive the router's use.
#pragma once

#include "access/gate.h"
#include "people/matching/known_people.h"

namespace kith::enquiry {

// The hub's own pages: the inbox, an enquiry with everything done on it, the people it is about.
void hang_hub_routes(http::Router& router, access::Services const& services,
                     std::shared_ptr<people::KnownPeople> known = std::make_shared<people::KnownPeople>());

}  // namespace kith::enquiry
