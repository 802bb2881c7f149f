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
  // P(W > t) = C exp(-(c mu - lambda) t) falls to 1/10 and 1/20.
  check_against_theory("nine in ten", desk.wait_p90_days, std::log(0.444444 / 0.10) / 0.1, result);
  check_against_theory("nineteen in twenty", desk.wait_p95_days, std::log(0.444444 / 0.05) / 0.1, result);
}

TEST_CASE("M/M/4 and M/M/10 wait as Erlang C says") {
  CHECK(theory::erlang_c(4, 2) == Approx(0.173913).epsilon(1e-5));
  CHECK(theory::wait(4, 0.2, 0.1) == Approx(0.869565).epsilon(1e-5));
  CHECK(theory::erlang_c(10, 8) == Approx(0.409180).epsilon(1e-5));
  CHECK(theory::wait(10, 8, 1) == Approx(0.204590).epsilon(1e-5));
  auto const four = run(run_section(20000, 1000, 60) + simple_queue(4, 0.2, "{law = \"exponential\", mean_days = 10}"));
  check_against_theory("wait of four", four.stations[0].wait_mean_days, 0.869565, four);
  check_against_theory("waiting for four", four.stations[0].wait_probability, 0.173913, four);
  auto const ten = run(run_section(1000, 50, 60) + simple_queue(10, 8, "{law = \"exponential\", mean_days = 1}"));
  check_against_theory("wait of ten", ten.stations[0].wait_mean_days, 0.204590, ten);
  check_against_theory("waiting for ten", ten.stations[0].wait_probability, 0.409180, ten);
}

TEST_CASE("M/M/1 at 91% holds ten people less one") {
  auto const result =
      run(run_section(30000, 1000, 60) + simple_queue(1, 1, "{law = \"exponential\", mean_days = 0.9090909090909091}"));
  check_against_theory("wait", result.stations[0].wait_mean_days, 9.090909, result);
  check_against_theory("in system", result.stations[0].in_system_mean, 10, result);
}

TEST_CASE("M/G/1 waits as Pollaczek and Khinchine say, for every law of service") {
  CHECK(theory::wait_one_server(0.8, 1, 0) == Approx(2));
  CHECK(theory::wait_one_server(0.8, 1, 0.5) == Approx(3));
  CHECK(theory::wait_one_server(0.8, 1, 1) == Approx(4));
  CHECK(theory::wait_one_server(0.8, 1, 4) == Approx(10));
  struct Case {
    char const* service;
    double squared_cv;
  };
  auto const cases = {
      Case{"{law = \"deterministic\", mean_days = 1}", 0},
      Case{"{law = \"erlang\", mean_days = 1, shape = 2}", 0.5},
      Case{"{law = \"gamma\", mean_days = 1, shape = 2}", 0.5},
      Case{"{law = \"gamma\", mean_days = 1, shape = 0.5}", 2},
      Case{"{law = \"exponential\", mean_days = 1}", 1},
      Case{"{law = \"hyperexponential\", mean_days = 1, cv = 2}", 4},
      Case{"{law = \"lognormal\", mean_days = 1, cv = 0.8}", 0.64},
      Case{"{law = \"weibull\", mean_days = 1, shape = 2}", 4 / 3.14159265358979 - 1},
      Case{"{law = \"uniform\", low_days = 0, high_days = 2}", 1.0 / 3},
      Case{"{law = \"empirical\", values_days = [0.5, 1.5], weights = [1, 1]}", 0.25},
  };
  for (auto const& c : cases) {
    auto const model = model_of(run_section(5000, 500, 60) + simple_queue(1, 0.8, c.service));
    CHECK(mean_days(model.stations[0].service) == Approx(1));
    CHECK(squared_cv(model.stations[0].service) == Approx(c.squared_cv));
    auto const result = run(model);
    check_against_theory(c.service, result.stations[0].wait_mean_days, theory::wait_one_server(0.8, 1, c.squared_cv),
                         result);
  }
}

