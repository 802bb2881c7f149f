#include "demand/summary.h"

#include <algorithm>
#include <cmath>

#include "demand/cost.h"
#include "demand/measures.h"
#include "demand/traffic.h"

namespace kith::demand {
namespace {

// Reads one number of one station from every replication.
template <class Get>
std::vector<double> column(std::vector<ReplicationTally> const& runs, Get const& get) {
  std::vector<double> values;
  values.reserve(runs.size());
  for (auto const& run : runs) values.push_back(static_cast<double>(get(run)));
  return values;
}

struct Summary {
  Network const& network;
  SimulationResult& result;
  double reach;
  double window_days;

  template <class Get>
  std::vector<double> of(std::size_t s, Get const& get) const {
    return column(result.runs, [&](ReplicationTally const& run) { return get(run.stations[s]); });
  }
  Estimate measured(std::size_t s, Measure measure) const {
    return estimate_of(ratio_of(result.runs, s, measure, window_days), measure, reach);
  }
};

// The pooled quantile, which many short replications bias less than the mean of theirs; the spread is theirs. `own`
// gives how many each replication counted, and its own quantile.
template <class Own>
Estimate quantile(SimulationResult const& result, WaitHistogram const& pooled, double p, Own const& own) {
  std::vector<double> values;
  std::int64_t total = 0;
  for (auto const& run : result.runs) {
    auto const [count, value] = own(run);
    total += count;
    if (count > 0) values.push_back(value);
  }
  if (total == 0) return {};
  double const middle = pooled.quantile(p, total) / ms_per_day;
  Estimate const spread = leaning_estimate(values, reach(result.confidence, values.size()));
  if (!spread.low) return {middle, std::nullopt, std::nullopt};
  double const shift = middle - *spread.mean;
  return {middle, std::max(0.0, *spread.low + shift), *spread.high + shift, spread.standard_error};
}

std::vector<Observed> observed_of(Network const& network, std::vector<ReplicationTally> const& runs) {
  auto observed = all_served(network);
  for (std::size_t s = 0; s < network.stations.size(); ++s) {
    StationPlan const& plan = network.stations[s];
    bool const loses = !plan.risks.empty() || plan.room != unlimited || !plan.overflow.empty();
    double arrivals = 0;
    for (auto const& run : runs) arrivals += static_cast<double>(run.stations[s].arrivals);
    if (!loses || arrivals == 0) continue;
    double lost = 0;
    for (auto const& run : runs) {
      auto const& tally = run.stations[s];
      lost += static_cast<double>(tally.refused + tally.overflowed + tally.abandoned);
      for (std::size_t i = 0; i < plan.risks.size(); ++i)
        observed[s].exits[i] += static_cast<double>(run.exits[plan.first_risk + i]) / arrivals;
      for (std::size_t i = 0; i < plan.overflow.size(); ++i)
        observed[s].overflows[i] += static_cast<double>(run.overflows[plan.first_overflow + i]) / arrivals;
    }
    observed[s].served = std::max(0.0, 1 - lost / arrivals);
  }
  return observed;
}

double middle_of(std::vector<double> values) {
  auto const at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void add_exits(Summary const& summary, std::size_t s, StationResult& station) {
  StationPlan const& plan = summary.network.stations[s];
  auto const arrivals = summary.of(s, [](StationTally const& t) { return t.arrivals; });
  auto const name_of = [&](std::uint16_t to) { return to == outside ? "" : summary.network.stations[to].name; };
  for (std::size_t i = 0; i < plan.risks.size(); ++i) {
    auto const taken = column(summary.result.runs, [&](auto const& run) { return run.exits[plan.first_risk + i]; });
    station.exits.push_back(
        {plan.risks[i].name, name_of(plan.risks[i].to), within(ratio_estimate(taken, arrivals, summary.reach), 0, 1)});
  }
  for (std::size_t i = 0; i < plan.overflow.size(); ++i) {
    auto const taken =
        column(summary.result.runs, [&](auto const& run) { return run.overflows[plan.first_overflow + i]; });
    station.overflows.push_back(
        {"overflow", name_of(plan.overflow[i]), within(ratio_estimate(taken, arrivals, summary.reach), 0, 1)});
  }
}

void add_classes(Summary const& summary, Model const& model, std::size_t s, StationResult& station) {
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    std::size_t const at = s * summary.network.classes + c;
    auto const& runs = summary.result.runs;
    auto const began = column(runs, [&](auto const& run) { return run.classes[at].began; });
    auto const queued = column(runs, [&](auto const& run) { return run.classes[at].queued; });
    auto const wait =
        column(runs, [&](auto const& run) { return static_cast<double>(run.classes[at].wait_ms) / ms_per_day; });
    ClassResult of_class;
    of_class.name = model.classes[c].name;
    for (double n : began) of_class.began += static_cast<std::int64_t>(n);
    if (station.stable) {
      of_class.wait_mean_days = within(ratio_estimate(wait, began, summary.reach), 0, 1e300);
      of_class.wait_probability = within(ratio_estimate(queued, began, summary.reach), 0, 1);
    }
    station.by_class.push_back(std::move(of_class));
  }
}

void add_steady(Summary const& summary, std::size_t s, WaitHistogram const& pooled, StationResult& station) {
  station.utilisation = summary.measured(s, Measure::utilisation);
  station.wait_mean_days = summary.measured(s, Measure::wait_mean_days);
  station.wait_probability = summary.measured(s, Measure::wait_probability);
  auto const wait_quantile = [&](double p, double StationTally::*own) {
    return quantile(summary.result, pooled, p, [&](ReplicationTally const& run) {
      return std::pair(run.stations[s].began, run.stations[s].*own);
    });
  };
  station.wait_p50_days = wait_quantile(0.5, &StationTally::wait_p50_days);
  station.wait_p90_days = wait_quantile(0.9, &StationTally::wait_p90_days);
  station.wait_p95_days = wait_quantile(0.95, &StationTally::wait_p95_days);
  station.waiting_mean = summary.measured(s, Measure::waiting_mean);
  station.in_system_mean = summary.measured(s, Measure::in_system_mean);
  station.refused_probability = summary.measured(s, Measure::refused_probability);
  station.abandoned_probability = summary.measured(s, Measure::abandoned_probability);
  add_exits(summary, s, station);
}

void add_clocks(Summary const& summary, Model const& model, std::vector<WaitHistogram> const& pooled) {
  SimulationResult& result = summary.result;
  for (std::size_t c = 0; c < model.clocks.size(); ++c) {
    Clock const& clock = model.clocks[c];
    ClockResult told{clock.name, clock.within_days, clock.working_days, {}, {}, {}, {}, {}};
    auto const stopped = column(result.runs, [&](auto const& run) { return run.clocks[c].stopped; });
    auto const within = column(result.runs, [&](auto const& run) { return run.clocks[c].within; });
    auto const total =
        column(result.runs, [&](auto const& run) { return static_cast<double>(run.clocks[c].total_ms) / ms_per_day; });
    std::vector<double> const window(result.runs.size(), summary.window_days);
    told.stopped_per_day = ratio_estimate(stopped, window, summary.reach);
    told.mean_days = demand::within(ratio_estimate(total, stopped, summary.reach), 0, 1e300);
    told.within_probability = demand::within(ratio_estimate(within, stopped, summary.reach), 0, 1);
    auto const times = [&](double p, double ClockTally::*own) {
      return quantile(result, pooled[c], p, [&](ReplicationTally const& run) {
        return std::pair(run.clocks[c].stopped, run.clocks[c].*own);
      });
    };
    told.p50_days = times(0.5, &ClockTally::p50_days);
    told.p90_days = times(0.9, &ClockTally::p90_days);
    result.clocks.push_back(std::move(told));
  }
}

void add_watched(Summary const& summary, Model const& model) {
  auto& result = summary.result;
  auto const a_year = [&](auto const& count) {
    return within(mean_estimate(column(result.runs, count), summary.reach), 0, 1e300);
  };
  for (auto const& watch : model.watches) {
    WatchResult told{watch.name, watch.says, {}, {}};
    auto const known = [&](auto const& run) { return watched_a_year(model, run, watch); };
    if (!result.runs.empty() && known(result.runs[0]))
      told.per_year = a_year([&](auto const& run) { return *known(run); });
    if (told.per_year.mean && !watch.again_at.empty())
      told.share = within(
          ratio_estimate(column(result.runs, [&](auto const& run) { return again_of(model, run, watch)->again; }),
                         column(result.runs, [&](auto const& run) { return again_of(model, run, watch)->came; }),
                         summary.reach),
          0, 1);
    result.watches.push_back(std::move(told));
  }
  for (auto const& exit : model.exits)
    result.exits.push_back({exit.name,
                            exit.says,
                            a_year([&](auto const& run) {
                              double all = 0;
                              for (std::size_t i = 0; i < model.routes.size(); ++i)
                                if (model.routes[i].to == exit.name) all += static_cast<double>(run.routes[i]);
                              return all * days_a_year / summary.window_days;
                            }),
                            {}});
}

}  // namespace

double watched(Model const& model, ReplicationTally const& run, std::string const& from, std::string const& to) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < model.routes.size(); ++i)
    if (!to.empty() && model.routes[i].from == from && model.routes[i].to == to) count += run.routes[i];
  for (std::size_t s = 0; s < model.stations.size(); ++s)
    if (to.empty() && model.stations[s].name == from) count += run.routes[model.routes.size() + s];
  return static_cast<double>(count);
}

