#include "people/protections.h"

#include <algorithm>

#include "people/events.h"
#include "people/matching/events.h"

namespace kith::people {

bool Protections::may_know(journal::ActorId viewer) const {
  return !restricted || std::ranges::find(named, viewer) != named.end();
}

bool Protections::may_see_address(journal::ActorId viewer) const {
  return !protected_address || std::ranges::find(named_for_address, viewer) != named_for_address.end();
}

void evolve(Protections& protections, journal::Recorded const& recorded) {
  if (auto const event = Events::decode(recorded)) {
    if (auto const* restricted = std::get_if<PersonRestricted>(&*event)) {
      protections.restricted = true;
      protections.named = restricted->named;
    } else if (std::holds_alternative<RestrictionLifted>(*event)) {
      protections.restricted = false;
      protections.named.clear();
    } else if (auto const* address = std::get_if<AddressProtected>(&*event)) {
      protections.protected_address = true;
      protections.named_for_address = address->named;
    } else if (std::holds_alternative<AddressProtectionLifted>(*event)) {
      protections.protected_address = false;
      protections.named_for_address.clear();
    }
  } else if (auto const about_identity = MatchEvents::decode(recorded)) {
    if (std::holds_alternative<IdentityProtected>(*about_identity)) protections.protected_identity = true;
    if (std::holds_alternative<IdentityProtectionLifted>(*about_identity)) protections.protected_identity = false;
  }
}

}  // namespace kith::people
