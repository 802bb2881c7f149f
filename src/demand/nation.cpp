#include "demand/nation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demand/sheet.h"
#include "demand/toml_part.h"

namespace kith::demand {
namespace {

std::filesystem::path path_beside(std::filesystem::path const& file, std::string const& name) {
  return (file.parent_path() / name).lexically_normal();
}

Result<std::vector<Authority>> read_authorities(std::filesystem::path const& path) {
  Sheet const sheet = TRY(Sheet::read(path));
  std::vector<Authority> all;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    Authority authority;
    authority.code = TRY(sheet.required(row, "code"));
    authority.name = TRY(sheet.required(row, "name"));
    TRY(sheet.required(row, "people"));
    authority.people = *TRY(sheet.number(row, "people"));
    if (authority.people < 1)
      return sheet.fault(row, "bad_number", "people: an authority without people cannot be scaled to; leave it out.");
    if (std::ranges::find(all, authority.code, &Authority::code) != all.end()) return sheet.twice(row, authority.code);
    all.push_back(std::move(authority));
  }
  return all;
}

std::int64_t times_whole(std::int64_t count, double times) {
  return std::max<std::int64_t>(count > 0 ? 1 : 0, std::llround(static_cast<double>(count) * times));
}

Estimate multiplied(Estimate estimate, double factor) {
  for (auto* part : {&estimate.mean, &estimate.low, &estimate.high, &estimate.standard_error})
    if (*part) **part *= factor;
  return estimate;
}

// The sum of figures that have nothing to do with each other; empty when one of them is.
Estimate sum_of(std::vector<Estimate> const& parts) {
  double mean = 0, below = 0, above = 0;
  bool ranged = true;
  for (auto const& part : parts) {
    if (!part.mean) return {};
    mean += *part.mean;
    ranged = ranged && part.low && part.high;
    if (!ranged) continue;
    below += (*part.mean - *part.low) * (*part.mean - *part.low);
    above += (*part.high - *part.mean) * (*part.high - *part.mean);
  }
  if (!ranged) return {mean, {}, {}, {}};
  return {mean, mean - std::sqrt(below), mean + std::sqrt(above), {}};
}

AuthorityRun figures_of(Authority const& authority, double factor, Model const& model, SimulationResult const& result,
                        CostTable const& prices) {
  AuthorityRun run{authority, factor, result.replications, {}, cost_of(model, result, prices)};
  for (auto const& station : result.stations)
    run.stations.push_back({station.name, station.stable, multiplied(station.arrivals_per_day, days_a_year),
                            station.in_system_mean, station.wait_mean_days, station.utilisation});
  return run;
}

void extrapolate(NationResult& result) {
  for (auto const& run : result.runs) result.people_run += run.authority.people;
  double const factor = result.people / result.people_run;
  auto const sum = [&](auto figure) {
    std::vector<Estimate> parts;
    for (auto const& run : result.runs) parts.push_back(figure(run));
    return multiplied(sum_of(parts), factor);
  };
  for (std::size_t s = 0; s < result.runs.front().stations.size(); ++s) {
    StationFigures all;
    all.name = result.runs.front().stations[s].name;
    all.stable = std::ranges::all_of(result.runs, [&](auto const& run) { return run.stations[s].stable; });
    all.arrivals_per_year = sum([&](auto const& run) { return run.stations[s].arrivals_per_year; });
    if (all.stable) all.there_at_once = sum([&](auto const& run) { return run.stations[s].there_at_once; });
    result.all.push_back(std::move(all));
  }
  result.pounds_per_year = sum([](auto const& run) { return run.cost.total; });
}

}  // namespace

