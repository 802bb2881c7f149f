// Each thing a model can say, on a case small enough to know the answer.
#include "demand/report.h"
#include "demand/theory.h"
#include "models.h"

using namespace kith::demand;
using doctest::Approx;

namespace {

std::string steady(std::string const& name, std::string const& to, double every_days) {
  return fmt::format(
      "[[arrival]]\nname = \"{}\"\nto = \"{}\"\ninterval = {{law = \"deterministic\", mean_days = {}}}\n", name, to,
      every_days);
}

std::string fixed(double days) { return fmt::format("{{law = \"deterministic\", mean_days = {}}}", days); }

std::string station(std::string const& name, std::string const& servers, std::string const& service,
                    std::string const& more = "") {
  return fmt::format("[[station]]\nname = \"{}\"\nservers = {}\nservice = {}\n{}\n", name, servers, service, more);
}

std::string route(std::string const& from, std::string const& to, double probability, std::string const& more = "") {
  return fmt::format("[[route]]\nfrom = \"{}\"\nto = \"{}\"\nprobability = {}\n{}\n", from, to, probability, more);
}

std::vector<std::string> story(std::string const& text, std::size_t lines) {
  auto const result = run(text, {.threads = 1, .trace_lines = lines});
  std::vector<std::string> story;
  for (auto const& line : result.trace)
    story.push_back(fmt::format("{:g} {} {} {}", static_cast<double>(line.ms) / ms_per_day, line.person,
                                result.stations[line.station].name, word(line.what)));
  return story;
}

}  // namespace

TEST_CASE("A person finishing at the very moment another comes makes room first") {
  auto const result =
      run(run_section(1000, 0, 2) + steady("a", "desk", 1) + station("desk", "1", fixed(1), "room = 0"));
  CHECK(*result.stations[0].refused_probability.mean == 0);
  CHECK(*result.stations[0].wait_probability.mean == 0);
}

TEST_CASE("Service goes on in opening hours only, and waits through the weekend") {
  // One comes every Friday (day 4) at noon and needs eight hours of an eight-hour day: Friday noon to Monday noon.
  std::string const text =
      run_section(14, 0, 1) +
      "[[arrival]]\nname = \"a\"\nto = \"desk\"\n"
      "interval = {law = \"empirical\", values_days = [4.5]}\n" +
      station("desk", "1", fixed(1.0 / 3), "hours = [{days = \"mon-fri\", from = \"08:00\", to = \"16:00\"}]");
  auto const told = story(text, 3);
  REQUIRE(told.size() == 3);
  CHECK(told[1] == "4.5 0 desk begins");
  CHECK(told[2] == "7.5 0 desk finishes");
}

TEST_CASE("A closed day is closed, and whoever came then begins when it opens") {
  std::string const text =
      run_section(10, 0, 1) + steady("a", "desk", 2.5) + station("desk", "1", fixed(0.25), "closed_days = [2, 3]");
  auto const told = story(text, 4);
  CHECK(told[0] == "2.5 0 desk arrives");
  CHECK(told[1] == "2.5 0 desk waits");
  CHECK(told[2] == "4 0 desk begins");
  CHECK(told[3] == "4.25 0 desk finishes");
}

TEST_CASE("A temporary team is there from its first day to its last") {
  auto const result =
      run(run_section(100, 0, 2) + steady("a", "desk", 0.25) +
          station("desk", "1", fixed(0.5), "room = 0\ncapacity = [{from_day = 20, to_day = 70, change = 1}]"));
  // With two servers nobody is turned away; with one, every other.
  CHECK(*result.stations[0].refused_probability.mean == Approx(0.25).epsilon(0.02));
  CHECK(*result.stations[0].utilisation.mean == Approx(1.0).epsilon(0.02));
}

TEST_CASE("Full stations block those before them, who keep their server") {
  // Two in a row without room between them: the first is held by whoever waits for the second. With service rates equal
  // and work without end, the pair passes two thirds of a server's rate (Hunt 1956).
  auto const result =
      run(run_section(3000, 100, 30) + steady("a", "first", 0.2) +
          station("first", "1", "{law = \"exponential\", mean_days = 1}", "room = 1") +
          station("second", "1", "{law = \"exponential\", mean_days = 1}", "room = 0\nwhen_full = \"block\"") +
          route("first", "second", 1));
  check_against_theory("passed", result.stations[1].completions_per_day, 2.0 / 3, result);
  CHECK(result.stations[0].little_error <= 1e-12);
}

