// The demo borough: fictional families asking for help over the years, in the mix that Doncaster published (seed 000,
// paragraphs 7 and 8), through the same commands as people use. The same seed and last day give the same journal to the
// byte: time, ids, salts and keys all come from them.
#pragma once

#include <cstdint>
#include <functional>

#include "app/house.h"

namespace kith::app::demo {

struct BoroughOptions {
  double years = 3;
  Date until;  // the last day; everything is as it stood that evening
  std::uint64_t seed = 1;
  int families = 0;  // 0: as many as the published numbers need; otherwise the whole borough is scaled to this many
};
// Who can sign in, all with the same password.
inline constexpr std::string_view demo_password = "demo borough demo";

struct BoroughCounts {
  std::int64_t requests = 0, families = 0, allocations = 0, referrals = 0;
};

// Fills a house whose clock and randomness are `clock` and a seeded one. `progress` hears days done and days in all.
Result<BoroughCounts> live_through(House& house, SetClock& clock, BoroughOptions const& options,
                                   std::function<void(int, int)> const& progress);

}  // namespace kith::app::demo
