// Work whose statements are carried out on another thread than the one that thinks of them: making many records then
// takes as long as the longer of the two, not both. What PostgreSQL's pipeline is to a journey there and back, this is
// to the engine's own work.
#pragma once

#include <functional>

#include "sql/database.h"

namespace kith::sql {

// Runs `work` on a thread of its own, with a connection on which `post` only notes the statement down; the calling
// thread carries out on `connection` what was noted, in order, and returns once all of it has been. Everything else
// asked of that connection waits until what was noted before has been carried out, and so sees it. What `work` throws
// and what a statement throws is thrown from here; nothing noted after that statement is carried out. Nobody else may
// use `connection` meanwhile.
void post_ahead(Connection& connection, std::function<void(Connection&)> const& work);

}  // namespace kith::sql
