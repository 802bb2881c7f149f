// Scenario beside scenario, and numbers that are only known within a range.
#include "demand/compare.h"
#include "demand/theory.h"
#include "demand/uncertainty.h"
#include "models.h"

using namespace kith::demand;
using doctest::Approx;

TEST_CASE("A difference is known better than either side of it") {
  auto const today =
      model_of(run_section(500, 50, 40) + simple_queue(3, 20, "{law = \"exponential\", mean_days = 0.12}"));
  auto const tomorrow =
      model_of(run_section(500, 50, 40) + simple_queue(3, 20, "{law = \"exponential\", mean_days = 0.118}"));
  auto const both = compare(run(today), tomorrow, {});
  REQUIRE(both.ok());
  bool found = false;
  for (auto const& d : both->differences) {
    if (d.measure != Measure::wait_mean_days) continue;
    found = true;
    double const exact = theory::wait(3, 20, 1 / 0.118) - theory::wait(3, 20, 1 / 0.12);
    check_against_theory("difference", d.difference, exact, both->today);
    CHECK(*d.difference.high - *d.difference.low < 0.3 * (*d.today.high - *d.today.low));
    CHECK(*d.difference.high < 0);
  }
  CHECK(found);
}

TEST_CASE("A scenario that changes nothing differs by exactly nothing") {
  auto const model =
      model_of(run_section(300, 50, 10) + simple_queue(3, 20, "{law = \"exponential\", mean_days = 0.12}"));
  auto const both = compare(run(model), model, {});
  REQUIRE(both.ok());
  for (auto const& d : both->differences) {
    CHECK(*d.difference.mean == 0);
    CHECK(*d.difference.high == 0);
  }
}

TEST_CASE("The spread of a figure is the spread of the number it hangs on") {
  // The number in service is rate times stay; a rate known within a factor 0.8 to 1.25 moves it by as much.
  auto const model =
      model_of(run_section(2000, 200, 400) +
               "[[arrival]]\nname = \"a\"\nto = \"open\"\nrate_per_day = 10\n"
               "[[station]]\nname = \"open\"\nservers = \"unlimited\"\n"
               "service = {law = \"exponential\", mean_days = 5}\n"
               "[[uncertain]]\npart = \"arrival\"\nname = \"a\"\nlow = 0.8\nhigh = 1.25\nsource = \"a guess\"\n");
  auto const uncertainty = explore_uncertainty(model, 100, {});
  REQUIRE(uncertainty.ok());
  bool found = false;
  for (auto const& spread : uncertainty->spreads) {
    if (spread.measure != Measure::in_system_mean) continue;
    found = true;
    CHECK(spread.mean == Approx(50).epsilon(0.04));
    CHECK(spread.low == Approx(40).epsilon(0.08));
    CHECK(spread.high == Approx(61.5).epsilon(0.08));
    CHECK(spread.parameters_share > 0.9);
  }
  CHECK(found);
  REQUIRE_FALSE(uncertainty->drivers.empty());
  CHECK(uncertainty->drivers[0].measure == Measure::in_system_mean);
  CHECK(uncertainty->drivers[0].at_low == Approx(40).epsilon(0.03));
  CHECK(uncertainty->drivers[0].at_high == Approx(62.5).epsilon(0.03));
}

TEST_CASE("A station that some draws break is said to break in that share of them") {
  auto const model = model_of(
      run_section(300, 50, 40) + simple_queue(10, 9.5, "{law = \"exponential\", mean_days = 1}") +
      "[[uncertain]]\npart = \"station.service\"\nname = \"desk\"\nlow = 0.9\nhigh = 1.1\nsource = \"a guess\"\n");
  auto const uncertainty = explore_uncertainty(model, 20, {});
  REQUIRE(uncertainty.ok());
  REQUIRE(uncertainty->breaks.size() == 1);
  CHECK(uncertainty->breaks[0].second > 0);
  CHECK(uncertainty->breaks[0].second < 0.5);
}

