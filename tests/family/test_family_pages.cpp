// A family's pages as each person sees them: what opens, what stays shut, and that nothing typed is lost.
#include "family_desk.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {
struct Families : FamilyDesk {
  Families() { hang_routes(router, services, {}); }
};
}  // namespace

TEST_CASE("a practitioner sees nothing of a family until their agency is given it and they take it on") {
  Families desk;
  CHECK(desk.get("tia", desk.at()).status == 404);
  CHECK_FALSE(has(desk.get("tia", "/families"), "Quillfeather"));
  desk.allocate_to("dial_house_primary");
  CHECK(has(desk.get("tia", "/families"), "Quillfeather"));
  auto const card = desk.get("tia", desk.at());
  CHECK(card.status == 200);
  CHECK(has(card, "Take this family on"));
  CHECK_FALSE(has(card, "Agreement"));
  CHECK(desk.get("tia", desk.at("timeline")).status == 403);
  desk.done("tia", "join", {{"role", "school"}, {"phone", "01632 960001"}});
  CHECK(desk.get("tia", desk.at("timeline")).status == 200);
  CHECK(has(desk.get("tia", desk.at("team")), "01632 960001"));
  // To work for another agency opens nothing.
  CHECK(desk.get("hal", desk.at()).status == 404);
}

TEST_CASE("a note is three fields; who may read it follows agency, choices and decisions, at once") {
  Families desk;
  desk.gather_team();
  desk.done("tia", "note",
            {{"kind", "call"}, {"text", "Aunt will bring her on Mondays"}, {"information", "education"}});
  desk.done("tia", "note", {{"kind", "note"}, {"text", "Sleeping badly"}, {"information", "health"}});
  CHECK(has(desk.get("tia", desk.at("timeline")), "Aunt will bring"));
  CHECK(has(desk.get("pat", desk.at("timeline")), "Aunt will bring"));
  CHECK_FALSE(has(desk.get("hal", desk.at("timeline")), "Aunt will bring"));
  SUBCASE("the family chooses to let them know") {
    desk.done(
        "tia", "sharing-choice",
        {{"agency", FamilyDesk::health()}, {"information", "health"}, {"may_share", "yes"}, {"said_by", "Mother"}});
    auto const page = desk.get("hal", desk.at("timeline"));
    CHECK(has(page, "Sleeping badly"));
    CHECK_FALSE(has(page, "Aunt will bring"));
    desk.done(
        "tia", "sharing-choice",
        {{"agency", FamilyDesk::health()}, {"information", "health"}, {"may_share", "no"}, {"said_by", "Mother"}});
    CHECK_FALSE(has(desk.get("hal", desk.at("timeline")), "Sleeping badly"));
  }
  SUBCASE("a decision in law comes before the choice") {
    desk.done(
        "tia", "sharing-choice",
        {{"agency", FamilyDesk::health()}, {"information", "health"}, {"may_share", "no"}, {"said_by", "Mother"}});
    desk.done("tia", "sharing-decision",
              {{"share", "yes"},
               {"agency", FamilyDesk::health()},
               {"information", "health"},
               {"basis", "information_sharing_duty"},
               {"reason", "They see the baby tomorrow"},
               {"family_told", "yes"},
               {"decided_by", "Tia"}});
    CHECK(has(desk.get("hal", desk.at("timeline")), "Sleeping badly"));
    auto const page = desk.get("pat", desk.at("sharing"));
    CHECK(has(page, "They see the baby tomorrow"));
    CHECK(has(page, "Mother, 4 November 2026"));
  }
  SUBCASE("a note for named people is for its writer alone") {
    desk.done("tia", "note", {{"kind", "note"}, {"text", "A private worry"}, {"audience", "named"}});
    CHECK(has(desk.get("tia", desk.at("timeline")), "A private worry"));
    CHECK_FALSE(has(desk.get("pat", desk.at("timeline")), "A private worry"));
    CHECK_FALSE(has(desk.get("max", desk.at("timeline")), "A private worry"));
  }
}

TEST_CASE("a form that is refused comes back with everything in it") {
  Families desk;
  desk.gather_team();
  auto const refused = desk.post("tia", desk.at("seen"), {{"said", "I like the dog"}, {"by", "Tia"}});
  CHECK(refused.status == 422);
  CHECK(has(refused, "I like the dog"));
  CHECK(has(refused, "Say whether the child was seen alone."));
  CHECK(has(refused, "Choose the child."));
  auto const note = desk.post("tia", desk.at("note"), {{"kind", "visit"}, {"text", " "}, {"with_whom", "Grandmother"}});
  CHECK(note.status == 422);
  CHECK(has(note, "Grandmother"));
}

