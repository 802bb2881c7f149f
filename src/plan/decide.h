// What may happen to a plan, and what follows: pure functions of its history and the command. The plan as it stood on
// any day is the same fold, stopped there.
#pragma once

#include <map>
#include <vector>

#include "base/result.h"
#include "plan/events.h"

namespace kith::plan {

// The whole document.
struct Plan {
  std::int64_t version = 0;  // 0: there is no such plan
  PlanId plan;
  FamilyId family;
  Instant begun_at;
  int level = 1;
  Footing footing = Footing::none;
  std::map<std::string, std::string> answers;  // by "worries", "working_well", "need_now", "next_step"

  struct Goal {
    GoalId goal;
    std::string text;
    std::string need;
    std::string grows_from;
    std::optional<GoalOutcome> outcome;
    std::string note;
  };
  std::vector<Goal> goals;

  struct Action {
    ActionAgreed agreed;
    std::optional<ActionEnded> ended;
  };
  std::vector<Action> actions;

  std::optional<Date> next_review_on;
  std::vector<PlanReviewed> reviews;                 // oldest first
  std::map<std::string, DomainAssessed> assessment;  // by domain
  std::vector<ReadingTaken> readings;                // oldest first
  std::vector<std::string> changes_asked;            // since the last review, oldest first
  std::optional<PlanClosed> closed;

  struct Meeting {
    MeetingCalled called;
    std::optional<MeetingHeld> held;
    std::optional<std::string> called_off;  // why

    bool is_open() const { return !held && !called_off; }
  };
  std::vector<Meeting> meetings;        // in the order in which they were called
  std::optional<Date> next_meeting_on;  // as the last one said
  Date level_since;

  Goal const* goal(GoalId id) const;
  Action const* action(ActionId id) const;
  Meeting const* meeting(MeetingId id) const;
  Meeting const* open_meeting() const;
};
// Total: any event on any state, a redacted one (all defaults) too.
void evolve(Plan& plan, journal::Recorded const& recorded);

struct Context {
  Instant now;
  Date today;
  ActorId actor;
};

// The sections of a plan and the level from which each is part of it (seed 000, paragraphs 18 and 19).
inline constexpr int level_of_goals = 2;
inline constexpr int level_of_assessment = 3;

// Commands. Every one but BeginPlan and ReopenPlan fails with plan_closed on a closed plan, and with no_plan when there
// is none. Several faults are said at once.

// nothing_written, no_next_step
struct BeginPlan {
  PlanBegun begun;
};
// unknown_answer, nothing_changed, changed_meanwhile: somebody else reworded it since `was` was read
struct RewordAnswer {
  std::string answer;
  std::string was;
  std::string text;
};
// not_a_level, same_level, no_reason
struct ChangeLevel {
  int to = 1;
  std::string reason;
};
// same_footing, no_reason
struct ChangeFooting {
  Footing to = Footing::none;
  std::string reason;
};
// nothing_written, level_too_low
struct SetGoal {
  GoalSet goal;
};
// no_goal, goal_ended, nothing_written, nothing_changed, changed_meanwhile
struct RewordGoal {
  GoalId goal;
  std::string was;
  std::string text;
};
// no_goal, goal_ended
struct EndGoal {
  GoalId goal;
  GoalOutcome outcome = GoalOutcome::reached;
  std::string note;
};
// nothing_written, no_owner, due_in_past, no_goal, level_too_low; and, from the command: owner_left
struct AgreeAction {
  ActionAgreed action;
};
// no_action, action_ended, ended_in_future
struct EndAction {
  ActionId action;
  bool done = true;
  Date on;
  std::string note;
};
// review_in_past
struct PlanReview {
  Date on;
};
// nobody_there, nothing_written, reviewed_in_future, review_in_past
struct RecordReview {
  PlanReviewed reviewed;
};
// level_too_low, nothing_written
struct AssessDomain {
  DomainAssessed assessed;
};
// no_scores, bad_score, taken_in_future
struct TakeReading {
  ReadingTaken reading;
};
// nothing_written
struct AskForChanges {
  std::string text;
};
// no_reason, nothing_written (came_of_it), closed_in_future
struct ClosePlan {
  PlanClosed closed;
};
// not_closed, no_reason
struct ReopenPlan {
  std::string reason;
};

// meeting_in_past, nobody_invited, called_already: one meeting at a time
struct CallMeeting {
  MeetingCalled called;
};
// no_meeting, meeting_over, no_reason
struct CallOffMeeting {
  MeetingId meeting;
  std::string reason;
};
// no_meeting, meeting_over, held_in_future, nobody_came, nothing_written (decisions), meeting_in_past (next_on); of its
// actions what AgreeAction says, and, from the command, owner_left
struct RecordMeeting {
  MeetingHeld held;
  std::vector<ActionAgreed> actions;
};

using Decided = Result<std::vector<Events::Event>>;
Decided decide(Plan const& plan, BeginPlan const& command, Context const& context);
Decided decide(Plan const& plan, RewordAnswer const& command, Context const& context);
Decided decide(Plan const& plan, ChangeLevel const& command, Context const& context);
Decided decide(Plan const& plan, ChangeFooting const& command, Context const& context);
Decided decide(Plan const& plan, SetGoal const& command, Context const& context);
Decided decide(Plan const& plan, RewordGoal const& command, Context const& context);
Decided decide(Plan const& plan, EndGoal const& command, Context const& context);
Decided decide(Plan const& plan, AgreeAction const& command, Context const& context);
Decided decide(Plan const& plan, EndAction const& command, Context const& context);
Decided decide(Plan const& plan, PlanReview const& command, Context const& context);
Decided decide(Plan const& plan, RecordReview const& command, Context const& context);
Decided decide(Plan const& plan, AssessDomain const& command, Context const& context);
Decided decide(Plan const& plan, TakeReading const& command, Context const& context);
Decided decide(Plan const& plan, AskForChanges const& command, Context const& context);
Decided decide(Plan const& plan, ClosePlan const& command, Context const& context);
Decided decide(Plan const& plan, ReopenPlan const& command, Context const& context);
Decided decide(Plan const& plan, CallMeeting const& command, Context const& context);
Decided decide(Plan const& plan, CallOffMeeting const& command, Context const& context);
Decided decide(Plan const& plan, RecordMeeting const& command, Context const& context);

// The day by which those around the family should meet, by the profile's rhythm for this level: the day a called
// meeting is on, else the day the last one set, else the rhythm after the last one or after the level was reached.
// Nothing for a closed plan, or where the level has no rhythm and nothing was called or set.
std::optional<Date> meeting_due(Plan const& plan, profile::Practice const& practice);

}  // namespace kith::plan
