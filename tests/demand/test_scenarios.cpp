// The library of scenarios as it is shipped: each file sound, and each what-if what its title says. What today says is
// in test_published_year.cpp.
#include "demand/command.h"
#include "demand/scenario.h"
#include "demand/theory.h"
#include "demand/toml_part.h"
#include "models.h"

#include <filesystem>
#include <fstream>

using namespace kith::demand;
using doctest::Approx;

namespace {

std::filesystem::path const library = KITH_SOURCE_DIR "/scenarios";

ScenarioResult scenario(std::string const& file, Levers const& levers = {}, std::int64_t replications = 12) {
  auto const model = read_model(library / file, levers);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().sentence));
  auto const today = read_model(model->base, levers);
  REQUIRE_MESSAGE(today.ok(), (today.ok() ? "" : today.error().sentence));
  Options const options{.replications = replications};
  auto lived = simulate(*today, options);
  REQUIRE_MESSAGE(lived.ok(), (lived.ok() ? "" : lived.error().sentence));
  auto result = run_scenario(*today, *std::move(lived), *model, options);
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().sentence));
  return std::move(result).value();
}

StationResult const& at(SimulationResult const& result, std::string const& name) {
  for (auto const& station : result.stations)
    if (station.name == name) return station;
  FAIL(name);
  return result.stations[0];
}

Beside const& flow(std::vector<Beside> const& flows, std::string const& name) {
  for (auto const& one : flows)
    if (one.name == name) return one;
  FAIL(name);
  return flows[0];
}

Estimate difference(ScenarioResult const& result, std::string const& station, Measure measure) {
  for (auto const& d : result.comparison.differences)
    if (d.station == station && d.measure == measure) return d.difference;
  FAIL(station);
  return {};
}

}  // namespace

TEST_CASE("A group that nobody takes up leaves today as it is, to the bit") {
  for (auto const* file : {"doncaster/group-takes-universal.toml", "doncaster/group-takes-anyone.toml"}) {
    auto const nobody = scenario(file, {{"take-up", 0}}, 4);
    auto const& today = nobody.comparison.today;
    for (std::size_t r = 0; r < today.runs.size(); ++r)
      for (std::size_t s = 0; s < today.stations.size(); ++s) {
        auto const& a = today.runs[r].stations[s];
        auto const& b = nobody.comparison.tomorrow.runs[r].stations[s];
        CHECK(a.wait_ms == b.wait_ms);
        CHECK(a.sojourn_ms == b.sojourn_ms);
        CHECK(a.waiting_area == b.waiting_area);
        CHECK(a.completed == b.completed);
      }
    CHECK(*nobody.cost_difference.total.mean == 0);
  }
}

TEST_CASE("Forty-seven in a hundred mean two things, and only one of them takes plans away") {
  auto const universal = scenario("doncaster/group-takes-universal.toml");
  auto const anyone = scenario("doncaster/group-takes-anyone.toml");
  auto const& met = flow(universal.watches, "Met by the group");
  CHECK(*met.tomorrow.mean / (365 * *at(universal.comparison.today, "front door").arrivals_per_day.mean) ==
        Approx(3076.0 / 6455).epsilon(0.01));
  // The same share of the door, near enough; screening relieved in both.
  CHECK(*flow(anyone.watches, "Met by the group").tomorrow.mean == Approx(*met.tomorrow.mean).epsilon(0.05));
  CHECK(*difference(universal, "screening", Measure::wait_mean_days).high < 0);
  CHECK(*difference(anyone, "screening", Measure::wait_mean_days).high < 0);
  // After screening they part: nothing changes in the one, a third of all plans go in the other.
  double const plans = *at(universal.comparison.today, "plan").in_system_mean.mean;
  CHECK(std::abs(*difference(universal, "plan", Measure::in_system_mean).mean) < 0.005 * plans);
  CHECK(*difference(anyone, "plan", Measure::in_system_mean).mean < -0.25 * plans);
  // A saving never stands without what it could cost.
  CHECK(*flow(universal.watches, "Back within 90 days at a higher level").tomorrow.mean > 0);
  CHECK(*universal.cost_difference.total.high < 0);
  std::string const told = to_text(universal, nullptr);
  CHECK(told.find("£6,789,689 a year, of which at most £113,812 (1.7%)") != std::string::npos);
  CHECK(told.find("not this council's money") != std::string::npos);
  CHECK(told.find("balancing measure") != std::string::npos);
}

TEST_CASE("Three days by law and by capacity agree about the wait and not about the bill") {
  auto const law = scenario("doncaster/three-days-by-law.toml");
  auto const capacity = scenario("doncaster/three-days-by-capacity.toml");
  CHECK(*difference(law, "wait for assessment", Measure::in_system_mean).mean < 0);
  auto const& assessment = at(capacity.comparison.tomorrow, "assessment");
  CHECK(assessment.stable);
  CHECK(*assessment.wait_mean_days.mean < 3);
  CHECK(*capacity.cost_difference.cash.low > 0);  // somebody must be paid
  auto const fewer = scenario("doncaster/three-days-by-capacity.toml", {{"assessors", 55}}, 4);
  CHECK_FALSE(at(fewer.comparison.tomorrow, "assessment").stable);
  CHECK(theory::servers_for_wait(2200.0 / 365, 1.0 / 10, 3).value() == 63);
}