Result<Nation> read_nation(std::filesystem::path const& path) {
  std::string const text = TRY(model_text(path));
  Nation nation;
  nation.file = path.string();
  Model place;  // where the keys stood, for sentences about faults
  place.file = nation.file;
  Faults faults(place);
  std::string model, model_of, authorities;
  std::vector<std::string> run;
  TRY(with_root(text, {}, place, faults, [&](Part& root) {
    for (auto const* key : {"model", "model_of", "authorities", "run"}) root.required(key);
    root.read("title", nation.title);
    root.read("says", nation.says);
    root.read("model", model);
    root.read("model_of", model_of);
    root.read("authorities", authorities);
    root.read("run", run);
    root.parts("published", "published", [&](Part& part) {
      auto& count = nation.published.emplace_back();
      for (auto const* key : {"name", "station", "count", "source"}) part.required(key);
      part.read_name("published", count.name);
      part.read("station", count.station);
      part.read("count", count.count);
      part.read("source", count.source);
    });
  }));
  if (!faults.none()) return faults.error();
  nation.model = path_beside(path, model);
  nation.all = TRY(read_authorities(path_beside(path, authorities)));
  auto const named = [&](std::string const& key, std::string const& code) -> Result<std::size_t> {
    auto const found = std::ranges::find(nation.all, code, &Authority::code);
    if (found != nation.all.end()) return static_cast<std::size_t>(found - nation.all.begin());
    auto const line = place.lines.find(key);
    return invalid("unknown_name",
                   fmt::format("{}: {}: there is no authority with the code \"{}\" in {}.",
                               line != place.lines.end() ? line->second : nation.file, key, code, authorities));
  };
  nation.model_of = nation.all[TRY(named("model_of", model_of))];
  for (auto const& code : run) nation.run.push_back(TRY(named("run", code)));
  if (nation.run.empty())
    return invalid("missing", fmt::format("{}: run: name the codes of the authorities to run.", nation.file));
  return nation;
}

Model scaled(Model model, double factor) {
  for (auto& arrival : model.arrivals) {
    arrival.rate_per_day *= factor;
    if (!arrival.interval) continue;
    for (auto* days : {&arrival.interval->mean_days, &arrival.interval->low_days, &arrival.interval->high_days})
      *days /= factor;
    for (auto& days : arrival.interval->values_days) days /= factor;
  }
  for (auto& station : model.stations) {
    for (auto* number : {&station.servers, &station.room})
      if (*number) *number = times_whole(**number, factor);
    for (auto& change : station.capacity) {
      if (change.servers) change.servers = times_whole(*change.servers, factor);
      change.change = std::llround(static_cast<double>(change.change) * factor);
    }
  }
  for (auto& caseload : model.caseloads) caseload.tokens = times_whole(caseload.tokens, factor);
  for (auto& open : model.open) {
    auto const ages = open.ages_days;
    open.count = std::llround(static_cast<double>(open.count) * factor);
    if (ages.empty()) continue;
    open.ages_days.clear();
    for (std::int64_t i = 0; i < open.count; ++i)
      open.ages_days.push_back(ages[static_cast<std::size_t>(static_cast<double>(i) / factor) % ages.size()]);
  }
  model.illustrations.clear();
  return model;
}

Result<NationResult> simulate_nation(Nation const& nation, Options const& options) {
  Model const one = TRY(read_model(nation.model));
  CostTable const prices = TRY(cost_table_of(one));
  for (auto const& count : nation.published)
    if (std::ranges::find(one.stations, count.station, &Station::name) == one.stations.end())
      return invalid("unknown_name", fmt::format("{}: published \"{}\": station: there is no station \"{}\" in {}.",
                                                 nation.file, count.name, count.station, nation.model.string()));
  NationResult result;
  result.price_year = prices.price_year;
  result.horizon_days = one.run.horizon_days;
  result.asked = options.replications.value_or(one.run.replications);
  for (auto const& authority : nation.all) result.people += authority.people;
  auto const stopped = [&] { return options.cancelled != nullptr && options.cancelled->load(); };
  auto const seed = options.seed.value_or(one.run.seed);
  auto const to_run = static_cast<std::int64_t>(nation.run.size());
  for (std::int64_t i = 0; i < to_run && !stopped(); ++i) {
    auto const& authority = nation.all[nation.run[static_cast<std::size_t>(i)]];
    double const factor = authority.people / nation.model_of.people;
    Options of_one = options;
    of_one.seed = seed + static_cast<std::uint64_t>(i);
    if (options.progress)
      of_one.progress = [&](std::int64_t done, std::int64_t of) { options.progress(i * of + done, to_run * of); };
    Model const model = scaled(one, factor);
    auto const lived = simulate(model, of_one);
    if (!lived && stopped() && !result.runs.empty()) break;
    result.runs.push_back(figures_of(authority, factor, model, TRY(lived), prices));
  }
  if (result.runs.empty())
    return unavailable("cancelled", "The run was cancelled before its first authority had finished.");
  result.complete =
      static_cast<std::int64_t>(result.runs.size()) == to_run && result.runs.back().replications == result.asked;
  extrapolate(result);
  return result;
}

}  // namespace kith::demand
