// From records to a model: the golden vectors, cases of known answer, and data made by a known truth.
#include "demand/dice.h"
#include "demand/regression.h"
#include "demand/survival.h"
#include "models.h"

using namespace kith;
using namespace kith::demand;
using doctest::Approx;

TEST_CASE("Competing ends share what ends, and neither is read as if the other were an interruption") {
  Spell const spells[] = {{1, 1}, {2, 2}, {3, 0}, {4, 1}, {5, 2}, {6, 0}};
  auto const curve = ends_of(spells, 2);
  CHECK(curve.ended_by(6, 1) == Approx(7.0 / 18).epsilon(1e-14));
  CHECK(curve.ended_by(6, 2) == Approx(7.0 / 18).epsilon(1e-14));
  CHECK(curve.going_on_after(6) == Approx(2.0 / 9).epsilon(1e-14));
  // The wrong answer: one less Kaplan and Meier with the other cause as an interruption.
  Spell const naive[] = {{1, 1}, {2, 0}, {3, 0}, {4, 1}, {5, 0}, {6, 0}};
  CHECK(ends_of(naive, 1).ended_by(6, 1) == Approx(4.0 / 9).epsilon(1e-14));
  CHECK(curve.ended_by(6, 1) < 4.0 / 9 - 0.05);
}

TEST_CASE("Without interruptions the shares are counts, and their errors those of counts") {
  std::vector<Spell> spells;
  for (int i = 0; i < 200; ++i) spells.push_back({static_cast<double>(i % 37 + 1), i % 3 == 0 ? 1u : 2u});
  auto const curve = ends_of(spells, 2, Errors::wanted);
  int by = 0;
  for (auto const& spell : spells) by += spell.cause == 1 && spell.until <= 20 ? 1 : 0;
  double const share = by / 200.0;
  CHECK(curve.ended_by(20, 1) == Approx(share).epsilon(1e-12));
  for (auto const& step : curve.steps)
    if (step.days == 20) CHECK(step.standard_error[0] == Approx(std::sqrt(share * (1 - share) / 200)).epsilon(1e-9));
  CHECK(curve.going_on_after(1000) == Approx(0).epsilon(1e-12));
}

TEST_CASE("An end on the first day is one of all who began, and like spells may be given once with how many they are") {
  Spell const spells[] = {{0, 1}, {0, 1}, {5, 1}, {9, 0}};
  auto const curve = ends_of(spells, 1, Errors::wanted);
  CHECK(curve.going_on_after(0) == Approx(0.5));
  CHECK(curve.going_on_after(5) == Approx(0.25));
  Spell const counted[] = {{0, 1, 0, 2}, {5, 1}, {9, 0}};
  auto const same = ends_of(counted, 1, Errors::wanted);
  CHECK(same.spells == 4);
  REQUIRE(same.steps.size() == curve.steps.size());
  for (std::size_t i = 0; i < curve.steps.size(); ++i) {
    CHECK(same.steps[i].going_on == curve.steps[i].going_on);
    CHECK(same.steps[i].at_risk == curve.steps[i].at_risk);
    CHECK(same.steps[i].standard_error == curve.steps[i].standard_error);
    CHECK(same.steps[i].standard_error[0] > 0);
  }
  // Left out, the errors change nothing of the curve; nor does the order in which spells are given.
  Spell const turned[] = {{9, 0}, {5, 1}, {0, 1, 0, 2}};
  auto const plain = ends_of(turned, 1);
  REQUIRE(plain.steps.size() == curve.steps.size());
  for (std::size_t i = 0; i < curve.steps.size(); ++i) {
    CHECK(plain.steps[i].going_on == curve.steps[i].going_on);
    CHECK(plain.steps[i].ended == curve.steps[i].ended);
    CHECK(plain.steps[i].standard_error[0] == 0);
  }
}

TEST_CASE("A tie of an end and an interruption counts the interrupted as still there") {
  Spell const spells[] = {{2, 1}, {2, 0}, {5, 0}, {7, 0}};
  CHECK(ends_of(spells, 1).going_on_after(2) == Approx(0.75));
}

TEST_CASE("Cases known only from a later age do not make all cases look long-lived") {
  // Exponential stays of mean 100; half the cases are found open when records begin, at ages up to 300 days: long ones
  // are found more often. Counted from their beginning as if always watched, they look longer than they are.
  std::vector<Spell> honest, blind;
  for (std::uint64_t i = 0; i < 20000; ++i) {
    double const stay = 100 * exponential_draw(mixed(2 * i * golden + 1));
    double const age = i % 2 == 0 ? 0 : 300 * unit(mixed((2 * i + 1) * golden));
    if (stay <= age) continue;
    bool const lost = stay > 400;
    honest.push_back({lost ? 400 : stay, lost ? 0u : 1u, age});
    blind.push_back({lost ? 400 : stay, lost ? 0u : 1u, 0});
  }
  double const truth = std::exp(-1.0);
  CHECK(ends_of(honest, 1).going_on_after(100) == Approx(truth).epsilon(0.03));
  CHECK(ends_of(blind, 1).going_on_after(100) > truth * 1.15);
}