TEST_CASE("A promise in days is another promise in working days") {
  auto const promise = scenario("doncaster/seventy-in-72-hours.toml", {}, 4);
  auto const& clocks = promise.comparison.tomorrow.clocks;
  auto const share = [&](std::string const& name) {
    for (auto const& clock : clocks)
      if (clock.name == name) return *clock.within_probability.mean;
    FAIL(name);
    return 0.0;
  };
  CHECK(share("From enquiry to solved, calendar days") == Approx(1 - std::exp(-3 / 1.2)).epsilon(0.01));
  CHECK(share("From enquiry to solved, working days") > share("From enquiry to solved, calendar days") + 0.02);
}

TEST_CASE("A temporary group is gone without a trace") {
  auto const flood = scenario("doncaster/flood.toml", {}, 6);
  auto const& group = at(flood.comparison.tomorrow, "temporary group");
  CHECK(*group.arrivals_per_day.mean > 0.5);
  double const before = *at(flood.comparison.today, "screening").wait_mean_days.mean;
  CHECK(*at(flood.comparison.tomorrow, "screening").wait_mean_days.mean > before);
}

TEST_CASE("Routes of different days are not taken for shares of one day when numbers are drawn") {
  auto const flood = read_model(library / "doncaster/flood.toml").value();
  auto const drawn = explore_uncertainty(flood, 3, {.replications = 3});
  REQUIRE(drawn.ok());
  for (auto const& spread : drawn->spreads)
    if (spread.station == "screening" && spread.measure == Measure::arrivals_per_day)
      CHECK(spread.mean == Approx(17.5).epsilon(0.2));  // and not a third of it
}

TEST_CASE("Fewer screeners wait longer, and far fewer never catch up") {
  auto const fewer = scenario("doncaster/fewer-staff.toml", {}, 6);
  CHECK(*difference(fewer, "screening", Measure::wait_mean_days).low > 0);
  auto const broken = scenario("doncaster/fewer-staff.toml", {{"screeners", 8}}, 4);
  CHECK_FALSE(at(broken.comparison.tomorrow, "screening").stable);
}

TEST_CASE("A second group, and fewer returns, relieve the door") {
  auto const second = scenario("doncaster/second-group.toml", {}, 6);
  CHECK(*flow(second.watches, "Met by the second group").tomorrow.mean > 300);
  CHECK(*difference(second, "screening", Measure::arrivals_per_day).high < 0);
  auto const returns = scenario("doncaster/fewer-returns.toml", {}, 6);
  auto const& back = flow(returns.watches, "Come back after a closed plan");
  CHECK(*back.tomorrow.mean / *back.today.mean == Approx(0.8).epsilon(0.05));
  CHECK(*difference(returns, "front door", Measure::arrivals_per_day).high < 0);
}

TEST_CASE("Two towns of nine break beyond 26.1% of demand, help brings them back, and one team beats both") {
  auto const half = scenario("nine-teams/two-towns.toml", {}, 4);
  CHECK_FALSE(at(half.comparison.tomorrow, "team 1").stable);
  CHECK(at(half.comparison.tomorrow, "team 3").stable);
  CHECK(at(scenario("nine-teams/two-towns.toml", {{"two towns", 0.255}}, 4).comparison.tomorrow, "team 1").stable);
  CHECK_FALSE(
      at(scenario("nine-teams/two-towns.toml", {{"two towns", 0.265}}, 4).comparison.tomorrow, "team 1").stable);
  auto const helped = scenario("nine-teams/helping-out.toml", {}, 20);
  auto const& helped_team = at(helped.comparison.tomorrow, "team 3");
  CHECK(helped_team.stable);
  auto const together = scenario("nine-teams/together.toml", {}, 20);
  double const pooled = *at(together.comparison.tomorrow, "borough team").wait_mean_days.mean;
  double const apart = *at(together.comparison.today, "team 3").wait_mean_days.mean;
  CHECK(apart / pooled == Approx(28).epsilon(0.3));
}

TEST_CASE("A scenario's fault is told with the scenario's own file and line") {
  auto const model = parse_model("base = \"today.toml\"\n\n[[station]]\nname = \"screening\"\nservers = -1\n",
                                 (library / "doncaster/bad.toml").string());
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().sentence.find("bad.toml, line 5") != std::string::npos);
  auto const gone = parse_model("base = \"today.toml\"\n[[station]]\nname = \"no such\"\nremove = true\n",
                                (library / "doncaster/bad.toml").string());
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().sentence.find("remove: the base has no such entry") != std::string::npos);
  auto const circle = parse_model("base = \"../nine-teams/no-such.toml\"\n", (library / "doncaster/bad.toml").string());
  REQUIRE_FALSE(circle.ok());
  CHECK(circle.error().code == "no_file");
  auto const lever = run_simulate({.model = library / "doncaster/fewer-staff.toml", .levers = {{"screners", 3}}});
  REQUIRE_FALSE(lever.ok());
  CHECK(lever.error().sentence.find("no lever called \"screners\"") != std::string::npos);
}

