// What can have happened to a family's plan: one document that grows from three answers to a plan of several agencies,
// and shrinks again, without a word being typed twice. Wire names and versions are kept for ever (tests/golden).
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "enquiry/events.h"
#include "family/events.h"

namespace kith::plan {

using enquiry::EnquiryId;
using family::MemberId;
using journal::ActorId;
using journal::EventName;
using people::FamilyId;
using people::PersonId;
using profile::Footing;
using PlanId = Id<struct Plan>;
using GoalId = Id<struct Goal>;
using ActionId = Id<struct PlanAction>;
using ReviewId = Id<struct Review>;
using ReadingId = Id<struct Reading>;
using MeetingId = Id<struct Meeting>;

// The three questions, and what happens next: a plan at level 1 is these and nothing else (seed 000, paragraph 18).
struct PlanBegun {
  static constexpr EventName event{"plan.begun", 1};
  PlanId plan;
  FamilyId family;
  std::string worries;
  std::string working_well;
  std::string need_now;
  std::string next_step;
  std::optional<EnquiryId> enquiry;  // the request whose words it began with
};
BOOST_DESCRIBE_STRUCT(PlanBegun, (), (plan, family, worries, working_well, need_now, next_step, enquiry))

// Whose plan this is, in ids alone: so that a plan keeps its place in lists when the words it began with are redacted.
struct PlanOfFamily {
  static constexpr EventName event{"plan.of_family", 1};
  PlanId plan;
  FamilyId family;
};
BOOST_DESCRIBE_STRUCT(PlanOfFamily, (), (plan, family))

struct AnswerReworded {
  static constexpr EventName event{"plan.answer_reworded", 1};
  PlanId plan;
  std::string answer;  // "worries", "working_well", "need_now", "next_step"
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(AnswerReworded, (), (plan, answer, before, after))

struct LevelChanged {
  static constexpr EventName event{"plan.level_changed", 1};
  PlanId plan;
  int from = 1;
  int to = 1;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(LevelChanged, (), (plan, from, to, reason))

// Footing in law is a field of its own: it may change and the lead practitioner stay.
struct FootingChanged {
  static constexpr EventName event{"plan.footing_changed", 1};
  PlanId plan;
  Footing from = Footing::none;
  Footing to = Footing::none;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(FootingChanged, (), (plan, from, to, reason))

struct GoalSet {
  static constexpr EventName event{"plan.goal_set", 1};
  PlanId plan;
  GoalId goal;
  std::string text;
  std::string need;  // profile code; may be empty
  std::string grows_from;
};
BOOST_DESCRIBE_STRUCT(GoalSet, (), (plan, goal, text, need, grows_from))

struct GoalReworded {
  static constexpr EventName event{"plan.goal_reworded", 1};
  PlanId plan;
  GoalId goal;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(GoalReworded, (), (plan, goal, before, after))

enum class GoalOutcome { reached, partly, not_reached, dropped };
constexpr auto closed_set(GoalOutcome) {
  return std::to_array<Member<GoalOutcome>>({{GoalOutcome::reached, "reached", "Reached"},
                                             {GoalOutcome::partly, "partly", "Partly reached"},
                                             {GoalOutcome::not_reached, "not_reached", "Not reached"},
                                             {GoalOutcome::dropped, "dropped", "No longer wanted"}});
}
struct GoalEnded {
  static constexpr EventName event{"plan.goal_ended", 1};
  PlanId plan;
  GoalId goal;
  GoalOutcome outcome = GoalOutcome::reached;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(GoalEnded, (), (plan, goal, outcome, note))

// Actions belong to anyone, the family too. `member` is set for somebody of the team.
struct ActionAgreed {
  static constexpr EventName event{"plan.action_agreed", 1};
  PlanId plan;
  ActionId action;
  std::optional<GoalId> goal;
  std::string text;
  Personal<std::string> owner;
  std::optional<MemberId> member;
  Date due;
};
BOOST_DESCRIBE_STRUCT(ActionAgreed, (), (plan, action, goal, text, owner, member, due))

struct ActionEnded {
  static constexpr EventName event{"plan.action_ended", 1};
  PlanId plan;
  ActionId action;
  bool done = false;
  Date on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ActionEnded, (), (plan, action, done, on, note))

struct ReviewPlanned {
  static constexpr EventName event{"plan.review_planned", 1};
  PlanId plan;
  Date on;
};
BOOST_DESCRIBE_STRUCT(ReviewPlanned, (), (plan, on))

struct PlanReviewed {
  static constexpr EventName event{"plan.reviewed", 1};
  PlanId plan;
  ReviewId review;
  Date on;
  std::string who_was_there;
  std::string what_changed;
  std::string family_says;
  std::optional<Date> next_on;
};
BOOST_DESCRIBE_STRUCT(PlanReviewed, (), (plan, review, on, who_was_there, what_changed, family_says, next_on))

// One domain of the multi-agency assessment, as it now reads.
struct DomainAssessed {
  static constexpr EventName event{"plan.domain_assessed", 1};
  PlanId plan;
  std::string domain;  // profile code
  std::string strengths;
  std::string worries;
};
BOOST_DESCRIBE_STRUCT(DomainAssessed, (), (plan, domain, strengths, worries))

// Where somebody of the family stands in each area, from 1 to 10, by their own reading.
struct AreaScore {
  std::string area;  // profile code
  int score = 0;