TEST_CASE("A recorded law has the records' mean, with what nobody has seen the end of said apart") {
  std::vector<Spell> spells;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    double const stay = 50 * exponential_draw(mixed(i * golden + 7));
    spells.push_back({std::min(stay, 120.0), stay < 120 ? 1u : 0u});
  }
  auto const recorded = law_of(ends_of(spells, 1), 0, false);
  REQUIRE(recorded.has_value());
  CHECK(recorded->beyond == Approx(std::exp(-120.0 / 50)).epsilon(0.1));
  CHECK(mean_days(recorded->law) == Approx(50).epsilon(0.05));
  CHECK_FALSE(fault_of(recorded->law).has_value());
  auto const returns = law_of(ends_of(spells, 1), 1, true);
  REQUIRE(returns.has_value());
  CHECK(returns->law.cured == Approx(recorded->beyond));
  CHECK_FALSE(law_of(ends_of({}, 1), 0, false).has_value());
}

TEST_CASE("Poisson regression finds the rates that made the counts") {
  // One column of ones and one of a factor: the answer is the two groups' means, exactly.
  double const rows[] = {1, 0, 1, 0, 1, 1, 1, 1};
  double const counts[] = {3, 5, 9, 7};
  auto const fit = poisson_regression(rows, 2, counts);
  REQUIRE(fit.ok());
  CHECK(std::exp(fit->coefficients[0]) == Approx(4).epsilon(1e-9));
  CHECK(std::exp(fit->coefficients[1]) == Approx(2).epsilon(1e-9));
  CHECK(fit->covariance[0] == Approx(1.0 / 8).epsilon(1e-9));
  CHECK(fit->covariance[3] == Approx(1.0 / 8 + 1.0 / 16).epsilon(1e-9));
  double const alike[] = {1, 1, 1, 1, 1, 1, 1, 1};
  CHECK_FALSE(poisson_regression(alike, 2, counts).ok());
  double const nobody[] = {0, 0, 0, 0};
  CHECK_FALSE(poisson_regression(rows, 2, nobody).ok());
}

TEST_CASE("Arrivals fitted to three years of days are those that made them") {
  std::vector<DayCount> days;
  Date const start = Date::of(2022, 1, 3).value();  // a Monday
  Date const last = start + 1094;
  for (int i = 0; i < 1095; ++i) {
    bool const holiday = i % 365 > 200 && i % 365 < 242;
    double const ago = i - 1094;
    double const rate = i % 7 >= 5 ? 0
                                   : 20 * std::exp(0.08 * ago / 365.25) * (holiday ? 0.6 : 1) *
                                         std::exp(0.15 * std::cos(2 * 3.14159265358979 * (ago - 60) / 365.25));
    std::int64_t count = 0;
    for (double sum = exponential_draw(mixed(further(99, static_cast<std::uint64_t>(i) * 1000))); sum < rate;
         sum +=
         exponential_draw(mixed(further(99, static_cast<std::uint64_t>(i) * 1000 + static_cast<std::uint64_t>(count)))))
      ++count;
    days.push_back({start + i, count, holiday, false});
  }
  CHECK(days.back().day == last);
  auto const fit = fit_arrivals(days);
  REQUIRE(fit.ok());
  CHECK(fit->arrival.rate_per_day == Approx(20 * 5.0 / 7).epsilon(0.05));
  CHECK(fit->arrival.weekday[0] == Approx(1.4).epsilon(0.05));
  CHECK(fit->arrival.weekday[6] == 0);
  CHECK(fit->arrival.trend_per_year == Approx(std::exp(0.08) - 1).epsilon(0.35));
  CHECK(fit->holiday_factor == Approx(0.6).epsilon(0.08));
  CHECK(fit->arrival.season->amplitude == Approx(0.15).epsilon(0.25));
  CHECK(fit->arrival.season->peak_day == Approx(60).epsilon(0.25));
  CHECK(fit->dispersion == Approx(1).epsilon(0.15));
  auto const brief = fit_arrivals(std::span(days).first(200));
  REQUIRE(brief.ok());
  CHECK_FALSE(brief->left_out.empty());
  CHECK_FALSE(fit_arrivals(std::span(days).first(20)).ok());
}

TEST_CASE("A small team is drawn to its borough, a large one keeps its own rate") {
  TeamCount const teams[] = {{400, 1000}, {100, 1000}, {250, 1000}, {2, 4}};
  auto const shrunk = shrink(teams);
  CHECK(shrunk[0].weight > 0.9);
  CHECK(shrunk[3].weight < 0.4);
  CHECK(shrunk[3].shrunk < shrunk[3].own);
  CHECK(shrunk[3].shrunk > 0.25);
  TeamCount const alike[] = {{100, 1000}, {102, 1000}, {98, 1000}};
  for (auto const& team : shrink(alike)) CHECK(team.shrunk == Approx(0.1));
}
