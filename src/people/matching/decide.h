// What may happen between two records that may be one person: pure functions of their history and the command.
#pragma once

#include <optional>

#include "base/result.h"
#include "people/matching/events.h"

namespace kith::people {

// What the rules need to know of a pair's past.
struct PairState {
  std::int64_t version = 0;  // 0: nobody ever spoke of this pair
  PersonId one;
  PersonId other;
  std::optional<PairDecision> decision;
  journal::ActorId decided_by;
  bool joined = false;
  PersonId kept;

  bool operator==(PairState const&) const = default;
};
// Total: any event on any state, a redacted one (all defaults) too.
void evolve(PairState& state, MatchEvents::Event const& event, journal::ActorId actor);
void evolve(PairState& state, journal::Recorded const& recorded);

// What the records say of the two while the command runs.
struct PairContext {
  journal::ActorId actor;
  bool protected_identity = false;       // of either
  bool restricted = false;               // either
  std::optional<PersonId> kept_belongs;  // the record that leads is itself joined to this one
  bool joined_elsewhere = false;         // the other record is joined to somebody already
};

// Nothing when the pair was ever spoken of, or must not be: no error, the machine just keeps quiet.
std::vector<MatchEvents::Event> decide(PairState const& state, MatchProposed const& proposed,
                                       PairContext const& context);
// no_pair, no_reason, joined_already
Result<MatchEvents::Event> decide(PairState const& state, PairDecision decision, std::string const& why,
                                  PairContext const& context);
// not_decided_same, same_account, protected_identity, restricted, joined_already, joined_elsewhere, no_reason
struct JoinPeople {
  std::vector<std::string> agreeing;
  std::string why;
};
Result<MatchEvents::Event> decide(PairState const& state, JoinPeople const& command, PairContext const& context);
// not_joined, no_reason
struct PartPeople {
  std::string reason;
};
Result<MatchEvents::Event> decide(PairState const& state, PartPeople const& command, PairContext const& context);

// So many things that both records say alike are enough to join them without a warning (West Midlands Police's rule).
inline constexpr std::size_t enough_agreeing = 3;
// The fields in which two people agree exactly, whatever their spelling and case.
std::vector<std::string> agreeing_fields(Details const& one, Details const& other);

}  // namespace kith::people
