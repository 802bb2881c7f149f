// The borough from its own records: what the calibration finds, and that the model made of it lives the same year.
#include <doctest/doctest.h>

#include "demand/scenario.h"
#include "demand/summary.h"
#include "each_engine.h"
#include "insight/fact_reading.h"
#include "insight/life.h"
#include "insight/published_register.h"
#include "insight/scenario_library.h"
#include "insight/trial.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;
using doctest::Approx;

namespace {

std::filesystem::path const library = std::filesystem::path{KITH_SOURCE_DIR} / "scenarios" / "doncaster";

// The published year's records in a register, counted.
BoroughCounts published_counts(sql::Engine engine) {
  Register kept(engine);
  keep_published(kept, published_records());
  auto reader = kept.reader();
  auto const query = published_query();
  return count_borough(read_all_facts(*reader).table, {query.from, query.to}, {*query.steps_from, *query.steps_to});
}

// How many a year, replication by replication: the interval in which a single year lies.
struct Year {
  double low, high;
};
Year year_of(demand::SimulationResult const& result, std::vector<double> values) {
  std::ranges::sort(values);
  auto const n = values.size();
  double const days = result.horizon_days - result.warm_up_days;
  return {values[n / 40] * 365 / days, values[n - 1 - n / 40] * 365 / days};
}
Year arrivals(demand::SimulationResult const& result, std::string_view station) {
  auto const at = static_cast<std::size_t>(std::ranges::find(result.stations, station, &demand::StationResult::name) -
                                           result.stations.begin());
  std::vector<double> values;
  for (auto const& run : result.runs) values.push_back(static_cast<double>(run.stations[at].arrivals));
  return year_of(result, values);
}
Year flow(demand::Model const& model, demand::SimulationResult const& result, std::string const& from,
          std::string const& to) {
  std::vector<double> values;
  for (auto const& run : result.runs) values.push_back(demand::watched(model, run, from, to));
  return year_of(result, values);
}
Result<demand::ScenarioResult> run_beside_base(demand::Model const& tomorrow, demand::Levers const& levers,
                                               demand::Options const& options, std::span<demand::Layer const> layers) {
  auto const today = TRY(demand::read_model(tomorrow.base, levers, layers));
  return demand::run_scenario(today, TRY(demand::simulate(today, options)), tomorrow, options);
}
void check_within(std::string_view what, double published, Year const& year) {
  INFO(what, ": ", published, " in ", year.low, " to ", year.high);
  CHECK(year.low <= published);
  CHECK(published <= year.high);
}

}  // namespace

TEST_CASE("Given the published records, the calibrated model lives a year with the published totals") {
  auto const engine = testing::each_engine();
  auto const counts = published_counts(engine);
  CHECK(counts.allocations == 2061);
  CHECK(counts.all_referrals == 4567);
  auto const found = calibrated_for(counts, today_in(library), {});
  REQUIRE(found.ok());
  INFO(calibration_as_text(found->calibration));
  auto const model = demand::read_model(today_in(library), {}, found->layers);
  REQUIRE(model.ok());
  CHECK(model->run.start == day("2019-08-01"));
  auto const result = demand::simulate(*model, {.replications = 200});
  REQUIRE(result.ok());
  check_within("T1 requests", 6455, arrivals(*result, "front door"));
  check_within("T1 progress", 2200, flow(*model, *result, "screening", "wait for assessment"));
  check_within("T2 allocations", 2061, arrivals(*result, "plan"));
  check_within("T3 referrals", 4567, arrivals(*result, "referral"));
  check_within("T3 assessments", 4385, flow(*model, *result, "referral", "child and family assessment"));
}

TEST_CASE("Given the published records, the model's year holds T1 to T3 row by row, and what T5 derives from them") {
  auto const counts = published_counts(sql::Engine::sqlite);
  auto const found = calibrated_for(counts, today_in(library), {});
  REQUIRE(found.ok());
  auto const model = demand::read_model(today_in(library), {}, found->layers);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().sentence));
  auto const result = demand::simulate(*model, {.replications = 400});
  REQUIRE(result.ok());
  auto const went = [&](std::string const& to) { return flow(*model, *result, "screening", to); };
  check_within("T1 continue with universal services", 3042, went("continue with universal services"));
  check_within("T1 information and advice", 34, went("information and advice"));
  check_within("T1 link to an open case", 830, went("link to an open case"));
  check_within("T1 progress to the pathway", 2200, went("wait for assessment"));
  // The published referrals do not say which enquiry they came from, so that transfers leave the model here.
  check_within("T1 transfer to social care", 289, went(""));
  check_within("T1 to be completed", 56, went("screening to be completed"));
  check_within("T1 unknown", 4, went("outcome unknown"));
  check_within("T1 total", 6455, arrivals(*result, "front door"));
  check_within("T2 allocations", 2061, arrivals(*result, "plan"));
  check_within("T3 assessed", 4385, flow(*model, *result, "referral", "child and family assessment"));
  auto const step = [&](std::string const& to) { return flow(*model, *result, "referral", to); };
  check_within("T3 protection plan from elsewhere", 38, step("transfer of a child protection plan from elsewhere"));
  check_within("T3 no further action", 24, step("no further action"));
  check_within("T3 not recorded", 3, step("step not recorded"));
  check_within("T3 occupational therapy", 1, step("occupational therapy assessment"));
  check_within("T3 information and advice", 63, step("information and advice by social care"));
  check_within("T3 another agency", 9, step("referral to another agency"));
  check_within("T3 transfer to early help", 39, step("transfer to early help"));
  check_within("T3 pathway plan", 5, step("update of a pathway plan"));
  check_within("T3 nothing else", 0, step(""));
  // T5: rates a day, and of those who are to progress how many are allocated.
  auto const a_day = [](Year year) { return Year{year.low / 365, year.high / 365}; };
  check_within("T5 requests a day", 6455 / 365.0, a_day(arrivals(*result, "front door")));
  check_within("T5 referrals a day", 4567 / 365.0, a_day(arrivals(*result, "referral")));
  std::vector<double> ratios;
  for (auto const& run : result->runs)
    ratios.push_back(demand::watched(*model, run, "assessment", "plan") /
                     demand::watched(*model, run, "screening", "wait for assessment"));
  std::ranges::sort(ratios);
  check_within("T5 allocated of those to progress", 0.937, {ratios[10], ratios[389]});
}