TEST_CASE("the child's line: last seen, alone or not, in the child's words, and overdue after the profile's limit") {
  Families desk;
  desk.gather_team();
  CHECK(has(desk.get("pat", desk.at()), "Not seen yet"));
  desk.done("tia", "seen",
            {{"child", desk.child.text()},
             {"alone", "yes"},
             {"said", "I like the dog"},
             {"wants", "A bike"},
             {"day_is_like", "Noisy"},
             {"by", "Tia"}});
  auto const page = desk.get("pat", desk.at());
  CHECK(has(page, "4 November 2026, alone, by Tia"));
  CHECK(has(page, "I like the dog"));
  CHECK_FALSE(has(page, "Overdue"));
  // Whoever wrote it down goes on reading it, also while the family has not said what may be shared; another agency of
  // the team knows that the child was seen, and not what was said.
  CHECK(has(desk.get("tia", desk.at()), "<strong>Said:</strong> I like the dog"));
  auto const health = desk.get("hal", desk.at());
  CHECK(has(health, "alone, by Tia"));
  CHECK_FALSE(has(health, "I like the dog"));
  desk.pass(std::chrono::hours{24 * 29});
  CHECK(has(desk.get("pat", desk.at()), "Overdue"));
  CHECK(has(desk.get("tia", "/families"), "Overdue"));
  // An adult of the family is nobody's child to be seen; somebody of another family cannot be named.
  auto const stranger =
      desk.post("tia", desk.at("seen"), {{"child", desk.family.text()}, {"alone", "yes"}, {"by", "Tia"}});
  CHECK(stranger.status == 422);
  RecordSeen seen;
  seen.seen.child = PersonId::mint(desk.clock.now(), desk.random);
  auto const refused = desk.run([&](auto& t) { return act(t, desk.family, seen, {desk.subject("tia"), "test"}); });
  CHECK(refused.error().code == "not_of_family");
}

TEST_CASE("what happened earlier keeps both its days; the chronology holds what was picked, oldest first") {
  Families desk;
  desk.gather_team();
  desk.done("tia", "note",
            {{"kind", "visit"},
             {"text", "Moved in with the aunt"},
             {"at-day", "1"},
             {"at-month", "10"},
             {"at-year", "2026"},
             {"significant", "yes"}});
  desk.done("tia", "note", {{"kind", "note"}, {"text", "Ordinary day"}});
  auto const page = desk.get("tia", desk.at("timeline"));
  CHECK(has(page, "1 October 2026 (written down 4 November 2026)"));
  auto chronology = desk.get("tia", desk.at("chronology"));
  CHECK(has(chronology, "Moved in with the aunt"));
  CHECK_FALSE(has(chronology, "Ordinary day"));
  desk.done("tia", "mark", {{"entry", desk.entry_with("Ordinary")}, {"significant", "yes"}});
  CHECK(has(desk.get("tia", desk.at("chronology")), "Ordinary day"));
  desk.done("tia", "amend", {{"entry", desk.entry_with("Ordinary")}, {"text", "A quiet day"}});
  CHECK(has(desk.get("tia", desk.at("timeline")), "A quiet day"));
  CHECK(has(desk.get("tia", desk.at("timeline")), "Changed since it was written"));
  // Nobody rewords what somebody else wrote.
  CHECK(desk.post("pat", desk.at("amend"), {{"entry", desk.entry_with("quiet")}, {"text", "Mine"}}).status == 403);
}

