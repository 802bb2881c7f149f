#include "plan/decide.h"

#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"

namespace kith::plan {

namespace {

Result<Done> is_open(Plan const& plan) {
  if (plan.version == 0) return not_found("no_plan", "This family has no plan yet. Begin one first.");
  if (plan.closed) return invalid("plan_closed", "This plan is closed. Reopen it first, saying why.");
  return Done{};
}

Error level_too_low(char const* what, int level) {
  return invalid("level_too_low", std::string{what} + " belong to a plan at level " + std::to_string(level) +
                                      ". Move the plan to that level first; nothing is typed again.");
}

Error changed_meanwhile(std::string const& now) {
  return {Kind::conflict,
          "changed_meanwhile",
          "Somebody else reworded this while you were writing. It now says: “" + now +
              "” What you typed is below: put both together, then save again.",
          {{"text", "changed_meanwhile", "Somebody else reworded this while you were writing."}}};
}

Result<Plan::Goal const*> open_goal(Plan const& plan, GoalId id) {
  auto const* goal = plan.goal(id);
  if (!goal) return not_found("no_goal", "There is no such goal in this plan.");
  if (goal->outcome) return invalid("goal_ended", "This goal has ended. Set a new one.");
  return goal;
}

Decided only(Events::Event event) { return std::vector<Events::Event>{std::move(event)}; }

}  // namespace

Decided decide(Plan const&, BeginPlan const& command, Context const&) {
  auto const& begun = command.begun;
  Complaints complaints;
  complaints.when(is_blank(begun.worries) && is_blank(begun.working_well) && is_blank(begun.need_now), "worries",
                  "nothing_written", "Answer at least one of the three questions.");
  complaints.when(is_blank(begun.next_step), "next_step", "no_next_step",
                  "Say what happens next, so that nobody is left wondering.");
  if (complaints.any()) return complaints.error();
  return std::vector<Events::Event>{begun, PlanOfFamily{begun.plan, begun.family}};
}

Decided decide(Plan const& plan, RewordAnswer const& command, Context const&) {
  TRY(is_open(plan));
  auto const found = plan.answers.find(command.answer);
  if (found == plan.answers.end()) return invalid("unknown_answer", "There is no such question in the plan.");
  if (found->second == command.text) return fault("text", "nothing_changed", "This is what it says already.");
  if (found->second != command.was) return changed_meanwhile(found->second);
  return only(AnswerReworded{plan.plan, command.answer, found->second, command.text});
}

Decided decide(Plan const& plan, ChangeLevel const& command, Context const&) {
  TRY(is_open(plan));
  Complaints complaints;
  complaints.when(command.to < 1 || command.to > 3, "to", "not_a_level", "Choose level 1, 2 or 3.");
  complaints.when(command.to == plan.level, "to", "same_level", "The plan is at this level already.");
  complaints.when(is_blank(command.reason), "reason", "no_reason", "Say why.");
  if (complaints.any()) return complaints.error();
  return only(LevelChanged{plan.plan, plan.level, command.to, command.reason});
}

Decided decide(Plan const& plan, ChangeFooting const& command, Context const&) {
  TRY(is_open(plan));
  Complaints complaints;
  complaints.when(command.to == plan.footing, "to", "same_footing", "This is the footing already.");
  complaints.when(is_blank(command.reason), "reason", "no_reason", "Say why.");
  if (complaints.any()) return complaints.error();
  return only(FootingChanged{plan.plan, plan.footing, command.to, command.reason});
}

Decided decide(Plan const& plan, SetGoal const& command, Context const&) {
  TRY(is_open(plan));
  if (plan.level < level_of_goals) return level_too_low("Goals", level_of_goals);
  if (is_blank(command.goal.text)) return fault("text", "nothing_written", "Write the goal in the family's words.");
  auto goal = command.goal;
  goal.plan = plan.plan;
  return only(std::move(goal));
}

Decided decide(Plan const& plan, RewordGoal const& command, Context const&) {
  TRY(is_open(plan));
  auto const* goal = TRY(open_goal(plan, command.goal));
  if (is_blank(command.text)) return fault("text", "nothing_written", "Write the goal in the family's words.");
  if (goal->text == command.text) return fault("text", "nothing_changed", "This is what it says already.");
  if (goal->text != command.was) return changed_meanwhile(goal->text);
  return only(GoalReworded{plan.plan, command.goal, goal->text, command.text});
}

Decided decide(Plan const& plan, EndGoal const& command, Context const&) {
  TRY(is_open(plan));
  TRY(open_goal(plan, command.goal));
  return only(GoalEnded{plan.plan, command.goal, command.outcome, command.note});
}

Decided decide(Plan const& plan, AgreeAction const& command, Context const& context) {
  TRY(is_open(plan));
  if (plan.level < level_of_goals) return level_too_low("Actions with owners and dates", level_of_goals);
  auto action = command.action;
  Complaints complaints;
  complaints.when(is_blank(action.text), "text", "nothing_written", "Write what is to be done.");
  complaints.when(is_blank(action.owner.reveal()), "owner", "no_owner", "Say who will do it: anyone, the family too.");
  complaints.when(action.due < context.today, "due", "due_in_past", "Choose a day that is still to come.");
  if (complaints.any()) return complaints.error();
  if (action.goal) TRY(open_goal(plan, *action.goal));
  action.plan = plan.plan;
  return only(std::move(action));
}

Decided decide(Plan const& plan, CallMeeting const& command, Context const& context) {
  TRY(is_open(plan));
  auto called = command.called;
  if (auto const* open = plan.open_meeting())
    return invalid("called_already", "A meeting is called for " + for_people(open->called.on) +
                                         " already. Record it, or call it off, before you call another.");
  Complaints complaints;
  complaints.when(called.on < context.today, "on", "meeting_in_past", "Choose a day that is still to come.");
  complaints.when(called.invited.empty(), "invited", "nobody_invited", "Choose who is to come, the family first.");
  if (complaints.any()) return complaints.error();
  called.plan = plan.plan;
  return only(std::move(called));
}

namespace {
Result<Plan::Meeting const*> open_meeting(Plan const& plan, MeetingId id) {
  auto const* meeting = plan.meeting(id);
  if (!meeting)
    return not_found("no_meeting", "There is no such meeting. Go back to the family's meetings and choose it there.");
  if (!meeting->is_open()) return invalid("meeting_over", "This meeting has been recorded or called off already.");
  return meeting;
}
}  // namespace

Decided decide(Plan const& plan, CallOffMeeting const& command, Context const&) {
  TRY(is_open(plan));
  TRY(open_meeting(plan, command.meeting));
  if (is_blank(command.reason)) return fault("reason", "no_reason", "Say why.");
  return only(MeetingCalledOff{plan.plan, command.meeting, command.reason});
}

Decided decide(Plan const& plan, RecordMeeting const& command, Context const& context) {
  TRY(is_open(plan));
  TRY(open_meeting(plan, command.held.meeting));
  auto held = command.held;
  Complaints complaints;
  complaints.when(held.on > context.today, "on", "held_in_future", "The meeting cannot have been in the future.");
  complaints.when(
      std::ranges::none_of(held.attendance, [](auto const& one) { return one.attendance == Attendance::came; }),
      "attendance", "nobody_came", "Say who came. If nobody did, call the meeting off.");
  complaints.when(is_blank(held.decisions), "decisions", "nothing_written", "Write what was decided.");
  complaints.when(held.next_on && *held.next_on < context.today, "next_on", "meeting_in_past",
                  "Choose a day that is still to come.");
  if (complaints.any()) return complaints.error();
  held.plan = plan.plan;
  held.actions.clear();
  std::vector<Events::Event> agreed;
  for (auto const& action : command.actions) {
    for (auto& event : TRY(decide(plan, AgreeAction{action}, context))) agreed.push_back(std::move(event));
    held.actions.push_back(action.action);
  }
  std::vector<Events::Event> events{std::move(held)};
  for (auto& event : agreed) events.push_back(std::move(event));
  return events;
}

Decided decide(Plan const& plan, EndAction const& command, Context const& context) {
  TRY(is_open(plan));
  auto const* action = plan.action(command.action);
  if (!action) return not_found("no_action", "There is no such action in this plan.");
  if (action->ended) return invalid("action_ended", "This action has ended already.");
  if (command.on > context.today) return fault("on", "ended_in_future", "The day cannot be in the future.");
  return only(ActionEnded{plan.plan, command.action, command.done, command.on, command.note});
}

Decided decide(Plan const& plan, PlanReview const& command, Context const& context) {
  TRY(is_open(plan));
  if (command.on < context.today) return fault("on", "review_in_past", "Choose a day that is still to come.");
  return only(ReviewPlanned{plan.plan, command.on});
}

Decided decide(Plan const& plan, RecordReview const& command, Context const& context) {
  TRY(is_open(plan));
  auto reviewed = command.reviewed;
  Complaints complaints;
  complaints.when(is_blank(reviewed.who_was_there), "who_was_there", "nobody_there", "Say who was there.");
  complaints.when(is_blank(reviewed.what_changed), "what_changed", "nothing_written", "Say what has changed.");
  complaints.when(reviewed.on > context.today, "on", "reviewed_in_future", "The review cannot be in the future.");
  complaints.when(reviewed.next_on && *reviewed.next_on < context.today, "next_on", "review_in_past",
                  "Choose a day that is still to come.");
  if (complaints.any()) return complaints.error();
  reviewed.plan = plan.plan;
  return only(std::move(reviewed));
}

Decided decide(Plan const& plan, AssessDomain const& command, Context const&) {
  TRY(is_open(plan));
  if (plan.level < level_of_assessment) return level_too_low("Assessments by several agencies", level_of_assessment);
  auto assessed = command.assessed;
  if (is_blank(assessed.strengths) && is_blank(assessed.worries))
    return fault("strengths", "nothing_written", "Write what is going well, what is worrying, or both.");
  assessed.plan = plan.plan;
  return only(std::move(assessed));
}

Decided decide(Plan const& plan, TakeReading const& command, Context const& context) {
  TRY(is_open(plan));
  auto reading = command.reading;
  if (reading.scores.empty()) return fault("scores", "no_scores", "Give a number in at least one area.");
  for (auto const& score : reading.scores)
    if (score.score < 1 || score.score > 10)
      return fault(score.area, "bad_score", "Choose a number from 1, far from where you want to be, to 10, there.");
  if (reading.on > context.today) return fault("on", "taken_in_future", "The reading cannot be in the future.");
  reading.plan = plan.plan;
  return only(std::move(reading));
}

Decided decide(Plan const& plan, AskForChanges const& command, Context const&) {
  TRY(is_open(plan));
  if (is_blank(command.text)) return fault("text", "nothing_written", "Say what should change.");
  return only(ChangesAsked{plan.plan, command.text});
}

Decided decide(Plan const& plan, ClosePlan const& command, Context const& context) {
  TRY(is_open(plan));
  auto closed = command.closed;
  Complaints complaints;
  complaints.when(closed.reason.empty(), "reason", "no_reason", "Choose why the plan ends.");
  complaints.when(is_blank(closed.came_of_it), "came_of_it", "nothing_written", "Say what came of it.");
  complaints.when(closed.on > context.today, "on", "closed_in_future", "The plan cannot end in the future.");
  if (complaints.any()) return complaints.error();
  closed.plan = plan.plan;
  return only(std::move(closed));
}

Decided decide(Plan const& plan, ReopenPlan const& command, Context const&) {
  if (plan.version == 0) return not_found("no_plan", "This family has no plan yet. Begin one first.");
  if (!plan.closed) return invalid("not_closed", "This plan is open.");
  if (is_blank(command.reason)) return fault("reason", "no_reason", "Say why.");
  return only(PlanReopened{plan.plan, command.reason});
}

}  // namespace kith::plan
