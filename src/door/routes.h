// The public door: asking for help, or telling of a worry, without an account.
#pragma once

#include "access/gate.h"

namespace kith::door {

// Hangs the pages of /help and makes the first of them what strangers see at /. `services` must outlive the router.
void hang_routes(http::Router& router, access::Services& services);

// Deletes the answers of those who went away, once their hour has passed.
void delete_old_answers(access::Services const& services);

}  // namespace kith::door