  bool operator==(AreaScore const&) const = default;
};
BOOST_DESCRIBE_STRUCT(AreaScore, (), (area, score))

struct ReadingTaken {
  static constexpr EventName event{"plan.reading_taken", 1};
  PlanId plan;
  ReadingId reading;
  PersonId person;
  Personal<std::string> who;
  Date on;
  std::vector<AreaScore> scores;
};
BOOST_DESCRIBE_STRUCT(ReadingTaken, (), (plan, reading, person, who, on, scores))

// ---- those around the family meet

// Somebody who was asked to come; `member` is set for somebody of the team.
struct Invited {
  Personal<std::string> name;
  std::optional<MemberId> member;

  bool operator==(Invited const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Invited, (), (name, member))

struct MeetingCalled {
  static constexpr EventName event{"plan.meeting_called", 1};
  PlanId plan;
  MeetingId meeting;
  Date on;
  std::string at;     // "3:30pm", as typed
  std::string where;  // as typed
  std::string about;
  std::vector<Invited> invited;
};
BOOST_DESCRIBE_STRUCT(MeetingCalled, (), (plan, meeting, on, at, where, about, invited))

struct MeetingCalledOff {
  static constexpr EventName event{"plan.meeting_called_off", 1};
  PlanId plan;
  MeetingId meeting;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(MeetingCalledOff, (), (plan, meeting, reason))

enum class Attendance { came, apologies, report, absent };
constexpr auto closed_set(Attendance) {
  return std::to_array<Member<Attendance>>({{Attendance::came, "came", "Came"},
                                            {Attendance::apologies, "apologies", "Sent apologies"},
                                            {Attendance::report, "report", "Sent a report"},
                                            {Attendance::absent, "absent", "Did not come"}});
}
struct Attended {
  Personal<std::string> name;
  Attendance attendance = Attendance::came;
  std::string report;  // what they sent, or had said for them

  bool operator==(Attended const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attended, (), (name, attendance, report))

// What was decided, by whom who was there. The actions that came of it are agreed in the plan beside this.
struct MeetingHeld {
  static constexpr EventName event{"plan.meeting_held", 1};
  PlanId plan;
  MeetingId meeting;
  Date on;
  std::vector<Attended> attendance;
  std::string family_said;
  std::string decisions;
  std::vector<ActionId> actions;
  std::optional<Date> next_on;
};
BOOST_DESCRIBE_STRUCT(MeetingHeld, (), (plan, meeting, on, attendance, family_said, decisions, actions, next_on))

struct ChangesAsked {
  static constexpr EventName event{"plan.changes_asked", 1};
  PlanId plan;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ChangesAsked, (), (plan, text))

struct PlanClosed {
  static constexpr EventName event{"plan.closed", 1};
  PlanId plan;
  Date on;
  std::string reason;  // profile code
  std::string came_of_it;
  std::string family_says;
  std::optional<int> need_level = {};  // of the profile's levels, as it is at the end; beside that at allocation
};
BOOST_DESCRIBE_STRUCT(PlanClosed, (), (plan, on, reason, came_of_it, family_says, need_level))

struct PlanReopened {
  static constexpr EventName event{"plan.reopened", 1};
  PlanId plan;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PlanReopened, (), (plan, reason))

using Events = journal::EventSet<
    std::variant<PlanBegun, AnswerReworded, LevelChanged, FootingChanged, GoalSet, GoalReworded, GoalEnded,
                 ActionAgreed, ActionEnded, ReviewPlanned, PlanReviewed, DomainAssessed, ReadingTaken, ChangesAsked,
                 PlanClosed, PlanReopened, PlanOfFamily, MeetingCalled, MeetingCalledOff, MeetingHeld>>;

}  // namespace kith::plan
