// Work with a family as tables: families handed over, worries that early help keeps, disagreements, help in sessions,
// reflections; and how many families each worker leads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "family/records.h"

namespace kith::family {

journal::Projection work_records();

struct HandoverRow {
  std::string from_name;
  std::string to_name;
  Date on;
  Instant at;
  std::string reason;
  bool family_told = false;
  std::string why_not_told;
};
std::vector<HandoverRow> handovers_of(sql::Connection& c, FamilyId family);  // newest first

// A step up that was refused: the worry that early help keeps.
struct RefusalRow {
  AskId ask;
  StepUp to = StepUp::higher_level;
  std::string asked_by;
  std::string worry;
  std::string reason;
  std::string decided_by;
  bool social_worker_took_part = false;
  std::string would_change_our_mind;
  Date look_again_on;
  Instant at;
  ActorId author;
  std::string agency;
};
std::vector<RefusalRow> refusals_of(sql::Connection& c, FamilyId family);  // newest first

enum class DisagreementMove { raised, answered, moved, settled };
constexpr auto closed_set(DisagreementMove) {
  return std::to_array<Member<DisagreementMove>>({{DisagreementMove::raised, "raised", "Raised"},
                                                  {DisagreementMove::answered, "answered", "Answered"},
                                                  {DisagreementMove::moved, "moved", "Taken further"},
                                                  {DisagreementMove::settled, "settled", "Settled"}});
}
struct DisagreementStep {
  DisagreementMove move = DisagreementMove::raised;
  std::string stage;
  std::string text;
  std::string who;  // who answered, in the words typed; else the account's name
  Instant at;
};
struct DisagreementRow {
  DisagreementId disagreement;
  FamilyId family;
  std::string about;
  std::string agency;
  std::string wants;
  std::string stage;
  Instant stage_since;
  ActorId raised_by;
  std::string raised_by_name;
  std::string raised_agency;
  bool answered = false;  // at this stage
  bool settled = false;
  std::vector<DisagreementStep> steps = {};  // oldest first

  // Whoever raised it reads it without reading the record; the team of the agency it is with, as an entry of its own.
  access::Field field(access::Subject const& subject) const;
  // When somebody should have answered at this stage; nothing once they have, or for a stage the profile has dropped.
  std::optional<Instant> due(profile::Profile const& profile) const;
};
std::vector<DisagreementRow> disagreements_of(sql::Connection& c, FamilyId family);  // open ones first
std::vector<DisagreementRow> disagreements_open(sql::Connection& c);  // of every family, longest at its stage first
// The stage after this one by the profile; empty at the last, or for a stage that the profile has dropped.
std::string next_stage(profile::Profile const& profile, std::string_view stage);

struct SessionRow {
  Date on;
  bool attended = false;
  std::string note;
};
struct InterventionRow {
  InterventionId intervention;
  std::string kind;
  std::string provider;
  std::string hoped_for;
  Date offered_on;
  std::optional<Date> started_on;
  std::int64_t planned = 0;
  std::optional<InterventionEnding> ending;
  std::optional<Date> ended_on;
  std::string came_of_it;
  ActorId author;
  std::string agency;
  std::vector<PersonId> people = {};
  std::vector<SessionRow> sessions = {};  // oldest first

  std::int64_t attended() const;
};
std::vector<InterventionRow> interventions_of(sql::Connection& c, FamilyId family);  // open ones first, then newest

struct ReflectionRow {
  ActorId author;
  Instant at;
  std::string text;
};
// Those of one account on one family, newest first; nobody asks for anybody else's.
std::vector<ReflectionRow> reflections_of(sql::Connection& c, FamilyId family, ActorId author);

// A family that somebody leads, and the team of the hub that it was given to, if it was.
struct LedFamily {
  FamilyId family;
  std::optional<ActorId> account;
  std::string name;
  std::string agency;
  Date since;
  std::string team;  // profile code, by the newest open allocation
};
// Every family with a lead, as far as this account may know of it: by lead's name, then longest held first.
std::vector<LedFamily> led_families(sql::Connection& c, access::Subject const& viewer, Instant now);

// A worker who leads more families than `limit`, as far as this account may know of them; most families first.
struct FullWorker {
  std::optional<ActorId> account;
  std::string name;
  std::string agency;
  std::int64_t families = 0;
};
std::vector<FullWorker> workers_over(sql::Connection& c, access::Subject const& viewer, std::int64_t limit,
                                     Instant now);

}  // namespace kith::family
