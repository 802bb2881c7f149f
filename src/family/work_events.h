// What can have happened in work with a family beyond what was said and seen: families handed over, worries that early
// help keeps, colleagues who disagree, help given in sessions, and what a practitioner thinks for themselves. They lie
// in the family's own stream, with those of events.h.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "family/ids.h"
#include "journal/event_set.h"

namespace kith::family {

// A worker gave the family to another. Who joined, who leads and who left are events of their own beside this one.
struct HandedOver {
  static constexpr EventName event{"family.handed_over", 1};
  FamilyId family;
  MemberId from;
  MemberId to;
  Personal<std::string> from_name;
  Personal<std::string> to_name;
  Date on;
  std::string reason;
  bool family_told = false;
  std::string why_not_told;
};
BOOST_DESCRIBE_STRUCT(HandedOver, (), (family, from, to, from_name, to_name, on, reason, family_told, why_not_told))

// ---- a step up that was asked for and refused: the worry stays with early help (mission A6, risk held locally)

enum class StepUp { higher_level, social_care };
constexpr auto closed_set(StepUp) {
  return std::to_array<Member<StepUp>>({{StepUp::higher_level, "higher_level", "A higher level of early help"},
                                        {StepUp::social_care, "social_care", "Children’s social care"}});
}
struct StepUpRefused {
  static constexpr EventName event{"family.step_up_refused", 1};
  FamilyId family;
  AskId ask;  // by which a second person answers
  StepUp to = StepUp::higher_level;
  std::string asked_by;
  std::string worry;
  std::string reason;
  std::string decided_by;
  bool social_worker_took_part = false;
  std::string would_change_our_mind;
  Date look_again_on;
};
BOOST_DESCRIBE_STRUCT(StepUpRefused, (),
                      (family, ask, to, asked_by, worry, reason, decided_by, social_worker_took_part,
                       would_change_our_mind, look_again_on))

// ---- "I disagree": professional escalation by the profile's stages

struct DisagreementRaised {
  static constexpr EventName event{"family.disagreement_raised", 1};
  FamilyId family;
  DisagreementId disagreement;
  std::string about;   // profile code
  std::string agency;  // profile code: whose work it is with
  std::string text;
  std::string wants;  // what should happen instead
  std::string stage;  // profile code
};
BOOST_DESCRIBE_STRUCT(DisagreementRaised, (), (family, disagreement, about, agency, text, wants, stage))

struct DisagreementAnswered {
  static constexpr EventName event{"family.disagreement_answered", 1};
  FamilyId family;
  DisagreementId disagreement;
  std::string answered_by;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(DisagreementAnswered, (), (family, disagreement, answered_by, answer))

// Taken to the next stage: the answer does not settle it, or there was none.
struct DisagreementMoved {
  static constexpr EventName event{"family.disagreement_moved", 1};
  FamilyId family;
  DisagreementId disagreement;
  std::string stage;  // profile code
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DisagreementMoved, (), (family, disagreement, stage, reason))

struct DisagreementSettled {
  static constexpr EventName event{"family.disagreement_settled", 1};
  FamilyId family;
  DisagreementId disagreement;
  std::string outcome;
};
BOOST_DESCRIBE_STRUCT(DisagreementSettled, (), (family, disagreement, outcome))

// ---- help given in sessions

struct InterventionOffered {
  static constexpr EventName event{"family.intervention_offered", 1};
  FamilyId family;
  InterventionId intervention;
  std::string kind;  // profile code
  std::vector<PersonId> people;
  std::string provider;
  std::string hoped_for;
  Date on;
};
BOOST_DESCRIBE_STRUCT(InterventionOffered, (), (family, intervention, kind, people, provider, hoped_for, on))

struct InterventionStarted {
  static constexpr EventName event{"family.intervention_started", 1};
  FamilyId family;
  InterventionId intervention;
  Date on;
  int sessions_planned = 0;  // 0: nobody knows yet
};
BOOST_DESCRIBE_STRUCT(InterventionStarted, (), (family, intervention, on, sessions_planned))

struct SessionRecorded {
  static constexpr EventName event{"family.session_recorded", 1};
  FamilyId family;
  InterventionId intervention;
  Date on;
  bool attended = false;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(SessionRecorded, (), (family, intervention, on, attended, note))

enum class InterventionEnding { finished, stopped, declined };
constexpr auto closed_set(InterventionEnding) {
  return std::to_array<Member<InterventionEnding>>({{InterventionEnding::finished, "finished", "Finished"},
                                                    {InterventionEnding::stopped, "stopped", "Stopped early"},
                                                    {InterventionEnding::declined, "declined", "Not wanted"}});
}
struct InterventionEnded {
  static constexpr EventName event{"family.intervention_ended", 1};
  FamilyId family;
  InterventionId intervention;
  InterventionEnding ending = InterventionEnding::finished;
  Date on;
  std::string came_of_it;
};
BOOST_DESCRIBE_STRUCT(InterventionEnded, (), (family, intervention, ending, on, came_of_it))

// ---- what a practitioner thinks for themselves: nobody else reads it, a manager neither

struct ReflectionWritten {
  static constexpr EventName event{"family.reflection_written", 1};
  FamilyId family;
  ReflectionId reflection;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ReflectionWritten, (), (family, reflection, text))

}  // namespace kith::family
