#include <doctest/doctest.h>

#include "doors.h"
#include "enquiry/partner_cases.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;
using namespace std::chrono_literals;

namespace {

// Allocates one child to an agency alone; the allocation's path.
std::string allocated(Doors& doors, std::string const& forename, std::string const& agency, std::string const& lead) {
  auto const id = doors.receive({a_child(forename, "Oakfield", "2019-05-04")});
  auto const done = doors.post("pat", path_of(id) + "/allocate",
                               {{"child", doors.children(id).front().person.text()},
                                {"pathway", "single_agency"},
                                {"agency", agency},
                                {"agency_lead", lead},
                                {"level", "2"}});
  REQUIRE(done.status == 303);
  auto const to = location(done);
  return to.substr(0, to.find('?'));
}

EnquiryId transferred(Doors& doors, std::string story) {
  auto const id = doors.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  ReferralMade made;
  made.referral = ReferralId::mint(doors.clock.now(), doors.random);
  made.enquiry = id;
  made.child = doors.children(id).front().person;
  made.referred_on = london_date(doors.clock.now());
  made.story = std::move(story);
  auto const who = doors.by("pat");
  REQUIRE(doors.run([&](journal::Transaction& t) { return refer(t, Refer{made}, who); }).ok());
  return id;
}
std::string referral_path(Doors& doors) {
  return "/referrals/" + doors.reader()->text("SELECT id FROM referral").value_or("");
}

}  // namespace

TEST_CASE("ticked children are allocated to a team and a lead practitioner, each with a case of their own") {
  Doors doors;
  auto const id = doors.receive({a_child("Ava", "Oakfield", "2019-05-04"), a_child("Ben", "Oakfield", "2021-01-02")});
  auto const form = doors.get("pat", path_of(id) + "/allocate");
  CHECK(form.status == 200);
  CHECK(has(form, "Allocating does not stop the clock"));
  auto const children = doors.children(id);
  auto const empty = doors.post("pat", path_of(id) + "/allocate", {{"team_lead", "Lee Lead"}});
  CHECK(empty.status == 422);
  for (std::string_view field : {"#child", "#pathway", "#level"})
    CHECK(has(empty, "href=\"" + std::string{field} + "\""));
  CHECK(has(empty, "value=\"Lee Lead\""));
  auto const done = doors.post("pat", path_of(id) + "/allocate",
                               {{"child", children[0].person.text()},
                                {"child", children[1].person.text()},
                                {"pathway", "team"},
                                {"team", "central_team"},
                                {"team_lead", "Lee Lead"},
                                {"level", "3"}});
  REQUIRE(done.status == 303);
  auto const made = allocations_of_enquiry(*doors.reader(), id);
  REQUIRE(made.size() == 2);
  for (auto const& one : made) {
    CHECK(one.pathway == Pathway::team);
    CHECK(one.team == "central_team");
    CHECK(one.lead_agency == "council");
    CHECK(one.level == 3);
    CHECK_FALSE(one.closed_on.has_value());
  }
  CHECK_FALSE(enquiry_row(*doors.reader(), id)->first_contact_on.has_value());
  auto const page = doors.get("pat", location(done));
  CHECK(page.status == 200);
  CHECK(has(page, "Lee Lead"));
  CHECK(has(page, "Multiple or complex needs"));
  CHECK(doors.get("tia", path_of(id) + "/allocate").status == 403);
}

TEST_CASE("one agency alone holds a case without a team") {
  Doors doors;
  auto const path = allocated(doors, "Ava", "dial_house_primary", "");
  auto const page = doors.get("tia", path);
  CHECK(page.status == 200);
  CHECK(has(page, "One agency alone"));
  CHECK(has(page, "No lead"));
  CHECK(doors.looks().back().about == "allocation");
  CHECK(doors.get("noa", path).status == 404);
}

TEST_CASE("partners see their own agency's cases, the hub sees all, each narrowed by what is missing") {
  Doors doors;
  allocated(doors, "Ava", "dial_house_primary", "");
  allocated(doors, "Ben", "dial_house_primary", "Tia Teacher");
  allocated(doors, "Cal", "school_nursing", "Noa Nurse");
  auto const own = doors.get("tia", "/cases?agency=school_nursing");
  CHECK(has(own, "Ava, 7"));
  CHECK(has(own, "Ben, 7"));
  CHECK_FALSE(has(own, "Cal, 7"));
  CHECK_FALSE(has(own, "Oakfield"));
  auto const no_lead = doors.get("pat", "/cases?show=no_lead");
  CHECK(has(no_lead, "Ava, 7"));
  CHECK_FALSE(has(no_lead, "Cal, 7"));
  auto const nurses = doors.get("pat", "/cases?agency=school_nursing");
  CHECK(has(nurses, "Cal, 7"));
  CHECK_FALSE(has(nurses, "Ava, 7"));
  CHECK(has(doors.get("pat", "/cases?show=no_contact"), "No case is in this list."));
  doors.pass(24h * 7);  // Wednesday 11 November: the fifth working day, still within the limit
  CHECK(has(doors.get("pat", "/cases?show=no_contact"), "No case is in this list."));
  doors.pass(24h);
  CHECK(has(doors.get("pat", "/cases?show=no_contact"), "Cal, 7"));
  CHECK(has(doors.get("pat", "/cases?show=review_overdue"), "No case is in this list."));
  doors.pass(24h * 35);  // 43 days after
  CHECK(has(doors.get("pat", "/cases?show=review_overdue"), "Cal, 7"));
}

