// How long a whole model takes: so many replications of a model file on so many cores, and a digest of all that was
// counted, so that two builds can be held to the same result. A file of authorities (england.toml) is run whole:
//   bench_demand_whole FILE.toml [replications, 100 if absent] [threads, all if absent]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

#include "demand/nation.h"
#include "demand/read_model.h"
#include "demand/report.h"
#include "demand/simulate.h"

namespace {

using namespace kith;
using namespace kith::demand;

double measure(auto const& work) {
  auto const start = std::chrono::steady_clock::now();
  auto const own = std::clock();
  work();
  auto const wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{:>9.2f} s, processor {:>9.2f} s", wall, static_cast<double>(std::clock() - own) / CLOCKS_PER_SEC);
  return wall;
}

int say(Error const& error) {
  fmt::print("{}\n", error.sentence);
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return fmt::print("bench_demand_whole FILE.toml [replications] [threads]\n"), 1;
  std::filesystem::path const file = arguments[1];
  Options options;
  options.replications = count > 2 ? std::atoll(arguments[2]) : 100;
  options.threads = count > 3 ? static_cast<unsigned>(std::atoi(arguments[3])) : 0;
  if (auto const nation = read_nation(file)) {
    std::optional<Result<NationResult>> result;
    measure([&] { result = simulate_nation(*nation, options); });
    if (!*result) return say(result->error());
    fmt::print("  {} of {} authorities, {} replications, digest {:016x}\n", (*result)->runs.size(), nation->all.size(),
               *options.replications, key_of(to_json(*nation, **result), "digest"));
    return 0;
  }
  auto const model = read_model(file);
  if (!model) return say(model.error());
  std::optional<Result<SimulationResult>> result;
  double const wall = measure([&] { result = simulate(*model, options); });
  if (!*result) return say(result->error());
  auto const events = static_cast<double>((*result)->events);
  fmt::print("  {:.0f} events and {:.2f} ms a replication, {:.2f} million events/s, digest {:016x}\n",
             events / static_cast<double>(*options.replications),
             1000 * wall / static_cast<double>(*options.replications), events / wall / 1e6,
             key_of(to_json(**result, nullptr), "digest"));
  return 0;
}
