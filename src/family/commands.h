// Commands on a family's record as the writer runs them: load, authorise on the family as it stands, decide, append.
#pragma once

#include "access/family_access.h"
#include "family/decide.h"
#include "family/records.h"
#include "journal/writer.h"

namespace kith::family {

// Who acts, as commands see it. `system` is the house's own hand: a reaction, a job, the demo borough.
struct By {
  access::Subject subject;
  std::string purpose;
  bool system = false;

  journal::Author author() const { return {subject.account, subject.agency, purpose}; }
};

// What each command needs permission for.
template <class Command>
constexpr access::Action action_of() {
  using enum access::Action;
  if constexpr (std::is_same_v<Command, RecordContact> || std::is_same_v<Command, AmendEntry> ||
                std::is_same_v<Command, MarkEntry> || std::is_same_v<Command, RecordSeen> ||
                std::is_same_v<Command, RecordRelatives> || std::is_same_v<Command, EndRelatives> ||
                std::is_same_v<Command, RecordTie> || std::is_same_v<Command, EndTie> ||
                std::is_same_v<Command, OfferIntervention> || std::is_same_v<Command, StartIntervention> ||
                std::is_same_v<Command, RecordSession> || std::is_same_v<Command, EndIntervention> ||
                std::is_same_v<Command, WriteReflection>)
    return write_in_record;
  else if constexpr (std::is_same_v<Command, RecordAnswer> || std::is_same_v<Command, ChooseSharing> ||
                     std::is_same_v<Command, DecideSharing>)
    return record_agreement;
  else if constexpr (std::is_same_v<Command, BreakGlass>)
    return break_glass;
  else if constexpr (std::is_same_v<Command, ReviewGlass>)
    return review_broken_glass;
  else if constexpr (std::is_same_v<Command, AnswerSecond>)
    return confirm_as_second;
  else if constexpr (std::is_same_v<Command, DeclareConflict>)
    return declare_conflict;
  else if constexpr (std::is_same_v<Command, RaiseDisagreement> || std::is_same_v<Command, AnswerDisagreement> ||
                     std::is_same_v<Command, MoveDisagreement> || std::is_same_v<Command, SettleDisagreement>)
    return disagree;
  else if constexpr (std::is_same_v<Command, RefuseStepUp>)
    return refuse_step_up;
  else if constexpr (std::is_same_v<Command, HandOver>)
    return hand_over;
  else
    return manage_team;
}

// Any command on a family. Errors: no_family (also for one that must not be known of), not_allowed, not_of_family (a
// person named is of another family), and what decide() says. Answers with the family's id.
template <class Command>
Result<std::string> act(journal::Transaction& t, FamilyId family, Command const& command, By const& by);

// Somebody else of this family, put on the register. Errors: no_family, not_allowed, nobody_named.
struct AddPerson {
  people::Details details;
};
Result<std::string> add_person(journal::Transaction& t, FamilyId family, AddPerson const& command, By const& by);

// Many families of one worker go to another, all or none. Errors of any family, and no_families, nobody_chosen (the new
// worker's account is gone or disabled), not_named (a restricted record, and they are not among those who may know).
struct HandOverMany {
  std::vector<FamilyId> families;
  ActorId from;
  ActorId to;
  std::string role;   // profile code; of the new worker, where they join
  std::string phone;  // of the new worker, where they join
  std::string reason;
  std::string family_said;
  bool family_told = false;
  std::string why_not_told;
};
Result<std::string> hand_over(journal::Transaction& t, HandOverMany const& command, By const& by);

// Whether this account may do this on the family as it stands; what every command and every page of this record asks.
// Errors: no_family, not_allowed.
Result<Done> authorise(sql::Connection& c, FamilyId family, access::Action action, By const& by, Instant now);

}  // namespace kith::family
