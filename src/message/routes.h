// The administrator's page on messages, and the door at which GOV.UK Notify reports what became of them.
#pragma once

#include "access/gate.h"
#include "message/settings.h"

namespace kith::message {

// Hangs /messages and /messages/delivered. `services` must outlive the router.
void hang_routes(http::Router& router, access::Services const& services, Outgoing const& outgoing);

}  // namespace kith::message
