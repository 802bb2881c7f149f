// The next twelve months from records: which days are counted, whose records a count opens, and the page.
#include "access/accounts.h"
#include "access/agreements.h"
#include "desk.h"
#include "enquiry/consultation.h"
#include "enquiry/records.h"
#include "insight/fact_reading.h"
#include "insight/forecast.h"
#include "insight/forecast_words.h"
#include "insight/formats/forecast_formats.h"
#include "insight/published_register.h"
#include "insight/register.h"
#include "insight/routes.h"

using namespace kith;
using namespace kith::insight;
using testing::has;

namespace {

using test::day;
using test::places;
using test::Register;

FactTable facts_of(Register& kept) {
  auto reader = kept.reader();
  return read_all_facts(*reader).table;
}
ForecastAsk ask_on(std::string_view today, std::vector<std::string> areas = {}) {
  return {Counted::requests, std::move(areas), {}, day(today)};
}
std::vector<profile::PlaceCode> where(int number) {
  return number % 4 == 0 ? places({"denaby_main"}) : number % 4 == 1 ? places({"hexthorpe"}) : places({});
}

// Requests on every third day from 2016 on, more of them in November; kept in one transaction.
void keep_months(Register& kept, std::string_view from, std::string_view to) {
  auto const child = kept.mint<people::PersonId>();
  int number = 0;
  for (Date date = day(from); date <= day(to); date = date + 1)
    for (int i = date.month() == 11 ? 3 : 1; date.days % 3 == 0 && i > 0; --i)
      (void)kept.put_request(to_text(date), {child}, where(++number));
  kept.keep();
}

}  // namespace

TEST_CASE("Only whole months are counted: not the one that records begin in, nor this one") {
  Register kept(testing::each_engine());
  keep_months(kept, "2016-01-10", "2019-09-04");
  auto const asked = forecast_question(facts_of(kept), test::doncaster(), ask_on("2019-09-05", {"Denaby"}));
  REQUIRE(asked.ok());
  CHECK(asked->first == day("2016-02-01"));
  CHECK(asked->whole.name == "Doncaster");
  CHECK(asked->whole.counts.size() == static_cast<std::size_t>(day("2019-09-01") - day("2016-02-01")));
  REQUIRE(asked->places.size() == 1);
  CHECK(asked->places[0].name == "Denaby");
  CHECK(asked->places[0].counts.size() == asked->whole.counts.size());
  // As if on an earlier day nothing later is known.
  auto const before = forecast_question(facts_of(kept), test::doncaster(), ask_on("2018-03-20"));
  REQUIRE(before.ok());
  CHECK(before->whole.counts.size() == static_cast<std::size_t>(day("2018-03-01") - day("2016-02-01")));
}

TEST_CASE("Records that ended long ago are forecast from where they ended, and a gap begins them anew") {
  Register kept(sql::Engine::sqlite);
  keep_months(kept, "2016-01-01", "2016-03-31");
  keep_months(kept, "2017-01-01", "2018-06-29");
  auto const asked = forecast_question(facts_of(kept), test::doncaster(), ask_on("2026-11-05"));
  REQUIRE(asked.ok());
  CHECK(asked->first == day("2017-01-01"));
  CHECK(asked->first + static_cast<int>(asked->whole.counts.size()) == day("2018-07-01"));
}

TEST_CASE("Without places those right below the authority are told, and a place that nobody knows is refused") {
  Register kept(sql::Engine::sqlite);
  auto const none = forecast_question(facts_of(kept), test::doncaster(), ask_on("2019-09-05"));
  CHECK(none.error().code == "no_records");
  keep_months(kept, "2018-01-01", "2019-06-30");
  auto const asked = forecast_question(facts_of(kept), test::doncaster(), ask_on("2019-09-05"));
  REQUIRE(asked.ok());
  std::vector<std::string> names;
  for (auto const& place : asked->places) names.push_back(place.name);
  CHECK(names == std::vector<std::string>{"Central", "East", "North", "South"});
  auto const nowhere = forecast_question(facts_of(kept), test::doncaster(), ask_on("2019-09-05", {"Atlantis"}));
  CHECK(nowhere.error().code == "unknown_area");
}

TEST_CASE("A count of a month opens as many records as it says, also where a child is restricted") {
  Register kept(testing::each_engine());
  keep_months(kept, "2018-01-01", "2019-08-31");
  auto const hidden = kept.mint<people::PersonId>();
  (void)kept.request("2018-11-06", {hidden}, places({"denaby_main"}));
  kept.keep(hidden, people::PersonRestricted{hidden, {}, {}});
  auto const asked = forecast_question(facts_of(kept), test::doncaster(), ask_on("2019-09-05", {"Denaby"}));
  REQUIRE(asked.ok());
  auto const made = demand::forecast(*asked);
  REQUIRE(made.ok());
  auto const& figure = figure_of(Counted::requests);
  for (std::size_t at = 0; at < made->months; ++at) {
    DemandQuery query;
    query.from = made->month(at);
    query.to = made->month(at + 1) - 1;
    query.areas = {"Denaby"};
    query.now = kept.clock.now();
    for (auto const* place : {&made->whole, &made->places[0]}) {
      auto const& area = place == &made->whole ? "" : place->name;
      auto const list = kept.behind({wire(figure.table), figure.row, area}, query);
      CHECK(static_cast<std::int64_t>(list.size()) == place->counted[at]);
    }
  }
}