TEST_CASE("A range without a source is refused") {
  auto const model =
      parse_model(run_section(300, 50, 40) + simple_queue(10, 9.5, "{law = \"exponential\", mean_days = 1}") +
                      "[[uncertain]]\npart = \"arrival\"\nname = \"people\"\nlow = 0.9\nhigh = 1.1\nsource = \"\"\n",
                  "x.toml");
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().sentence.find("source: who says so?") != std::string::npos);
}

TEST_CASE("Ninety-five in a hundred 95% intervals hold the truth") {
  // 2,000 macro-replications of 20 short runs each, of a busy M/M/2 and of its probability of waiting.
  auto const model =
      model_of(run_section(200, 80, 20) + simple_queue(2, 1.2, "{law = \"exponential\", mean_days = 1}"));
  double const wait = theory::wait(2, 1.2, 1);
  double const load = 0.6;
  int wait_held = 0;
  int load_held = 0;
  constexpr int rounds = 2000;
  for (int round = 0; round < rounds; ++round) {
    auto const result = run(model, {.seed = 1000u + static_cast<unsigned>(round), .threads = 1});
    auto const holds = [](Estimate const& e, double exact) { return *e.low <= exact && exact <= *e.high; };
    wait_held += holds(result.stations[0].wait_mean_days, wait) ? 1 : 0;
    load_held += holds(result.stations[0].utilisation, load) ? 1 : 0;
  }
  MESSAGE("wait ", wait_held, ", utilisation ", load_held, " of ", rounds);
  CHECK(wait_held >= 0.93 * rounds);
  CHECK(wait_held <= 0.97 * rounds);
  CHECK(load_held >= 0.93 * rounds);
  CHECK(load_held <= 0.97 * rounds);
}

TEST_CASE("What an uncertain number does to a difference is what it does on both sides, one less the other") {
  auto const stay = [](std::string const& days, std::string const& more) {
    return model_of(run_section(2000, 200, 60) +
                    "[[arrival]]\nname = \"a\"\nto = \"open\"\nrate_per_day = 10\n"
                    "[[station]]\nname = \"open\"\nservers = \"unlimited\"\n"
                    "service = {law = \"exponential\", mean_days = " +
                    days +
                    "}\n"
                    "[[uncertain]]\npart = \"arrival\"\nname = \"a\"\nlow = 0.8\nhigh = 1.25\nsource = \"a guess\"\n" +
                    more);
  };
  auto const new_number =
      "[[uncertain]]\npart = \"station.service\"\nname = \"open\"\nlow = 0.9\nhigh = 1.1\nsource = \"another\"\n";
  auto const drivers = difference_drivers(stay("5", ""), stay("4", new_number), {});
  REQUIRE(drivers.ok());
  int found = 0;
  for (auto const& driver : *drivers) {
    if (driver.measure != Measure::in_system_mean) continue;
    ++found;
    // Rate times stay: 10 a day for 4 days less 10 a day for 5.
    CHECK(driver.at_low == Approx(driver.part == "arrival" ? -8 : 36 - 45).epsilon(0.05));
    CHECK(driver.at_high == Approx(driver.part == "arrival" ? -12.5 : 44 - 55).epsilon(0.05));
  }
  CHECK(found == 2);
  // A number of a part that today does not have moves tomorrow alone.
  auto const new_part =
      "[[arrival]]\nname = \"b\"\nto = \"open\"\nrate_per_day = 2\n"
      "[[uncertain]]\npart = \"arrival\"\nname = \"b\"\nlow = 0.5\nhigh = 2\nsource = \"a third\"\n";
  auto const added = difference_drivers(stay("5", ""), stay("5", new_part), {});
  REQUIRE(added.ok());
  for (auto const& driver : *added)
    if (driver.measure == Measure::in_system_mean && driver.name == "b") {
      CHECK(driver.at_low == Approx(5).epsilon(0.1));
      CHECK(driver.at_high == Approx(20).epsilon(0.1));
    }
  // Nothing differs, whatever the number is.
  auto const none = difference_drivers(stay("5", ""), stay("5", ""), {.replications = 3});
  REQUIRE(none.ok());
  REQUIRE(!none->empty());
  for (auto const& driver : *none) CHECK(driver.at_low == 0);
}
