#include "demand/network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "demand/schedule.h"
#include "demand/traffic.h"

namespace kith::demand {
namespace {

using Names = std::map<std::string_view, std::uint16_t>;

template <class Part>
Names names_of(std::vector<Part> const& parts) {
  Names names;
  for (auto const& part : parts) names.emplace(part.name, static_cast<std::uint16_t>(names.size()));
  return names;
}

std::vector<double> cumulative_of(std::vector<double> const& shares) {
  std::vector<double> cumulative;
  double sum = 0;
  for (double share : shares) cumulative.push_back(sum += share);
  cumulative.back() = 1;
  return cumulative;
}

// The highest 64-bit number within the first `share` of all; nearly everything is everything.
std::uint64_t bits_up_to(double share) {
  if (share >= 1 - 1e-9) return ~std::uint64_t{0};
  return static_cast<std::uint64_t>(std::ldexp(share, 64)) - 1;
}

void add_routes(Network& network, Model const& model, Names const& stations, Names const& classes,
                Names const& outcomes) {
  std::vector<std::uint16_t> delay_of(model.routes.size(), no_delay);
  for (std::size_t i = 0; i < model.routes.size(); ++i)
    if (auto const& delay = model.routes[i].delay) {
      delay_of[i] = static_cast<std::uint16_t>(network.delays.size());
      network.delays.push_back(make_sampler(*delay));
    }
  auto const turns = route_turns(model);
  for (std::size_t i = 1; i < turns.size(); ++i) network.route_turns_ms.push_back(to_ms(turns[i]));
  std::size_t const rows = turns.size() * network.kinds();
  network.routes = model.routes.size();
  std::vector<std::vector<std::vector<RouteStep>>> steps(network.stations.size());
  for (std::size_t s = 0; s < network.stations.size(); ++s)
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t const kind = row % network.kinds();
      auto& of_row = steps[s].emplace_back();
      double sum = 0;
      for (std::size_t i = 0; i < model.routes.size(); ++i) {
        Route const& route = model.routes[i];
        if (route.from != network.stations[s].name || route.probability <= 0) continue;
        if (!route.holds_on(turns[row / network.kinds()])) continue;
        if (!route.person_class.empty() && classes.at(route.person_class) != kind / network.outcomes.size()) continue;
        if (!route.outcome.empty() && outcomes.at(route.outcome) != kind % network.outcomes.size()) continue;
        sum += route.probability;
        auto const to = stations.find(route.to);  // else it is an exit
        of_row.push_back({bits_up_to(sum), to == stations.end() ? outside : to->second, delay_of[i],
                          static_cast<std::uint16_t>(i), route.new_episode});
      }
      network.route_row = std::max(network.route_row, of_row.size() + 1);
    }
  for (std::size_t s = 0; s < network.stations.size(); ++s)
    for (auto& of_row : steps[s]) {
      auto const number = static_cast<std::uint16_t>(network.routes + s);
      of_row.resize(network.route_row, RouteStep{~std::uint64_t{0}, outside, no_delay, number, false});
      auto& routes = network.stations[s].routes;
      routes.insert(routes.end(), of_row.begin(), of_row.end());
    }
}

StationPlan plan_of(Station const& station, Model const& model, Names const& stations, Names const& caseloads) {
  StationPlan plan;
  plan.name = station.name;
  plan.service_key = key_of(station.name, "service");
  plan.route_key = key_of(station.name, "route");
  plan.room = station.room ? static_cast<std::uint32_t>(*station.room) : unlimited;
  plan.service = make_sampler(station.service);
  plan.service_means_days.assign(std::max<std::size_t>(1, model.classes.size()), mean_days(station.service));
  if (!station.service_of.empty()) plan.services.assign(model.classes.size(), plan.service);
  for (auto const& of : station.service_of)
    for (std::size_t c = 0; c < model.classes.size(); ++c)
      if (model.classes[c].name == of.person_class) {
        plan.services[c] = make_sampler(of.service);
        plan.service_means_days[c] = mean_days(of.service);
      }
  plan.by_priority = station.discipline == Discipline::priority;
  plan.blocks = station.when_full == WhenFull::block && station.room;
  if (!station.caseload.empty()) plan.caseload = static_cast<std::int16_t>(caseloads.at(station.caseload));
  if (station.patience)
    plan.risks.push_back({"patience", make_sampler(*station.patience), key_of(station.name, "patience"), outside});
  for (auto const& risk : model.risks)
    if (risk.from == station.name)
      plan.risks.push_back({risk.name, make_sampler(risk.after), key_of(station.name, "risk " + risk.name),
                            risk.to.empty() ? outside : stations.at(risk.to)});
  for (auto const& name : station.overflow) plan.overflow.push_back(stations.at(name));
  plan.overflow_when = static_cast<std::uint32_t>(station.overflow_when);
  plan_schedule(plan, station, model.run);
  return plan;
}

// A person can come back to a station that lies on a circle of routes; only there must visits be counted.
void number_visits(Network& network) {
  std::size_t const count = network.stations.size();
  std::vector<std::vector<std::uint16_t>> onward(count);
  for (std::size_t s = 0; s < count; ++s) {
    for (auto const& step : network.stations[s].routes)
      if (step.to != outside) onward[s].push_back(step.to);
    for (auto const& risk : network.stations[s].risks)
      if (risk.to != outside) onward[s].push_back(risk.to);
    for (auto const& to : network.stations[s].overflow) onward[s].push_back(to);
  }
  for (std::size_t s = 0; s < count; ++s) {
    std::vector<bool> seen(count);
    std::vector<std::uint16_t> todo = onward[s];
    while (!todo.empty()) {
      std::uint16_t const at = todo.back();
      todo.pop_back();
      if (seen[at]) continue;
      seen[at] = true;
      todo.insert(todo.end(), onward[at].begin(), onward[at].end());
    }
    if (seen[s]) network.stations[s].visit_column = static_cast<std::int16_t>(network.visit_columns++);
  }
}

void rank_classes(Network& network, Model const& model) {
  std::vector<std::int64_t> priorities;
  for (auto const& c : model.classes) priorities.push_back(c.priority);
  std::sort(priorities.begin(), priorities.end());
  priorities.erase(std::unique(priorities.begin(), priorities.end()), priorities.end());
  for (auto const& c : model.classes)
    network.rank_of_class.push_back(static_cast<std::uint8_t>(
        std::lower_bound(priorities.begin(), priorities.end(), c.priority) - priorities.begin()));
  if (model.classes.empty()) network.rank_of_class = {0};
}

// Slots of a quarter of an event, by the rate the traffic equations expect.
int slot_width_for(Network const& network) {
  double const per_ms = expected_events_per_day(network) / ms_per_day;
  if (!(per_ms > 0)) return 30;
  return std::clamp(static_cast<int>(std::floor(std::log2(0.25 / per_ms) + 0.5)), 0, 30);
}

void add_clocks(Network& network, Model const& model, Names const& stations) {
  for (auto const& clock : model.clocks) {
    auto const number = static_cast<std::uint16_t>(network.clocks.size());
    network.stations[stations.at(clock.from)].clocks_from.push_back(number);
    for (auto const& to : clock.to) network.stations[stations.at(to)].clocks_to.push_back(number);
    network.clocks.push_back({clock.name, to_ms(clock.within_days), clock.working_days});
  }
  network.first_weekday = first_weekday(model.run);
}

void add_again(Network& network, Model const& model, Names const& stations) {
  for (auto const& watch : model.watches) {
    if (watch.again_at.empty()) continue;
    network.stations[stations.at(watch.again_at)].again.push_back(static_cast<std::uint16_t>(network.again.size()));
    network.again.push_back({watch.since, to_ms(watch.within_days), to_ms(again_counted_from(model.run, watch))});
  }
  for (auto& station : network.stations) {
    station.notes_coming = !station.clocks_from.empty() || !station.again.empty();
    station.notes_leaving = !station.clocks_to.empty() || std::ranges::any_of(station.again, [&](std::uint16_t again) {
      return network.again[again].since == Since::leaving;
    });
  }
}

}  // namespace

