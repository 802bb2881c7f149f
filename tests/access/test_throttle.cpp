#include <doctest/doctest.h>

#include "access/throttle.h"

using namespace kith;
using namespace kith::access;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {
Instant const start{1'700'000'000'000};

void fail(Throttle& throttle, int times, Instant at, std::string const& address = "192.0.2.1") {
  for (int i = 0; i < times; ++i) throttle.failed("ada", address, at);
}
}  // namespace

TEST_CASE("nine wrong passwords cost nobody a second") {
  Throttle throttle;
  fail(throttle, 9, start);
  CHECK(throttle.wait("ada", "192.0.2.1", start) == seconds{0});
}

TEST_CASE("from the tenth on each try waits twice as long, up to a minute") {
  Throttle throttle;
  fail(throttle, 10, start);
  for (int expected : {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
    CHECK(throttle.wait("ada", "192.0.2.1", start) == seconds{expected});
    fail(throttle, 1, start);
  }
}

TEST_CASE("waiting is over when it is over") {
  Throttle throttle;
  fail(throttle, 13, start);
  CHECK(throttle.wait("ada", "192.0.2.1", start + seconds{7}) == seconds{1});
  CHECK(throttle.wait("ada", "192.0.2.1", start + seconds{8}) == seconds{0});
}

TEST_CASE("a stranger's tries from elsewhere, or for another name, slow nobody else") {
  Throttle throttle;
  fail(throttle, 20, start, "198.51.100.7");
  CHECK(throttle.wait("ada", "198.51.100.7", start) > seconds{0});
  CHECK(throttle.wait("ada", "192.0.2.1", start) == seconds{0});
  CHECK(throttle.wait("grace", "198.51.100.7", start) == seconds{0});
}

TEST_CASE("the right password wipes the slate") {
  Throttle throttle;
  fail(throttle, 15, start);
  throttle.succeeded("ada", "192.0.2.1");
  CHECK(throttle.wait("ada", "192.0.2.1", start) == seconds{0});
}

TEST_CASE("failures long ago do not count") {
  Throttle throttle;
  fail(throttle, 9, start);
  fail(throttle, 1, start + minutes{6});
  CHECK(throttle.wait("ada", "192.0.2.1", start + minutes{6}) == seconds{0});

  fail(throttle, 20, start + minutes{6});
  fail(throttle, 1, start + minutes{60});
  CHECK(throttle.wait("ada", "192.0.2.1", start + minutes{60}) == seconds{0});
}
