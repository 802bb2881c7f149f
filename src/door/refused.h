// Requests that never reached a page of the public door: too long, too many at once.
#pragma once

#include "access/gate.h"
#include "http/refusal.h"

namespace kith::door {

// Whether the request was for a page of this door.
bool is_ours(http::Refusal const& refusal);
// What is shown instead, in the visitor's language, with the way to ring.
http::Response refusal_page(access::Services const& services, http::Refusal const& refusal);

}  // namespace kith::door
