// Models the tests are about, as a person would write them, and the t test that holds a simulation against theory.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "demand/elementary.h"
#include "demand/read_model.h"
#include "demand/simulate.h"

namespace kith::demand {

inline Model model_of(std::string const& text) {
  auto model = parse_model(text, "test.toml");
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().sentence));
  return std::move(model).value();
}

inline SimulationResult run(Model const& model, Options options = {}) {
  auto result = simulate(model, options);
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().sentence));
  return std::move(result).value();
}

inline SimulationResult run(std::string const& text, Options options = {}) { return run(model_of(text), options); }

inline std::string run_section(double horizon_days, double warm_up_days, int replications, int seed = 7) {
  return fmt::format("[run]\nhorizon_days = {}\nwarm_up_days = {}\nreplications = {}\nseed = {}\n", horizon_days,
                     warm_up_days, replications, seed);
}

// M/M/c.
inline std::string simple_queue(int servers, double arrivals, std::string const& service,
                                std::string const& more = "") {
  return fmt::format(
      "[[arrival]]\nname = \"people\"\nto = \"desk\"\nrate_per_day = {}\n"
      "[[station]]\nname = \"desk\"\nservers = {}\nservice = {}\n{}\n",
      arrivals, servers, service, more);
}

// Fails when `estimate` lies further from `exact` than chance explains: Student t, four standard deviations' worth of
// doubt (1 in 16,000 either way), shared out over all `comparisons` that one test program makes (Bonferroni).
inline void check_against_theory(std::string const& what, Estimate const& estimate, double exact,
                                 SimulationResult const& result, double finest = 0.05) {
  constexpr double comparisons = 100;
  constexpr double doubt = 6.3e-5 / comparisons;
  REQUIRE_MESSAGE(estimate.low.has_value(), what);
  double const standard_error = estimate.standard_error.value();
  double const t = (*estimate.mean - exact) / standard_error;
  double const most = student_quantile(1 - doubt / 2, static_cast<double>(result.runs.size() - 1));
  CHECK_MESSAGE(std::abs(t) < most, what, ": ", *estimate.mean, " for ", exact, ", t = ", t);
  // A test that could not fail would show here: the simulation must pin the value down.
  CHECK_MESSAGE(standard_error < finest * std::abs(exact), what, ": standard error ", standard_error, " for ", exact);
}

}  // namespace kith::demand
