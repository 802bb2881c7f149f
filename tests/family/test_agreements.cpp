// Agencies' agreements, the part of the borough an account answers for, and who hears of a record that was opened in an
// emergency: set by an administrator, and felt on a family's pages in the same moment.
#include "access/agreements.h"
#include "access/routes.h"
#include "family/glass_alert.h"
#include "family_desk.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {

struct Council : FamilyDesk {
  Council() {
    access::hang_routes(router, services);
    hang_routes(router, services, {});
    services.alert = [this](access::Visitor const& visitor) { return glass_alert(services, visitor); };
    add_person("ada", "Ada Administrator", Role::administrator);
  }
  // These agencies sign, from today for a year.
  void sign(std::vector<std::string> const& agencies) {
    Typed typed = {{"note", "In the safe"}};
    for (auto const& agency : agencies) typed.emplace_back("agency", agency);
    auto const saved = post("ada", "/agreements", typed);
    REQUIRE(saved.status == 303);
  }
  std::string code_of(std::function<Result<std::string>(journal::Transaction&)> command) {
    auto const done = run(std::move(command));
    return done ? std::string{} : done.error().code;
  }
  // The hub puts the family's request down as coming from there.
  void lives_in(std::string const& place) {
    enquiry::NewRequest request;
    request.enquiry = enquiry::EnquiryId::mint(clock.now(), random);
    request.children = {{child, {}, {}}};
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.agreement = enquiry::Agreement::yes;
    r.worries = "Misses school";
    r.places = {profile::PlaceCode{place}};
    must([&](auto& t) { return enquiry::receive(t, request, {subject("pat"), "request"}); });
  }
  void answers_for_area(std::string const& login, std::vector<std::string> const& places) {
    Typed typed;
    for (auto const& place : places) typed.emplace_back("place", place);
    REQUIRE(post("ada", "/accounts/" + accounts.at(login).text() + "/areas", typed).status == 303);
  }
};

}  // namespace

TEST_CASE("until a first agreement is on record every agency takes part; from then on those that signed") {
  Council desk;
  desk.gather_team();
  desk.done("tia", "note", {{"kind", "note"}, {"text", "Late on Mondays"}, {"information", "education"}});
  CHECK(has(desk.get("ada", "/agreements"), "No agreement is on record"));
  CHECK(desk.get("hal", desk.at()).status == 200);
  desk.sign({"dial_house_primary"});
  CHECK(has(desk.get("ada", "/agreements"), "In force"));
  CHECK(desk.get("tia", desk.at("timeline")).status == 200);
  // Hal is of the team and keeps what health wrote; the lead's card and the school's notes are shut.
  CHECK_FALSE(has(desk.get("hal", desk.at("timeline")), "Late on Mondays"));
  desk.allocate_to(FamilyDesk::health());
  desk.add_person("noa", "Noa Nurse", Role::practitioner, FamilyDesk::health());
  CHECK(desk.get("noa", desk.at()).status == 404);  // her agency holds a case, and has no agreement
  desk.sign({FamilyDesk::health()});
  CHECK(desk.get("noa", desk.at()).status == 200);
}

TEST_CASE("an agreement that ends, or runs out, shuts the record that same day") {
  Council desk;
  desk.gather_team();
  desk.sign({"dial_house_primary", FamilyDesk::health()});
  CHECK(desk.get("tia", desk.at("sharing")).status == 200);
  auto const row = [&] {
    for (auto const& each : access::agreements(*desk.reader()))
      if (each.agency == "dial_house_primary") return each;
    return access::AgreementRow{};
  }();
  // Tia leads, but sees nothing that others wrote.
  auto shut = [&] {
    auto const standing = standing_of(*desk.reader(), desk.family, desk.subject("tia"), desk.clock.now());
    CHECK_FALSE(standing.context.agency_agreement);
    CHECK(access::sight_of(desk.subject("tia"), standing.standing, standing.context).sight ==
          access::FamilySight::own_entries);
  };
  SUBCASE("ended by an administrator, who says why") {
    auto const at = "/agreements/" + row.agreement.text() + "/end";
    CHECK(desk.get("ada", at).status == 200);
    CHECK(desk.post("ada", at, {{"reason", " "}}).status == 422);
    REQUIRE(desk.post("ada", at, {{"reason", "Breach"}}).status == 303);
    CHECK_FALSE(access::has_agreement(*desk.reader(), desk.subject("tia"), london_date(desk.clock.now())));
    CHECK(access::has_agreement(*desk.reader(), desk.subject("hal"), london_date(desk.clock.now())));
    shut();
  }
  SUBCASE("run out after its last day") {
    desk.pass(std::chrono::hours{24 * 366});
    CHECK_FALSE(access::has_agreement(*desk.reader(), desk.subject("tia"), london_date(desk.clock.now())));
    CHECK(has(desk.get("ada", "/agreements"), "Run out"));
    shut();
  }
}

TEST_CASE("the council's own people need no agreement, whatever agency stands in their account") {
  Council desk;
  desk.add_person("cora", "Cora Coordinator", Role::coordinator, "council");
  desk.gather_team();
  desk.sign({FamilyDesk::health()});
  CHECK(access::has_agreement(*desk.reader(), desk.subject("cora"), london_date(desk.clock.now())));
  CHECK(standing_of(*desk.reader(), desk.family, desk.subject("cora"), desk.clock.now()).context.agency_agreement);
  CHECK_FALSE(standing_of(*desk.reader(), desk.family, desk.subject("tia"), desk.clock.now()).context.agency_agreement);
}

