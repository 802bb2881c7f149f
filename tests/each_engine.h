// A test case that asks for the engine here runs once on each.
#pragma once

#include <doctest/doctest.h>

#include "databases.h"

namespace kith::testing {

// The engine of this run of the test case, which doctest runs again for every other engine there is.
inline sql::Engine each_engine() {
  auto engine = sql::Engine::sqlite;
  bool const both = engines().size() > 1;
  SUBCASE("on SQLite") { engine = sql::Engine::sqlite; }
  if (both) {
    SUBCASE("on PostgreSQL") { engine = sql::Engine::postgres; }
  }
  return engine;
}

}  // namespace kith::testing
