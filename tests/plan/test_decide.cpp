// Given what stands in a plan, when a command, then events or the code it fails with.
#include "plan/given.h"

#include <rapidcheck.h>

#include "plan/commands.h"

using namespace kith;
using namespace kith::plan;
using namespace kith::plan::test;

TEST_CASE("a plan begins with one of three answers and what happens next") {
  CHECK(Given{}.when(BeginPlan{three_answers()}) == Codes{"plan.begun", "plan.of_family"});
  CHECK(Given{}.when(BeginPlan{}) == Codes{"nothing_written", "no_next_step"});
}

TEST_CASE("nothing can be done to a plan that is not there, or is closed") {
  CHECK(Given{}.when(ChangeLevel{2, "x"}) == Codes{"no_plan"});
  CHECK(Given{}.when(ReopenPlan{"x"}) == Codes{"no_plan"});
  auto given = a_plan();
  PlanClosed closed;
  closed.on = today;
  given.that(closed);
  CHECK(given.when(ChangeLevel{2, "x"}) == Codes{"plan_closed"});
  CHECK(given.when(RewordAnswer{"worries", "Misses school", "y"}) == Codes{"plan_closed"});
  CHECK(given.when(ReopenPlan{""}) == Codes{"no_reason"});
  CHECK(given.when(ReopenPlan{"They asked"}) == Codes{"plan.reopened"});
  given.that(PlanReopened{});
  CHECK(given.when(ReopenPlan{"They asked"}) == Codes{"not_closed"});
}

TEST_CASE("two people rewording one answer both keep their words: the second is told what it says now") {
  auto given = a_plan();
  CHECK(given.when(RewordAnswer{"worries", "Misses school", "Late on Mondays"}) == Codes{"plan.answer_reworded"});
  CHECK(given.when(RewordAnswer{"worries", "What I read an hour ago", "Late"}) == Codes{"changed_meanwhile"});
  auto const refused = given.decided(RewordAnswer{"worries", "What I read an hour ago", "Late"});
  CHECK(refused.error().kind == Kind::conflict);
  CHECK(refused.error().sentence.find("Misses school") != std::string::npos);
  CHECK(given.when(RewordAnswer{"worries", "Misses school", "Misses school"}) == Codes{"nothing_changed"});
  CHECK(given.when(RewordAnswer{"weather", "", "Rain"}) == Codes{"unknown_answer"});
}

TEST_CASE("levels go from 1 to 3, each change with a reason") {
  auto given = a_plan();
  CHECK(given.when(ChangeLevel{3, "Several agencies"}) == Codes{"plan.level_changed"});
  CHECK(given.when(ChangeLevel{1, ""}) == Codes{"same_level", "no_reason"});
  CHECK(given.when(ChangeLevel{4, "x"}) == Codes{"not_a_level"});
  CHECK(given.when(ChangeFooting{Footing::section_17, "Assessed"}) == Codes{"plan.footing_changed"});
  CHECK(given.when(ChangeFooting{Footing::none, ""}) == Codes{"same_footing", "no_reason"});
}

TEST_CASE("goals and actions belong to level 2 and above, the assessment to level 3") {
  CHECK(a_plan(1).when(SetGoal{a_goal()}) == Codes{"level_too_low"});
  CHECK(a_plan(1).when(an_action()) == Codes{"level_too_low"});
  CHECK(a_plan(2).when(SetGoal{a_goal()}) == Codes{"plan.goal_set"});
  CHECK(a_plan(2).when(an_action()) == Codes{"plan.action_agreed"});
  AssessDomain assess;
  assess.assessed.strengths = "Reads well";
  CHECK(a_plan(2).when(assess) == Codes{"level_too_low"});
  CHECK(a_plan(3).when(assess) == Codes{"plan.domain_assessed"});
  CHECK(a_plan(3).when(AssessDomain{}) == Codes{"nothing_written"});
}

TEST_CASE("a goal is set, reworded with nobody's words lost, and ended once") {
  auto given = a_plan(2);
  CHECK(given.when(SetGoal{}) == Codes{"nothing_written"});
  given.that(a_goal());
  CHECK(given.when(RewordGoal{id<Goal>(1), "In school every day", "In school on time"}) == Codes{"plan.goal_reworded"});
  CHECK(given.when(RewordGoal{id<Goal>(1), "Something else", "In school on time"}) == Codes{"changed_meanwhile"});
  CHECK(given.when(RewordGoal{id<Goal>(1), "In school every day", " "}) == Codes{"nothing_written"});
  CHECK(given.when(RewordGoal{id<Goal>(1), "", "In school every day"}) == Codes{"nothing_changed"});
  CHECK(given.when(RewordGoal{id<Goal>(7), "", "x"}) == Codes{"no_goal"});
  CHECK(given.when(EndGoal{id<Goal>(1), GoalOutcome::reached, ""}) == Codes{"plan.goal_ended"});
  given.that(GoalEnded{{}, id<Goal>(1), GoalOutcome::reached, ""});
  CHECK(given.when(EndGoal{id<Goal>(1), GoalOutcome::reached, ""}) == Codes{"goal_ended"});
}