TEST_CASE("A group that nobody takes up leaves the calibrated today as it was, to the bit") {
  auto const found = calibrated_for(published_counts(sql::Engine::sqlite), library / "group-takes-universal.toml", {});
  REQUIRE(found.ok());
  auto const nobody = demand::read_model(library / "group-takes-universal.toml", {{"take-up", 0}}, found->layers);
  REQUIRE(nobody.ok());
  auto const result = run_beside_base(*nobody, {{"take-up", 0}}, {.replications = 4}, found->layers);
  REQUIRE(result.ok());
  CHECK(result->comparison.differences.size() > 20);
  for (auto const& d : result->comparison.differences) {
    CHECK(d.today == d.tomorrow);
    if (d.today.mean) CHECK(d.difference.mean == 0.0);
  }
  CHECK(result->cost_difference.total.mean == 0.0);
}

TEST_CASE("Every scenario of the library lies over the records, and a flood has the days it needs") {
  auto const counts = published_counts(sql::Engine::sqlite);
  auto const scenarios = scenario_library(library);
  CHECK(scenarios.size() >= 8);
  for (auto const& scenario : scenarios) {
    INFO(scenario.name);
    auto const found = calibrated_for(counts, scenario.path, {});
    REQUIRE(found.ok());
    auto const model = demand::read_model(scenario.path, {}, found->layers);
    CHECK_MESSAGE(model.ok(), (model.ok() ? "" : model.error().sentence));
    CHECK((model->run.horizon_days > 1563) == (scenario.name == "flood"));
  }
}

TEST_CASE("Today’s years, lived once for all levers, give to the bit what both sides lived afresh give") {
  auto const counts = published_counts(sql::Engine::sqlite);
  auto const scenarios = scenario_library(library);
  auto const anyone = std::ranges::find(scenarios, "group-takes-anyone", &ScenarioEntry::name);
  REQUIRE(anyone != scenarios.end());
  DayModels day(counts);
  auto const found = calibrated_for(counts, anyone->path, {});
  REQUIRE(found.ok());
  for (double const take_up : {0.2, 0.6}) {
    demand::Levers const levers{{"take-up", take_up}};
    auto const models = day.of(*anyone, levers);
    REQUIRE(models.ok());
    auto const kept = first_answer(**models);
    REQUIRE(kept.ok());
    auto const tomorrow = demand::read_model(anyone->path, levers, found->layers);
    REQUIRE(tomorrow.ok());
    for (unsigned const threads : {1u, 3u}) {
      demand::Options const options{.replications = first_years, .threads = threads};
      auto const afresh = run_beside_base(*tomorrow, levers, options, found->layers);
      REQUIRE(afresh.ok());
      auto const& differences = kept->result.comparison.differences;
      REQUIRE(afresh->comparison.differences.size() == differences.size());
      for (std::size_t i = 0; i < differences.size(); ++i) {
        CHECK(afresh->comparison.differences[i].today == differences[i].today);
        CHECK(afresh->comparison.differences[i].difference == differences[i].difference);
      }
      CHECK(afresh->cost_difference.total == kept->result.cost_difference.total);
    }
  }
  // The same models for the same question, and a lever out of its range is refused.
  CHECK(*day.of(*anyone, {{"take-up", 0.2}}) == *day.of(*anyone, {{"take-up", 0.2}}));
  CHECK(day.of(*anyone, {{"take-up", 7}}).error().code == "bad_lever");
}

TEST_CASE("A model of something else cannot be filled from the records, and neither can any from too few") {
  auto const other = calibrated_for(published_counts(sql::Engine::sqlite), library / "../nine-teams/today.toml", {});
  REQUIRE(!other.ok());
  CHECK(other.error().code == "not_a_borough");
  BoroughCounts none;
  auto const empty = calibrated_for(none, today_in(library), {});
  REQUIRE(!empty.ok());
  CHECK(empty.error().code == "no_requests");
}