TEST_CASE(
    "a family that withdraws: sharing with the team stops the same second, nothing is deleted, nobody is referred") {
  Families desk;
  desk.gather_team();
  desk.done("hal", "note", {{"kind", "note"}, {"text", "Weighed"}});
  CHECK(has(desk.get("hal", desk.at("timeline")), "Weighed"));
  auto const referrals = desk.number("SELECT count(*) FROM referral");
  desk.done("tia", "agreement",
            {{"person", desk.mother.text()},
             {"answer", "withdraws"},
             {"whole_family", "yes"},
             {"alone", "yes"},
             {"how", "phone"},
             {"asked_by", "Tia"}});
  CHECK(desk.get("hal", desk.at("timeline")).status == 403);
  CHECK_FALSE(has(desk.get("hal", desk.at()), "Zephyrine"));
  CHECK(has(desk.get("hal", desk.at()), "01632 960001"));  // whom to ring
  CHECK(desk.post("hal", desk.at("note"), {{"kind", "note"}, {"text", "More"}}).status == 403);
  auto const lead = desk.get("tia", desk.at());
  CHECK(has(lead, "no longer takes part"));
  CHECK(has(desk.get("pat", desk.at("timeline")), "Weighed"));
  CHECK(desk.number("SELECT count(*) FROM referral") == referrals);
  desk.done(
      "pat", "agreement",
      {{"person", desk.mother.text()}, {"answer", "agrees"}, {"alone", "yes"}, {"how", "phone"}, {"asked_by", "Pat"}});
  CHECK(has(desk.get("hal", desk.at("timeline")), "Weighed"));
}

TEST_CASE("agreement of a child says how they understood; each answer stands with who asked and whether alone") {
  Families desk;
  desk.gather_team();
  auto const refused =
      desk.post("tia", desk.at("agreement"),
                {{"person", desk.child.text()}, {"answer", "agrees"}, {"alone", "no"}, {"asked_by", "Tia"}});
  CHECK(refused.status == 422);
  CHECK(has(refused, "understood"));
  desk.done("tia", "agreement",
            {{"person", desk.child.text()},
             {"answer", "agrees"},
             {"alone", "no"},
             {"asked_by", "Tia"},
             {"understanding", "Explained it back to me"}});
  auto const page = desk.get("tia", desk.at("sharing"));
  CHECK(has(page, "Explained it back to me"));
  CHECK(has(page, "with others there"));
}

TEST_CASE("somebody leaves a team by themselves and sees the family no more; the lead who leaves leads no more") {
  Families desk;
  desk.gather_team();
  auto const left = desk.done("hal", "leave", {{"member", desk.member("Hal Healthvisitor")}});
  CHECK(location(left).starts_with("/families?"));
  CHECK(desk.get("hal", desk.at()).status == 404);
  CHECK(has(desk.get("pat", desk.at("team")), "No longer involved"));
  // One who is not in the team cannot end another's part in it.
  CHECK(desk.post("sam", desk.at("leave"), {{"member", desk.member("Tia Teacher")}}).status == 403);
  desk.done("pat", "leave", {{"member", desk.member("Tia Teacher")}});
  CHECK(has(desk.get("pat", desk.at()), "No lead"));
}

TEST_CASE("kin see nothing, not in an emergency either, and cannot end it themselves") {
  Families desk;
  desk.gather_team();
  desk.done("hal", "conflict", {{"tie", "The mother is my sister"}});
  CHECK(desk.get("hal", desk.at()).status == 404);
  CHECK(desk.get("hal", desk.at("emergency")).status == 404);
  desk.done("pat", "conflict", {{"login", "sam"}, {"tie", "Lives next door"}});
  CHECK(desk.get("sam", desk.at()).status == 404);
  desk.done("pat", "end-conflict", {{"account", desk.accounts.at("hal").text()}, {"reason", "A mistake"}});
  CHECK(desk.get("hal", desk.at()).status == 200);
}

TEST_CASE("a record opened in an emergency: for an hour, told to a manager, reviewed by somebody else") {
  Families desk;
  desk.gather_team();
  desk.done("tia", "note", {{"kind", "note"}, {"text", "Hides when there is shouting"}});
  CHECK_FALSE(has(desk.get("sam", desk.at()), "Hides when"));
  CHECK(desk.get("sam", desk.at("timeline")).status == 403);
  auto const short_one = desk.post("sam", desk.at("emergency"), {{"category", "child_at_risk"}, {"reason", "Need to"}});
  CHECK(short_one.status == 422);
  CHECK(has(short_one, "Need to"));
  desk.done("sam", "emergency",
            {{"category", "child_at_risk"}, {"reason", "Police have found the child alone at night"}});
  CHECK(has(desk.get("sam", desk.at("timeline")), "Hides when"));
  CHECK(has(desk.get("sam", desk.at()), "in an emergency"));
  CHECK(desk.post("sam", desk.at("note"), {{"kind", "note"}, {"text", "x"}}).status == 403);
  auto const queue = desk.get("max", "/second-looks");
  CHECK(has(queue, "Opened in an emergency"));
  CHECK(has(queue, "Sam Screener"));
  auto const readers = desk.get("max", desk.at("readers"));
  CHECK(has(readers, "Police have found the child"));
  CHECK(has(readers, "Sam Screener"));
  auto const glass = *desk.reader()->text("SELECT id FROM family_glass");
  desk.done("max", "review", {{"glass", glass}, {"finding", "justified"}});
  CHECK_FALSE(has(desk.get("max", "/second-looks"), "Sam Screener"));
  desk.pass(std::chrono::minutes{61});
  CHECK(desk.get("sam", desk.at("timeline")).status == 403);
}