TEST_CASE("a practitioner whose account has no agency sees no case at all") {
  Doors doors;
  allocated(doors, "Ava", "dial_house_primary", "");
  doors.add_person("una", "Una Agencyless", Role::practitioner);
  auto const page = doors.get("una", "/cases");
  CHECK(has(page, "Your account belongs to no agency"));
  CHECK_FALSE(has(page, "Ava"));
}

TEST_CASE("a case goes from naming its lead through contact, review and an offer of help to closing and back") {
  Doors doors;
  auto const path = allocated(doors, "Ava", "dial_house_primary", "");
  auto const id = *AllocationId::parse(path.substr(path.rfind('/') + 1));
  auto row = [&] { return *allocation_by_id(*doors.reader(), id); };
  doors.pass(24h * 2);
  CHECK(doors.post("tia", path + "/lead", {{"what", "lead"}, {"lead_agency", "dial_house_primary"}}).status == 422);
  CHECK(doors.post("tia", path + "/lead", {{"lead_agency", "dial_house_primary"}, {"lead_name", "Lee Lead"}}).status ==
        303);
  CHECK(row().lead_name == "Lee Lead");
  auto const early = doors.post(
      "tia", path + "/contact",
      {{"what", "contact"}, {"contact_on-day", "1"}, {"contact_on-month", "11"}, {"contact_on-year", "2026"}});
  CHECK(early.status == 422);
  CHECK(has(early, "This is before the case was allocated."));
  CHECK(doors.post("tia", path + "/contact", {}).status == 303);
  CHECK(row().lead_contact_on == parse_date("2026-11-06"));
  CHECK(doors.post("tia", path + "/review", {}).status == 303);
  CHECK(row().last_review_on == parse_date("2026-11-06"));
  CHECK(row().next_review_on == parse_date("2026-12-18"));  // 42 days by the profile's clock
  CHECK(doors.post("tia", path + "/help", {}).status == 404);
  CHECK(doors.post("pat", path + "/help", {}).status == 303);
  CHECK(has(doors.get("tia", path), "The hub offered help"));
  CHECK(doors.post("noa", path + "/contact", {}).status == 404);
  CHECK(doors.post("tia", path + "/close", {}).status == 422);
  auto const reason = doncaster().closing_reasons.front().code;
  CHECK(doors.post("tia", path + "/close", {{"closing_reason", reason}}).status == 303);
  CHECK(row().closed_on == parse_date("2026-11-06"));
  CHECK(doors.post("tia", path + "/review", {}).status == 422);
  CHECK(doors.post("tia", path + "/reopen", {{"reopen_reason", "Things got worse"}}).status == 303);
  CHECK_FALSE(row().closed_on.has_value());
  CHECK(has(doors.get("tia", path), "Things got worse"));
}

TEST_CASE("a restricted child's case is hidden from lists, counts and its own address; a protected address is masked") {
  Doors doors;
  auto const path = allocated(doors, "Ava", "dial_house_primary", "");
  auto const id = *AllocationId::parse(path.substr(path.rfind('/') + 1));
  auto const child = allocation_by_id(*doors.reader(), id)->child;
  REQUIRE(doors
              .run([&](journal::Transaction& t) {
                return people::protect_address(t, child, {doors.accounts.at("pat")}, "Refuge", {});
              })
              .ok());
  CHECK(has(doors.get("tia", path), "Address protected"));
  CHECK_FALSE(has(doors.get("pat", path), "Address protected"));
  CHECK(has(doors.get("pat", "/cases"), "Address protected"));
  CHECK(has(doors.get("tia", "/cases"), "Address protected"));
  REQUIRE(doors
              .run([&](journal::Transaction& t) {
                return people::restrict_person(t, child, {doors.accounts.at("max")}, "Safety", {});
              })
              .ok());
  CHECK(doors.get("tia", path).status == 404);
  CHECK(doors.get("pat", path).status == 404);
  CHECK(doors.get("max", path).status == 200);
  CHECK(has(doors.get("pat", "/cases"), "0 cases"));
}

TEST_CASE("a referral carries its story, is accepted by a named worker and gets its outcome in the council's words") {
  Doors doors;
  transferred(doors, "Worries: Bruises\n\nWorking well: School");
  auto const path = referral_path(doors);
  CHECK(has(doors.get("mia", "/referrals"), "Ava, 7"));
  auto const page = doors.get("mia", path);
  CHECK(page.status == 200);
  CHECK(has(page, "Worries: Bruises"));
  CHECK(has(page, "Transfer to Early Help"));
  CHECK(has(page, "The family comes back to the hub"));
  CHECK(doors.looks().back().about == "referral");
  CHECK(doors.get("tia", path).status == 403);
  CHECK(doors.post("mia", path + "/accept", {{"worker", " "}}).status == 422);
  CHECK(doors.post("mia", path + "/accept", {{"worker", "Mia Mash"}}).status == 303);
  CHECK(has(doors.get("mia", path), "Mia Mash"));
  auto const unsaid = doors.post("mia", path + "/outcome", {{"note", "Seen at home"}});
  CHECK(unsaid.status == 422);
  CHECK(has(unsaid, "Seen at home"));
  CHECK(doors.post("mia", path + "/outcome", {{"outcome", "cf_assessment"}}).status == 303);
  CHECK(has(doors.get("mia", path), "C&amp;F Assessment, 4 November 2026"));
  CHECK(has(doors.get("mia", "/referrals"), "No referral is waiting for an outcome."));
  CHECK(doors.post("mia", path + "/outcome", {{"outcome", "no_further_action"}}).status == 422);
  CHECK(referral_by_id(*doors.reader(), *ReferralId::parse(path.substr(path.rfind('/') + 1)))->outcome ==
        StepOutcome::cf_assessment);
}
