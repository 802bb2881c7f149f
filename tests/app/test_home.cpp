// The front page of each role: what needs them today, and the look at it in the read log.
#include "app/whole_house.h"
#include "enquiry/quarantine.h"

using namespace kith;
using namespace kith::app::test;
using namespace kith::enquiry;
using testing::has;

namespace {

// Two requests: a new one that waits, and an urgent one.
struct Home : WholeHouse {
  Home() {
    open_doors();
    add_person("hubless", "Hugo Elsewhere", Role::practitioner);
    calm = arrive("Peregrine", "Ashcombe");
    urgent = arrive("Zephyrine", "Quillfeather");
    must([&](auto& t) {
      RaiseUrgent raise;
      raise.raised.danger = "Left alone";
      return act(t, urgent, raise, by("tia"));
    });
    pass(std::chrono::minutes{20});
  }
  EnquiryId arrive(std::string const& forename, std::string const& surname) {
    NewRequest request;
    request.enquiry = EnquiryId::mint(clock.now(), random);
    NewChild child;
    child.details.forename = forename;
    child.details.surname = surname;
    child.details.date_of_birth = Date::of(2019, 5, 4);
    request.children = {child};
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.asker.agency = "dial_house_primary";
    r.agreement = Agreement::yes;
    r.worries = "Misses school";
    must([&](auto& t) { return receive(t, request, by("tia")); });
    return request.enquiry;
  }
  void must(std::function<Result<std::string>(journal::Transaction&)> command) {
    auto const answer = run(std::move(command));
    REQUIRE_MESSAGE(answer.ok(), answer.error().sentence);
  }
  void decide_on(EnquiryId enquiry, ScreeningOutcome outcome) {
    must([&](auto& t) {
      ScreenEnquiry screening;
      screening.screened.outcome = outcome;
      screening.screened.screened_on = london_date(clock.now());
      screening.screened.reason = "Talked it over";
      screening.screened.level = 4;
      return act(t, enquiry, screening, by("sam"));
    });
  }
  // The part of the page that is about today.
  std::string today(std::string const& login) {
    auto const page = get(login, "/");
    REQUIRE(page.status == 200);
    return page.body.substr(0, page.body.find("Everywhere you can go"));
  }

  EnquiryId calm, urgent;
};

bool home_says(std::string const& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("the hub's home page lists who has waited longest, each row a way to the request, and the look is logged") {
  Home house;
  for (std::string const login : {"pat", "sam"}) {
    CAPTURE(login);
    auto const before = house.looks().size();
    auto const today = house.today(login);
    CHECK(home_says(today, "New: longest waiting first"));
    CHECK(home_says(today, "Peregrine, 7"));
    CHECK(home_says(today, "href=\"/enquiries/" + house.calm.text() + "\""));
    auto const looks = house.looks();
    REQUIRE(looks.size() == before + 1);
    CHECK(looks.back().account == house.accounts.at(login).text());
    CHECK(looks.back().record.find(house.calm.text()) != std::string::npos);
  }
  house.decide_on(house.calm, ScreeningOutcome::information_advice);
  CHECK(home_says(house.today("pat"), "Decided: somebody is to be told"));
}

TEST_CASE("a MASH worker's home page says what waits to be accepted, and what was transferred") {
  Home house;
  auto const today = house.today("mia");
  CHECK(home_says(today, "Urgent: waiting for a named MASH worker"));
  CHECK(home_says(today, "Zephyrine, 7"));
  CHECK(home_says(today, "Waiting 20 minutes"));
  CHECK_FALSE(home_says(today, "Peregrine"));
  house.decide_on(house.calm, ScreeningOutcome::transfer_social_care);
  auto const after = house.today("mia");
  CHECK(home_says(after, "Transferred to social care: no outcome yet"));
  CHECK(home_says(after, "No worker named yet"));
  CHECK(home_says(after, "Peregrine, 7"));
}

TEST_CASE("a practitioner's home page says what became of their requests, in states alone") {
  Home house;
  auto const today = house.today("tia");
  CHECK(home_says(today, "What became of my requests"));
  CHECK(home_says(today, "EH000001"));
  CHECK(home_says(today, "Received"));
  CHECK_FALSE(home_says(today, "Peregrine"));
  CHECK(home_says(today, "My families: what is due"));
  house.decide_on(house.calm, ScreeningOutcome::progress_pathway);
  CHECK(home_says(house.today("tia"), "Early help is being arranged for the family."));
  CHECK_FALSE(home_says(house.today("hubless"), "EH000001"));
}

TEST_CASE("a manager's home page has what only they can unblock; what waits for nobody is one line") {
  Home house;
  auto const today = house.today("max");
  CHECK(home_says(today, "For a second look"));
  CHECK(home_says(today, "Workers over the limit of 15 families"));
  CHECK(home_says(today, "Nothing waits here"));
}

TEST_CASE("an administrator's home page has rows to put right, accounts never used and checks, and no family") {
  Home house;
  imports::ImportedRow row;
  row.line = 5;
  row.kept_cells = {{"reference", "reference", std::string{"C5"}}};
  row.faults = {{5, 1, "received_on", imports::FaultCode::bad_date, "This is not a date."}};
  house.must([&](auto& t) { return keep_rejected(t, imports::Door::enquiries, "contacts.csv", row, {}); });
  auto const today = house.today("ada");
  CHECK(home_says(today, "contacts.csv, line 5"));
  CHECK(home_says(today, "/imports/quarantine/"));
  CHECK(home_says(today, "The journal’s checkpoint"));
  CHECK_FALSE(home_says(today, "Peregrine"));
}

TEST_CASE("an analyst's home page asks the newest questions of the reports") {
  Home house;
  auto const today = house.today("ann");
  CHECK(home_says(today, "Demand in October 2026"));
  CHECK(home_says(today, "/reports/demand?from=2026-10-01&amp;to=2026-10-31"));
  CHECK(home_says(today, "/reports/demand?from=2026-04-01&amp;to=2026-11-04"));
  CHECK(home_says(today, "The next twelve months"));
  CHECK(house.get("ann", "/reports/demand?from=2026-10-01&to=2026-10-31").status == 200);
}
