// What can be asked of a shelf (access/sessions.h) by somebody who does not hold the token.
#pragma once

#include "access/sessions.h"

namespace kith::access {

// Whether something lies under the token with this hash (SHA-256 in hex): that it is there, not what it is.
bool lies_on(sql::Connection& connection, Shelf const& shelf, std::string_view token_hash, Instant now);

}  // namespace kith::access
