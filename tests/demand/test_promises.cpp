// What a run promises whatever the model: the same for any number of threads, the same luck for the same person, and no
// steady figure where there is none.
#include "demand/dice.h"
#include "demand/report.h"
#include "models.h"

using namespace kith::demand;
using doctest::Approx;

namespace {

// A bit of everything.
std::string busy_borough(std::string const& more = "") {
  return "[[class]]\nname = \"urgent\"\npriority = 1\n[[class]]\nname = \"routine\"\npriority = 2\n"
         "[[outcome]]\nname = \"universal\"\nprobability = 0.5\n[[outcome]]\nname = \"help\"\nprobability = 0.5\n"
         "[[caseload]]\nname = \"lead\"\ntokens = 60\n"
         "[[arrival]]\nname = \"police\"\nto = \"screening\"\nrate_per_day = 3\nclass = \"urgent\"\n"
         "[[arrival]]\nname = \"schools\"\nto = \"screening\"\nrate_per_day = 9\nclass = \"routine\"\n"
         "batch = [0.7, 0.3]\nweekday = [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0]\nunrest = {cv = 0.2, days = 7}\n"
         "[[station]]\nname = \"screening\"\nservers = 3\ndiscipline = \"priority\"\n"
         "service = {law = \"lognormal\", mean_days = 0.1, cv = 1}\n"
         "hours = [{days = \"mon-fri\", from = \"08:30\", to = \"17:00\"}]\n"
         "[[station]]\nname = \"assessment\"\nservers = 40\ncaseload = \"lead\"\n"
         "service = {law = \"gamma\", mean_days = 4, cv = 0.7}\n"
         "[[station]]\nname = \"plan\"\nservers = \"unlimited\"\ncaseload = \"lead\"\n"
         "service = {law = \"erlang\", mean_days = 3, shape = 3}\n"
         "[[station]]\nname = \"social care\"\nservers = 9\nservice = {law = \"exponential\", mean_days = 2}\n"
         "[[risk]]\nname = \"escalation\"\nfrom = \"assessment\"\nto = \"social care\"\n"
         "after = {law = \"exponential\", mean_days = 40}\n"
         "[[route]]\nfrom = \"screening\"\nto = \"assessment\"\nprobability = 0.9\noutcome = \"help\"\n"
         "[[route]]\nfrom = \"assessment\"\nto = \"plan\"\nprobability = 0.8\n"
         "[[route]]\nfrom = \"plan\"\nto = \"screening\"\nprobability = 0.2\nnew_episode = true\n"
         "delay = {law = \"weibull\", mean_days = 30, shape = 0.8, cured = 0.1}\n" +
         more;
}

}  // namespace

TEST_CASE("The same bytes come out for any number of threads") {
  auto const model = model_of(run_section(300, 50, 24) + busy_borough());
  std::string const one = to_json(run(model, {.threads = 1}));
  CHECK(one == to_json(run(model, {.threads = 2})));
  CHECK(one == to_json(run(model, {.threads = 16})));
  CHECK(one == to_json(run(model, {.threads = 1})));
  CHECK(one != to_json(run(model, {.seed = 8, .threads = 1})));
}

TEST_CASE("The same bytes come out of every build") {
  // The digest was taken once, and again when intervals began to allow for a skewed figure. A test of its own builds
  // the room at -O0 and -O3 and compares far more (demand_optimisation).
  std::string const json = to_json(run(run_section(300, 50, 8) + busy_borough(), {.threads = 1}));
  CHECK(fmt::format("{:016x}", key_of(json, "digest")) == "325d29763955d108");
}

TEST_CASE("The first replications of a longer run are the shorter run") {
  auto const model = model_of(run_section(200, 0, 5) + busy_borough());
  auto const five = run(model);
  auto const three = run(model, {.replications = 3});
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t s = 0; s < 4; ++s) CHECK(five.runs[r].stations[s].wait_ms == three.runs[r].stations[s].wait_ms);
}