double again_counted_from(Run const& run, Watch const& watch) { return std::max(run.warm_up_days, watch.within_days); }

std::vector<double> route_turns(Model const& model) {
  std::vector<double> turns = {0};
  for (auto const& route : model.routes)
    for (double day : {route.from_day, route.to_day.value_or(0)})
      if (day > 0 && day < model.run.horizon_days) turns.push_back(day);
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  return turns;
}

Network make_network(Model const& model) {
  Network network;
  network.horizon_ms = to_ms(model.run.horizon_days);
  network.warm_up_ms = to_ms(model.run.warm_up_days);
  Names const stations = names_of(model.stations);
  Names const classes = names_of(model.classes);
  Names const outcomes = names_of(model.outcomes);
  Names const caseloads = names_of(model.caseloads);
  network.classes = std::max<std::size_t>(1, model.classes.size());
  rank_classes(network, model);
  std::vector<double> shares = {1};
  if (!model.outcomes.empty()) shares.clear();
  for (auto const& outcome : model.outcomes) shares.push_back(outcome.probability);
  network.outcomes = cumulative_of(shares);
  network.outcome_key = key_of("outcome", "latent");
  for (auto const& caseload : model.caseloads) network.tokens.push_back(static_cast<std::uint32_t>(caseload.tokens));
  network.group.resize(model.caseloads.size());
  for (auto const& station : model.stations) {
    auto plan = plan_of(station, model, stations, caseloads);
    auto const at = static_cast<std::uint16_t>(network.stations.size());
    if (plan.caseload != none_held) network.group[static_cast<std::size_t>(plan.caseload)].push_back(at);
    plan.first_risk = static_cast<std::uint32_t>(network.exits);
    plan.first_overflow = static_cast<std::uint32_t>(network.overflows);
    network.exits += plan.risks.size();
    network.overflows += plan.overflow.size();
    network.has_risks |= !plan.risks.empty();
    network.has_blocking |= plan.blocks;
    network.stations.push_back(std::move(plan));
  }
  for (auto& plan : network.stations)
    plan.nobody_waits = plan.servers == unlimited && plan.open && plan.schedule.empty() && plan.stretches.empty() &&
                        plan.caseload == none_held && plan.services.empty() && network.classes == 1 &&
                        !network.has_blocking;
  add_routes(network, model, stations, classes, outcomes);
  number_visits(network);
  add_clocks(network, model, stations);
  add_again(network, model, stations);
  for (auto const& arrival : model.arrivals) {
    SourcePlan plan;
    plan.name = arrival.name;
    plan.key = key_of(arrival.name, "arrival");
    plan.to = stations.at(arrival.to);
    plan.person_class = arrival.person_class.empty() ? 0 : classes.at(arrival.person_class);
    if (!arrival.outcome.empty()) plan.outcome = outcomes.at(arrival.outcome);
    plan.batch = cumulative_of(arrival.batch);
    plan_rate(plan, arrival, model.run);
    network.sources.push_back(std::move(plan));
  }
  for (auto const& open : model.open) {
    OpenPlan plan;
    plan.station = stations.at(open.station);
    plan.person_class = open.person_class.empty() ? 0 : classes.at(open.person_class);
    if (!open.outcome.empty()) plan.outcome = outcomes.at(open.outcome);
    plan.count = open.count;
    for (double age : open.ages_days) plan.ages_ms.push_back(age * ms_per_day);
    plan.has_remaining = open.remaining.has_value();
    plan.on_the_way = open.on_the_way;
    if (open.remaining) plan.remaining = make_sampler(*open.remaining);
    plan.key = key_of(open.station + "/" + open.person_class, "open");
    network.open.push_back(std::move(plan));
  }
  network.slot_width_bits = slot_width_for(network);
  return network;
}

}  // namespace kith::demand
