// A clock that stands still until a test moves it on.
#pragma once

#include <atomic>

#include "base/time.h"

namespace kith::testing {

// The writer's thread may read it while the test moves it.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(Instant now) : ms_(now.ms) {}
  Instant now() const override { return {ms_.load()}; }
  void set(Instant now) { ms_ = now.ms; }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace kith::testing
