// A family's record as tables, and the questions that pages ask of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/family_access.h"
#include "family/events.h"
#include "journal/projection.h"
#include "people/register.h"
#include "profile/profile.h"

namespace kith::family {

journal::Projection family_records();

// Something said, done or noticed, or a child seen, as it stands after amendments.
struct Entry {
  EntryId entry;
  bool child_seen = false;
  ContactKind kind = ContactKind::note;
  Instant happened_at;
  Instant recorded_at;
  ActorId author;
  std::string author_name;
  std::string agency;
  std::string with_whom;
  std::string text;
  std::string information;
  Audience audience = Audience::team;
  bool significant = false;
  bool amended = false;
  bool names_viewer = false;
};
// Newest first; at most `limit`, after skipping `from`. Whether `viewer` may read each is decide()'s to say.
std::vector<Entry> entries_of(sql::Connection& c, FamilyId family, ActorId viewer, int from, int limit);
std::optional<Entry> entry_by_id(sql::Connection& c, FamilyId family, EntryId entry, ActorId viewer);

// The child's line: when a child was last seen, by whom, alone or not, and in the child's words.
struct Seen {
  Date on;
  bool alone = false;
  std::string by;
  std::string said;
  std::string wants;
  std::string day_is_like;
  std::string agency;
  ActorId author;
};
std::optional<Seen> last_seen(sql::Connection& c, PersonId child);
std::optional<Date> last_seen_alone(sql::Connection& c, PersonId child);

struct MemberRow {
  MemberId member;
  std::optional<ActorId> account;
  std::string name;
  std::string agency;
  std::string role;
  std::string phone;
  Date from;
  std::optional<Date> left_on;
  bool leads = false;
};
// Those there now first, the lead before all; then those who left, last first.
std::vector<MemberRow> team_of(sql::Connection& c, FamilyId family);

struct AnswerRow {
  PersonId person;
  std::string who;
  Answer answer = Answer::agrees;
  bool asked_alone = false;
  Date on;
  std::string how;
  std::string wording;
  std::string asked_by;
  std::string understanding;
  bool whole_family = false;
};
std::vector<AnswerRow> answers_of(sql::Connection& c, FamilyId family);  // newest first

struct ChoiceRow {
  std::string agency;
  std::string information;
  bool may_share = true;
  std::string said_by;
  Date on;
};
std::vector<ChoiceRow> choices_of(sql::Connection& c, FamilyId family);  // the latest for each agency and kind

struct DecisionRow {
  ChoiceId decision;
  bool share = true;
  std::string agency;
  std::string information;
  std::string basis;
  std::string reason;
  bool family_told = false;
  std::string why_not_told;
  std::string decided_by;
  Date on;
  std::optional<Date> until;
  bool worried = false;
};
std::vector<DecisionRow> decisions_of(sql::Connection& c, FamilyId family);  // newest first

// The day on which the family left early help, if it has not come back.
std::optional<Date> left_early_help_on(sql::Connection& c, FamilyId family);

struct GlassRow {
  GlassId glass;
  FamilyId family;
  ActorId account;
  std::string account_name;
  GlassReason category = GlassReason::child_at_risk;
  std::string reason;
  Instant broken_at;
  Instant until;
  std::optional<GlassFinding> finding;
  std::string note;
};
std::vector<GlassRow> glasses_of(sql::Connection& c, FamilyId family);
std::vector<GlassRow> glasses_to_review(sql::Connection& c);

struct AskRow {
  AskId ask;
  FamilyId family;
  SecondLook about = SecondLook::closing;
  std::string what;
  ActorId asked_by;
  std::string asked_by_name;
  Instant asked_at;
  std::optional<bool> agrees;
  std::string note;
  std::string answered_by_name;
};
std::vector<AskRow> asks_of(sql::Connection& c, FamilyId family);
std::vector<AskRow> asks_waiting(sql::Connection& c);  // oldest first, of every family

struct ConflictRow {
  ActorId account;
  std::string account_name;
  std::string tie;
};
std::vector<ConflictRow> conflicts_of(sql::Connection& c, FamilyId family);

// Who is what to whom, and what is around the family, as recorded, oldest first.
std::vector<RelativesRecorded> relations_of(sql::Connection& c, FamilyId family);
std::vector<TieRecorded> ties_of(sql::Connection& c, FamilyId family);

// Families in whose team this account is now, with what their worker must not miss.
struct OwnFamily {
  FamilyId family;
  bool leads = false;
  Date since;
};
std::vector<OwnFamily> families_of(sql::Connection& c, ActorId account);
// Everybody in those families, each with the day on which they were last seen as a child, in one question. Whether the
// account may know of a family is decide()'s to say.
struct SeenMember {
  people::PersonRecord person;
  std::optional<Date> seen_on;
};
std::vector<SeenMember> members_seen(sql::Connection& c, ActorId account);
// Families whose children this agency holds by an open allocation, and in whose team the account is not.
std::vector<FamilyId> families_held_by(sql::Connection& c, std::string_view agency, ActorId account, int limit);
// What an account may know and see of a family, as it stands now: all that access::decide asks.
struct Standing {
  access::FamilyStanding standing;
  access::FamilyContext context;
  std::vector<std::string> shared_kinds;  // kinds of information that the subject's agency may have

  access::Field field_of(Entry const& entry, access::Subject const& subject) const;
  // Of what an account wrote that is no entry: help given, a step that was decided on.
  static access::Field field_of(ActorId author, std::string_view agency, access::Subject const& subject);
};
Standing standing_of(sql::Connection& c, FamilyId family, access::Subject const& subject, Instant now);

}  // namespace kith::family
