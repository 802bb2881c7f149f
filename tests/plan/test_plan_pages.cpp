// From a chat in a café to level 3 and back to level 1, with two agencies, nothing typed twice and nothing lost.
#include "family/family_desk.h"
#include "plan/commands.h"
#include "plan/routes.h"

using namespace kith;
using namespace kith::family::test;

namespace {

struct Plans : FamilyDesk {
  Plans() : FamilyDesk({plan::plan_records()}) {
    family::hang_routes(router, services, plan::additions());
    plan::hang_routes(router, services);
    gather_team();
  }
  // A request for help, as the hub heard it.
  void told_before() {
    enquiry::NewRequest request;
    request.enquiry = enquiry::EnquiryId::mint(clock.now(), random);
    request.children = {{child, {}, {}}};
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.agreement = enquiry::Agreement::yes;
    r.worries = "Misses school on Mondays";
    r.working_well = "Close to her aunt";
    must([&](auto& t) { return enquiry::receive(t, request, {subject("pat"), "screening"}); });
  }
  void begin_plan() {
    done("tia", "plan-begin",
         {{"worries", "Misses school on Mondays"},
          {"working_well", "Close to her aunt"},
          {"need_now", "Help with mornings"},
          {"next_step", "Aunt brings her on Mondays"}});
  }
  void to_level(std::string const& level, std::string const& login = "tia") {
    done(login, "plan-level", {{"to", level}, {"reason", "Need has changed"}});
  }
};

}  // namespace

TEST_CASE("a plan begins with what was told already: nobody tells it again") {
  Plans desk;
  desk.told_before();
  auto const form = desk.get("tia", desk.at("plan-begin"));
  CHECK(form.status == 200);
  CHECK(has(form, "Misses school on Mondays"));
  CHECK(has(form, "Close to her aunt"));
  auto const refused = desk.post("tia", desk.at("plan-begin"), {{"worries", "Late"}, {"next_step", ""}});
  CHECK(refused.status == 422);
  CHECK(has(refused, "Late"));
  desk.begin_plan();
  auto const page = desk.get("tia", desk.at("plan"));
  CHECK(has(page, "Level 1"));
  CHECK(has(page, "Help with mornings"));
  CHECK_FALSE(has(page, "Goals and actions"));
  plan::BeginPlan again;
  again.begun.worries = again.begun.next_step = "Again";
  auto const twice = desk.run([&](auto& t) {
    return plan::begin(t, desk.family, again, {desk.subject("tia"), "test"});
  });
  CHECK(twice.error().code == "begun_already");
}

TEST_CASE("from level 1 to 3 and back: no field is typed again, and every word is still there") {
  Plans desk;
  desk.begin_plan();
  desk.to_level("2");
  desk.done("tia", "plan-goal", {{"text", "In school every day"}, {"grows_from", "Misses school on Mondays"}});
  auto const goal = [&] {
    auto const page = desk.get("tia", desk.at("plan")).body;
    auto const at = page.find("plan-action?goal=");
    REQUIRE(at != std::string::npos);
    return page.substr(at + 17, 26);
  }();
  desk.done("hal", "plan-action",
            desk.in_days("due", 7,
                         {{"text", "Weigh the baby"}, {"owner", desk.member("Hal Healthvisitor")}, {"goal", goal}}));
  desk.done("tia", "plan-action", desk.in_days("due", 3, {{"text", "Pack the bag at night"}, {"owner", "family"}}));
  desk.to_level("3");
  desk.done("hal", "plan-assess", {{"domain", "health"}, {"strengths", "Growing well"}, {"worries", "Tired"}});
  auto const high = desk.get("pat", desk.at("plan"));
  for (auto const* words : {"Level 3", "In school every day", "Hal Healthvisitor", "Weigh the baby", "The family",
                            "Pack the bag at night", "Growing well"})
    CHECK_MESSAGE(has(high, words), words);
  // Writing from two agencies; each may read what the plan says.
  CHECK(has(desk.get("tia", desk.at("plan")), "Growing well"));
  desk.to_level("1");
  auto const low = desk.get("pat", desk.at("plan"));
  for (auto const* words :
       {"Level 1", "Misses school on Mondays", "In school every day", "Weigh the baby", "Growing well"})
    CHECK_MESSAGE(has(low, words), words);
  // Stepping down is looked at by a second person; the plan has moved meanwhile.
  CHECK(has(desk.get("max", "/second-looks"), "Stepping down"));
  auto const history = desk.get("pat", desk.at("plan-history"));
  CHECK(has(history, "from level 3 to level 1"));
  CHECK(has(history, "goal set"));
}