TEST_CASE("Every figure of money carries its year, payer and source, and unverified prices are refused") {
  auto const costs = read_unit_costs(library / "unit-costs.csv");
  REQUIRE_MESSAGE(costs.ok(), (costs.ok() ? "" : costs.error().sentence));
  for (auto const& [code, cost] : *costs) {
    CHECK_FALSE(cost.source.empty());
    CHECK_FALSE(cost.payer.empty());
    CHECK_FALSE(cost.price_year.empty());
  }
  CHECK_FALSE(costs->at("CP").verified);
  auto model = read_model(library / "doncaster/today.toml");
  REQUIRE(model.ok());
  model->costs[0].item = "CP";
  auto const table = cost_table_of(*model);
  REQUIRE_FALSE(table.ok());
  CHECK(table.error().sentence.find("marked unverified") != std::string::npos);
  Deflators const levels = {{"2009/10", 50}, {"2024/25", 75}};
  CHECK(uprated(37, "2009/10", "2024/25", levels) == 55.5);
  CHECK_FALSE(uprated(37, "2008/09", "2024/25", levels).has_value());
}

TEST_CASE("Prices are told as published and in one year's money, and their ranges are carried into the totals") {
  auto const both = scenario("doncaster/group-takes-universal.toml", {}, 4);
  CHECK(both.prices.price_year == "2023/24");
  double low = 0, central = 0, high = 0;
  for (auto const& line : both.cost_today.lines) {
    auto const factor = both.prices.deflators.at("2023/24") / both.prices.deflators.at(line.unit.price_year);
    CHECK(factor > 1.2);
    CHECK(line.unit_price.central == Approx(line.unit.pounds * factor));
    CHECK(line.unit_price.low == Approx(line.unit.low.value_or(line.unit.pounds) * factor));
    CHECK(line.unit_price.high == Approx(line.unit.high.value_or(line.unit.pounds) * factor));
    CHECK(line.at_prices.central == Approx(*line.pounds_per_year.mean));
    low += line.at_prices.low;
    central += line.at_prices.central;
    high += line.at_prices.high;
  }
  CHECK(both.cost_today.at_prices.low == Approx(low));
  CHECK(both.cost_today.at_prices.central == Approx(*both.cost_today.total.mean));
  CHECK(both.cost_today.at_prices.high == Approx(high));
  CHECK(low < central);
  CHECK(central < high);
  // Enquiries and referrals have no range in the table, assessments and plans have.
  CHECK(both.cost_today.lines.size() == 4);
  CHECK(both.cost_today.without_range == 2);
  // The illustration stays at the prices as published.
  CHECK(illustrate(both.today_model, both.prices).pounds == 6'789'689);
  CHECK(illustrate(both.tomorrow_model, both.prices).saved == 113'812);
  auto const text = to_text(both, nullptr);
  for (auto const* words : {"£37 in 2009/10, £52 now", "Unit Cost Database v1.4, SS6.1", "all prices low, to all high",
                            "2 of 4 prices come without a range", "in the money of 2023/24"})
    CHECK_MESSAGE(text.find(words) != std::string::npos, words, text);
}

TEST_CASE("Stopped at any moment, what has finished of a scenario is told") {
  // At the first side's third replication, at the other side's, and while the uncertain numbers are drawn.
  for (int const at : {3, 43, 83}) {
    for (auto const format : {Format::text, Format::json}) {
      std::atomic<bool> cancelled{false};
      int heard = 0;
      SimulateCommand command;
      command.model = library / "doncaster/group-takes-anyone.toml";
      command.replications = 40;
      command.threads = 1;
      command.format = format;
      command.cancelled = &cancelled;
      command.progress = [&](std::int64_t, std::int64_t) { cancelled = ++heard >= at; };
      auto const told = run_simulate(command);
      REQUIRE_MESSAGE(told.ok(), (told.ok() ? "" : told.error().sentence));
      CHECK(told->find("screening") != std::string::npos);
      CHECK((told->find("today's figures alone") != std::string::npos) == (at == 3));
    }
  }
}

TEST_CASE("Every file of the library is sound") {
  std::size_t files = 0;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(library)) {
    if (entry.path().extension() != ".toml") continue;
    if (entry.path().parent_path().filename() == "england") continue;  // names authorities, and the model of one
    // What lies beside a model as a layer is sound over it.
    bool const is_layer = entry.path().filename() == "inputs.toml";
    std::vector<Layer> const layers(is_layer ? 1 : 0, {entry.path().string(), model_text(entry.path()).value()});
    auto const model = read_model(is_layer ? entry.path().parent_path() / "today.toml" : entry.path(), {}, layers);
    CHECK_MESSAGE(model.ok(), entry.path().string(), (model.ok() ? "" : model.error().sentence));
    ++files;
  }
  CHECK(files >= 13);
}