TEST_CASE("M/M/2/3 turns away whom theory turns away") {
  auto const steady = theory::limited_room(2, 1, 3, 4);
  CHECK(steady.in_system == Approx(0.762340).epsilon(1e-5));
  CHECK(steady.refused == Approx(0.049360).epsilon(1e-4));
  auto const result =
      run(run_section(3000, 100, 60) + simple_queue(2, 3, "{law = \"exponential\", mean_days = 0.25}", "room = 1"));
  check_against_theory("in system", result.stations[0].in_system_mean, steady.in_system, result);
  check_against_theory("refused", result.stations[0].refused_probability, steady.refused, result);
}

TEST_CASE("A petrol station that cars and motorcycles share loses them as its balance equations say") {
  // One pump and no queue; a vehicle every 20/3 minutes, three in four of them cars; a car takes 8 minutes, a
  // motorcycle 3. A minute is a day here. Solved exactly, 0.503106 vehicles are there on average.
  auto const result =
      run(run_section(20000, 100, 60) +
          "[[class]]\nname = \"car\"\n[[class]]\nname = \"motorcycle\"\n"
          "[[arrival]]\nname = \"cars\"\nto = \"pump\"\nrate_per_day = 0.1125\nclass = \"car\"\n"
          "[[arrival]]\nname = \"bikes\"\nto = \"pump\"\nrate_per_day = 0.0375\nclass = \"motorcycle\"\n"
          "[[station]]\nname = \"pump\"\nservers = 1\nroom = 0\n"
          "service = {law = \"exponential\", mean_days = 8}\n"
          "service_of = [{class = \"motorcycle\", law = \"exponential\", mean_days = 3}]\n");
  check_against_theory("in system", result.stations[0].in_system_mean, 0.503106, result);
  check_against_theory("refused", result.stations[0].refused_probability, 0.503106, result);
}

TEST_CASE("A five-station front door is a Jackson network") {
  auto const result =
      run(run_section(3000, 200, 60) +
          "[[arrival]]\nname = \"contacts\"\nto = \"screening\"\nrate_per_day = 30\n"
          "[[station]]\nname = \"screening\"\nservers = 3\nservice = {law = \"exponential\", mean_days = 0.08}\n"
          "[[station]]\nname = \"advice\"\nservers = 5\nservice = {law = \"exponential\", mean_days = 0.25}\n"
          "[[station]]\nname = \"assessment\"\nservers = 6\nservice = {law = \"exponential\", mean_days = "
          "0.3333333333333333}\n"
          "[[station]]\nname = \"plan\"\nservers = 60\nservice = {law = \"exponential\", mean_days = 4}\n"
          "[[station]]\nname = \"social care\"\nservers = 12\nservice = {law = \"exponential\", mean_days = "
          "1.6666666666666667}\n"
          "[[route]]\nfrom = \"screening\"\nto = \"advice\"\nprobability = 0.476\n"
          "[[route]]\nfrom = \"screening\"\nto = \"assessment\"\nprobability = 0.341\n"
          "[[route]]\nfrom = \"screening\"\nto = \"social care\"\nprobability = 0.045\n"
          "[[route]]\nfrom = \"advice\"\nto = \"screening\"\nprobability = 0.08\n"
          "[[route]]\nfrom = \"advice\"\nto = \"assessment\"\nprobability = 0.2\n"
          "[[route]]\nfrom = \"assessment\"\nto = \"plan\"\nprobability = 0.8\n"
          "[[route]]\nfrom = \"assessment\"\nto = \"social care\"\nprobability = 0.05\n"
          "[[route]]\nfrom = \"plan\"\nto = \"screening\"\nprobability = 0.177\n"
          "[[route]]\nfrom = \"social care\"\nto = \"plan\"\nprobability = 0.1\n");
  double const flows[] = {33.3715, 15.8848, 14.5566, 11.8683, 2.2295};
  double const waits[] = {0.193602, 0.131966, 0.155530, 0.016978};
  for (std::size_t s = 0; s < 5; ++s)
    check_against_theory("flow", result.stations[s].arrivals_per_day, flows[s], result);
  for (std::size_t s = 0; s < 4; ++s) check_against_theory("wait", result.stations[s].wait_mean_days, waits[s], result);
  // Waits at social care are too rare for a t test; the probability of one is not.
  check_against_theory("rare wait", result.stations[4].wait_probability, theory::erlang_c(12, 2.2295 / 0.6), result,
                       0.15);
}