TEST_CASE("a restricted child makes the family as if it were not there, for all but those named") {
  Families desk;
  desk.gather_team();
  desk.must(
      [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("tia")}, "Works here", {}); });
  CHECK(desk.get("tia", desk.at()).status == 200);
  for (std::string const login : {"pat", "max", "sam", "mia", "hal"}) {
    CAPTURE(login);
    CHECK(desk.get(login, desk.at()).status == 404);
    CHECK(desk.get(login, desk.at("emergency")).status == 404);
    CHECK_FALSE(has(desk.get(login, "/families"), "Quillfeather"));
  }
}

TEST_CASE("not sharing despite a worry goes to a second person, who is not the one who decided") {
  Families desk;
  desk.gather_team();
  desk.done("pat", "sharing-decision",
            {{"share", "no"},
             {"worried", "yes"},
             {"agency", FamilyDesk::health()},
             {"information", "health"},
             {"basis", "agreement"},
             {"reason", "She asked us not to"},
             {"family_told", "yes"},
             {"decided_by", "Pat"}});
  CHECK(has(desk.get("max", "/second-looks"), "Not sharing despite a worry"));
  auto const ask = *desk.reader()->text("SELECT id FROM second_ask");
  CHECK(desk.post("pat", desk.at("second"), {{"ask", ask}, {"agrees", "yes"}}).status == 403);
  CHECK(desk.post("max", desk.at("second"), {{"ask", ask}, {"agrees", "no"}}).status == 422);
  desk.done("max", "second", {{"ask", ask}, {"agrees", "no"}, {"note", "Share it: the duty applies"}});
  CHECK(has(desk.get("max", "/second-looks"), "Nothing waits"));
}

TEST_CASE("every look at a family is written down with who and by which rule, and the family's page says so") {
  Families desk;
  desk.gather_team();
  auto const before = desk.looks().size();
  CHECK(desk.get("hal", desk.at()).status == 200);
  auto const looks = desk.looks();
  REQUIRE(looks.size() == before + 1);
  CHECK(looks.back().record == desk.family.text());
  CHECK(looks.back().rule == "on_team");
  CHECK(has(desk.get("tia", desk.at("readers")), "Hal Healthvisitor"));
}

TEST_CASE("an adult comes onto the record, the family is drawn with what is around it, and what ends is taken out") {
  Families desk;
  desk.gather_team();
  desk.done("tia", "add-person",
            {{"forename", "Osric"},
             {"surname", "Quillfeather"},
             {"born-day", "3"},
             {"born-month", "4"},
             {"born-year", "1988"}});
  CHECK(desk.post("tia", desk.at("add-person"), {{"forename", " "}}).status == 422);
  desk.done("tia", "relation", {{"first", desk.mother.text()}, {"kinship", "parent"}, {"second", desk.child.text()}});
  CHECK(desk.post("tia", desk.at("relation"),
                  {{"first", desk.mother.text()}, {"kinship", "parent"}, {"second", desk.child.text()}})
            .status == 422);
  desk.done("tia", "tie", {{"name", "The youth club"}, {"strength", "strong"}, {"help", "to_the_family"}});
  auto const page = desk.get("tia", desk.at("people"));
  CHECK(has(page, "Osric Quillfeather"));
  CHECK(has(page, "<svg"));
  CHECK(has(page, "The youth club"));
  CHECK(has(page, "Maud Quillfeather is a parent of Zephyrine Quillfeather"));
  auto const relation = desk.reader()->text("SELECT id FROM family_relation").value_or("");
  desk.done("tia", "end-relation", {{"relation", relation}, {"reason", "A slip"}});
  CHECK_FALSE(has(desk.get("tia", desk.at("people")), "is a parent of"));
}
