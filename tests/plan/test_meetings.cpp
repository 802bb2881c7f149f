// Those around the family meet: given a plan, when a meeting is called, called off or recorded; and when it is due.
#include "plan/given.h"
#include "profile/profile.h"

using namespace kith;
using namespace kith::plan;
using namespace kith::plan::test;

namespace {

MeetingId const first = id<struct plan::Meeting>(31);

MeetingCalled a_call(int in_days = 7) {
  MeetingCalled called;
  called.meeting = first;
  called.on = today + in_days;
  called.invited = {{std::string{"Maud"}, {}}, {std::string{"Hal"}, {}}};
  return called;
}
RecordMeeting a_meeting() {
  RecordMeeting command;
  command.held.meeting = first;
  command.held.on = today;
  command.held.attendance = {{std::string{"Maud"}, Attendance::came, ""},
                             {std::string{"Hal"}, Attendance::report, "Well"}};
  command.held.decisions = "Mornings first";
  command.actions = {an_action().action};
  return command;
}
profile::Practice six_weeks() {
  profile::Practice practice;
  practice.meeting_rhythms = {{3, {42, profile::ClockUnit::calendar_days}}};
  return practice;
}

}  // namespace

TEST_CASE("a meeting is called for a day to come, with somebody invited, one at a time") {
  CHECK(a_plan().when(CallMeeting{a_call()}) == Codes{"plan.meeting_called"});
  auto wrong = a_call(-1);
  wrong.invited.clear();
  CHECK(a_plan().when(CallMeeting{wrong}) == Codes{"meeting_in_past", "nobody_invited"});
  CHECK(a_plan().that(a_call()).when(CallMeeting{a_call()}) == Codes{"called_already"});
  CHECK(Given{}.when(CallMeeting{a_call()}) == Codes{"no_plan"});
}

TEST_CASE("a meeting is called off with a reason, and another can be called") {
  auto given = a_plan().that(a_call());
  CHECK(given.when(CallOffMeeting{first, " "}) == Codes{"no_reason"});
  CHECK(given.when(CallOffMeeting{id<struct plan::Meeting>(99), "Snow"}) == Codes{"no_meeting"});
  CHECK(given.when(CallOffMeeting{first, "Snow"}) == Codes{"plan.meeting_called_off"});
  given.that(MeetingCalledOff{{}, first, "Snow"});
  CHECK(given.when(CallOffMeeting{first, "Snow"}) == Codes{"meeting_over"});
  CHECK(given.when(a_meeting()) == Codes{"meeting_over"});
  CHECK(given.when(CallMeeting{a_call()}) == Codes{"plan.meeting_called"});
}

TEST_CASE("a meeting that was held says who came and what was decided, and its actions land in the plan") {
  auto given = a_plan(3).that(a_call());
  auto const decided = given.decided(a_meeting());
  REQUIRE(decided.ok());
  REQUIRE(decided->size() == 2);
  CHECK(std::get<MeetingHeld>((*decided)[0]).actions == std::vector{an_action().action.action});
  for (auto const& event : *decided) given.that(event);
  REQUIRE(given.plan.actions.size() == 1);
  CHECK(given.plan.actions.front().agreed.text == "Ring the bus company");
  CHECK(given.plan.meetings.front().held->attendance.back().attendance == Attendance::report);
  CHECK(given.when(a_meeting()) == Codes{"meeting_over"});

  auto again = a_plan(3).that(a_call());
  auto wrong = a_meeting();
  wrong.held.on = today + 1;
  wrong.held.attendance = {{std::string{"Hal"}, Attendance::apologies, ""}};
  wrong.held.decisions = " ";
  wrong.held.next_on = today - 1;
  CHECK(again.when(wrong) == Codes{"held_in_future", "nobody_came", "nothing_written", "meeting_in_past"});
  // What an action may not be, it may not be here either; then nothing of the meeting is kept.
  auto late = a_meeting();
  late.actions.front().due = today - 1;
  CHECK(again.when(late) == Codes{"due_in_past"});
  CHECK(a_plan(1).that(a_call()).when(a_meeting()) == Codes{"level_too_low"});
  auto without = a_meeting();
  without.actions.clear();
  CHECK(a_plan(1).that(a_call()).when(without) == Codes{"plan.meeting_held"});
}

TEST_CASE("when to meet: as called, else as set at the last one, else by the level's rhythm, else never") {
  auto const practice = six_weeks();
  CHECK_FALSE(meeting_due(Plan{}, practice));
  CHECK_FALSE(meeting_due(a_plan(2).plan, practice));
  CHECK(meeting_due(a_plan(3).plan, practice) == today + 42);
  CHECK(meeting_due(a_plan(2).that(a_call()).plan, practice) == today + 7);
  auto held = a_meeting().held;
  held.on = today - 2;
  CHECK(meeting_due(a_plan(3).that(a_call()).that(held).plan, practice) == today + 42);  // the level is younger
  held.next_on = today + 20;
  CHECK(meeting_due(a_plan(3).that(a_call()).that(held).plan, practice) == today + 20);
  CHECK(meeting_due(a_plan(3).that(a_call()).that(MeetingCalledOff{{}, first, "Snow"}).plan, practice) == today + 42);
  PlanClosed closed;
  closed.on = today;
  CHECK_FALSE(meeting_due(a_plan(3).that(closed).plan, practice));
}