TEST_CASE("Two classes wait as Cobham says, and on average as without priorities") {
  double const rates[] = {0.08, 0.12};
  auto const exact = theory::waits_by_priority(3, rates, 0.1);
  CHECK(exact[0] == Approx(2.020202).epsilon(1e-6));
  CHECK(exact[1] == Approx(6.060606).epsilon(1e-6));
  auto const result = run(run_section(20000, 1000, 60) +
                          "[[class]]\nname = \"urgent\"\npriority = 1\n[[class]]\nname = \"routine\"\npriority = 2\n"
                          "[[arrival]]\nname = \"a\"\nto = \"desk\"\nrate_per_day = 0.08\nclass = \"urgent\"\n"
                          "[[arrival]]\nname = \"b\"\nto = \"desk\"\nrate_per_day = 0.12\nclass = \"routine\"\n"
                          "[[station]]\nname = \"desk\"\nservers = 3\ndiscipline = \"priority\"\n"
                          "service = {law = \"exponential\", mean_days = 10}\n");
  auto const& desk = result.stations[0];
  check_against_theory("urgent", desk.by_class[0].wait_mean_days, exact[0], result);
  check_against_theory("routine", desk.by_class[1].wait_mean_days, exact[1], result);
  check_against_theory("all", desk.wait_mean_days, 4.444444, result);
}

TEST_CASE("Impatient people leave as Erlang A says") {
  auto const steady = theory::impatient(8, 8, 1, 0.5);
  CHECK(steady.waiting == Approx(1.856230).epsilon(1e-5));
  CHECK(steady.abandoned == Approx(0.116014).epsilon(1e-5));
  auto const result =
      run(run_section(1000, 50, 60) + simple_queue(8, 8, "{law = \"exponential\", mean_days = 1}",
                                                   "patience = {law = \"exponential\", mean_days = 2}"));
  check_against_theory("waiting", result.stations[0].waiting_mean, steady.waiting, result);
  check_against_theory("abandoned", result.stations[0].abandoned_probability, steady.abandoned, result);
}

TEST_CASE("Little's law holds on every path to the last millisecond") {
  auto const result = run(run_section(700, 123.4, 20) +
                          "[[arrival]]\nname = \"a\"\nto = \"one\"\nrate_per_day = 5\nbatch = [0.5, 0.3, 0.2]\n"
                          "[[station]]\nname = \"one\"\nservers = 4\nroom = 20\n"
                          "service = {law = \"lognormal\", mean_days = 0.5, cv = 1.5}\n"
                          "patience = {law = \"weibull\", mean_days = 3, shape = 0.7, cured = 0.2}\n"
                          "hours = [{days = \"mon-fri\", from = \"09:00\", to = \"17:00\"}]\n"
                          "[[station]]\nname = \"two\"\nservers = 6\n"
                          "service = {law = \"gamma\", mean_days = 2, cv = 0.5}\n"
                          "[[route]]\nfrom = \"one\"\nto = \"two\"\nprobability = 0.7\n"
                          "[[route]]\nfrom = \"two\"\nto = \"one\"\nprobability = 0.2\n"
                          "delay = {law = \"exponential\", mean_days = 10}\n");
  for (auto const& one : result.runs)
    for (auto const& station : one.stations) {
      CHECK(station.sojourn_ms > 0);
      CHECK(station.little_error() <= 1e-12);
    }
}

