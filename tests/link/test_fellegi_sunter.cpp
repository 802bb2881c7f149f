// Known values of Splink's own regression fixtures (moj-analytical-services/splink, MIT licence).
#include "link/fellegi_sunter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "link/shared_data.h"

using namespace kith::link;

namespace {
// known_params_comparison_vectors.csv, 4,000 vectors of three columns, by pattern.
std::vector<Pattern> known_vectors() {
  struct Row {
    int first, second, third;
    double count;
  };
  std::vector<Pattern> patterns;
  for (auto const& row : {Row{0, 0, 0, 1407},
                          {0, 0, 1, 408},
                          {0, 1, 0, 63},
                          {0, 1, 1, 522},
                          {1, 0, 0, 163},
                          {1, 0, 1, 172},
                          {1, 1, 0, 67},
                          {1, 1, 1, 1198}}) {
    Pattern pattern;
    pattern.levels = {static_cast<Level>(row.first + 1), static_cast<Level>(row.second + 1),
                      static_cast<Level>(row.third + 1)};
    pattern.count = row.count;
    patterns.push_back(pattern);
  }
  return patterns;
}

FieldOdds two_levels(double m, double u) { return {{0, 1 - m, m}, {0, 1 - u, u}}; }
}  // namespace

TEST_CASE("free expectation maximisation finds the parameters that Splink's known vectors were made with") {
  Mixture const start{0.3, {two_levels(0.8, 0.2), two_levels(0.8, 0.2), two_levels(0.8, 0.2)}};
  auto const result = fit(start, known_vectors(), {true, true, 1e-14, 5000, 0, 1e-6});
  CHECK(result.settled);
  CHECK(result.mixture.prior == doctest::Approx(0.5).epsilon(1e-9));
  double const m[] = {0.7, 0.9, 0.95};
  double const u[] = {0.1, 0.025, 0.2};
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(result.mixture.fields[k].m[2] == doctest::Approx(m[k]).epsilon(1e-9));
    CHECK(result.mixture.fields[k].u[2] == doctest::Approx(u[k]).epsilon(1e-9));
  }
  CHECK(result.expected_matches == doctest::Approx(2000).epsilon(1e-9));
}

TEST_CASE("each pattern of the known vectors has the probability that Splink gives it") {
  Mixture const known{0.5, {two_levels(0.7, 0.1), two_levels(0.9, 0.025), two_levels(0.95, 0.2)}};
  auto const probability = [&](Level a, Level b, Level c) {
    return probability_of(pattern_weight(known, std::array{a, b, c}));
  };
  CHECK(std::abs(probability(1, 1, 1) - 0.0021321961620469083) < 1e-9);
  CHECK(std::abs(probability(1, 2, 1) - 0.4285714285714287) < 1e-9);
  CHECK(std::abs(probability(2, 1, 2) - 0.7732558139534884) < 1e-9);
  CHECK(std::abs(probability(2, 2, 2) - 0.9991652754590986) < 1e-9);
}

TEST_CASE("records 479 and 481 of Splink's example weigh what Splink says, term frequency and all") {
  Mixture const model{
      0.3,
      {{{0, 0.1, 0.2, 0.7}, {0, 0.8, 0.1, 0.1}}, two_levels(0.9, 0.1), two_levels(0.9, 0.1), two_levels(0.9, 0.1)}};
  double const frequency = 0.1 / 4.272592890212634;
  double const weight =
      pattern_weight(model, std::array<Level, 4>{3, 2, 1, 1}) + term_frequency_weight(0.1, frequency, frequency);
  CHECK(std::abs(weight - 0.5101493570766487) < 1e-9);
  CHECK(std::abs(probability_of(weight) - 0.5874923778509089) < 1e-9);
}

TEST_CASE("term frequencies follow Splink's rule") {
  CHECK(term_frequency_weight(0.01, std::nullopt, std::nullopt) == 0);
  CHECK(term_frequency_weight(0.01, 0.001, std::nullopt) == doctest::Approx(std::log2(10)));
  CHECK(term_frequency_weight(0.01, 0.001, 0.1) == doctest::Approx(-std::log2(10)));
  CHECK(term_frequency_weight(0.01, 0.00001, 0.00001, 0.5, 0.001) == doctest::Approx(0.5 * std::log2(10)));
}

TEST_CASE(
    "a brother's number weighs for two of one household what mistakes are worth, and for one person its full worth") {
  FieldOdds number{{0, 0.001, 0.001, 0.008, 0.99}, {0, 0.999, 1e-8, 1e-8, 1e-7}};
  CHECK(mistake_weight(number) == 0);
  number.mixed_up = 0.001;
  CHECK(mistake_weight(number) == doctest::Approx(std::log2(1e4)));
  FieldOdds const address{{0, 0.1, 0.9}, {0, 0.999, 0.001}, true, true};
  FieldOdds const forename{{0, 0.01, 0.99}, {0, 0.995, 0.005}};
  auto const family = Mixture{1e-5, {number, address, forename}, 1e-7, 1e-5};
  std::vector<Level> const mistaken{4, 2, 1};
  CHECK(household_weight(family.siblings, false, family, mistaken) ==
        doctest::Approx(std::log2(1e-5) + std::log2(900) + std::log2(1e4)));
  std::vector<Level> const other_number{1, 2, 1};
  CHECK(household_weight(family.siblings, false, family, other_number) ==
        doctest::Approx(std::log2(1e-5) + std::log2(900)));
}

