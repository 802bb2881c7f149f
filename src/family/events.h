// What can have happened in a family's record: what was said and seen, who agreed to what, who may see what, and who
// works with them. The stream is the family's own id. Wire names and versions are kept for ever (tests/golden).
// Everything a person typed is payload; the header holds ids, codes and times.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "family/work_events.h"
#include "journal/event_set.h"

namespace kith::family {

// ---- what was said and seen

enum class ContactKind { note, call, visit, message, meeting, conversation };
constexpr auto closed_set(ContactKind) {
  return std::to_array<Member<ContactKind>>({{ContactKind::note, "note", "Note"},
                                             {ContactKind::call, "call", "Phone call"},
                                             {ContactKind::visit, "visit", "Visit"},
                                             {ContactKind::message, "message", "Message"},
                                             {ContactKind::meeting, "meeting", "Meeting"},
                                             {ContactKind::conversation, "conversation", "Conversation"}});
}

// Who may read an entry, among those who see the record at all.
enum class Audience { team, named };
constexpr auto closed_set(Audience) {
  return std::to_array<Member<Audience>>({{Audience::team, "team", "Everybody who works with the family"},
                                          {Audience::named, "named", "Only me and the people I name"}});
}

// Something was said, done or noticed. `happened_at` may lie well before it was written down; the journal keeps both.
struct ContactRecorded {
  static constexpr EventName event{"family.contact_recorded", 1};
  FamilyId family;
  EntryId entry;
  ContactKind kind = ContactKind::note;
  Instant happened_at;
  std::string with_whom;
  std::string text;
  std::string information;  // profile code: what kind of information it is, for sharing
  std::vector<PersonId> about;
  Audience audience = Audience::team;
  std::vector<ActorId> named;  // for Audience::named
  bool significant = false;    // belongs to the chronology
};
BOOST_DESCRIBE_STRUCT(ContactRecorded, (),
                      (family, entry, kind, happened_at, with_whom, text, information, about, audience, named,
                       significant))

// The words of an entry put right; what they were stays readable.
struct EntryAmended {
  static constexpr EventName event{"family.entry_amended", 1};
  FamilyId family;
  EntryId entry;
  std::string before;
  std::string after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EntryAmended, (), (family, entry, before, after, reason))

// Picked for the chronology, or taken out of it again.
struct EntryMarked {
  static constexpr EventName event{"family.entry_marked", 1};
  FamilyId family;
  EntryId entry;
  bool significant = false;
};
BOOST_DESCRIBE_STRUCT(EntryMarked, (), (family, entry, significant))

// Somebody saw the child: alone or not, what the child said and wants, what a day is like.
struct ChildSeen {
  static constexpr EventName event{"family.child_seen", 1};
  FamilyId family;
  EntryId entry;
  PersonId child;
  Date on;
  bool alone = false;
  std::string by;
  std::string said;
  std::string wants;
  std::string day_is_like;
};
BOOST_DESCRIBE_STRUCT(ChildSeen, (), (family, entry, child, on, alone, by, said, wants, day_is_like))

// ---- who they are to one another, and what is around them

// What the first person is to the second.
enum class Kinship { parent, adoptive_parent, foster_parent, married, together, separated, divorced };
constexpr auto closed_set(Kinship) {
  using enum Kinship;
  return std::to_array<Member<Kinship>>({{parent, "parent", "is a parent of"},
                                         {adoptive_parent, "adoptive_parent", "has adopted"},
                                         {foster_parent, "foster_parent", "fosters"},
                                         {married, "married", "is married to"},
                                         {together, "together", "lives together with"},
                                         {separated, "separated", "is separated from"},
                                         {divorced, "divorced", "is divorced from"}});
}
struct RelativesRecorded {
  static constexpr EventName event{"family.relatives_recorded", 1};
  FamilyId family;
  RelationId relation;
  PersonId first;
  PersonId second;
  Kinship kinship = Kinship::parent;
};
BOOST_DESCRIBE_STRUCT(RelativesRecorded, (), (family, relation, first, second, kinship))

struct RelativesEnded {
  static constexpr EventName event{"family.relatives_ended", 1};
  FamilyId family;
  RelationId relation;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RelativesEnded, (), (family, relation, reason))

// Somebody or something around the family: an aunt, a school, a club; how strong the tie is and which way help flows.
enum class TieStrength { strong, ordinary, tenuous, stressful };
constexpr auto closed_set(TieStrength) {
  return std::to_array<Member<TieStrength>>({{TieStrength::strong, "strong", "Strong"},
                                             {TieStrength::ordinary, "ordinary", "Ordinary"},
                                             {TieStrength::tenuous, "tenuous", "Thin"},
                                             {TieStrength::stressful, "stressful", "Stressful"}});
}
enum class HelpFlow { neither, to_the_family, from_the_family, both_ways };
constexpr auto closed_set(HelpFlow) {
  return std::to_array<Member<HelpFlow>>({{HelpFlow::neither, "neither", "Neither way"},
                                          {HelpFlow::to_the_family, "to_the_family", "To the family"},
                                          {HelpFlow::from_the_family, "from_the_family", "From the family"},
                                          {HelpFlow::both_ways, "both_ways", "Both ways"}});
}
struct TieRecorded {
  static constexpr EventName event{"family.tie_recorded", 1};
  FamilyId family;
  TieId tie;
  Personal<std::string> name;
  std::string note;
  TieStrength strength = TieStrength::strong;
  HelpFlow help = HelpFlow::neither;
};
BOOST_DESCRIBE_STRUCT(TieRecorded, (), (family, tie, name, note, strength, help))

struct TieEnded {
  static constexpr EventName event{"family.tie_ended", 1};
  FamilyId family;
  TieId tie;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TieEnded, (), (family, tie, reason))

// ---- agreement to take part, and what may be shared: four things apart

enum class Answer { agrees, declines, withdraws };
constexpr auto closed_set(Answer) {
  return std::to_array<Member<Answer>>({{Answer::agrees, "agrees", "Agrees to take part"},
                                        {Answer::declines, "declines", "Does not want to take part"},
                                        {Answer::withdraws, "withdraws", "No longer wants to take part"}});
}

// One person was asked whether they want to take part. `understanding` is said for a child: how they came to a choice
// of their own, or why they could not.
struct AgreementAnswered {
  static constexpr EventName event{"family.agreement_answered", 1};
  FamilyId family;
  PersonId person;
  Personal<std::string> who;  // as they were called on the day
  Answer answer = Answer::agrees;
  bool asked_alone = false;
  Date on;
  std::string how;      // profile code of the way
  std::string wording;  // profile code of what was asked
  std::string asked_by;
  std::string understanding;
  bool whole_family = false;  // with `withdraws`: the family leaves early help
};
BOOST_DESCRIBE_STRUCT(AgreementAnswered, (),
                      (family, person, who, answer, asked_alone, on, how, wording, asked_by, understanding,
                       whole_family))

// What the family said on sharing one kind of information with one agency.
struct SharingChosen {
  static constexpr EventName event{"family.sharing_chosen", 1};
  FamilyId family;
  std::string agency;
  std::string information;
  bool may_share = false;
  std::string said_by;
  Date on;
};
BOOST_DESCRIBE_STRUCT(SharingChosen, (), (family, agency, information, may_share, said_by, on))

// A worker decided to share, or not to, on a basis in law and for a reason (Children Act 2004, sections 16LA to 16LD).
struct SharingDecided {
  static constexpr EventName event{"family.sharing_decided", 1};
  FamilyId family;
  ChoiceId decision;
  bool share = false;
  std::string agency;
  std::string information;
  std::string basis;  // profile code
  std::string reason;
  bool family_told = false;
  std::string why_not_told;
  std::string decided_by;
  Date on;
  std::optional<Date> until;  // the day it ends; open when there is none
  bool worried = false;       // not sharing despite a worry: a second person looks at it
};
BOOST_DESCRIBE_STRUCT(SharingDecided, (),
                      (family, decision, share, agency, information, basis, reason, family_told, why_not_told,
                       decided_by, on, until, worried))

// ---- the team around the family

struct MemberJoined {
  static constexpr EventName event{"family.member_joined", 1};
  FamilyId family;
  MemberId member;
  std::optional<ActorId> account;  // none for somebody who does not sign in
  Personal<std::string> name;
  std::string agency;
  std::string role;  // profile code
  Personal<std::string> phone;
  Date from;
};
BOOST_DESCRIBE_STRUCT(MemberJoined, (), (family, member, account, name, agency, role, phone, from))

struct MemberLeft {
  static constexpr EventName event{"family.member_left", 1};
  FamilyId family;
  MemberId member;
  Date on;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(MemberLeft, (), (family, member, on, reason))

// Who leads, and what the family said about who it should be.
struct LeadChosen {
  static constexpr EventName event{"family.lead_chosen", 1};
  FamilyId family;
  MemberId member;
  std::string family_said;
};
BOOST_DESCRIBE_STRUCT(LeadChosen, (), (family, member, family_said))

// ---- who must not see, and who saw in an emergency

// An account is kin, a neighbour or a friend of the family: nothing of the record is open to it, emergency or not.
struct ConflictDeclared {
  static constexpr EventName event{"family.conflict_declared", 1};
  FamilyId family;
  ActorId account;
  std::string tie;
};
BOOST_DESCRIBE_STRUCT(ConflictDeclared, (), (family, account, tie))

struct ConflictEnded {
  static constexpr EventName event{"family.conflict_ended", 1};
  FamilyId family;
  ActorId account;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ConflictEnded, (), (family, account, reason))

enum class GlassReason { consent, law, child_at_risk };
constexpr auto closed_set(GlassReason) {
  return std::to_array<Member<GlassReason>>(
      {{GlassReason::consent, "consent", "The family has agreed"},
       {GlassReason::law, "law", "The law requires it"},
       {GlassReason::child_at_risk, "child_at_risk", "A child may be at risk now"}});
}

// The shared record opened in an emergency, for an hour, by somebody who had no part in it.
struct GlassBroken {
  static constexpr EventName event{"family.glass_broken", 1};
  FamilyId family;
  GlassId glass;
  GlassReason category = GlassReason::child_at_risk;
  std::string reason;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(GlassBroken, (), (family, glass, category, reason, until))

enum class GlassFinding { justified, talk, breach };
constexpr auto closed_set(GlassFinding) {
  return std::to_array<Member<GlassFinding>>({{GlassFinding::justified, "justified", "Justified"},
                                              {GlassFinding::talk, "talk", "To be talked through with the worker"},
                                              {GlassFinding::breach, "breach", "A breach: take it further"}});
}
struct GlassReviewed {
  static constexpr EventName event{"family.glass_reviewed", 1};
  FamilyId family;
  GlassId glass;
  GlassFinding finding = GlassFinding::justified;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(GlassReviewed, (), (family, glass, finding, note))

// ---- four steps that a second named person looks at within a working day; help is never held up for it

enum class SecondLook { closing, step_down, no_step_up, not_sharing };
constexpr auto closed_set(SecondLook) {
  return std::to_array<Member<SecondLook>>({{SecondLook::closing, "closing", "Closing at level 3"},
                                            {SecondLook::step_down, "step_down", "Stepping down"},
                                            {SecondLook::no_step_up, "no_step_up", "Not stepping up"},
                                            {SecondLook::not_sharing, "not_sharing", "Not sharing despite a worry"}});
}
struct SecondAsked {
  static constexpr EventName event{"family.second_asked", 1};
  FamilyId family;
  AskId ask;
  SecondLook about = SecondLook::closing;
  std::string what;  // the step in the words of whoever took it
};
BOOST_DESCRIBE_STRUCT(SecondAsked, (), (family, ask, about, what))

struct SecondAnswered {
  static constexpr EventName event{"family.second_answered", 1};
  FamilyId family;
  AskId ask;
  bool agrees = false;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(SecondAnswered, (), (family, ask, agrees, note))

using Events = journal::EventSet<std::variant<
    ContactRecorded, EntryAmended, EntryMarked, ChildSeen, AgreementAnswered, SharingChosen, SharingDecided,
    MemberJoined, MemberLeft, LeadChosen, ConflictDeclared, ConflictEnded, GlassBroken, GlassReviewed, SecondAsked,
    SecondAnswered, RelativesRecorded, RelativesEnded, TieRecorded, TieEnded, HandedOver, StepUpRefused,
    DisagreementRaised, DisagreementAnswered, DisagreementMoved, DisagreementSettled, InterventionOffered,
    InterventionStarted, SessionRecorded, InterventionEnded, ReflectionWritten>>;

}  // namespace kith::family
