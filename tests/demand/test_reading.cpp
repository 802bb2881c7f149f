// Model files with one fault each: the sentence names the file, the line, the part and the key.
#include "demand/command.h"
#include "demand/report.h"
#include "models.h"

#include <fstream>
#include <sstream>

using namespace kith::demand;

namespace {

constexpr auto sound = R"([run]
horizon_days = 100

[[arrival]]
name = "people"
to = "desk"
rate_per_day = 1

[[station]]
name = "desk"
servers = 2
service = {law = "exponential", mean_days = 1}

[[station]]
name = "next"
servers = 2
service = {law = "exponential", mean_days = 1}

[[route]]
from = "desk"
to = "next"
probability = 0.5
)";

// The sound model with something after it.
std::string sound_with(std::string_view more) {
  std::string text = sound;
  text += more;
  return text;
}

std::string with(std::string const& from, std::string const& to) {
  std::string text = sound;
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

struct Fault {
  std::string text, code;
  int line;
  std::string words;
};

// The model is refused with this code, naming this line and saying these words.
void check_refused(Fault const& fault) {
  auto const model = parse_model(fault.text, "borough.toml");
  INFO(fault.words);
  REQUIRE_FALSE(model.ok());
  INFO(model.error().sentence);
  CHECK(model.error().code == fault.code);
  CHECK(model.error().sentence.find(fmt::format("borough.toml, line {}:", fault.line)) == 0);
  CHECK(model.error().sentence.find(fault.words) != std::string::npos);
}

}  // namespace

TEST_CASE("A sound model is read") {
  auto const model = model_of(sound);
  CHECK(model.run.replications == 200);
  CHECK(model.run.confidence == 0.95);
  CHECK(model.stations[1].name == "next");
}

TEST_CASE("Every fault is named with its line, part and key before anything runs") {
  Fault const faults[] = {
      {with("rate_per_day = 1", "rate_per_day = -1"), "negative", 7, "arrival \"people\": rate_per_day: -1"},
      {with("rate_per_day = 1", "rate_per_day = \"many\""), "not_a_number", 7, "rate_per_day: must be a number"},
      {with("rate_per_day = 1", "rate_per_dya = 1"), "missing", 4, "rate_per_day"},
      {with("servers = 2\n", "servers = 2\nsevers = 3\n"), "unknown_key", 12, "station \"desk\": severs"},
      {with("to = \"desk\"", "to = \"dsk\""), "unknown_name", 6, "no station called \"dsk\"; the model has desk, next"},
      {with("servers = 2", "servers = -2"), "negative", 11, "servers: -2"},
      {with("servers = 2", "servers = 2.5"), "not_whole", 11, "whole number"},
      {with("mean_days = 1", "mean_days = -1"), "bad_law", 12, "mean_days -1"},
      {with("\"exponential\"", "\"expnential\""), "unknown_code", 12, "it can be exponential, deterministic"},
      {with("probability = 0.5", "probability = 1.5"), "bad_probability", 22, "1.5"},
      {with("horizon_days = 100", "horizon_days = 1e30"), "bad_horizon", 2, "horizon_days"},
      {with("horizon_days = 100", "horizon_days = nan"), "bad_horizon", 2, "horizon_days"},
      {with("horizon_days = 100", "horizon_days = 100\nwarm_up_days = 100"), "bad_warm_up", 3, "warm_up_days: 100"},
      {with("horizon_days = 100", "horizon_days = 100\nreplications = 0"), "bad_replications", 3, "replications: 0"},
      {with("name = \"next\"", "name = \"desk\""), "twice", 15, "station \"desk\""},
      {sound_with("[[route]]\nfrom = \"desk\"\nto = \"desk\"\nprobability = 0.6\n"), "bad_sum", 26, "add to 1.1"},
      {with("probability = 0.5", "probability = 1") + "[[route]]\nfrom = \"next\"\nto = \"desk\"\nprobability = 1\n",
       "no_exit", 22, "round for ever"},
      {with("servers = 2\n", "servers = 2\nroom = -1\n"), "negative", 12, "room: -1"},
      {with("servers = 2\n", "servers = 2\nhours = [{from = \"9\", to = \"17:00\"}]\n"), "bad_time", 12,
       "a time such as"},
      {with("[run]", "[run"), "not_toml", 1, "not TOML"},
  };
  for (auto const& fault : faults) check_refused(fault);
}

TEST_CASE("Several faults are all given") {
  auto const model = parse_model(with("rate_per_day = 1", "rate_per_day = -1\nclass = \"x\""), "borough.toml");
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().fields.size() == 2);
  CHECK(model.error().sentence.find("(and 1 more)") != std::string::npos);
}

TEST_CASE("A loop that some leave is no fault") {
  CHECK(parse_model(with("probability = 0.5", "probability = 1") +
                        "[[route]]\nfrom = \"next\"\nto = \"desk\"\nprobability = 0.99\n",
                    "borough.toml")
            .ok());
}

TEST_CASE("Stations that could block one another for ever are refused") {
  std::string text = with("servers = 2\n", "servers = 2\nroom = 0\nwhen_full = \"block\"\n");
  text += "[[route]]\nfrom = \"desk\"\nto = \"desk\"\nprobability = 0.1\n";
  auto const model = parse_model(text, "borough.toml");
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().code == "deadlock");
}

