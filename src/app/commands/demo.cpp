// `kith demo`: an empty system with its clock and luck set by seed and date, then lived through.
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/demo/borough.h"

namespace kith::app {

int run_demo(Terminal const& terminal, Place const& place, DemoOptions const& options) {
  auto const begins = from_london(options.until - static_cast<int>(options.years * 365.25) - 2, 8);
  SetClock clock(begins);
  SeededRandom random(options.seed ^ static_cast<std::uint64_t>(options.until.days) << 20);
  auto const made = make_system({place, options.profile, true, &clock, &random, {}});
  if (!made) return terminal.complain(made.error());
  OpenOptions open;
  open.clock = &clock;
  open.random = &random;
  // Days pass in milliseconds here: by the thousand events is often enough to sign.
  open.writer.checkpoint_every = std::chrono::hours{24 * 365};
  auto house = House::open(place, std::move(open));
  if (!house) return terminal.complain(house.error());
  ProgressBar bar(terminal, "Living through the days");
  auto const counts = demo::live_through(
      **house, clock, {options.years, options.until, options.seed, options.families},
      [&](int done, int all) { bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(all)); });
  if (!counts) return terminal.complain(counts.error());
  terminal.say("{} requests from {} families, {} allocations, {} referrals; every one of them invented.",
               counts->requests, counts->families, counts->allocations, counts->referrals);
  terminal.say(
      "Sign in as coordinator, screener, teacher, constable, mash, manager, analyst or admin; the password is: {}",
      demo::demo_password);
  return 0;
}

}  // namespace kith::app
