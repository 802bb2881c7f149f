#include "demand/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "demand/elementary.h"

namespace kith::demand {
namespace {

constexpr Measure explored[] = {Measure::arrivals_per_day, Measure::utilisation, Measure::wait_mean_days,
                                Measure::waiting_mean, Measure::in_system_mean};

void scale(Law& law, double factor) {
  law.mean_days *= factor;
  law.low_days *= factor;
  law.high_days *= factor;
  for (double& value : law.values_days) value *= factor;
}

void scale_route(Model& model, Uncertain const& uncertain, double factor) {
  for (auto& route : model.routes)
    if (route.from + " > " + route.to == uncertain.name) route.probability = std::min(1.0, route.probability * factor);
}

// Where several routes of one kind of person grew past certainty together, all of that station's shrink alike.
void keep_within_certainty(Model& model) {
  std::map<std::string, double> most;  // of any class and outcome, by station
  for (auto const& route : model.routes) {
    double sum = 0;
    for (auto const& other : model.routes) {
      bool const same_class =
          route.person_class.empty() || other.person_class.empty() || route.person_class == other.person_class;
      bool const same_outcome = route.outcome.empty() || other.outcome.empty() || route.outcome == other.outcome;
      // Routes of other days than those on which this one holds do not add to it.
      if (other.from == route.from && same_class && same_outcome && other.holds_on(route.from_day))
        sum += other.probability;
    }
    most[route.from] = std::max(most[route.from], sum);
  }
  for (auto& route : model.routes)
    if (most[route.from] > 1) route.probability /= most[route.from];
}

void apply(Model& model, Uncertain const& uncertain, double factor) {
  if (uncertain.part == "route") scale_route(model, uncertain, factor);
  for (auto& arrival : model.arrivals)
    if (uncertain.part == "arrival" && arrival.name == uncertain.name) {
      arrival.rate_per_day *= factor;
      if (arrival.interval) scale(*arrival.interval, 1 / factor);
    }
  for (auto& station : model.stations) {
    if (station.name != uncertain.name) continue;
    if (uncertain.part == "station.service") {
      scale(station.service, factor);
      for (auto& of : station.service_of) scale(of.service, factor);
    }
    if (uncertain.part == "station.patience" && station.patience) scale(*station.patience, factor);
    if (uncertain.part == "station.servers" && station.servers)
      station.servers = std::llround(static_cast<double>(*station.servers) * factor);
  }
  for (auto& risk : model.risks)
    if (uncertain.part == "risk" && risk.name == uncertain.name) scale(risk.after, factor);
}

// A lognormal factor with 95% of its weight between low and high, the same for the same seed, number and draw.
double factor_of(Uncertain const& uncertain, std::uint64_t seed, std::int64_t draw) {
  double const low = natural_log(uncertain.low);
  double const high = natural_log(uncertain.high);
  double const u =
      unit(mixed(further(mixed(seed) + key_of(uncertain.name, uncertain.part), static_cast<std::uint64_t>(draw))));
  return exponential((low + high) / 2 + (high - low) / 2 / 1.959963984540054 * normal_quantile(u));
}

struct Cell {  // one station and measure
  std::vector<double> means;
  double chance = 0;  // sum over draws of the variance of one replication
};

double variance(std::vector<double> const& values) {
  double mean = 0;
  for (double value : values) mean += value / static_cast<double>(values.size());
  double sum = 0;
  for (double value : values) sum += (value - mean) * (value - mean);
  return values.size() < 2 ? 0 : sum / static_cast<double>(values.size() - 1);
}

void add_to(Cell& cell, SimulationResult const& result, std::size_t s, Measure measure) {
  auto const ratio = ratio_of(result.runs, s, measure, result.horizon_days - result.warm_up_days);
  auto const pseudo = pseudo_values(ratio.above, ratio.below);
  if (pseudo.empty()) return;
  cell.means.push_back(*mean_estimate(pseudo, 0).mean);
  cell.chance += variance(pseudo);
}

// The mean of a measure, or none where the station does not keep up.
std::optional<double> mean_of(SimulationResult const& result, std::string const& station, Measure measure) {
  auto const found = std::find_if(result.stations.begin(), result.stations.end(),
                                  [&](auto const& one) { return one.name == station; });
  if (found == result.stations.end() || !found->stable) return std::nullopt;
  Cell cell;
  add_to(cell, result, static_cast<std::size_t>(found - result.stations.begin()), measure);
  return cell.means.empty() ? std::nullopt : std::optional(cell.means[0]);
}

void widest_first(std::vector<Driver>& drivers) {
  std::stable_sort(drivers.begin(), drivers.end(), [](Driver const& a, Driver const& b) {
    return std::abs(a.at_high - a.at_low) > std::abs(b.at_high - b.at_low);
  });
}

Result<Done> add_drivers(Model const& model, Options const& options, Uncertainty& uncertainty) {
  for (std::size_t u = 0; u < model.uncertain.size(); ++u) {
    std::vector<double> factors(model.uncertain.size(), 1);
    factors[u] = model.uncertain[u].low;
    auto const low = TRY(simulate(with_factors(model, factors), options));
    factors[u] = model.uncertain[u].high;
    auto const high = TRY(simulate(with_factors(model, factors), options));
    for (std::size_t s = 0; s < low.stations.size(); ++s)
      for (Measure measure : explored) {
        if (!low.stations[s].stable || !high.stations[s].stable) continue;
        Cell at_low, at_high;
        add_to(at_low, low, s, measure);
        add_to(at_high, high, s, measure);
        if (at_low.means.empty() || at_high.means.empty()) continue;
        uncertainty.drivers.push_back({model.uncertain[u].part, model.uncertain[u].name, model.uncertain[u].source,
                                       low.stations[s].name, measure, at_low.means[0], at_high.means[0]});
      }
  }
  widest_first(uncertainty.drivers);
  return Done{};
}

}  // namespace

Model with_factors(Model const& model, std::vector<double> const& factors) {
  Model drawn = model;
  for (std::size_t i = 0; i < model.uncertain.size(); ++i) apply(drawn, model.uncertain[i], factors[i]);
  keep_within_certainty(drawn);
  return drawn;
}

Result<std::vector<Driver>> difference_drivers(Model const& today, Model const& tomorrow, Options const& options) {
  // Today with tomorrow's uncertain numbers: those that it has no part for change nothing in it.
  Model before = today;
  before.uncertain = tomorrow.uncertain;
  Options shared = options;
  if (!shared.seed) shared.seed = today.run.seed;
  struct End {
    SimulationResult today, tomorrow;
    std::optional<double> difference(std::string const& station, Measure measure) const {
      auto const old = mean_of(today, station, measure);
      auto const now = mean_of(tomorrow, station, measure);
      return old && now ? std::optional(*now - *old) : std::nullopt;
    }
  };
  auto const at = [&](std::size_t which, double factor) -> Result<End> {
    std::vector<double> factors(tomorrow.uncertain.size(), 1);
    factors[which] = factor;
    End end;
    auto old = with_factors(before, factors);
    old.uncertain.clear();  // some name parts that today does not have, which a model may not
    end.today = TRY(simulate(old, shared));
    end.tomorrow = TRY(simulate(with_factors(tomorrow, factors), shared));
    return end;
  };
  std::vector<Driver> drivers;
  for (std::size_t u = 0; u < tomorrow.uncertain.size(); ++u) {
    auto const& uncertain = tomorrow.uncertain[u];
    End const low = TRY(at(u, uncertain.low));
    End const high = TRY(at(u, uncertain.high));
    for (auto const& station : low.tomorrow.stations)
      for (Measure measure : explored) {
        auto const at_low = low.difference(station.name, measure);
        auto const at_high = high.difference(station.name, measure);
        if (at_low && at_high)
          drivers.push_back(
              {uncertain.part, uncertain.name, uncertain.source, station.name, measure, *at_low, *at_high});
      }
  }
  widest_first(drivers);
  return drivers;
}

Result<Uncertainty> explore_uncertainty(Model const& model, std::int64_t draws, Options const& options) {
  Uncertainty uncertainty;
  uncertainty.draws = draws;
  Options each = options;
  each.trace_lines = 0;
  each.progress = {};
  std::int64_t const asked = options.replications.value_or(model.run.replications);
  each.replications = uncertainty.replications_each = std::max<std::int64_t>(2, asked / draws);
  std::uint64_t const seed = options.seed.value_or(model.run.seed);
  std::vector<std::vector<Cell>> cells(model.stations.size(), std::vector<Cell>(std::size(explored)));
  std::vector<std::int64_t> broken(model.stations.size());
  for (std::int64_t draw = 0; draw < draws; ++draw) {
    std::vector<double> factors;
    for (auto const& uncertain : model.uncertain) factors.push_back(factor_of(uncertain, seed, draw));
    auto const result = TRY(simulate(with_factors(model, factors), each));
    for (std::size_t s = 0; s < cells.size(); ++s) {
      if (!result.stations[s].stable) {
        ++broken[s];
        continue;
      }
      for (std::size_t m = 0; m < std::size(explored); ++m) add_to(cells[s][m], result, s, explored[m]);
    }
    if (options.progress) options.progress(draw + 1, draws);
  }
  for (std::size_t s = 0; s < cells.size(); ++s) {
    if (broken[s] > 0)
      uncertainty.breaks.emplace_back(model.stations[s].name,
                                      static_cast<double>(broken[s]) / static_cast<double>(draws));
    for (std::size_t m = 0; m < std::size(explored); ++m) {
      Cell const& cell = cells[s][m];
      if (cell.means.size() < 2) continue;
      double const between = variance(cell.means);
      double const chance = cell.chance / static_cast<double>(cell.means.size());
      auto const spread =
          mean_estimate(cell.means, reach(0.95, cell.means.size()) * std::sqrt(static_cast<double>(cell.means.size())));
      uncertainty.spreads.push_back({model.stations[s].name, explored[m], *spread.mean, std::max(0.0, *spread.low),
                                     *spread.high, between + chance > 0 ? between / (between + chance) : 0});
    }
  }
  TRY(add_drivers(model, each, uncertainty));
  return uncertainty;
}

}  // namespace kith::demand