TEST_CASE("a missing value weighs nothing, and certainty does not overflow") {
  Mixture const model{0.5, {two_levels(0.9, 0.1)}};
  CHECK(pattern_weight(model, std::array<Level, 1>{missing_level}) == 0);
  CHECK(probability_of(5000) == 1);
  CHECK(probability_of(-5000) == 0);
  CHECK(probability_of(weight_of(0.99)) == doctest::Approx(0.99).epsilon(1e-12));
  CHECK(std::isfinite(level_weight({{0, 1, 0}, {0, 0, 1}}, 2)));
}

TEST_CASE("a level that no pair was seen at gets a millionth, or what was believed of it") {
  Mixture const start{0.3, {{{0, 0.1, 0.2, 0.7}, {0, 0.8, 0.1, 0.1}}}};
  Pattern same;
  same.levels[0] = 3;
  same.count = 10;
  auto const plain = fit(start, std::span(&same, 1), {false, true, 1e-9, 50, 0, 1e-6});
  CHECK(plain.mixture.fields[0].m[2] == 1e-6);
  auto const believing = fit(start, std::span(&same, 1), {false, false, 1e-9, 50, 1, 1e-6});
  CHECK(believing.mixture.fields[0].m[2] > 0.01);
}

TEST_CASE("every level of Splink's training histories weighs what Splink wrote down") {
  auto const text = kith::link::test::shared_data("linkage/splink/splink2_m_u_history_no_fix.csv");
  if (!text) return;
  std::istringstream lines{*text};
  std::string line;
  std::getline(lines, line);
  int rows = 0;
  while (std::getline(lines, line)) {
    // The second column is SQL and may hold a comma in quotation marks; counting from the end avoids it.
    std::vector<std::string> cells;
    std::istringstream parts{line};
    for (std::string cell; std::getline(parts, cell, ',');) cells.push_back(cell);
    auto const from_end = [&](std::size_t i) { return std::stod(cells[cells.size() - i]); };
    double const m = from_end(8);
    double const u = from_end(7);
    CHECK(std::abs(level_weight({{0, m}, {0, u}}, 1) - from_end(5)) < 1e-9);
    ++rows;
  }
  CHECK(rows == 27);
}

TEST_CASE("that most twins are of one sex is learned from the pairs") {
  // Pairs are one person, twins or strangers.
  Mixture truth{0.02, {}, 0.03, 0};
  truth.fields.push_back({{0, 0.02, 0.98}, {0, 0.99, 0.01}, false, true});   // the birth date
  truth.fields.push_back({{0, 0.01, 0.99}, {0, 0.97, 0.03}});                // the forename
  truth.fields.push_back({{0, 0.01, 0.99}, {0, 0.5, 0.5}});                  // the sex
  truth.fields.push_back({{0, 0.05, 0.95}, {0, 0.999, 0.001}, true, true});  // the home
  truth.fields.push_back({{0, 0.05, 0.95}, {0, 1 - 1e-6, 1e-6}});            // a number
  std::vector<Pattern> patterns;
  for (Level born : {1, 2})
    for (Level forename : {1, 2})
      for (Level sex : {1, 2})
        for (Level home : {1, 2})
          for (Level number : {1, 2}) {
            auto const& f = truth.fields;
            double const of_one_sex = sex == 2 ? 2.0 / 3 : 1.0 / 3;
            double const same = f[0].m[born] * f[1].m[forename] * f[2].m[sex] * f[3].m[home] * f[4].m[number];
            double const twins = f[0].m[born] * f[1].u[forename] * of_one_sex * f[3].m[home] * f[4].u[number];
            double const others = f[0].u[born] * f[1].u[forename] * f[2].u[sex] * f[3].u[home] * f[4].u[number];
            patterns.push_back(
                {{born, forename, sex, home, number}, 1e6 * (0.02 * same + 0.03 * twins + 0.95 * others)});
          }
  auto start = truth;
  start.fields[2].twins = start.fields[2].u;
  auto const fitted = fit(start, patterns, {false, true, 1e-9, 2000, 4});
  CHECK(fitted.mixture.fields[2].twins[2] == doctest::Approx(2.0 / 3).epsilon(0.02));
  // So that a boy and a boy born on one day, of two names, are rather twins than one boy.
  std::array<Level, 5> const boys{2, 1, 2, 2, 0};
  CHECK(household_weight(0.03, true, fitted.mixture, boys) > household_weight(0.03, true, start, boys) + 0.3);
}