TEST_CASE("A group that nobody takes up leaves every other figure as it is, to the bit") {
  auto const without = run(run_section(300, 50, 10) + busy_borough());
  auto const with = run(run_section(300, 50, 10) +
                        busy_borough("[[station]]\nname = \"group\"\nservers = 2\n"
                                     "service = {law = \"exponential\", mean_days = 1}\n"
                                     "[[route]]\nfrom = \"screening\"\nto = \"group\"\nprobability = 0\n"
                                     "[[route]]\nfrom = \"group\"\nto = \"screening\"\nprobability = 0.28\n"));
  for (std::size_t s = 0; s < without.stations.size(); ++s) {
    CHECK(with.stations[s].wait_mean_days == without.stations[s].wait_mean_days);
    CHECK(with.stations[s].in_system_mean == without.stations[s].in_system_mean);
  }
}

TEST_CASE("A change elsewhere leaves a person's own luck alone") {
  // One more screener changes who waits, but nobody's assessment: the difference of two runs is far steadier than its
  // parts.
  auto const text = [](int servers) {
    return run_section(500, 50, 40) +
           fmt::format(
               "[[arrival]]\nname = \"a\"\nto = \"screening\"\nrate_per_day = 10\n"
               "[[station]]\nname = \"screening\"\nservers = {}\nservice = {{law = \"exponential\", mean_days = 0.2}}\n"
               "[[station]]\nname = \"open\"\nservers = \"unlimited\"\nservice = {{law = \"exponential\", mean_days = "
               "60}}\n"
               "[[route]]\nfrom = \"screening\"\nto = \"open\"\nprobability = 0.3\n",
               servers);
  };
  auto const three = run(text(3));
  auto const four = run(text(4));
  std::vector<double> paired, own;
  for (std::size_t r = 0; r < three.runs.size(); ++r) {
    auto const open = [&](SimulationResult const& result) {
      return static_cast<double>(result.runs[r].stations[1].busy_area);
    };
    paired.push_back(open(four) - open(three));
    own.push_back(open(three));
  }
  auto const width = [](std::vector<double> const& values) {
    return *mean_estimate(values, 1).high - *mean_estimate(values, 1).mean;
  };
  CHECK(width(paired) * 20 < width(own));
}

TEST_CASE("Two of nine teams that carry half the borough break, on a named day, and have no steady wait") {
  // 85% of capacity in all; the two towns' teams have 191% of theirs.
  std::string text = run_section(400, 0, 20);
  for (int team = 1; team <= 9; ++team)
    text += fmt::format(
        "[[arrival]]\nname = \"place {0}\"\nto = \"team {0}\"\nrate_per_day = {1}\n"
        "[[station]]\nname = \"team {0}\"\nservers = 5\nservice = {{law = \"exponential\", mean_days = 1}}\n",
        team, team <= 2 ? 38.25 / 4 : 38.25 / 14);
  auto const result = run(text);
  for (std::size_t s = 0; s < 9; ++s) {
    auto const& team = result.stations[s];
    CHECK(team.stable == (s >= 2));
    CHECK(team.unstable_from_day.has_value() == (s < 2));
    CHECK(team.wait_mean_days.mean.has_value() == (s >= 2));
    CHECK(team.wait_p90_days.mean.has_value() == (s >= 2));
    CHECK(team.in_system_mean.mean.has_value() == (s >= 2));
    if (s < 2) {
      CHECK(*team.unstable_from_day < 20);
      CHECK(*team.growth_per_day == Approx(38.25 / 4 - 5));
      CHECK(*team.waiting_at_end.mean == Approx(400 * (38.25 / 4 - 5)).epsilon(0.05));
    }
  }
  CHECK(to_json(result).find("\"wait_mean_days\": {\"mean\": null, \"low\": null, \"high\": null}") !=
        std::string::npos);
}