TEST_CASE("A team with a server free takes over whom a busy team would keep waiting") {
  std::string const two =
      "[[arrival]]\nname = \"a\"\nto = \"north\"\nrate_per_day = 4\n"
      "[[arrival]]\nname = \"b\"\nto = \"south\"\nrate_per_day = 4\n";
  std::string const law = "{law = \"exponential\", mean_days = 1}";
  auto const apart = run(run_section(1000, 50, 30) + two + station("north", "5", law) + station("south", "5", law));
  auto const flexible = run(run_section(1000, 50, 30) + two + station("north", "5", law, "overflow = [\"south\"]") +
                            station("south", "5", law, "overflow = [\"north\"]"));
  double const pooled = theory::wait(10, 8, 1);
  CHECK(*flexible.stations[0].wait_mean_days.mean < 0.7 * *apart.stations[0].wait_mean_days.mean);
  CHECK(*flexible.stations[0].wait_mean_days.mean > pooled);
  REQUIRE(flexible.stations[0].overflows.size() == 1);
  CHECK(flexible.stations[0].overflows[0].to == "south");
  CHECK(*flexible.stations[0].overflows[0].probability.mean > 0.1);
}

TEST_CASE("Escalation and disengagement compete for those who wait") {
  // Nobody is ever served: of constant hazards 0.02 and 0.03 a day, the first takes two in five.
  auto const result =
      run(run_section(1000, 200, 30) + "[[arrival]]\nname = \"a\"\nto = \"queue\"\nrate_per_day = 10\n" +
          station("queue", "0", fixed(1)) + station("social care", "\"unlimited\"", fixed(1)) +
          "[[risk]]\nname = \"escalation\"\nfrom = \"queue\"\nto = \"social care\"\n"
          "after = {law = \"exponential\", mean_days = 50}\n"
          "[[risk]]\nname = \"disengagement\"\nfrom = \"queue\"\n"
          "after = {law = \"exponential\", mean_days = 33.333333333}\n");
  auto const& queue = result.stations[0];
  CHECK(queue.stable);
  check_against_theory("waiting", queue.waiting_mean, 10 / 0.05, result);
  check_against_theory("escalated", queue.exits[0].probability, 0.4, result);
  check_against_theory("gave up", queue.exits[1].probability, 0.6, result);
  check_against_theory("arrive at social care", result.stations[1].arrivals_per_day, 4, result);
}

TEST_CASE("Forty-seven in a hundred of those who would have stayed is not forty-seven in a hundred of everyone") {
  auto const model = [](bool of_everyone) {
    std::string text = run_section(1000, 50, 30) +
                       "[[outcome]]\nname = \"universal\"\nprobability = 0.4765\n"
                       "[[outcome]]\nname = \"help\"\nprobability = 0.5235\n"
                       "[[arrival]]\nname = \"a\"\nto = \"door\"\nrate_per_day = 20\n" +
                       station("door", "\"unlimited\"", fixed(0)) + station("group", "\"unlimited\"", fixed(1)) +
                       station("screening", "\"unlimited\"", fixed(0.1)) + station("plan", "\"unlimited\"", fixed(10));
    text += route("door", "group", of_everyone ? 0.47 : 1, of_everyone ? "" : "outcome = \"universal\"");
    text += route("door", "screening", of_everyone ? 0.53 : 1, of_everyone ? "" : "outcome = \"help\"");
    text += route("screening", "plan", 1, "outcome = \"help\"");
    return run(text);
  };
  auto const stayed = model(false);
  auto const everyone = model(true);
  check_against_theory("plans, of those who would have stayed", stayed.stations[3].arrivals_per_day, 20 * 0.5235,
                       stayed);
  check_against_theory("plans, of everyone", everyone.stations[3].arrivals_per_day, 20 * 0.5235 * 0.53, everyone);
}

TEST_CASE("A return restarts the clock and may bring another need") {
  auto const result =
      run(run_section(3000, 500, 30) +
          "[[outcome]]\nname = \"low\"\nprobability = 0.75\n[[outcome]]\nname = \"high\"\nprobability = 0.25\n"
          "[[arrival]]\nname = \"a\"\nto = \"plan\"\nrate_per_day = 2\n" +
          station("plan", "\"unlimited\"", fixed(5)) +
          route("plan", "plan", 0.4,
                "outcome = \"high\"\nnew_episode = true\n"
                "delay = {law = \"weibull\", mean_days = 60, shape = 0.8, cured = 0.5}"));
  // Each episode is followed by another with probability 0.25 * 0.4 * 0.5.
  check_against_theory("episodes", result.stations[0].arrivals_per_day, 2 / (1 - 0.05), result);
}

