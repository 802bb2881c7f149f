// Work with a family as each person sees it: caseloads and handing over, disagreements and steps refused, help in
// sessions, and reflections that stay with whoever wrote them.
#include "family_desk.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {

struct Work : FamilyDesk {
  Work() {
    hang_routes(router, services, {});
    add_person("ned", "Ned Newcomer", Role::practitioner, "dial_house_primary");
    gather_team();
  }
  std::string load_of(std::string const& login) { return "/caseloads/" + accounts.at(login).text(); }
  Typed hand_over(std::string const& to, Typed more = {}) {
    Typed typed = {{"family", family.text()}, {"to", accounts.at(to).text()}, {"role", "school"},
                   {"phone", "01632 960009"}, {"reason", "Tia moves away"},   {"told", "yes"}};
    typed.insert(typed.end(), more.begin(), more.end());
    return typed;
  }
  // Another family that Tia leads.
  FamilyId second_family() {
    auto const first = family;
    family = FamilyId::mint(clock.now(), random);
    add("Isolde", "Thornquill", "2018-01-01");
    JoinTeam join;
    join.joined.member = MemberId::mint(clock.now(), random);
    join.joined.account = accounts.at("tia");
    join.joined.name = std::string{"Tia Teacher"};
    join.joined.from = london_date(clock.now());
    auto const id = family;
    must([&](auto& t) { return act(t, id, join, {subject("pat"), "test"}); });
    must([&](auto& t) { return act(t, id, ChooseLead{join.joined.member, ""}, {subject("pat"), "test"}); });
    family = first;
    return id;
  }
  void restrict_child() {
    must([&](auto& t) { return people::restrict_person(t, child, {accounts.at("sam")}, "Works here", {}); });
  }
  std::string disagree(std::string const& login) {
    done(login, "disagree",
         {{"about", "level"}, {"agency", "dial_house_primary"}, {"text", "This is level 3"}, {"wants", "A meeting"}});
    return id_in("disagreement");
  }
};

}  // namespace

TEST_CASE("caseloads: each worker's families against the profile's limit, and by team") {
  Work desk;
  auto const page = desk.get("max", "/caseloads");
  CHECK(page.status == 200);
  CHECK(has(page, "Tia Teacher"));
  CHECK(has(page, "1 of 15"));
  CHECK(has(page, "No team of the hub: an agency by itself"));
  CHECK(desk.get("tia", "/caseloads").status == 403);
  auto profile = testing::doncaster();
  profile.practice.caseload_limit = 1;
  desk.services.profile = &profile;
  CHECK(has(desk.get("max", "/caseloads"), "Full"));
  desk.second_family();
  CHECK(has(desk.get("max", "/caseloads"), "Over the limit"));
}

TEST_CASE("workers over the limit, for a manager's home page: a family that is kept from them is in no count") {
  Work desk;
  auto const over = [&](std::int64_t limit) {
    auto const max = desk.subject("max");
    return workers_over(*desk.reader(), max, limit, desk.clock.now());
  };
  CHECK(over(1).empty());
  desk.second_family();
  auto const full = over(1);
  REQUIRE(full.size() == 1);
  CHECK(full.front().name == "Tia Teacher");
  CHECK(full.front().families == 2);
  desk.restrict_child();
  CHECK(over(1).empty());
  CHECK(over(0).front().families == 1);
}

TEST_CASE("a worker who leaves hands families over, many at once; each family's history says so") {
  Work desk;
  auto const other = desk.second_family();
  auto const form = desk.get("pat", desk.load_of("tia"));
  CHECK(has(form, "Quillfeather"));
  CHECK(has(form, "Thornquill"));
  CHECK(has(form, "Ned Newcomer"));
  CHECK(desk.post("pat", desk.load_of("tia"), desk.hand_over("ned", {{"family", other.text()}})).status == 303);
  CHECK(has(desk.get("pat", "/caseloads"), "2 of 15"));
  CHECK(has(desk.get("ned", "/families"), "Thornquill"));
  CHECK_FALSE(has(desk.get("tia", "/families"), "Thornquill"));
  auto const history = desk.get("ned", desk.at("timeline"));
  CHECK(has(history, "Handed over from Tia Teacher to Ned Newcomer"));
  CHECK(has(history, "Tia moves away"));
  CHECK(has(history, "The family has been told."));
  CHECK(desk.get("tia", desk.at("timeline")).status == 403);
}