TEST_CASE("two people reword one answer: the second keeps their words and sees what it says now") {
  Plans desk;
  desk.begin_plan();
  desk.done("tia", "plan-answer",
            {{"answer", "worries"}, {"was", "Misses school on Mondays"}, {"text", "Late on Mondays"}});
  auto const late =
      desk.post("hal", desk.at("plan-answer"),
                {{"answer", "worries"}, {"was", "Misses school on Mondays"}, {"text", "Misses school and clubs"}});
  CHECK(late.status == 409);
  CHECK(has(late, "Misses school and clubs"));
  CHECK(has(late, "Late on Mondays"));
}

TEST_CASE("every version is readable, and a plan as it stood on a day is the plan of that day") {
  Plans desk;
  desk.begin_plan();
  desk.pass(std::chrono::hours{24 * 10});
  desk.done("tia", "plan-answer",
            {{"answer", "next_step"}, {"was", "Aunt brings her on Mondays"}, {"text", "Bus pass"}});
  CHECK(has(desk.get("tia", desk.at("plan")), "Bus pass"));
  auto const then = desk.get("tia", desk.at("plan?on=2026-11-04"));
  CHECK(has(then, "Aunt brings her on Mondays"));
  CHECK_FALSE(has(then, "Bus pass"));
  CHECK(has(desk.get("tia", desk.at("plan?on=2026-11-03")), "There was no plan"));
}

TEST_CASE("an action for somebody who left yesterday, without an owner or without a day is refused in plain words") {
  Plans desk;
  desk.begin_plan();
  desk.to_level("2");
  auto const hal = desk.member("Hal Healthvisitor");
  desk.done("hal", "leave", {{"member", hal}});
  auto const nobody = desk.post("tia", desk.at("plan-action"), desk.in_days("due", 3, {{"text", "Weigh the baby"}}));
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "Say who will do it"));
  CHECK(has(nobody, "Weigh the baby"));
  CHECK(
      has(desk.post("tia", desk.at("plan-action"), {{"text", "Weigh the baby"}, {"owner", "family"}}), "Say by when"));
  auto const past = desk.post("tia", desk.at("plan-review-date"), desk.in_days("on", -1, {}));
  CHECK(past.status == 422);
  CHECK(has(past, "still to come"));
  plan::AgreeAction command;
  command.action.text = "Weigh the baby";
  command.action.owner = std::string{"Hal"};
  command.action.member = family::MemberId::parse(hal);
  command.action.due = london_date(desk.clock.now()) + 3;
  auto const refused = desk.run([&](auto& t) {
    return plan::act(t, desk.family, command, {desk.subject("tia"), "test"});
  });
  CHECK(refused.error().code == "owner_left");
}

TEST_CASE("a review stands beside the last one; readings show first against latest") {
  Plans desk;
  desk.begin_plan();
  desk.done(
      "tia", "plan-review",
      desk.in_days("next_on", 42,
                   {{"what_changed", "In on time"}, {"family_says", "Calmer"}, {"who_was_there", "Mother, school"}}));
  auto const form = desk.get("tia", desk.at("plan-review"));
  CHECK(has(form, "In on time"));
  desk.done("tia", "plan-reading", {{"person", desk.mother.text()}, {"home", "3"}, {"mind", "4"}});
  desk.pass(std::chrono::hours{24 * 50});
  desk.done("tia", "plan-reading", {{"person", desk.mother.text()}, {"home", "6"}});
  auto const page = desk.get("tia", desk.at("plan"));
  CHECK(has(page, "Distance travelled"));
  CHECK(has(page, "Overdue"));  // the review
  CHECK(desk.post("tia", desk.at("plan-reading"), {{"person", desk.mother.text()}, {"home", "99"}}).status == 422);
}