namespace {

// Everybody takes it; the model must leave a way out.
std::string back_after(double days) {
  return fmt::format("delay = {{law = \"deterministic\", mean_days = {}, cured = 0.000001}}\n", days);
}

}  // namespace

TEST_CASE("Who comes again is counted at the later coming, by the days since they last came or left") {
  // On day 0, 5, 10 and so on: each time they stay two days and are away for three.
  auto const again = [](double warm_up, std::string const& watch) {
    auto const result = run(run_section(19, warm_up, 1) + "[[open]]\nstation = \"plan\"\ncount = 1\n" +
                            "[[watch]]\nname = \"again\"\nagain_at = \"plan\"\n" + watch +
                            station("plan", "\"unlimited\"", fixed(2)) + route("plan", "plan", 1, back_after(3)));
    return result.runs[0].again[0].again;
  };
  CHECK(again(0, "within_days = 5\n") == 3);
  CHECK(again(0, "within_days = 4.9\n") == 0);
  CHECK(again(0, "within_days = 3\nsince = \"leaving\"\n") == 3);
  CHECK(again(0, "within_days = 2.9\nsince = \"leaving\"\n") == 0);
  // What came before the count began is remembered, and counted from then on.
  CHECK(again(7, "within_days = 5\n") == 2);
  // And nothing is counted before the run has lived for as long as is asked about.
  CHECK(again(0, "within_days = 6\n") == 2);
  CHECK(again(0, "within_days = 18\n") == 0);
}

TEST_CASE("A new need is no new person, and a run shorter than is asked about tells nothing") {
  auto const told = [](double horizon) {
    return run(run_section(horizon, 0, 1) + "[[outcome]]\nname = \"any\"\nprobability = 1\n" +
               "[[open]]\nstation = \"plan\"\ncount = 1\n[[watch]]\nname = \"again\"\nagain_at = \"plan\"\n"
               "within_days = 20\n" +
               station("plan", "\"unlimited\"", fixed(10)) +
               route("plan", "plan", 1, "new_episode = true\n" + back_after(10)));
  };
  auto const once = told(21);
  CHECK(once.runs[0].again == std::vector<AgainTally>{{1, 1}});
  CHECK(*once.watches[0].share.mean == Approx(1));
  CHECK_FALSE(told(20).watches[0].per_year.mean);
  CHECK(to_text(told(20), nullptr).find("the run is too short to know") != std::string::npos);
}

TEST_CASE(
    "Who is on the way at the beginning comes when what remains is over, and has the outcome that is said of them") {
  auto const result = run(run_section(100, 0, 200) +
                          "[[outcome]]\nname = \"a\"\nprobability = 1\n[[outcome]]\nname = \"b\"\nprobability = 0\n"
                          "[[open]]\nstation = \"door\"\ncount = 50\noutcome = \"b\"\non_the_way = true\n"
                          "remaining = {law = \"exponential\", mean_days = 60}\n"
                          "[[arrival]]\nname = \"n\"\nto = \"door\"\nrate_per_day = 1\noutcome = \"b\"\n" +
                          station("door", "\"unlimited\"", fixed(0)) + station("of b", "\"unlimited\"", fixed(1)) +
                          route("door", "of b", 1, "outcome = \"b\""));
  double const a_day = 1 + 50 * (1 - std::exp(-100.0 / 60)) / 100;
  check_against_theory("come", result.stations[0].arrivals_per_day, a_day, result);
  check_against_theory("all of the outcome", result.stations[1].arrivals_per_day, a_day, result);
}

TEST_CASE("A named way out is told apart from leaving without one") {
  auto const result = run(run_section(1000, 0, 30) + "[[arrival]]\nname = \"a\"\nto = \"door\"\nrate_per_day = 10\n" +
                          "[[exit]]\nname = \"universal services\"\nsays = \"published\"\n"
                          "[[watch]]\nname = \"no further\"\nfrom = \"door\"\n" +
                          station("door", "2", fixed(0.01)) + route("door", "universal services", 0.4));
  check_against_theory("by the exit", result.exits[0].per_year, 10 * 0.4 * 365, result);
  check_against_theory("without", result.watches[0].per_year, 10 * 0.6 * 365, result);
}