TEST_CASE("a handover that is refused changes nothing and keeps what was typed") {
  Work desk;
  auto const before = desk.events();
  auto const refuse = [&](Typed const& typed, char const* sentence) {
    auto const refused = desk.post("pat", desk.load_of("tia"), typed);
    CHECK(refused.status == 422);
    CHECK_MESSAGE(has(refused, sentence), sentence);
    CHECK(has(refused, "01632 960009"));
    CHECK(desk.events() == before);
  };
  Typed none = desk.hand_over("ned");
  none.erase(none.begin());
  refuse(none, "Choose at least one family.");
  Typed nobody = desk.hand_over("ned");
  nobody[1].second = "";
  refuse(nobody, "Choose who takes over.");
  Typed untold = desk.hand_over("ned");
  untold.back().second = "no";
  refuse(untold, "Say why the family has not been told.");
  HandOverMany command;
  CHECK(desk.run([&](auto& t) {
              return hand_over(t, command, {desk.subject("pat"), "test"});
            })
            .error()
            .code == "no_families");
  command.families = {desk.family};
  CHECK(desk.run([&](auto& t) {
              return hand_over(t, command, {desk.subject("pat"), "test"});
            })
            .error()
            .code == "nobody_chosen");
  // All or none: a second family in which Tia has no part leaves the first where it was.
  auto const other = FamilyId::mint(desk.clock.now(), desk.random);
  CHECK(desk.post("pat", desk.load_of("tia"), desk.hand_over("ned", {{"family", other.text()}})).status == 404);
  CHECK(desk.events() == before);
  CHECK(has(desk.get("tia", "/families"), "Quillfeather"));
}

TEST_CASE("a restricted family is in no caseload, no choice and no handover of those not named") {
  Work desk;
  desk.restrict_child();
  CHECK_FALSE(has(desk.get("max", "/caseloads"), "Tia Teacher"));
  CHECK_FALSE(has(desk.get("max", desk.load_of("tia")), "Quillfeather"));
  CHECK(desk.post("pat", desk.load_of("tia"), desk.hand_over("ned")).status == 404);
  // Those who may know of it name whoever takes over first.
  auto const refused = desk.run([&](auto& t) {
    HandOverMany command;
    command.families = {desk.family};
    command.from = desk.accounts.at("tia");
    command.to = desk.accounts.at("ned");
    return hand_over(t, command, {desk.subject("pat"), "test", true});
  });
  CHECK(refused.error().code == "not_named");
}

TEST_CASE("I disagree: raised, overdue at its stage, answered, taken further, settled; help goes on meanwhile") {
  Work desk;
  auto const id = desk.disagree("hal");
  CHECK(has(desk.get("hal", desk.at("decisions")), "This is level 3"));
  CHECK(has(desk.get("tia", desk.at("decisions")), "an answer is due by 5 November 2026"));
  CHECK_FALSE(has(desk.get("max", "/disagreements"), "Overdue"));
  desk.pass(std::chrono::hours{24 * 4});
  CHECK(has(desk.get("max", "/disagreements"), "Overdue"));
  // The plan and the record are not held up.
  desk.done("tia", "note", {{"kind", "note"}, {"text", "Rang her"}});
  CHECK(desk.post("hal", desk.at("disagree-answer"), {{"disagreement", id}, {"answer", "x"}, {"answered_by", "Hal"}})
            .status == 403);
  desk.done("hal", "disagree-further", {{"disagreement", id}, {"reason", "Nobody answers"}});
  CHECK(has(desk.get("max", "/disagreements"), "Between managers"));
  CHECK_FALSE(has(desk.get("max", "/disagreements"), "Overdue"));
  auto const empty = desk.post("max", desk.at("disagree-answer"), {{"disagreement", id}, {"answered_by", "Max"}});
  CHECK(empty.status == 422);
  CHECK(has(empty, "Write the answer."));
  desk.done("max", "disagree-answer", {{"disagreement", id}, {"answer", "We meet on Monday"}, {"answered_by", "Max"}});
  CHECK(has(desk.get("hal", desk.at("decisions")), "We meet on Monday"));
  desk.done("hal", "disagree-settle", {{"disagreement", id}, {"outcome", "Level 3 from Monday"}});
  auto const page = desk.get("pat", desk.at("decisions"));
  CHECK(has(page, "Settled"));
  CHECK(has(page, "Level 3 from Monday"));
  CHECK(has(desk.get("max", "/disagreements"), "None is open"));
  CHECK(has(desk.get("pat", desk.at("timeline")), "Disagreement about The level of need"));
}

TEST_CASE("a disagreement is read by who raised it, whom it is with, and those who read the record; not by others") {
  Work desk;
  desk.disagree("hal");
  // A screening officer sees who the family is and no more; what they raised themselves they see.
  CHECK_FALSE(has(desk.get("sam", desk.at("decisions")), "This is level 3"));
  CHECK(has(desk.get("tia", desk.at("decisions")), "This is level 3"));
  desk.done("sam", "disagree",
            {{"about", "other"}, {"agency", "dial_house_primary"}, {"text", "Nobody rang back"}, {"wants", "A call"}});
  CHECK(has(desk.get("sam", desk.at("decisions")), "Nobody rang back"));
  CHECK(has(desk.get("sam", "/disagreements"), "Quillfeather"));
  CHECK_FALSE(has(desk.get("hal", desk.at("decisions")), "Nobody rang back"));
  desk.restrict_child();
  CHECK_FALSE(has(desk.get("max", "/disagreements"), "Quillfeather"));
}

