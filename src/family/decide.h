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

  struct Disagreement {
    ActorId raised_by;
    std::string stage;
    bool answered = false;  // at this stage
    bool settled = false;
  };
  std::map<DisagreementId, Disagreement> disagreements;

  struct Intervention {
    InterventionOffered offered;
    std::optional<Date> started_on;
    bool ended = false;
  };
  std::map<InterventionId, Intervention> interventions;
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

// One worker's part in the family goes to another: joining, leading where they led, leaving, and the reason.
// no_member, left_already, same_person, conflict_of_interest, no_reason, no_why_not_told
struct HandOver {
  MemberId from;
  MemberJoined to;  // who takes over, as they would join; one who is in the team already stays as they are
  std::string reason;
  std::string family_said;
  bool family_told = false;
  std::string why_not_told;
};
// nobody_named (asked_by, decided_by), nothing_written (worry), no_reason, no_change_of_mind, look_again_in_past: all
// said at once
struct RefuseStepUp {
  StepUpRefused refused;
};
// nothing_written, no_wish; all said at once
struct RaiseDisagreement {
  DisagreementRaised raised;
};
// no_disagreement, settled_already, answered_already, same_person, nobody_named, nothing_written
struct AnswerDisagreement {
  DisagreementAnswered answered;
};
// `next_stage` is empty at the last one. no_disagreement, settled_already, last_stage, no_reason
struct MoveDisagreement {
  DisagreementId disagreement;
  std::string next_stage;
  std::string reason;
};
// Settled by whoever raised it; at the last stage by those who answered there too. no_disagreement, settled_already,
// not_yours, nothing_written
struct SettleDisagreement {
  DisagreementId disagreement;
  bool last_stage = false;
  std::string outcome;
};
// no_kind, offered_in_future
struct OfferIntervention {
  InterventionOffered offered;
};
// no_intervention, started_already, ended_already, started_in_future, started_before_offer, bad_number
struct StartIntervention {
  InterventionStarted started;
};
// no_intervention, not_started, ended_already, session_in_future, session_before_start
struct RecordSession {
  SessionRecorded session;
};
// no_intervention, ended_already, not_started (finished or stopped), started_already (declined), nothing_written,
// ended_in_future
struct EndIntervention {
  InterventionEnded ended;
};
// nothing_written
struct WriteReflection {
  ReflectionWritten written;
};

using Decided = Result<std::vector<Events::Event>>;
inline Decided only(Events::Event event) { return std::vector<Events::Event>{std::move(event)}; }
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
Decided decide(Record const& record, HandOver const& command, Context const& context);
Decided decide(Record const& record, RefuseStepUp const& command, Context const& context);
Decided decide(Record const& record, RaiseDisagreement const& command, Context const& context);
Decided decide(Record const& record, AnswerDisagreement const& command, Context const& context);
Decided decide(Record const& record, MoveDisagreement const& command, Context const& context);
Decided decide(Record const& record, SettleDisagreement const& command, Context const& context);
Decided decide(Record const& record, OfferIntervention const& command, Context const& context);
Decided decide(Record const& record, StartIntervention const& command, Context const& context);
Decided decide(Record const& record, RecordSession const& command, Context const& context);
Decided decide(Record const& record, EndIntervention const& command, Context const& context);
Decided decide(Record const& record, WriteReflection const& command, Context const& context);

// How long a broken glass stays open.
inline constexpr std::chrono::minutes glass_open{60};

}  // namespace kith::family