TEST_CASE("What a broken station passes on, and not what comes to it, loads the next") {
  auto const result =
      run(run_section(500, 100, 20) +
          "[[arrival]]\nname = \"a\"\nto = \"first\"\nrate_per_day = 10\n"
          "[[station]]\nname = \"first\"\nservers = 4\nservice = {law = \"exponential\", mean_days = 1}\n"
          "[[station]]\nname = \"second\"\nservers = 5\nservice = {law = \"exponential\", mean_days = 1}\n"
          "[[route]]\nfrom = \"first\"\nto = \"second\"\nprobability = 1\n");
  CHECK_FALSE(result.stations[0].stable);
  CHECK(result.stations[1].stable);
  CHECK(*result.stations[1].utilisation.mean == Approx(0.8).epsilon(0.02));
}

TEST_CASE("Patience or limited room keep a station from being called unstable") {
  auto const impatient =
      run(run_section(100, 10, 10) + simple_queue(1, 3, "{law = \"exponential\", mean_days = 1}",
                                                  "patience = {law = \"exponential\", mean_days = 1}"));
  CHECK(impatient.stations[0].stable);
  auto const small =
      run(run_section(100, 10, 10) + simple_queue(1, 3, "{law = \"exponential\", mean_days = 1}", "room = 2"));
  CHECK(small.stations[0].stable);
}

TEST_CASE("A caseload too small for the cases it holds is named where people come in") {
  auto const text = [](int tokens) {
    return run_section(600, 100, 10) +
           fmt::format(
               "[[caseload]]\nname = \"lead\"\ntokens = {}\n"
               "[[arrival]]\nname = \"a\"\nto = \"assessment\"\nrate_per_day = 2\n"
               "[[station]]\nname = \"assessment\"\nservers = 30\ncaseload = \"lead\"\n"
               "service = {{law = \"exponential\", mean_days = 5}}\n"
               "[[station]]\nname = \"plan\"\nservers = \"unlimited\"\ncaseload = \"lead\"\n"
               "service = {{law = \"exponential\", mean_days = 20}}\n"
               "[[route]]\nfrom = \"assessment\"\nto = \"plan\"\nprobability = 1\n",
               tokens);
  };
  auto const enough = run(text(60));  // 50 are held on average
  CHECK(enough.stations[0].stable);
  CHECK(*enough.stations[1].in_system_mean.mean == Approx(40).epsilon(0.05));
  auto const few = run(text(40));
  CHECK_FALSE(few.stations[0].stable);
  CHECK(few.stations[1].stable);
  CHECK(*few.stations[1].in_system_mean.mean == Approx(32).epsilon(0.05));
}

TEST_CASE("A cancelled run keeps the beginning that has finished") {
  auto const model = model_of(run_section(300, 50, 1000) + busy_borough());
  std::atomic<bool> cancelled{false};
  Options options{.threads = 2, .cancelled = &cancelled};
  options.progress = [&](std::int64_t done, std::int64_t) { cancelled = done >= 5; };
  auto const stopped = run(model, options);
  CHECK(stopped.replications >= 1);
  CHECK(stopped.replications < 1000);
  auto const again = run(model, {.replications = stopped.replications});
  for (std::size_t s = 0; s < 4; ++s) CHECK(stopped.stations[s].wait_mean_days == again.stations[s].wait_mean_days);
}

