// What may happen in a family's record, and what follows: pure functions of its history and the command. Time comes in,
// nothing else does. Who may do it is access::decide's business, asked before.
#pragma once

#include <map>
#include <vector>

#include "base/result.h"
#include "family/events.h"

namespace kith::family {

// What the rules need to know of a family's past. A family whose record nobody has written in is the empty one.
struct Record {
  std::int64_t version = 0;

  struct Entry {
    ActorId author;
    std::string text;
    bool significant = false;
    bool amendable = true;  // a note; a child seen is said again rather than reworded
  };
  std::map<EntryId, Entry> entries;

  struct Member {
    MemberJoined joined;
    std::optional<Date> left_on;
  };
  std::map<MemberId, Member> team;
  std::optional<MemberId> lead;

  std::map<PersonId, Answer> answers;
  std::optional<Date> left_on;  // the family no longer takes part

  std::map<ActorId, std::string> conflicts;

  struct Glass {
    ActorId account;
    Instant until;
    bool reviewed = false;
  };
  std::map<GlassId, Glass> glasses;

  struct Ask {
    ActorId asked_by;
    bool answered = false;
  };
  std::map<AskId, Ask> asks;

  std::map<RelationId, RelativesRecorded> relations;  // those that hold
  std::map<TieId, TieRecorded> ties;
};
// Total: any event on any state, a redacted one (all defaults) too.
void evolve(Record& record, journal::Recorded const& recorded);

struct Context {
  Instant now;
  Date today;
  ActorId actor;
};

// Commands, imperative. Each says what it may fail with.

// nothing_written, happened_in_future
struct RecordContact {
  ContactRecorded contact;
};
// no_entry, not_your_entry, nothing_written, nothing_changed
struct AmendEntry {
  EntryId entry;
  std::string text;
  std::string reason;
};
// no_entry, nothing_changed
struct MarkEntry {
  EntryId entry;
  bool significant = true;
};
// nobody_named (the field `by`), seen_in_future
struct RecordSeen {
  ChildSeen seen;
};
// nobody_named (asked_by), answered_in_future, no_understanding (of a child who was asked)
struct RecordAnswer {
  AgreementAnswered answered;
  bool is_child = false;
};
// nobody_named (said_by), chosen_in_future
struct ChooseSharing {
  SharingChosen chosen;
};
// no_reason, no_basis, no_why_not_told, nobody_named (decided_by), decided_in_future, until_in_past: all said at once
struct DecideSharing {
  SharingDecided decided;
};
// nobody_named, on_team_already, joined_in_future
struct JoinTeam {
  MemberJoined joined;
};
// no_member, left_already, left_before_joining, left_in_future
struct LeaveTeam {
  MemberId member;
  Date on;
  std::string reason;
};
// no_member, left_already, leads_already
struct ChooseLead {
  MemberId member;
  std::string family_said;
};
// no_tie, conflict_already
struct DeclareConflict {
  ActorId account;
  std::string tie;
};
// no_conflict, no_reason, own_conflict (nobody ends their own)
struct EndConflict {
  ActorId account;
  std::string reason;
};
// reason_too_short (under twenty characters), broken_already
struct BreakGlass {
  GlassId glass;
  GlassReason category = GlassReason::child_at_risk;
  std::string reason;
};
// no_glass, reviewed_already, own_glass
struct ReviewGlass {
  GlassId glass;
  GlassFinding finding = GlassFinding::justified;
  std::string note;
};
struct AskSecond {
  SecondAsked asked;
};
// no_ask, answered_already, same_person, no_note (when the second person disagrees)
struct AnswerSecond {
  AskId ask;
  bool agrees = true;
  std::string note;
};

// same_person, related_already
struct RecordRelatives {
  RelativesRecorded relatives;
};
// no_relation
struct EndRelatives {
  RelationId relation;
  std::string reason;
};
// nobody_named
struct RecordTie {
  TieRecorded tie;
};
// no_such_tie
struct EndTie {
  TieId tie;
  std::string reason;
};

using Decided = Result<std::vector<Events::Event>>;
Decided decide(Record const& record, RecordContact const& command, Context const& context);
Decided decide(Record const& record, AmendEntry const& command, Context const& context);
Decided decide(Record const& record, MarkEntry const& command, Context const& context);
Decided decide(Record const& record, RecordSeen const& command, Context const& context);
Decided decide(Record const& record, RecordAnswer const& command, Context const& context);
Decided decide(Record const& record, ChooseSharing const& command, Context const& context);
Decided decide(Record const& record, DecideSharing const& command, Context const& context);
Decided decide(Record const& record, JoinTeam const& command, Context const& context);
Decided decide(Record const& record, LeaveTeam const& command, Context const& context);
Decided decide(Record const& record, ChooseLead const& command, Context const& context);
Decided decide(Record const& record, DeclareConflict const& command, Context const& context);
Decided decide(Record const& record, EndConflict const& command, Context const& context);
Decided decide(Record const& record, BreakGlass const& command, Context const& context);
Decided decide(Record const& record, ReviewGlass const& command, Context const& context);
Decided decide(Record const& record, RecordRelatives const& command, Context const& context);
Decided decide(Record const& record, EndRelatives const& command, Context const& context);
Decided decide(Record const& record, RecordTie const& command, Context const& context);
Decided decide(Record const& record, EndTie const& command, Context const& context);
Decided decide(Record const& record, AskSecond const& command, Context const& context);
Decided decide(Record const& record, AnswerSecond const& command, Context const& context);

// How long a broken glass stays open.
inline constexpr std::chrono::minutes glass_open{60};

}  // namespace kith::family
