// Meetings and supervision as each person sees them; a plan whose beginning was redacted; Buckinghamshire's own words.
#include "journal/store.h"
#include "plan/plan_desk.h"
#include "profile/profile.h"

using namespace kith;
using namespace kith::plan::test;

namespace {

struct Meetings : PlanDesk {
  Meetings() {
    begin_plan();
    to_level("3");
  }
  std::string called() {
    auto const page = get("tia", at("meetings")).body;
    auto const from = page.find("meeting-record?meeting=");
    REQUIRE(from != std::string::npos);
    return page.substr(from + 23, 26);
  }
  void call() {
    done("tia", "meeting-call",
         in_days("on", 2,
                 {{"at", "3:30pm"},
                  {"where", "Hexthorpe school"},
                  {"invited", mother.text()},
                  {"invited", member("Hal Healthvisitor")},
                  {"others", "The aunt"},
                  {"about", "Mornings"}}));
  }
};

}  // namespace

TEST_CASE("a meeting is called with invitations, recorded with who came, and its actions are in the plan") {
  Meetings desk;
  CHECK(has(desk.get("tia", desk.at("meetings")), "Team Around the Family meeting due by 16 December 2026"));
  auto const nobody = desk.post("tia", desk.at("meeting-call"), desk.in_days("on", 2, {{"where", "Hexthorpe school"}}));
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "Hexthorpe school"));
  desk.call();
  auto const page = desk.get("hal", desk.at("meetings"));
  for (auto const* words : {"6 November 2026, 3:30pm, Hexthorpe school", "Maud Quillfeather", "Hal Healthvisitor",
                            "The aunt", "called for"})
    CHECK_MESSAGE(has(page, words), words);
  desk.pass(std::chrono::hours{24 * 2});
  auto const meeting = desk.called();
  auto const half = desk.post("tia", desk.at("meeting-record"),
                              {{"meeting", meeting}, {"decisions", "Mornings first"}, {"action1", "Ring the bus"}});
  CHECK(half.status == 422);
  for (auto const* words : {"Mornings first", "Ring the bus", "Say whether Maud Quillfeather came.",
                            "Say who will do it: anyone, the family too.", "Say by when."})
    CHECK_MESSAGE(has(half, words), words);
  desk.done("tia", "meeting-record",
            desk.in_days("due1", 7,
                         {{"meeting", meeting},
                          {"attendance1", "came"},
                          {"attendance2", "report"},
                          {"report2", "Growing well"},
                          {"attendance3", "apologies"},
                          {"family_said", "Glad of it"},
                          {"decisions", "Mornings first"},
                          {"action1", "Ring the bus company"},
                          {"owner1", "family"}}));
  auto const held = desk.get("pat", desk.at("meetings"));
  for (auto const* words : {"Maud Quillfeather: Came", "Hal Healthvisitor: Sent a report", "Growing well",
                            "The aunt: Sent apologies", "Mornings first", "The family: Ring the bus company"})
    CHECK_MESSAGE(has(held, words), words);
  CHECK(has(desk.get("pat", desk.at("plan")), "Ring the bus company"));
  CHECK(has(desk.get("pat", desk.at("timeline")), "Team Around the Family meeting on 6 November 2026"));
  // By the rhythm of its level it is due again, and shows when nobody called it.
  CHECK_FALSE(has(desk.get("pat", desk.at("plan")), "Overdue"));
  desk.pass(std::chrono::hours{24 * 44});
  CHECK(has(desk.get("pat", desk.at("meetings")), "Overdue"));
  CHECK(desk.get("sam", desk.at("meetings")).status == 403);
}

TEST_CASE("a meeting is called off, saying why") {
  Meetings desk;
  desk.call();
  auto const meeting = desk.called();
  CHECK(desk.post("tia", desk.at("meeting-off"), {{"meeting", meeting}}).status == 422);
  desk.done("tia", "meeting-off", {{"meeting", meeting}, {"reason", "Snow"}});
  auto const page = desk.get("tia", desk.at("meetings"));
  CHECK(has(page, "called off: Snow"));
  CHECK(has(page, "Call a meeting"));
}

