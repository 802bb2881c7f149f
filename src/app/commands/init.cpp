#include "app/commands/commands.h"

namespace kith::app {

int run_init(Terminal const& terminal, Place const& place, std::string const& profile) {
  SystemClock const clock;
  SystemRandom random;
  NewSystem system;
  system.place = place;
  system.profile = profile;
  system.clock = &clock;
  system.random = &random;
  auto const made = make_system(system);
  if (!made) return terminal.complain(made.error());
  terminal.say("An empty system is ready in {}.", place.folder.string());
  terminal.say("Sign in as {} with this one-time password: {}", made->login, made->one_time_password);
  terminal.say("Copy the keys now, to another place than the backups: kith keys backup OUT --data {}",
               place.folder.string());
  return 0;
}

}  // namespace kith::app
