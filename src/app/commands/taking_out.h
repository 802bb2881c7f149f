// What commands that take records out have in common: in whose name, why, and the line in the log of looks before the
// first byte leaves.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "access/roles.h"
#include "app/house.h"
#include "app/terminal.h"

namespace kith::app {

// By sign-in name; nothing for an empty one, which is the house's own hand. Errors: no_account.
Result<std::optional<access::Subject>> asker_of(House& house, std::string const& login);
// Errors: not_allowed.
Result<Done> may_take_out(std::optional<access::Subject> const& asker, access::Action action);
// Trimmed. Errors: no_reason, for an empty one and one of over 200 bytes. `flag` is what the sentence asks for.
Result<std::string> reason_of(std::string const& typed, std::string const& flag);

struct TakenOut {
  std::optional<access::Subject> asker;
  access::Action action = access::Action::see_enquiry;
  std::string rule;   // "export"
  std::string about;  // what, and why
};
Result<Done> log_look(House& house, TakenOut const& taken, std::span<RawId const> records);
// Hands the text over in pieces that each fit a frame of the socket.
void put(Terminal const& terminal, std::string_view text);

}  // namespace kith::app