std::optional<AgainTally> again_of(Model const& model, ReplicationTally const& run, Watch const& watch) {
  std::size_t number = 0;
  for (auto const& own : model.watches) {
    if (own.again_at.empty()) continue;
    if (own.name == watch.name) return run.again[number];
    ++number;
  }
  return std::nullopt;
}

std::optional<double> watched_a_year(Model const& model, ReplicationTally const& run, Watch const& watch) {
  auto const a_year = [&](double count, double from_day) {
    double const days = model.run.horizon_days - from_day;
    return days > 0 ? std::optional{count * days_a_year / days} : std::nullopt;
  };
  if (watch.again_at.empty()) return a_year(watched(model, run, watch.from, watch.to), model.run.warm_up_days);
  auto const counted = again_of(model, run, watch);
  if (!counted) return std::nullopt;
  return a_year(static_cast<double>(counted->again), again_counted_from(model.run, watch));
}

void summarise(Model const& model, Network const& network, Pooled const& pooled, SimulationResult& result) {
  Summary const summary{network, result, reach(result.confidence, result.runs.size()),
                        static_cast<double>(network.horizon_ms - network.warm_up_ms) / ms_per_day};
  auto const traffic = traffic_of(network, observed_of(network, result.runs));
  for (std::size_t s = 0; s < network.stations.size(); ++s) {
    StationPlan const& plan = network.stations[s];
    StationResult station;
    station.name = plan.name;
    bool const relieved = !plan.risks.empty() || plan.room != unlimited;
    station.stable = relieved || traffic[s].keeps_up;
    station.arrivals_per_day = summary.measured(s, Measure::arrivals_per_day);
    station.completions_per_day = summary.measured(s, Measure::completions_per_day);
    station.waiting_at_end = within(
        mean_estimate(summary.of(s, [](StationTally const& t) { return t.waiting_at_end; }), summary.reach), 0, 1e300);
    for (auto const& run : result.runs)
      station.little_error = std::max(station.little_error, run.stations[s].little_error());
    if (station.stable && !relieved && plan.servers != unlimited && traffic[s].work_per_day > 0)
      station.keeps_up_until = traffic[s].servers / traffic[s].work_per_day;
    if (station.stable) {
      add_steady(summary, s, pooled.waits[s], station);
    } else {
      station.unstable_from_day = std::floor(
          middle_of(summary.of(s, [](StationTally const& t) { return static_cast<double>(t.queue_since_ms); })) /
          ms_per_day);
      station.growth_per_day = traffic[s].growth_per_day;
    }
    add_classes(summary, model, s, station);
    result.stations.push_back(std::move(station));
  }
  add_clocks(summary, model, pooled.clocks);
  add_watched(summary, model);
}

}  // namespace kith::demand