TEST_CASE("an action of a meeting for somebody who left is refused with the meeting") {
  Meetings desk;
  desk.call();
  auto const hal = desk.member("Hal Healthvisitor");
  plan::RecordMeeting command;
  command.held.meeting = *plan::MeetingId::parse(desk.called());
  command.held.on = london_date(desk.clock.now());
  command.held.attendance = {{std::string{"Maud"}, plan::Attendance::came, ""}};
  command.held.decisions = "Mornings first";
  plan::ActionAgreed action;
  action.text = "Weigh the baby";
  action.owner = std::string{"Hal"};
  action.member = family::MemberId::parse(hal);
  action.due = command.held.on + 3;
  command.actions = {action};
  desk.done("hal", "leave", {{"member", hal}});
  auto const refused = desk.run([&](auto& t) {
    return plan::act(t, desk.family, command, {desk.subject("tia"), "test"});
  });
  CHECK(refused.error().code == "owner_left");
  CHECK(has(desk.get("tia", desk.at("meetings")), "Record the meeting"));
}

TEST_CASE("supervision: last seen, the child's words, what comes next, drift in words, decisions and why") {
  Meetings desk;
  desk.done("tia", "seen", {{"child", desk.child.text()}, {"alone", "yes"}, {"said", "I like the dog"}, {"by", "Tia"}});
  auto const page = desk.get("tia", "/supervision");
  for (auto const* words : {"Quillfeather", "I like the dog", "seen 4 November 2026, alone, by Tia", "Level 3",
                            "No review planned", "from level 1 to level 3", "Need has changed", "Moved on"})
    CHECK_MESSAGE(has(page, words), words);
  CHECK_FALSE(has(page, "Drift"));
  desk.pass(std::chrono::hours{24 * 41});
  auto const later = desk.get("tia", "/supervision");
  CHECK(has(later, "Nothing has moved for 41 days: since 4 November 2026"));
  CHECK(has(later, "Overdue"));
  // A worker goes through their own; a manager through anybody's.
  auto const of_tia = "/supervision?worker=" + desk.accounts.at("tia").text();
  CHECK(has(desk.get("max", of_tia), "I like the dog"));
  CHECK_FALSE(has(desk.get("max", "/supervision"), "I like the dog"));
  auto const hal = desk.get("hal", of_tia);
  CHECK(has(hal, "Quillfeather"));  // his own part in the same family
  CHECK_FALSE(has(hal, "I like the dog"));
  CHECK(desk.get("sam", "/supervision").status == 403);
  CHECK(desk.looks().back().action == "see_supervision");
}

TEST_CASE("a practitioner's reflection is not in the manager's supervision of them") {
  Meetings desk;
  desk.done("tia", "reflection", {{"text", "I go too fast with her"}});
  CHECK(has(desk.get("tia", "/supervision"), "1 of yours"));
  auto const manager = desk.get("max", "/supervision?worker=" + desk.accounts.at("tia").text());
  CHECK_FALSE(has(manager, "too fast"));
  CHECK_FALSE(has(manager, "1 of yours"));
  CHECK_FALSE(has(desk.get("max", desk.at("plan")), "too fast"));
  CHECK_FALSE(has(desk.get("max", desk.at("plan-history")), "too fast"));
}

TEST_CASE("a restricted family is in nobody's supervision but of those who may know") {
  Meetings desk;
  desk.must(
      [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("pat")}, "Works here", {}); });
  for (auto const* login : {"tia", "max"})
    CHECK_FALSE(has(desk.get(login, "/supervision?worker=" + desk.accounts.at("tia").text()), "Quillfeather"));
  CHECK(has(desk.get("pat", "/supervision?worker=" + desk.accounts.at("tia").text()), "Quillfeather"));
}

