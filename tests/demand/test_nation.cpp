// A country from the model of one authority: what is run, what is extrapolated, and that it says so.
#include "demand/nation.h"
#include "models.h"

#include <filesystem>
#include <fstream>

using namespace kith::demand;
using doctest::Approx;

namespace {
std::filesystem::path const shipped = KITH_SOURCE_DIR "/scenarios";
}  // namespace

TEST_CASE("England is five authorities run and the others extrapolated, and every figure for all says so") {
  auto const nation = read_nation(shipped / "england/england.toml");
  REQUIRE_MESSAGE(nation.ok(), (nation.ok() ? "" : nation.error().sentence));
  CHECK(nation->all.size() == 153);  // as in the census of children in need of 2024
  double people = 0;
  for (auto const& authority : nation->all) people += authority.people;
  CHECK(people == Approx(56'678'470).epsilon(1e-6));  // the projection's own total
  Nation few = *nation;
  few.run = {nation->run[0], nation->run[1]};  // Rutland and Doncaster
  auto const result = simulate_nation(few, {.replications = 20});
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().sentence));
  REQUIRE(result->runs.size() == 2);
  CHECK(result->runs[1].times == 1);
  // Doncaster is its own model, to the bit but for its luck; Rutland has its people's share.
  auto const plan = [](std::vector<StationFigures> const& stations) -> StationFigures const& {
    for (auto const& station : stations)
      if (station.name == "plan") return station;
    FAIL("no plan");
    return stations[0];
  };
  CHECK(*plan(result->runs[1].stations).arrivals_per_year.mean == Approx(2061).epsilon(0.03));
  double const share = 40387.0 / 313762;
  CHECK(*plan(result->runs[0].stations).there_at_once.mean == Approx(1948 * share).epsilon(0.06));
  // All others as much a head as those that were run.
  double const run =
      *plan(result->runs[0].stations).arrivals_per_year.mean + *plan(result->runs[1].stations).arrivals_per_year.mean;
  CHECK(*plan(result->all).arrivals_per_year.mean == Approx(run * people / (40387 + 313762)).epsilon(1e-9));
  auto const text = to_text(*nation, *result);
  CHECK(text.find("EXTRAPOLATED: 2 were run") != std::string::npos);
  auto const all = text.substr(text.find("All 153"));
  for (auto const& station : result->all) {
    auto const line = all.substr(all.find("  " + station.name));
    CHECK(line.substr(0, line.find('\n')).find("extrapolated") != std::string::npos);
  }
  CHECK(to_json(*nation, *result).find("\"authorities_extrapolated\": 151") != std::string::npos);
  // The same whatever the threads; stopped, what has finished is kept and said to be less.
  CHECK(to_json(*nation, *simulate_nation(few, {.replications = 20, .threads = 1})) == to_json(*nation, *result));
  std::atomic<bool> cancelled{false};
  Options stopping{.replications = 20, .threads = 1, .cancelled = &cancelled};
  stopping.progress = [&](std::int64_t done, std::int64_t) { cancelled = done >= 25; };
  auto const stopped = simulate_nation(few, stopping);
  REQUIRE(stopped.ok());
  CHECK_FALSE(stopped->complete);
  CHECK(to_text(*nation, *stopped).find("Stopped early") != std::string::npos);
}

TEST_CASE("A file of authorities at fault is told with file, line, key and what to do") {
  auto const folder = std::filesystem::temp_directory_path() / "kith-nation-test";
  std::filesystem::create_directories(folder);
  auto const put = [&](std::string const& name, std::string const& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  };
  auto const sentence_of = [&](std::string const& toml, std::string const& csv) {
    put("n.toml", toml);
    put("a.csv", csv);
    auto const nation = read_nation(folder / "n.toml");
    return nation.ok() ? std::string{"sound"} : nation.error().sentence;
  };
  std::string const sound = "model = \"m.toml\"\nmodel_of = \"X\"\nauthorities = \"a.csv\"\nrun = [\"X\"]\n";
  CHECK(sentence_of(sound, "code,name,people\nX,Ex,1000\n") == "sound");
  auto const says = [&](std::string const& toml, std::string const& csv, std::string const& words) {
    auto const sentence = sentence_of(toml, csv);
    CHECK_MESSAGE(sentence.find(words) != std::string::npos, sentence);
  };
  says(sound + "rnu = 1\n", "code,name,people\nX,Ex,1000\n", "n.toml, line 5");
  says("model_of = \"Y\"\n" + sound.substr(sound.find("authorities")) + "model = \"m.toml\"\n",
       "code,name,people\nX,Ex,1000\n", "line 1: model_of: there is no authority with the code \"Y\"");
  says(sound, "code,name,people\nX,Ex,many\n", "a.csv, line 2: people: many is not an amount");
  says(sound, "code,name,people\nX,Ex,0\n", "a.csv, line 2: people: an authority without people");
  says(sound, "code,name,people\nX,Ex,10\nX,Ex,10\n", "a.csv, line 3: X stands here a second time");
  std::filesystem::remove_all(folder);
}