TEST_CASE("The open stock of a yearly swing lags and flattens as M_t/G/infinity says") {
  auto const echo = theory::seasonal_echo(345, 365);
  CHECK(echo.damping == Approx(0.166).epsilon(0.005));
  CHECK(echo.lag_days == Approx(81.6).epsilon(0.002));
  // The mean over a window of 30 days around the trough and the peak of what theory says is open then.
  auto const stock_around = [&](double day) {
    auto const result = run(run_section(day + 15, day - 15, 40) +
                            "[[arrival]]\nname = \"a\"\nto = \"open\"\nrate_per_day = 5.65\n"
                            "season = {amplitude = 0.5, period_days = 365, peak_day = 0}\n"
                            "[[station]]\nname = \"open\"\nservers = \"unlimited\"\n"
                            "service = {law = \"exponential\", mean_days = 345}\n");
    return std::pair(result.stations[0].in_system_mean, result);
  };
  double const mean = 5.65 * 345;
  double const within_window = std::sin(3.14159265 * 30 / 365) / (3.14159265 * 30 / 365);
  double const years = 10;  // the start from nothing has died out: exp(-10 * 365 / 345) = 0.00003
  double const peak = years * 365 + 81.6;
  auto const [at_peak, peak_run] = stock_around(peak);
  auto const [at_trough, trough_run] = stock_around(peak + 182.5);
  check_against_theory("peak", at_peak, mean * (1 + 0.5 * echo.damping * within_window), peak_run);
  check_against_theory("trough", at_trough, mean * (1 - 0.5 * echo.damping * within_window), trough_run);
}

TEST_CASE("A flood builds up and drains as a fluid does") {
  // 100 a day come, for ten days 200; 150 can be served. 500 wait at the flood's end and drain at 50 a day: over the 30
  // days the queue holds 500 * 10 / 2 + 500 * 10 / 2 person-days, so about 166.7 on average, and chance adds little.
  auto const result = run(run_section(30, 0, 100) +
                          "[[arrival]]\nname = \"a\"\nto = \"desk\"\nrate_per_day = 100\n"
                          "periods = [{from_day = 5, to_day = 15, factor = 2}]\n"
                          "[[station]]\nname = \"desk\"\nservers = 15\n"
                          "service = {law = \"exponential\", mean_days = 0.1}\n");
  CHECK(*result.stations[0].waiting_mean.mean == Approx(5000.0 / 30).epsilon(0.05));
  CHECK(*result.stations[0].waiting_at_end.mean < 20);
  CHECK(result.stations[0].stable);
}

TEST_CASE("Forty-five workers together wait a twenty-eighth of what nine fives wait apart") {
  double const apart = theory::wait(5, 4.25, 1);
  double const together = theory::wait(45, 38.25, 1);
  CHECK(apart / together == Approx(28.0).epsilon(0.002));
  auto const five = run(run_section(2000, 100, 60) + simple_queue(5, 4.25, "{law = \"exponential\", mean_days = 1}"));
  auto const pool = run(run_section(2000, 100, 60) + simple_queue(45, 38.25, "{law = \"exponential\", mean_days = 1}"));
  check_against_theory("apart", five.stations[0].wait_mean_days, apart, five);
  check_against_theory("together", pool.stations[0].wait_mean_days, together, pool);
}

TEST_CASE("A waiting list is relieved as Fong and others say") {
  auto const list = theory::waiting_list(30, 1200, 52, 26);
  CHECK(list.mean_wait == Approx(13));
  CHECK(list.queue == Approx(390));
  CHECK(list.relief == Approx(61.15).epsilon(1e-4));
  CHECK(list.capacity == Approx(30 + 4.0 / 52));
  // With that capacity a queue of such people waits about a quarter of the target: an M/M/1 of this rate, in weeks.
  CHECK(theory::wait(1, 30, list.capacity) == Approx(13).epsilon(0.01));
}
