// The journal read on one thread while the caller works on what was read before: a rebuild then takes as long as the
// longer of the two, not both.
#pragma once

#include <functional>

#include "journal/envelope.h"
#include "sql/database.h"

namespace kith::journal {

// Every event in order, handed to `visit` on the calling thread. Reads through a connection of its own, which sees the
// journal as it is now. What `visit` throws ends the reading; a fault in reading is thrown from here.
void for_each_event_ahead(sql::Location const& location, std::function<void(Recorded const&)> const& visit);

}  // namespace kith::journal
