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
                std::is_same_v<Command, RecordTie> || std::is_same_v<Command, EndTie>)
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

// Whether this account may do this on the family as it stands; what every command and every page of this record asks.
// Errors: no_family, not_allowed.
Result<Done> authorise(sql::Connection& c, FamilyId family, access::Action action, By const& by, Instant now);

}  // namespace kith::family