TEST_CASE("agreements and areas are an administrator's alone, and each command says what is wrong") {
  Council desk;
  for (auto const* login : {"pat", "max", "tia"}) {
    CAPTURE(login);
    CHECK(desk.get(login, "/agreements").status == 403);
    CHECK(desk.post(login, "/agreements", {{"agency", "dial_house_primary"}}).status == 403);
    CHECK(desk.post(login, "/accounts/" + desk.accounts.at("pat").text() + "/areas", {}).status == 403);
  }
  CHECK(desk.post("ada", "/agreements", {{"agency", "nobody_knows_it"}}).status == 422);
  auto const today = london_date(desk.clock.now());
  access::AgreementSigned agreement;
  agreement.from = agreement.until = today;
  CHECK(desk.code_of([&](auto& t) { return access::sign_agreement(t, agreement, {}); }) == "no_agency");
  agreement.agency = "dial_house_primary";
  agreement.until = today - 1;
  CHECK(desk.code_of([&](auto& t) { return access::sign_agreement(t, agreement, {}); }) == "ends_before_it_begins");
  desk.sign({"dial_house_primary"});
  auto const id = access::agreements(*desk.reader()).front().agreement;
  auto end = [&](access::AgreementId which, std::string reason) {
    return desk.code_of([&](auto& t) { return access::end_agreement(t, which, today, reason, {}); });
  };
  CHECK(end(id, "") == "no_reason");
  CHECK(end(access::AgreementId::mint(desk.clock.now(), desk.random), "Breach") == "no_agreement");
  CHECK(end(id, "Breach").empty());
  CHECK(end(id, "Breach") == "ended_already");
  auto const nobody = access::ActorId::mint(desk.clock.now(), desk.random);
  CHECK(desk.code_of([&](auto& t) { return access::give_areas(t, nobody, {}, {}, {}); }) == "no_account");
}

TEST_CASE("a coordinator who answers for one part of the borough sees families there, and elsewhere whom to ring") {
  Council desk;
  desk.gather_team();
  auto const whole = desk.get("pat", desk.at("timeline"));
  CHECK(whole.status == 200);
  // Places as the profile has them: one that holds Hexthorpe, and one that does not.
  auto const up = profile::upwards(testing::doncaster(), profile::PlaceCode{"hexthorpe"});
  REQUIRE(up.size() >= 3);
  std::string const here = up[up.size() - 2].value;
  std::string elsewhere;
  for (auto const& place : testing::doncaster().places)
    if (place.rank == profile::Rank::locality && place.code.value != here) elsewhere = place.code.value;
  REQUIRE_FALSE(elsewhere.empty());
  desk.answers_for_area("pat", {elsewhere});
  CHECK(desk.get("pat", desk.at("timeline")).status == 200);  // nobody knows yet where they live
  desk.lives_in("hexthorpe");
  CHECK(desk.get("pat", desk.at("timeline")).status == 403);
  CHECK(desk.post("pat", desk.at("note"), {{"kind", "note"}, {"text", "x"}}).status == 403);
  CHECK(desk.get("max", desk.at("timeline")).status == 200);  // a manager of the whole borough
  desk.answers_for_area("pat", {elsewhere, here});
  CHECK(desk.get("pat", desk.at("timeline")).status == 200);
  CHECK(
      has(desk.get("ada", "/accounts/" + desk.accounts.at("pat").text() + "/areas"), "value=\"" + here + "\" checked"));
  desk.answers_for_area("pat", {elsewhere});
  desk.done("pat", "emergency", {{"category", "child_at_risk"}, {"reason", "Police have found the child alone"}});
  CHECK(desk.get("pat", desk.at("timeline")).status == 200);
}

TEST_CASE(
    "a record opened in an emergency is told at once to its lead and to managers, on every page, until reviewed") {
  Council desk;
  desk.gather_team();
  auto told = [&](std::string const& login, std::string_view words) {
    return has(desk.get(login, "/families"), words);
  };
  CHECK_FALSE(told("max", "opened in an emergency"));
  desk.done("sam", "emergency",
            {{"category", "child_at_risk"}, {"reason", "Police have found the child alone at night"}});
  CHECK(told("max", "1 record was opened in an emergency: a review is due by the next working day."));
  CHECK(told("tia", "Sam Screener opened the record of a family you lead"));
  for (auto const* login : {"sam", "hal", "pat", "mia"}) {
    CAPTURE(login);
    CHECK_FALSE(told(login, "opened in an emergency"));
    CHECK_FALSE(told(login, "Sam Screener opened"));
  }
  SUBCASE("past the next working day it says so") {
    desk.pass(std::chrono::hours{24 * 2});
    CHECK(told("max", "1 record was opened in an emergency: 1 past the day for review."));
  }
  SUBCASE("reviewed, it is gone for both") {
    auto const glass = *desk.reader()->text("SELECT id FROM family_glass");
    desk.done("max", "review", {{"glass", glass}, {"finding", "justified"}});
    CHECK_FALSE(told("max", "opened in an emergency"));
    CHECK_FALSE(told("tia", "Sam Screener opened"));
  }
  SUBCASE("of a record restricted since, those not named hear nothing") {
    desk.must(
        [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("sam")}, "Works here", {}); });
    CHECK_FALSE(told("max", "opened in an emergency"));
    CHECK_FALSE(told("tia", "Sam Screener opened"));
  }
}