TEST_CASE("The example in the documentation is a sound model, and every key it lists is read") {
  std::ifstream in(KITH_SOURCE_DIR "/docs/demand-model.md");
  std::string const page(std::istreambuf_iterator<char>(in), {});
  auto const from = page.find("```toml\n") + 8;
  auto const to = page.find("```", from);
  REQUIRE(to != std::string::npos);
  CHECK(parse_model(page.substr(from, to - from), "docs/demand-model.md").ok());
  // Keys that the reader asks for stand in its own "the keys are" sentence, for each kind of table.
  for (auto const* table :
       {"[[arrival]]\nname = \"p\"\nto = \"desk\"\nrate_per_day = 1\nno_such_key = 1\n",
        "[[station]]\nname = \"s\"\nservers = 1\nservice = {law = \"exponential\", mean_days = 1}\nno_such_key = 1\n",
        "[[route]]\nfrom = \"desk\"\nto = \"next\"\nprobability = 0.1\nno_such_key = 1\n",
        "[[open]]\nstation = \"desk\"\nno_such_key = 1\n", "[[exit]]\nname = \"e\"\nno_such_key = 1\n",
        "[[watch]]\nname = \"w\"\nfrom = \"desk\"\nno_such_key = 1\n",
        "[[watch]]\nname = \"w\"\nagain_at = \"desk\"\nwithin_days = 9\nno_such_key = 1\n"}) {
    auto const model = parse_model(sound_with(table), "x.toml");
    REQUIRE_FALSE(model.ok());
    std::string keys = model.error().sentence;
    keys = keys.substr(keys.find("the keys are ") + 13);
    keys = keys.substr(0, keys.find(". Correct"));
    std::istringstream words(keys);
    for (std::string key; std::getline(words >> std::ws, key, ',');)
      CHECK_MESSAGE(page.find("`" + key + "`") != std::string::npos, key);
  }
}

TEST_CASE("A horizon that no machine would reach the end of is refused before anything runs") {
  auto const result = simulate(model_of(with("horizon_days = 100", "horizon_days = 9000000") +
                                        "[[arrival]]\nname = \"crowd\"\nto = \"desk\"\nrate_per_day = 1000000\n"),
                               {});
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().sentence.find("test.toml, line 2: run: horizon_days: one replication would hold") == 0);
}

TEST_CASE("A lever, a clock, a watch and a cost at fault are named like everything else") {
  Fault const faults[] = {
      {sound_with("[[lever]]\nname = \"l\"\nvalue = 2\n"), "bad_range", 25, "value: 2 does not lie between"},
      {with("probability = 0.5", "probability = {lever = \"l\"}"), "unknown_name", 22, "no lever called \"l\""},
      {sound_with("[[clock]]\nname = \"c\"\nfrom = \"x\"\nto = [\"desk\"]\nwithin_days = 3\n"), "unknown_name", 25,
       "no station called \"x\""},
      {sound_with("[[watch]]\nname = \"w\"\nfrom = \"next\"\nto = \"desk\"\n"), "unknown_name", 26,
       "no route from \"next\" to \"desk\""},
      {sound_with("[[watch]]\nname = \"w\"\nagain_at = \"x\"\nwithin_days = 3\n"), "unknown_name", 25,
       "no station called \"x\""},
      {sound_with("[[watch]]\nname = \"w\"\nagain_at = \"desk\"\nwithin_days = -3\n"), "negative", 26, "within_days"},
      {sound_with("[[exit]]\nname = \"desk\"\n"), "twice", 24, "a station has this name"},
      {sound_with("[[exit]]\nname = \"out\"\n[[route]]\nfrom = \"next\"\nto = \"out\"\nprobability = 0.1\n"
                  "delay = {law = \"exponential\", mean_days = 1}\n"),
       "not_together", 29, "on the way to an exit"},
      {sound_with("[[cost]]\nname = \"c\"\nitem = \"SS6.1\"\nof = \"arrivals\"\nstation = \"nowhere\"\n"),
       "unknown_name", 27, "no station called \"nowhere\""},
      {with("probability = 0.5", "probability = 0.5\nfrom_day = 9\nto_day = 3"), "bad_period", 24, "to_day"},
  };
  for (auto const& fault : faults) check_refused(fault);
}

TEST_CASE("A file that is not there is said not to be") {
  auto const result = run_simulate({.model = "no/such/model.toml"});
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().sentence.find("no/such/model.toml") != std::string::npos);
}

TEST_CASE("Damaged model files are refused and never crash") {
  std::string const whole = sound;
  for (std::size_t cut = 0; cut < whole.size(); cut += 3) {
    auto const model = parse_model(std::string_view(whole).substr(0, cut), "cut.toml");
    if (model.ok()) CHECK(simulate(*model, {.replications = 1, .threads = 1}).ok());
    std::string bent = whole;
    bent[cut] = '-';
    auto const other = parse_model(bent, "bent.toml");
    if (!other.ok()) CHECK_FALSE(other.error().sentence.empty());
  }
}

TEST_CASE("JSON carries the contract's keys, text the same figures in words") {
  auto const result = run(sound, {.replications = 20});
  std::string const json = to_json(result);
  for (auto const* key :
       {"\"replications\": 20", "\"confidence\": 0.95", "\"horizon_days\": 100", "\"seed\": 1", "\"stations\": [",
        "\"name\": \"desk\"", "\"stable\": true", "\"unstable_from_day\": null", "\"utilisation\": {\"mean\": 0.",
        "\"wait_mean_days\": {", "\"wait_p90_days\": {", "\"wait_probability\": {", "\"waiting_mean\": {",
        "\"in_system_mean\": {", "\"refused_probability\": {\"mean\": 0, \"low\": 0, \"high\": 0}",
        "\"abandoned_probability\": {", "\"by_class\": []"})
    CHECK_MESSAGE(json.find(key) != std::string::npos, key);
  CHECK(to_text(result).find("Wait, mean, days") != std::string::npos);
}
