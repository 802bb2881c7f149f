// The page of whoever is named for the interface: both queues, counted and shown as decide() allows and no further.
#include <doctest/doctest.h>

#include "people/register.h"
#include "plan/interface_queues.h"
#include "plan_desk.h"

using namespace kith;
using namespace kith::plan::test;
using enquiry::StepOutcome;

namespace {

struct Interface : PlanDesk {
  enquiry::ReferralId refer() {
    enquiry::ReferralMade made;
    made.referral = enquiry::ReferralId::mint(clock.now(), random);
    made.child = child;
    made.places = {profile::PlaceCode{"hexthorpe"}};
    made.referred_on = london_date(clock.now());
    must([&](auto& t) { return enquiry::refer(t, {made}, {subject("pat"), "referral"}); });
    return made.referral;
  }
  void change(enquiry::ReferralId const& id, enquiry::ReferralEvents::Event event) {
    must([&](auto& t) {
      return enquiry::change_referral(t, id, {std::move(event)}, {subject("mia"), "referral", {}, true});
    });
  }
  void hand_back(enquiry::ReferralId const& id) {
    change(id, enquiry::StepOutcomeRecorded{id, StepOutcome::transfer_early_help, london_date(clock.now()), ""});
  }
  void refuse() {
    done("tia", "no-step-up",
         in_days("look_again_on", 7,
                 {{"to", "social_care"},
                  {"asked_by", "Hal"},
                  {"worry", "Bruises twice"},
                  {"reason", "The clinic explained them"},
                  {"decided_by", "Tia and Pat"},
                  {"social_worker", "yes"},
                  {"would_change_our_mind", "A third time"}}));
  }
  void disagree() {
    done("hal", "disagree",
         {{"about", "level"}, {"agency", "dial_house_primary"}, {"text", "This is level 3"}, {"wants", "A meeting"}});
  }
  std::size_t rows(std::string const& login) {
    auto const c = reader();
    return plan::interface_rows(services, subject(login), *c).size();
  }
};

}  // namespace

TEST_CASE("what steps up stands in one queue with whose it is, since when and by when, and red past its limit") {
  Interface desk;
  auto const referral = desk.refer();
  desk.refuse();
  desk.disagree();
  auto const page = desk.get("max", "/interface");
  CHECK(page.status == 200);
  for (auto const* words : {"no named worker of social care has taken it on", "Zephyrine", "Not stepping up",
                            "Tia Teacher", "Disagreement: ", "Nothing waits to step down",
                            // The person named for the interface, by the profile, and their number.
                            "Imogen Slate, team manager at the front door", "tel:01632960120"})
    CHECK_MESSAGE(has(page, words), words);
  CHECK_FALSE(has(page, "Overdue"));
  CHECK_FALSE(has(page, "Bruises twice"));
  desk.pass(std::chrono::hours{24 * 5});
  CHECK(has(desk.get("max", "/interface"), "Overdue"));
  // Somebody takes it on: it leaves the queue.
  desk.change(referral, enquiry::ReferralAccepted{referral, "Wanda Worker"});
  CHECK_FALSE(has(desk.get("max", "/interface"), "has taken it on"));
}

TEST_CASE("what comes back waits for a lead, then for a first contact, then for a plan") {
  Interface desk;
  auto const referral = desk.refer();
  desk.change(referral, enquiry::ReferralAccepted{referral, "Wanda Worker"});
  CHECK(has(desk.get("pat", "/interface"), "Nothing waits to step down"));
  desk.pass(std::chrono::hours{24});
  desk.hand_back(referral);
  CHECK(has(desk.get("pat", "/interface?show=down"), "waits for somebody in early help to lead"));
  desk.allocate_to("dial_house_primary");
  CHECK(has(desk.get("pat", "/interface"), "waits for the first contact"));
  auto const allocation = enquiry::AllocationId::parse(
      desk.reader()->text("SELECT id FROM allocation ORDER BY allocated_on DESC, id DESC LIMIT 1").value());
  desk.must([&](auto& t) {
    return enquiry::change_allocation(t, *allocation,
                                      {enquiry::LeadMadeContact{*allocation, london_date(desk.clock.now()), ""}},
                                      {desk.subject("pat"), "allocation"});
  });
  CHECK(has(desk.get("pat", "/interface"), "waits for a plan"));
  desk.begin_plan();
  CHECK(has(desk.get("pat", "/interface"), "Nothing waits to step down"));
}

TEST_CASE("a restricted family is in no row and in no count of anybody who is not named") {
  Interface desk;
  auto const referral = desk.refer();
  desk.refuse();
  desk.disagree();
  CHECK(desk.rows("max") == 3);
  desk.must(
      [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("pat")}, "Works here", {}); });
  CHECK(desk.rows("max") == 0);
  CHECK(desk.rows("mia") == 0);
  CHECK(desk.rows("pat") > 0);
  auto const page = desk.get("max", "/interface");
  CHECK_FALSE(has(page, "Zephyrine"));
  CHECK_FALSE(has(page, "Quillfeather"));
  CHECK(has(page, "Nothing waits to step up"));
  desk.hand_back(referral);
  CHECK(desk.rows("max") == 0);
}

TEST_CASE("the queues are for those who see both of them, and each look is written down") {
  Interface desk;
  desk.refer();
  CHECK(desk.get("tia", "/interface").status == 403);
  CHECK(desk.rows("tia") == 0);
  CHECK(desk.get("mia", "/interface").status == 200);
  CHECK(desk.looks().back().about == "interface");
  CHECK(has(desk.get("mia", "/interface?place=hexthorpe"), "Zephyrine"));
  CHECK_FALSE(has(desk.get("mia", "/interface?place=denaby_main"), "Zephyrine"));
  // Where a protected address lies is not said by a filter either.
  desk.must(
      [&](auto& t) { return people::protect_address(t, desk.child, {desk.accounts.at("pat")}, "Asked for", {}); });
  CHECK_FALSE(has(desk.get("mia", "/interface?place=hexthorpe"), "Zephyrine"));
  CHECK(has(desk.get("mia", "/interface"), "Zephyrine"));
}