TEST_CASE("a plan keeps its place in lists when the words it began with are redacted") {
  Meetings desk;
  auto const before = plan::plan_of_family(*desk.reader(), desk.family);
  REQUIRE(before);
  // The records made again from a journal whose first payload of the plan is gone.
  auto connection = sql::connect(desk.database.location(), sql::Access::read_write);
  auto recorded = journal::load(*connection, before->plan.raw());
  recorded.front().body.reset();
  connection->post("DELETE FROM plan", {});
  for (auto const& one : recorded) plan::plan_records().apply(*connection, one);
  auto const after = plan::plan_of_family(*connection, desk.family);
  REQUIRE(after);
  CHECK(after->plan == before->plan);
  CHECK(after->level == 3);
  CHECK(after->begun_on == before->begun_on);
  CHECK(after->moved_on == before->moved_on);
}

TEST_CASE("the records of work with a family, made again from the journal, are the records as they stood") {
  Meetings desk;
  desk.call();
  desk.done("tia", "reflection", {{"text", "I go too fast with her"}});
  desk.done("tia", "help-offer", {{"kind", "mentoring"}, {"person", desk.child.text()}});
  auto const help = desk.id_in("intervention");
  desk.done("tia", "help-start", {{"help", help}, {"sessions_planned", "6"}});
  desk.done("tia", "help-session", {{"help", help}, {"attended", "yes"}});
  desk.done("tia", "help-end", {{"help", help}, {"ending", "finished"}, {"came_of_it", "Calmer"}});
  desk.done("hal", "disagree",
            {{"about", "level"}, {"agency", "dial_house_primary"}, {"text", "Level 3"}, {"wants", "A meeting"}});
  auto const said = desk.id_in("disagreement");
  desk.done("hal", "disagree-further", {{"disagreement", said}, {"reason", "No answer"}});
  desk.done("max", "disagree-answer", {{"disagreement", said}, {"answer", "Agreed"}, {"answered_by", "Max"}});
  desk.done("hal", "disagree-settle", {{"disagreement", said}, {"outcome", "Agreed"}});
  CHECK(desk.post("max", "/caseloads/" + desk.accounts.at("tia").text(),
                  {{"family", desk.family.text()},
                   {"to", desk.accounts.at("hal").text()},
                   {"role", "health"},
                   {"reason", "Tia moves away"},
                   {"told", "yes"}})
            .status == 303);
  auto const projections = family::test::FamilyDesk::projections({plan::plan_records()});
  testing::TestDatabase elsewhere(desk.reader()->engine());
  auto fresh = sql::connect(elsewhere.location(), sql::Access::read_write);
  journal::create_tables(*fresh);
  journal::create_records(projections, *fresh);
  journal::for_each_event(*desk.reader(), 0,
                          [&](journal::Recorded const& event) { journal::project(projections, *fresh, event); });
  auto const live = journal::digest_records(projections, *desk.reader());
  auto const rebuilt = journal::digest_records(projections, *fresh);
  REQUIRE(live.size() == rebuilt.size());
  for (std::size_t i = 0; i < live.size(); ++i) CHECK_MESSAGE((live[i] == rebuilt[i]), live[i].table);
}

TEST_CASE("the same journey in Buckinghamshire, in its own words and at its own rhythm") {
  PlanDesk desk;
  auto const loaded = profile::load(std::filesystem::path{KITH_SOURCE_DIR} / "profiles" / "buckinghamshire");
  REQUIRE(loaded.ok());
  desk.services.profile = &*loaded;
  desk.begin_plan();
  desk.to_level("2");
  auto const plan = desk.get("tia", desk.at("plan"));
  for (auto const* words : {"Family Support Plan", "Early support", "family network meeting due by 27 January 2027"})
    CHECK_MESSAGE(has(plan, words), words);
  CHECK(has(desk.get("tia", desk.at("disagree")), "It begins here: Worker to worker"));
  CHECK(has(desk.get("tia", desk.at("help-offer")), "Youth work, one to one"));
  CHECK(has(desk.get("max", "/caseloads"), "1 of 12"));
  desk.to_level("3");
  CHECK(has(desk.get("tia", desk.at("plan")), "Intensive family support"));
  desk.to_level("1");
  auto const low = desk.get("tia", desk.at("plan"));
  CHECK(has(low, "Universal"));
  CHECK(has(low, "Help with mornings"));
  CHECK(has(desk.get("max", "/second-looks"), "Stepping down"));
}
