// Queues that theory solves exactly, simulated. Golden numbers are those published for the formulae.
#include "demand/theory.h"
#include "models.h"

using namespace kith::demand;
using doctest::Approx;

TEST_CASE("M/M/3 waits as Erlang C says") {
  CHECK(theory::erlang_c(3, 2) == Approx(0.444444).epsilon(1e-5));
  CHECK(theory::wait(3, 0.2, 0.1) == Approx(4.444444).epsilon(1e-6));
  auto const result =
      run(run_section(20000, 1000, 60) + simple_queue(3, 0.2, "{law = \"exponential\", mean_days = 10}"));
  auto const& desk = result.stations[0];
  CHECK(desk.stable);
  check_against_theory("wait", desk.wait_mean_days, 4.444444, result);
  check_against_theory("probability of waiting", desk.wait_probability, 0.444444, result);
  check_against_theory("utilisation", desk.utilisation, 2.0 / 3, result);
  check_against_theory("waiting", desk.waiting_mean, 0.2 * 4.444444, result);
  check_against_theory("in system", desk.in_system_mean, 2 + 0.2 * 4.444444, result);
  // P(W > t) = C exp(-(c mu - lambda) t) = 1/10 at t = 14.917.
  check_against_theory("nine in ten", desk.wait_p90_days, std::log(0.444444 / 0.1) / 0.1, result);
}