TEST_CASE("The published year is too short for seasons and for a test, and the words say so") {
  Register kept(sql::Engine::sqlite);
  keep_published(kept, test::published_records());
  auto const facts = facts_of(kept);
  auto const asked = forecast_question(facts, test::doncaster(), ask_on("2019-09-05", {"Denaby", "Hexthorpe"}));
  REQUIRE(asked.ok());
  auto const made = demand::forecast(*asked);
  REQUIRE(made.ok());
  CHECK(made->months == 12);
  CHECK(made->whole.last_year == 6455);
  CHECK(made->places[0].last_year == 161);
  CHECK(made->places[1].last_year == 104);
  // Another such year, give or take.
  CHECK(made->whole.year->low95 < 6455);
  CHECK(made->whole.year->high95 > 6455);
  auto const text = forecast_as_text(*made, Counted::requests);
  CHECK(text.find("too few to tell either from chance") != std::string::npos);
  CHECK(text.find("Not tested: that needs 30 whole months of records, and 12 are here.") != std::string::npos);
  CHECK(text.find("never people") != std::string::npos);
  // The same in all forms.
  auto const csv = forecast_as_csv(*made, Counted::requests);
  CHECK(std::ranges::count(csv, '\n') == 1 + 3 * 24);
  CHECK(forecast_as_json(*made, Counted::requests).find("\"verdict\": \"Not tested") != std::string::npos);
}

TEST_CASE("A forecast that has been worse than last year’s month says so in words, with both numbers") {
  demand::PlaceForecast place;
  place.counted.assign(48, 5);
  place.ahead.emplace();
  place.tested = demand::BackTest{.forecasts = 78, .within80 = 62, .within95 = 74, .crps = 3.14, .naive_crps = 2.92};
  CHECK(verdict_of(place) ==
        "Worse than taking the same month of last year (off by 3.1, against 2.9). Use last year’s months instead.");
  CHECK(held_by(place).within80 == "62 of 78 (79.5%)");
  place.tested->crps = 2.5;
  CHECK(verdict_of(place).starts_with("Better than"));
  place.ahead.reset();
  CHECK(verdict_of(place).starts_with("No forecast"));
}

namespace {

struct Forecasting : testing::Desk {
  Forecasting()
      : Desk(testing::each_engine(),
             {access::account_records(), access::agreement_records(), people::person_records(),
              enquiry::enquiry_records(), enquiry::allocation_records(), enquiry::referral_records(), demand_facts(),
              enquiry::consultation_records()},
             testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    hang_routes(router, services);
    add_person("ann", "Ann Analyst", access::Role::analyst);
    add_person("tia", "Tia Teacher", access::Role::practitioner);
    add_person("max", "Max Manager", access::Role::manager);
  }
  // As many months of one request every other day, straight into the journal.
  void months(int count) {
    REQUIRE(run([&](journal::Transaction& t) -> Result<std::string> {
              int number = 0;
              auto const last = london_date(clock.now());
              for (Date date = last.plus_months(-count); date < last; date = date + 2) {
                enquiry::EnquiryReceived received;
                received.enquiry = enquiry::EnquiryId::mint(clock.now(), random);
                received.reference = "EN" + std::to_string(++number);
                received.received_on = date;
                received.received_at = clock.now();
                received.children = {people::PersonId::mint(clock.now(), random)};
                TRY(t.append(received.enquiry.raw(), 0, {enquiry::Events::encode(received, clock.now())}, {}));
              }
              return std::string{"kept"};
            }).ok());
  }
};

}  // namespace

TEST_CASE(
    "Given three years, the page tells each place with its fan, its test and its limits, and counts open records") {
  Forecasting desk;
  desk.months(37);
  auto const page = desk.get("ann", "/reports/forecast?areas=Denaby");
  CHECK(page.status == 200);
  CHECK(has(page, "The next twelve months: requests for help from Nov 2026 to Oct 2027"));
  CHECK(has(page, "kith-picture__band"));
  CHECK(has(page, "95 of 100 futures"));
  CHECK(has(page, "How far to believe it"));
  CHECK(has(page, "Denaby: too few records to forecast"));
  CHECK(has(page, "What the forecast cannot say"));
  CHECK(has(page, "/reports/demand/figure?from=2026-10-01&amp;to=2026-10-31&amp;table=screening&amp;row=total"));
  auto const opened = desk.get("ann", "/reports/demand/figure?from=2026-10-01&to=2026-10-31&table=screening&row=total");
  CHECK(opened.status == 200);
  auto const file = desk.get("ann", "/reports/forecast?areas=Denaby&format=csv");
  CHECK(file.content_type == "text/csv; charset=utf-8");
  CHECK(file.body.starts_with("place,month,counts,counted,middle,"));
  CHECK(desk.get("ann", "/reports/forecast?format=json").content_type == "application/json");
  CHECK(desk.get("ann", "/reports/forecast?format=pdf").status == 404);
  CHECK(has(desk.get("ann", "/reports/demand"), "/reports/forecast"));
}

TEST_CASE(
    "The forecast is for whoever may see reports; what was typed wrongly comes back, and short records are told") {
  Forecasting desk;
  CHECK(desk.get("tia", "/reports/forecast").status == 403);
  auto const empty = desk.get("ann", "/reports/forecast");
  CHECK(empty.status == 200);
  CHECK(has(empty, "nothing to forecast from"));
  desk.months(4);
  CHECK(has(desk.get("max", "/reports/forecast"), "Six are the least for a forecast"));
  auto const wrong = desk.get("ann", "/reports/forecast?flow=cases&areas=Atlantis");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Choose requests, allocations or referrals."));
  CHECK(has(wrong, "value=\"Atlantis\""));
  auto const nowhere = desk.get("ann", "/reports/forecast?areas=Atlantis");
  CHECK(nowhere.status == 422);
  CHECK(has(nowhere, "There is no place called"));
}