TEST_CASE("a step up that is refused keeps its worry in sight and waits for a second person") {
  Work desk;
  auto const blank = desk.post("tia", desk.at("no-step-up"), {{"worry", "Bruises twice"}});
  CHECK(blank.status == 422);
  CHECK(has(blank, "Bruises twice"));
  CHECK(has(blank, "Say when you look at it again."));
  desk.done("tia", "no-step-up",
            desk.in_days("look_again_on", 7,
                         {{"to", "social_care"},
                          {"asked_by", "Hal"},
                          {"worry", "Bruises twice"},
                          {"reason", "The clinic explained them"},
                          {"decided_by", "Tia and Pat"},
                          {"social_worker", "yes"},
                          {"would_change_our_mind", "A third time"}}));
  auto const page = desk.get("pat", desk.at("decisions"));
  for (auto const* words : {"Bruises twice", "A third time", "with a social worker", "11 November 2026"})
    CHECK_MESSAGE(has(page, words), words);
  CHECK_FALSE(has(page, "Overdue"));
  CHECK(has(desk.get("max", "/second-looks"), "Not stepping up"));
  CHECK_FALSE(has(desk.get("hal", desk.at("decisions")), "Bruises twice"));  // the school's own words
  CHECK(desk.post("hal", desk.at("no-step-up"), {}).status == 403);
  desk.done("max", "second", {{"ask", desk.id_in("second_ask")}, {"agrees", "yes"}});
  CHECK_FALSE(has(desk.get("max", "/second-looks"), "Not stepping up"));
  desk.pass(std::chrono::hours{24 * 8});
  CHECK(has(desk.get("pat", desk.at("decisions")), "Overdue"));
}

TEST_CASE("help is offered, starts, is attended or not, ends, and stands in the timeline") {
  Work desk;
  desk.done(
      "tia", "help-offer",
      {{"kind", "parenting_course"}, {"person", desk.mother.text()}, {"provider", "Balby hub"}, {"hoped_for", "Calm"}});
  auto const help = desk.id_in("intervention");
  CHECK(has(desk.get("tia", desk.at("help")), "Offered"));
  CHECK(desk.post("tia", desk.at("help-session"), {{"help", help}, {"attended", "yes"}}).status == 422);
  desk.done("tia", "help-start", {{"help", help}, {"sessions_planned", "6"}});
  desk.done("tia", "help-session", {{"help", help}, {"attended", "yes"}});
  desk.done("tia", "help-session", {{"help", help}, {"attended", "no"}, {"note", "Bus strike"}});
  auto const page = desk.get("pat", desk.at("help"));
  for (auto const* words : {"Parenting course", "Maud Quillfeather", "Balby hub", "1 of 2 sessions attended, 6 planned",
                            "Bus strike", "Going on"})
    CHECK_MESSAGE(has(page, words), words);
  auto const bad = desk.post("tia", desk.at("help-offer"), {{"kind", ""}, {"provider", "Balby hub"}});
  CHECK(bad.status == 422);
  CHECK(has(bad, "Balby hub"));
  desk.done("tia", "help-end", {{"help", help}, {"ending", "finished"}, {"came_of_it", "Calmer evenings"}});
  CHECK(has(desk.get("pat", desk.at("help")), "Finished"));
  CHECK(has(desk.get("pat", desk.at("timeline")), "Calmer evenings"));
  // Another agency's worker sees what their own agency offers, and nothing of this.
  CHECK_FALSE(has(desk.get("hal", desk.at("help")), "Parenting course"));
  CHECK_FALSE(has(desk.get("hal", desk.at("timeline")), "Calmer evenings"));
  CHECK(desk.post("hal", desk.at("help-end"), {{"help", help}, {"ending", "stopped"}, {"came_of_it", "x"}}).status ==
        404);
}

TEST_CASE("a reflection is read by whoever wrote it: not by the manager, the coordinator or the rest of the team") {
  Work desk;
  desk.done("tia", "reflection", {{"text", "I go too fast with her"}});
  CHECK(has(desk.get("tia", desk.at("reflections")), "I go too fast with her"));
  for (auto const* login : {"pat", "max", "hal", "sam", "mia"})
    for (auto const* part : {"", "timeline", "chronology", "reflections", "decisions", "help", "team", "readers"}) {
      CAPTURE(login);
      CAPTURE(part);
      CHECK_FALSE(has(desk.get(login, desk.at(part)), "too fast"));
    }
  CHECK_FALSE(has(desk.get("tia", desk.at("timeline")), "too fast"));
}