TEST_CASE("a plan closes at level 3 with a second look, is sustained or not by the records, and reopens whole") {
  Plans desk;
  desk.begin_plan();
  desk.to_level("3");
  desk.done("tia", "plan-close",
            {{"reason", testing::doncaster().closing_reasons.front().code},
             {"came_of_it", "In school"},
             {"family_says", "Thank you"}});
  CHECK(has(desk.get("max", "/second-looks"), "Closing at level 3"));
  auto const closed = desk.get("tia", desk.at("plan"));
  CHECK(has(closed, "too early to say"));
  CHECK(has(closed, "Thank you"));
  CHECK(desk.post("tia", desk.at("plan-level"), {{"to", "1"}, {"reason", "x"}}).status == 422);
  desk.pass(std::chrono::hours{24 * 200});
  CHECK(has(desk.get("pat", desk.at("plan")), "6 months: sustained"));
  desk.told_before();
  CHECK(has(desk.get("pat", desk.at("plan")), "back in early help on"));
  desk.done("pat", "plan-reopen", {{"reason", "They asked again"}});
  CHECK(has(desk.get("pat", desk.at("plan")), "Help with mornings"));
}

TEST_CASE("a plan is not sustained when a child of the family is allocated again, though nobody asked anew") {
  Plans desk;
  desk.begin_plan();
  desk.done("tia", "plan-close",
            {{"reason", testing::doncaster().closing_reasons.front().code}, {"came_of_it", "Better"}});
  auto const closed = london_date(desk.clock.now());
  desk.pass(std::chrono::hours{24 * 100});
  CHECK(plan::sustained(*desk.reader(), desk.family, closed, 6).held());
  desk.allocate_to(desk.health());
  auto const since = plan::sustained(*desk.reader(), desk.family, closed, 6);
  CHECK(since.came_back_on == london_date(desk.clock.now()));
  CHECK_FALSE(since.held());
  CHECK(plan::sustained(*desk.reader(), desk.family, closed, 3).held());
  CHECK(has(desk.get("pat", desk.at("plan")), "back in early help on"));
}

TEST_CASE("the level of need at allocation stands beside the level when the plan ended, and how far it came") {
  Plans desk;
  enquiry::AllocationMade made;
  made.allocation = enquiry::AllocationId::mint(desk.clock.now(), desk.random);
  made.child = desk.child;
  made.allocated_on = london_date(desk.clock.now());
  made.lead_agency = "dial_house_primary";
  made.level = 3;
  desk.must([&](auto& t) { return enquiry::allocate(t, {made}, {desk.subject("pat"), "allocation"}); });
  desk.begin_plan();
  auto page = desk.get("tia", desk.at("plan"));
  CHECK(has(page, "Level of need"));
  CHECK(has(page, "The plan goes on"));
  desk.pass(std::chrono::hours{24 * 30});
  desk.done("tia", "plan-close",
            {{"reason", testing::doncaster().closing_reasons.front().code},
             {"came_of_it", "In school"},
             {"need_level", "1"}});
  page = desk.get("tia", desk.at("plan"));
  CHECK(has(page, "2 levels lower"));
  CHECK(has(page, "4 December 2026"));
  // As it stood before: nothing of the end.
  CHECK(has(desk.get("tia", desk.at("plan") + "?on=2026-11-10"), "The plan goes on"));
}

TEST_CASE(
    "a manager asks for changes without holding the plan up; whoever has no part in the family cannot write in it") {
  Plans desk;
  desk.begin_plan();
  desk.done("max", "plan-changes", {{"text", "Add the health visitor's view"}});
  CHECK(has(desk.get("tia", desk.at("plan")), "Add the health visitor"));
  CHECK(desk.post("tia", desk.at("plan-changes"), {{"text", "x"}}).status == 403);
  CHECK(desk.get("sam", desk.at("plan")).status == 403);
  CHECK(desk.post("sam", desk.at("plan-goal"), {{"text", "x"}}).status == 403);
}