TEST_CASE("A run that would need more people than allowed stops and says so") {
  auto const model = model_of(run_section(1000, 0, 2) + simple_queue(1, 500, "{law = \"exponential\", mean_days = 1}"));
  auto const result = simulate(model, {.most_people = 10'000});
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == "too_many_people");
}

TEST_CASE("The grain of the clock biases no mean, however short the times") {
  // A service of a thirtieth of a second at 80%: waits are of the order of the clock's own millisecond.
  auto const result =
      run(run_section(0.02, 0.001, 60) + simple_queue(1, 2'000'000, "{law = \"exponential\", mean_days = 0.0000004}"));
  check_against_theory("wait", result.stations[0].wait_mean_days, 0.8 / (1 / 0.0000004 - 2'000'000), result, 0.01);
  check_against_theory("busy", result.stations[0].utilisation, 0.8, result);
}

TEST_CASE("A clock measures what a family sees, through all stations") {
  // Two exponential stays of mean 1 in a row: within 3 days with probability 1 - 4 e^-3.
  auto const result = run(run_section(2000, 100, 30) +
                          "[[arrival]]\nname = \"a\"\nto = \"one\"\nrate_per_day = 2\n"
                          "[[station]]\nname = \"one\"\nservers = \"unlimited\"\n"
                          "service = {law = \"exponential\", mean_days = 1}\n"
                          "[[station]]\nname = \"two\"\nservers = \"unlimited\"\n"
                          "service = {law = \"exponential\", mean_days = 1}\n"
                          "[[route]]\nfrom = \"one\"\nto = \"two\"\nprobability = 0.5\n"
                          "[[clock]]\nname = \"c\"\nfrom = \"one\"\nto = [\"two\"]\nwithin_days = 3\n");
  auto const& clock = result.clocks[0];
  check_against_theory("within", clock.within_probability, 1 - 4 * std::exp(-3.0), result);
  check_against_theory("mean", clock.mean_days, 2, result);
  check_against_theory("a day", clock.stopped_per_day, 1, result);
}

TEST_CASE("A working-day clock stands still at the weekend") {
  // Day 0 is a Monday. One comes on Friday noon (4.5), one on Wednesday (9), one on Sunday noon (13.5); each stays
  // three days, of which 1, 3 and 2.5 lie on working days.
  auto const result = run(run_section(20, 0, 2) +
                          "[[arrival]]\nname = \"a\"\nto = \"one\"\n"
                          "interval = {law = \"empirical\", values_days = [4.5]}\n"
                          "[[station]]\nname = \"one\"\nservers = \"unlimited\"\n"
                          "service = {law = \"deterministic\", mean_days = 3}\n"
                          "[[clock]]\nname = \"working\"\nfrom = \"one\"\nto = [\"one\"]\nwithin_days = 1\n"
                          "working_days = true\n");
  CHECK(static_cast<double>(result.runs[0].clocks[0].total_ms) == 6.5 * ms_per_day);
  CHECK(result.runs[0].clocks[0].within == 1);
}

TEST_CASE("A route holds on its days only") {
  auto const result = run(run_section(300, 0, 10) +
                          "[[arrival]]\nname = \"a\"\nto = \"door\"\nrate_per_day = 10\n"
                          "[[station]]\nname = \"door\"\nservers = \"unlimited\"\n"
                          "service = {law = \"deterministic\", mean_days = 0}\n"
                          "[[station]]\nname = \"group\"\nservers = \"unlimited\"\n"
                          "service = {law = \"deterministic\", mean_days = 0}\n"
                          "[[route]]\nfrom = \"door\"\nto = \"group\"\nprobability = 1\nfrom_day = 100\nto_day = 150\n"
                          "[[watch]]\nname = \"w\"\nfrom = \"door\"\nto = \"group\"\n");
  check_against_theory("group", result.stations[1].arrivals_per_day, 10 * 50.0 / 300, result);
  check_against_theory("watched", result.watches[0].per_year, 10 * 50.0 / 300 * 365.25, result);
}

TEST_CASE("Thousands at one moment come in order") {
  auto const result = run(run_section(50, 0, 1) +
                          "[[open]]\nstation = \"one\"\ncount = 30000\n"
                          "[[station]]\nname = \"one\"\nservers = \"unlimited\"\n"
                          "service = {law = \"deterministic\", mean_days = 10}\n");
  CHECK(*result.stations[0].completions_per_day.mean == Approx(600));
  CHECK(result.stations[0].little_error == 0);
}