TEST_CASE("A delay only some come back from brings back those") {
  auto const result = run(run_section(1000, 300, 30) + "[[arrival]]\nname = \"a\"\nto = \"plan\"\nrate_per_day = 5\n" +
                          station("plan", "\"unlimited\"", fixed(1)) + station("again", "\"unlimited\"", fixed(1)) +
                          route("plan", "again", 1, "delay = {law = \"exponential\", mean_days = 20, cured = 0.7}"));
  check_against_theory("back", result.stations[1].arrivals_per_day, 1.5, result);
}

TEST_CASE("Weekdays, school holidays and trend shape who comes") {
  std::string const text =
      run_section(364, 0, 60) +
      "start = 2024-09-02\n"
      "[[arrival]]\nname = \"schools\"\nto = \"door\"\nrate_per_day = 20\nweekday = [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0]\n"
      "periods = [{from_day = 2024-12-23, to_day = 2025-01-06, factor = 0}]\n" +
      station("door", "\"unlimited\"", fixed(0));
  auto const told = story(text, 100000);
  bool on_weekday = true;
  bool in_term = true;
  for (auto const& line : told) {
    double const day = std::stod(line);
    on_weekday &= std::fmod(day, 7) < 5;
    in_term &= day < 112 || day >= 126;
  }
  CHECK(told.size() > 1000);
  CHECK(on_weekday);
  CHECK(in_term);
  auto const result = run(text);
  check_against_theory("a day", result.stations[0].arrivals_per_day, 20.0 * 50 / 52, result);
}

TEST_CASE("Who is there at the beginning is there, and stays as long as is left to them") {
  // Exponential cases do not age: 100 of any age run down as exp(-t / 50).
  std::string ages;
  for (int i = 0; i < 100; ++i) ages += fmt::format("{}{}", i == 0 ? "" : ", ", i * 3);
  auto const with = [&](std::string const& how) {
    return run(run_section(30, 0, 100) + fmt::format("[[open]]\nstation = \"plan\"\ncount = 100\n{}\n", how) +
               station("plan", "\"unlimited\"", "{law = \"exponential\", mean_days = 50}"));
  };
  double const exact = 100 * 50 * (1 - std::exp(-30.0 / 50)) / 30;
  auto const aged = with("ages_days = [" + ages + "]");
  check_against_theory("aged", aged.stations[0].in_system_mean, exact, aged);
  auto const left = with("remaining = {law = \"exponential\", mean_days = 50}");
  check_against_theory("remaining", left.stations[0].in_system_mean, exact, left);
}

TEST_CASE("Siblings come together and are counted one by one") {
  auto const result = run(run_section(1000, 0, 30) +
                          "[[arrival]]\nname = \"a\"\nto = \"door\"\nrate_per_day = 3\nbatch = [0.5, 0.3, 0.2]\n"
                          "[[arrival]]\nname = \"b\"\nto = \"door\"\nrate_per_day = 1\nbatch = 4\n" +
                          station("door", "\"unlimited\"", fixed(0.1)));
  check_against_theory("people", result.stations[0].arrivals_per_day, 3 * 1.7 + 4, result);
}

TEST_CASE("Unrest widens the counts and keeps their mean") {
  auto const with = [](std::string const& unrest) {
    return run(run_section(30, 0, 400) + "[[arrival]]\nname = \"a\"\nto = \"door\"\nrate_per_day = 20\n" + unrest +
               station("door", "\"unlimited\"", fixed(0)));
  };
  auto const calm = with("");
  auto const restless = with("unrest = {cv = 0.2, days = 30}\n");
  check_against_theory("mean", restless.stations[0].arrivals_per_day, 20, restless);
  auto const index = [](SimulationResult const& result) {  // variance over mean of the counts
    std::vector<double> counts;
    for (auto const& one : result.runs) counts.push_back(static_cast<double>(one.stations[0].arrivals));
    auto const e = mean_estimate(counts, std::sqrt(static_cast<double>(counts.size())));
    double const sd = *e.high - *e.mean;
    return sd * sd / *e.mean;
  };
  CHECK(index(calm) == Approx(1).epsilon(0.3));
  CHECK(index(restless) == Approx(1 + 600 * 0.04).epsilon(0.3));
}
