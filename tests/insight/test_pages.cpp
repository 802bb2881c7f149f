// The demand report in the browser: every figure opens the list it counts, every look at a list is written down.
#include <map>

#include "access/accounts.h"
#include "access/agreements.h"
#include "desk.h"
#include "enquiry/commands.h"
#include "enquiry/consultation.h"
#include "enquiry/records.h"
#include "insight/facts.h"
#include "insight/routes.h"

using namespace kith;
using testing::has;

namespace {

struct Reports : testing::Desk {
  Reports()
      : Desk(testing::each_engine(),
             {access::account_records(), access::agreement_records(), people::person_records(),
              enquiry::enquiry_records(), enquiry::allocation_records(), enquiry::referral_records(),
              insight::demand_facts(), enquiry::consultation_records()},
             testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    insight::hang_routes(router, services);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
    add_person("ann", "Ann Analyst", access::Role::analyst);
    add_person("tia", "Tia Teacher", access::Role::practitioner);
  }
  void decided(enquiry::ScreeningOutcome outcome, char const* place) {
    enquiry::By const by{subject("pat"), "screening"};
    auto const id = enquiry::EnquiryId::mint(clock.now(), random);
    REQUIRE(run([&](journal::Transaction& t) -> Result<std::string> {
              enquiry::NewRequest request;
              request.enquiry = id;
              request.children = {{{}, {std::string{"Ava"}, std::string{"Oakfield"}, {}, {}, {}, {}, {}, {}, {}}, {}}};
              auto& r = request.received;
              r.received_at = clock.now();
              r.received_on = london_date(clock.now());
              r.agreement = enquiry::Agreement::yes;
              r.worries = "Misses school";
              r.places = {profile::PlaceCode{place}};
              TRY(enquiry::receive(t, request, by));
              enquiry::ScreenEnquiry screening;
              screening.screened.outcome = outcome;
              screening.screened.screened_on = r.received_on;
              screening.screened.reason = "Advice is enough";
              screening.screened.level = 2;
              return enquiry::act(t, id, screening, by);
            }).ok());
  }
  void advised(char const* source, bool must_be_named = false) {
    enquiry::By const by{subject("pat"), "advice"};
    enquiry::GiveAdvice command;
    command.given.consultation = enquiry::ConsultationId::mint(clock.now(), random);
    command.given.given_on = london_date(clock.now());
    command.given.source = source;
    command.given.worries = "Comes hungry";
    command.given.advice = "Talk with his mother";
    if (must_be_named) command.must_be_named_because = "Harm";
    REQUIRE(run([&](journal::Transaction& t) { return enquiry::give_advice(t, command, by); }).ok());
  }
  std::string const period = "?from=2026-11-01&to=2026-11-04&areas=Hexthorpe";
};

// Every link to a figure on a page, with the number that it stands on.
std::map<std::string, std::string> figures_of(http::Response const& page) {
  std::map<std::string, std::string> figures;
  std::string const mark = "href=\"/reports/demand/figure?";
  for (auto at = page.body.find(mark); at != std::string::npos; at = page.body.find(mark, at + 1)) {
    auto const from = at + 6;
    auto const end = page.body.find('"', from);
    auto address = page.body.substr(from, end - from);
    for (auto amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;", amp))
      address.replace(amp, 5, "&");
    auto const text = page.body.find('>', end) + 1;
    figures[address] = page.body.substr(text, page.body.find('<', text) - text);
  }
  return figures;
}

}  // namespace

TEST_CASE("every figure opens the list it counts, with the same number in it, and the look is written down") {
  Reports desk;
  using enum enquiry::ScreeningOutcome;
  for (int i = 0; i < 3; ++i) desk.decided(information_advice, "hexthorpe");
  desk.decided(progress_pathway, "mexborough");
  auto const page = desk.get("pat", "/reports/demand" + desk.period);
  CHECK(page.status == 200);
  auto const figures = figures_of(page);
  CHECK(figures.size() > 10);
  bool three = false;
  for (auto const& [address, number] : figures) {
    CAPTURE(address);
    auto const before = desk.looks().size();
    auto const list = desk.get("pat", address);
    CHECK(list.status == 200);
    CHECK(has(list, number + (number == "1" ? " record" : " records")));
    CHECK_FALSE(has(list, "Oakfield"));
    auto const looks = desk.looks();
    REQUIRE(looks.size() == before + 1);
    CHECK(looks.back().action == "open_figures");
    CHECK(looks.back().about == "list of " + number);
    three = three || number == "3";
  }
  CHECK(three);
}

TEST_CASE("an analyst sees figures and references; a practitioner sees neither") {
  Reports desk;
  desk.decided(enquiry::ScreeningOutcome::information_advice, "hexthorpe");
  auto const figures = figures_of(desk.get("ann", "/reports/demand" + desk.period));
  CHECK_FALSE(figures.empty());
  bool reference = false;
  for (auto const& [address, number] : figures) {
    auto const list = desk.get("ann", address);
    reference = reference || has(list, "EH000001");
    CHECK_FALSE(has(list, "href=\"/enquiries/"));
    CHECK(desk.get("tia", address).status == 403);
  }
  CHECK(reference);
  CHECK(desk.get("tia", "/reports/demand").status == 403);
}

TEST_CASE("what was typed wrongly is told beside the form, and no figure is shown") {
  Reports desk;
  for (std::string const question : {"?from=2026-02-31", "?from=2026-11-04&to=2026-11-01", "?areas=Atlantis"}) {
    CAPTURE(question);
    auto const page = desk.get("pat", "/reports/demand" + question);
    CHECK(page.status == 422);
    CHECK(has(page, "There is a problem"));
    CHECK(figures_of(page).empty());
  }
  CHECK(desk.get("pat", "/reports/demand?format=pdf").status == 404);
  CHECK(desk.get("pat", "/reports/demand/figure" + desk.period + "&table=none&row=none&area=Doncaster").status == 404);
}

TEST_CASE("the report is downloaded as a file that says what it is") {
  Reports desk;
  desk.decided(enquiry::ScreeningOutcome::information_advice, "hexthorpe");
  for (auto const& [format, type] : std::map<std::string, std::string>{
           {"csv", "text/csv"}, {"json", "application/json"}, {"xlsx", "application/vnd.openxmlformats"}}) {
    auto const file = desk.get("ann", "/reports/demand" + desk.period + "&format=" + format);
    CHECK(file.status == 200);
    CHECK(file.content_type.starts_with(type));
    CHECK_FALSE(has(file, "Oakfield"));
  }
}

TEST_CASE("advice without names is counted by itself, opens what it counts, and adds to no figure of the report") {
  Reports desk;
  desk.decided(enquiry::ScreeningOutcome::information_advice, "hexthorpe");
  auto const before = figures_of(desk.get("pat", "/reports/demand" + desk.period));
  desk.advised("schools");
  desk.advised("schools", true);
  desk.advised("police");
  auto const report = desk.get("pat", "/reports/demand" + desk.period);
  CHECK(figures_of(report) == before);
  CHECK(has(report, "Advice given without names in these days"));
  std::string const mark = "href=\"/reports/advice?";
  auto const at = report.body.find(mark);
  REQUIRE(at != std::string::npos);
  auto const text = report.body.find('>', at) + 1;
  CHECK(report.body.substr(text, 1) == "3");
  auto const list = desk.get("ann", "/reports/advice?from=2026-11-01&to=2026-11-04&list=schools");
  CHECK(list.status == 200);
  CHECK(has(list, "NN00001"));
  CHECK(has(list, "NN00002"));
  CHECK_FALSE(has(list, "NN00003"));  // the police asked for that one
  CHECK_FALSE(has(list, "Comes hungry"));
  CHECK_FALSE(has(list, "href=\"/consultations/"));
  CHECK(has(desk.get("pat", "/reports/advice?from=2026-11-01&to=2026-11-04&list=all"), "href=\"/consultations/"));
  CHECK(desk.looks().back().about == "list of advice");
  CHECK(desk.get("tia", "/reports/advice").status == 403);
  CHECK(desk.get("pat", "/reports/advice?from=soon").status == 422);
  CHECK(has(desk.get("pat", "/reports/advice?from=2025-01-01&to=2025-02-01"), "No advice was given without names"));
}
