// A borough whose truth is known: it lives as the shipped model says, keeps records of it, and is calibrated from them.
// The model made of the records must bring back as many as the records have come back.
#include <doctest/doctest.h>

#include "demand/summary.h"
#include "insight/lived_records.h"
#include "insight/register.h"
#include "insight/scenario_library.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;
using doctest::Approx;

namespace {

std::filesystem::path const scenarios = std::filesystem::path{KITH_SOURCE_DIR} / "scenarios" / "doncaster";

// Of those who came to the watch's station, in all years, the share of whom something had come before.
double share_again(demand::Model const& model, demand::SimulationResult const& result, std::string const& watch) {
  demand::AgainTally all;
  for (auto const& run : result.runs) {
    auto const counted =
        demand::again_of(model, run, *std::ranges::find(model.watches, watch, &demand::Watch::name)).value();
    all.came += counted.came;
    all.again += counted.again;
  }
  return static_cast<double>(all.again) / static_cast<double>(all.came);
}
double came_a_day(demand::SimulationResult const& result, std::string const& station) {
  return *std::ranges::find(result.stations, station, &demand::StationResult::name)->arrivals_per_day.mean;
}

}  // namespace

TEST_CASE("A model made from a borough's records brings back whom the records have come back") {
  // Four times as many people, so that chance hides less; five years of records.
  auto truth = demand::read_model(today_in(scenarios)).value();
  for (auto& arrival : truth.arrivals) arrival.rate_per_day *= 4;
  for (auto& open : truth.open) open.count *= 4;
  for (auto& station : truth.stations)
    if (station.servers) *station.servers *= 4;
  truth.run.replications = 1;
  auto const lived = demand::simulate(truth, {.trace_lines = 10'000'000}).value();
  LivedRecords const records(lived, day("2019-01-01"));
  auto const last = day("2019-01-01") + 1825;
  auto const counts = count_borough(records.table(), {last - 1094, last}, {last - 1094, last});
  auto const found = calibrated_for(counts, today_in(scenarios), {}, 3 * 365);
  REQUIRE(found.ok());
  INFO(calibration_as_text(found->calibration));
  auto model = demand::read_model(today_in(scenarios), {}, found->layers);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().sentence));
  for (auto& station : model->stations)
    if (station.servers) *station.servers *= 4;  // an input: no record says how many screen
  auto first = *model;
  first.run.horizon_days = 365;
  auto const first_year = demand::simulate(first, {.replications = 40}).value();
  for (auto const* station : {"front door", "wait for assessment", "plan", "referral", "child and family assessment"}) {
    INFO(station);
    CHECK(came_a_day(first_year, station) == Approx(came_a_day(lived, station)).epsilon(0.02));
  }
  // Backward shares need a year before the year that is counted.
  for (auto const& watch : first_year.watches)
    if (watch.name.find("within twelve months") != std::string::npos) CHECK_FALSE(watch.per_year.mean);
  model->run.warm_up_days = 730;
  auto const third_year = demand::simulate(*model, {.replications = 40}).value();
  for (auto const* watch :
       {"Allocated within twelve months of a closing", "Allocated within twelve months of an allocation",
        "Referred within twelve months of a referral"}) {
    INFO(watch);
    CHECK(share_again(*model, third_year, watch) == Approx(share_again(truth, lived, watch)).epsilon(0.04));
  }
}