TEST_CASE("an action needs words, somebody who does it, and a day to come") {
  auto given = a_plan(2);
  AgreeAction empty;
  empty.action.due = today - 1;
  CHECK(given.when(empty) == Codes{"nothing_written", "no_owner", "due_in_past"});
  auto for_a_goal = an_action();
  for_a_goal.action.goal = id<Goal>(1);
  CHECK(given.when(for_a_goal) == Codes{"no_goal"});
  given.that(a_goal());
  CHECK(given.when(for_a_goal) == Codes{"plan.action_agreed"});
  given.that(for_a_goal.action);
  CHECK(given.when(EndAction{id<PlanAction>(2), true, today, ""}) == Codes{"plan.action_ended"});
  CHECK(given.when(EndAction{id<PlanAction>(2), true, today + 1, ""}) == Codes{"ended_in_future"});
  CHECK(given.when(EndAction{id<PlanAction>(9), true, today, ""}) == Codes{"no_action"});
  given.that(ActionEnded{{}, id<PlanAction>(2), true, today, ""});
  CHECK(given.when(EndAction{id<PlanAction>(2), true, today, ""}) == Codes{"action_ended"});
}

TEST_CASE("a review says who was there and what changed; the next one is still to come") {
  auto given = a_plan();
  CHECK(given.when(PlanReview{today}) == Codes{"plan.review_planned"});
  CHECK(given.when(PlanReview{today - 1}) == Codes{"review_in_past"});
  RecordReview review;
  review.reviewed.on = today + 1;
  review.reviewed.next_on = today - 1;
  CHECK(given.when(review) == Codes{"nobody_there", "nothing_written", "reviewed_in_future", "review_in_past"});
  review.reviewed = {{}, id<Review>(3), today, "Mother, school", "In on time", "Calmer mornings", today + 42};
  CHECK(given.when(review) == Codes{"plan.reviewed"});
  CHECK(given.when(AskForChanges{""}) == Codes{"nothing_written"});
  CHECK(given.when(AskForChanges{"Add the health visitor"}) == Codes{"plan.changes_asked"});
  given.that(ChangesAsked{{}, "Add the health visitor"});
  CHECK(given.plan.changes_asked.size() == 1);
  given.that(review.reviewed);
  CHECK(given.plan.changes_asked.empty());  // a review answers them
  CHECK(given.plan.next_review_on == today + 42);
}

TEST_CASE("a reading is from 1 to 10 in at least one area") {
  auto given = a_plan();
  TakeReading reading;
  reading.reading.on = today;
  CHECK(given.when(reading) == Codes{"no_scores"});
  reading.reading.scores = {{"home", 3}, {"mind", 11}};
  CHECK(given.when(reading) == Codes{"bad_score"});
  reading.reading.scores = {{"home", 3}, {"mind", 10}};
  CHECK(given.when(reading) == Codes{"plan.reading_taken"});
  reading.reading.on = today + 1;
  CHECK(given.when(reading) == Codes{"taken_in_future"});
}

TEST_CASE("a plan ends with a reason and what came of it") {
  auto given = a_plan();
  ClosePlan closing;
  closing.closed.on = today + 1;
  CHECK(given.when(closing) == Codes{"no_reason", "nothing_written", "closed_in_future"});
  closing.closed = {{}, today, "needs_met", "In school every day", ""};
  CHECK(given.when(closing) == Codes{"plan.closed"});
}

TEST_CASE("a second person looks at closing at level 3 and at stepping down, and at nothing else") {
  PlanClosed closed;
  closed.came_of_it = "Settled";
  CHECK_FALSE(second_look_at(a_plan(2).plan, closed).has_value());
  REQUIRE(second_look_at(a_plan(3).plan, closed).has_value());
  CHECK(second_look_at(a_plan(3).plan, closed)->about == family::SecondLook::closing);
  CHECK_FALSE(second_look_at(a_plan(1).plan, to_level(1, 3)).has_value());
  REQUIRE(second_look_at(a_plan(3).plan, to_level(3, 1)).has_value());
  CHECK(second_look_at(a_plan(3).plan, to_level(3, 1))->about == family::SecondLook::step_down);
  CHECK_FALSE(second_look_at(a_plan(2).plan, a_goal()).has_value());
}

TEST_CASE("moving between levels, any number of times, loses no word and changes nothing but the level") {
  CHECK(rc::check("level changes keep the document", [] {
    auto given = a_plan(3);
    given.that(a_goal()).that(an_action().action);
    given.that(DomainAssessed{{}, "health", "Well", "Tired"});
    auto const before = given.plan;
    auto const moves = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 4));
    for (int const to : moves) {
      auto const decided = given.decided(ChangeLevel{to, "Need changed"});
      if (!decided) continue;
      for (auto const& event : *decided) given.that(event);
    }
    auto const& after = given.plan;
    RC_ASSERT(after.answers == before.answers);
    RC_ASSERT(after.goals.size() == before.goals.size() && after.goals[0].text == before.goals[0].text);
    RC_ASSERT(after.actions.size() == before.actions.size() && !after.actions[0].ended);
    RC_ASSERT(after.assessment.at("health").strengths == "Well");
    RC_ASSERT(after.level >= 1 && after.level <= 3);
  }));
}
