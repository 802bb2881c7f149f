// Who may know of a person and who may see their address, as the person's own history says it.
#pragma once

#include <vector>

#include "journal/envelope.h"

namespace kith::people {

struct Protections {
  bool restricted = false;
  std::vector<journal::ActorId> named;  // who may know that there is a record, while it is restricted
  bool protected_address = false;
  std::vector<journal::ActorId> named_for_address;  // who may see the address, while it is protected
  bool protected_identity = false;

  bool may_know(journal::ActorId viewer) const;
  bool may_see_address(journal::ActorId viewer) const;
};
// Total: a protection whose content was redacted holds, for nobody named.
void evolve(Protections& protections, journal::Recorded const& recorded);

}  // namespace kith::people
