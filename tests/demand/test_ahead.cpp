// Ways that are known when they begin are counted at once; a run with a trace takes every step as an event of its own.
// Both must count the same, whatever the model, also when many things fall on one moment.
#include "demand/dice.h"
#include "demand/report.h"
#include "models.h"

#include <vector>

using namespace kith::demand;

namespace {

class InventedModel {
 public:
  explicit InventedModel(std::uint64_t seed) : seed_(mixed(seed)) {}

  std::string text() {
    add("[run]\nhorizon_days = 80\nwarm_up_days = {}\nreplications = 1\nseed = {}\n", chance(0.5) ? 0 : 30, pick(1000));
    outcomes_ = chance(0.5);
    if (outcomes_)
      add("[[outcome]]\nname = \"o0\"\nprobability = 0.6\n[[outcome]]\nname = \"o1\"\nprobability = 0.4\n");
    stations_ = 2 + pick(5);
    bool const caseload = chance(0.2);
    if (caseload) add("[[caseload]]\nname = \"lead\"\ntokens = {}\n", 1 + pick(20));
    for (std::size_t s = 0; s < stations_; ++s) station(s, caseload);
    for (std::size_t s = 0; s < stations_; ++s) routes(s);
    add("[[arrival]]\nname = \"whole\"\nto = \"s{}\"\ninterval = {{law = \"deterministic\", mean_days = 0.25}}\n",
        pick(stations_));
    add("[[arrival]]\nname = \"pairs\"\nto = \"s{}\"\nrate_per_day = 6\nbatch = [0.5, 0.5]\n{}", pick(stations_),
        chance(0.5) ? "weekday = [2, 2, 1, 1, 1, 0, 0]\n" : "");
    if (chance(0.5)) add("[[open]]\nstation = \"s{}\"\ncount = 30\n", pick(stations_));
    if (chance(0.5))
      add("[[open]]\nstation = \"s{}\"\nages_days = [0, 1, 2, 5]\n{}", pick(stations_),
          chance(0.5) ? "" : "count = 9\nremaining = {law = \"deterministic\", mean_days = 2}\n");
    if (chance(0.6))
      add("[[clock]]\nname = \"c\"\nfrom = \"s{}\"\nto = [\"s{}\", \"s{}\"]\nwithin_days = 3\nworking_days = {}\n",
          pick(stations_), 0, stations_ - 1, chance(0.5));
    if (chance(0.5)) add("[[exit]]\nname = \"out\"\n[[route]]\nfrom = \"s0\"\nto = \"out\"\nprobability = 0.1\n");
    for (auto const* since : {"coming", "leaving"})
      if (chance(0.6))
        add("[[watch]]\nname = \"{}\"\nagain_at = \"s{}\"\nwithin_days = {}\nsince = \"{}\"\n", since, pick(stations_),
            1 + pick(30), since);
    return text_;
  }

 private:
  std::uint64_t drawn() { return mixed(further(seed_, ++turn_)); }
  bool chance(double of) { return unit(drawn()) < of; }
  std::size_t pick(std::size_t below) { return static_cast<std::size_t>(drawn() % below); }
  template <class... Values>
  void add(fmt::format_string<Values const&...> form, Values const&... values) {
    text_ += fmt::format(form, values...);
  }
  // Some of no length, and some of whole days, so that much falls on one moment.
  std::string law() {
    static std::vector<std::string> const laws = {
        "{law = \"deterministic\", mean_days = 0}",         "{law = \"deterministic\", mean_days = 1}",
        "{law = \"exponential\", mean_days = 3}",           "{law = \"gamma\", mean_days = 9, shape = 2}",
        "{law = \"lognormal\", mean_days = 20, cv = 1}",    "{law = \"exponential\", mean_days = 0.00000002}",
        "{law = \"empirical\", values_days = [0, 1, 2.5]}", "{law = \"uniform\", low_days = 0, high_days = 30}"};
    return laws[pick(laws.size())];
  }
  void station(std::size_t s, bool caseload) {
    bool const limited = chance(0.35);
    add("[[station]]\nname = \"s{}\"\nservers = {}\nservice = {}\n", s,
        limited ? std::to_string(1 + pick(6)) : "\"unlimited\"", law());
    if (limited && chance(0.3)) add("patience = {{law = \"exponential\", mean_days = 2}}\n");
    if (limited && chance(0.3)) add("room = 4\n");
    if (limited && chance(0.3)) add("overflow = [\"s{}\"]\n", s == 0 ? 1 : 0);
    if (chance(0.15)) add("hours = [{{days = \"mon-fri\", from = \"09:00\", to = \"17:00\"}}]\n");
    if (caseload && chance(0.4)) add("caseload = \"lead\"\n");
  }
  void routes(std::size_t s) {
    for (std::size_t r = pick(4); r > 0; --r) {
      add("[[route]]\nfrom = \"s{}\"\nto = \"s{}\"\nprobability = 0.3\n", s, (s + r) % stations_);
      if (chance(0.4)) add("delay = {}\n", law());
      if (chance(0.2)) add("new_episode = true\n");
      if (outcomes_ && chance(0.3)) add("outcome = \"o{}\"\n", pick(2));
      if (chance(0.2)) add("from_day = {}\nto_day = {}\n", pick(30), 30 + pick(30));
    }
  }

  std::uint64_t seed_, turn_ = 0;
  std::string text_;
  std::size_t stations_ = 0;
  bool outcomes_ = false;
};

}  // namespace

TEST_CASE("What is counted ahead is what counting every step as it comes up gives, to the bit") {
  int lived = 0;
  std::int64_t again = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    auto const text = InventedModel(seed).text();
    INFO(text);
    auto const model = parse_model(text, "test.toml");
    if (!model.ok()) continue;  // two routes to one station, or a loop
    ++lived;
    auto const ahead = run(*model);
    auto const step_by_step = run(*model, {.trace_lines = 1});
    REQUIRE(to_json(ahead) == to_json(step_by_step));
    auto const& one = ahead.runs.front();
    auto const& other = step_by_step.runs.front();
    REQUIRE(one.routes == other.routes);
    REQUIRE(one.overflows == other.overflows);
    REQUIRE(one.exits == other.exits);
    REQUIRE(one.again == other.again);
    for (auto const& counted : one.again) again += counted.again;
    REQUIRE(one.events == other.events);
    for (std::size_t s = 0; s < one.stations.size(); ++s) {
      REQUIRE(one.stations[s].sojourn_ms == other.stations[s].sojourn_ms);
      REQUIRE(one.stations[s].busy_area == other.stations[s].busy_area);
      REQUIRE(one.stations[s].worked_area == other.stations[s].worked_area);
      REQUIRE(one.stations[s].little_error() == 0);
    }
    for (std::size_t c = 0; c < one.clocks.size(); ++c) REQUIRE(one.clocks[c].total_ms == other.clocks[c].total_ms);
  }
  CHECK(lived > 200);
  CHECK(again > 1000);
}
