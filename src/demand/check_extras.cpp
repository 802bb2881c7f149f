// What a model says beside the flow itself: ranges, levers, clocks, watches and costs.
#include <algorithm>

#include "demand/check_parts.h"

namespace kith::demand {

void Check::uncertain() {
  for (std::size_t i = 0; i < model.uncertain.size(); ++i) {
    Uncertain const& number = model.uncertain[i];
    std::string const path = fmt::format("uncertain[{}]", i);
    std::string const part = fmt::format("uncertain {} \"{}\"", number.part, number.name);
    std::set<std::string> found;
    if (number.part == "arrival")
      for (auto const& arrival : model.arrivals) found.insert(arrival.name);
    else if (number.part == "risk")
      for (auto const& risk : model.risks) found.insert(risk.name);
    else if (number.part == "route")
      for (auto const& route : model.routes) found.insert(route.from + " > " + route.to);
    else if (number.part == "station.servers" || number.part == "station.service" || number.part == "station.patience")
      for (auto const& station : model.stations) found.insert(station.name);
    else
      faults.add("unknown_code", path + ".part", part,
                 "part: it can be arrival, route, risk, station.servers, station.service, station.patience.");
    if (!found.empty() && !found.contains(number.name))
      faults.add("unknown_name", path + ".name", part, fmt::format("name: the model has {}.", fmt::join(found, ", ")));
    if (!(number.low > 0 && number.high >= number.low && number.high <= 1000))
      faults.add(
          "bad_range", path + ".low", part,
          fmt::format("low: {} to {} is no range of factors; it needs 0 < low <= high.", number.low, number.high));
    if (number.source.empty())
      faults.add("missing", path + ".source", part, "source: who says so? A range without a source is an invention.");
  }
}

void Check::extras() {
  uncertain();
  for (std::size_t i = 0; i < model.levers.size(); ++i) {
    Lever const& lever = model.levers[i];
    if (!(lever.low < lever.high && lever.low <= lever.value && lever.value <= lever.high))
      faults.add(
          "bad_range", fmt::format("lever[{}].value", i), fmt::format("lever \"{}\"", lever.name),
          fmt::format("value: {} does not lie between low, {}, and high, {}.", lever.value, lever.low, lever.high));
  }
  for (std::size_t i = 0; i < model.clocks.size(); ++i) {
    Clock const& clock = model.clocks[i];
    std::string const path = fmt::format("clock[{}]", i);
    std::string const part = fmt::format("clock \"{}\"", clock.name);
    known(stations, path, part, "from", "station", clock.from);
    for (auto const& to : clock.to) known(stations, path, part, "to", "station", to);
    amount(path, part, "within_days", clock.within_days);
  }
  auto const has_route = [&](std::string const& from, std::string const& to) {
    return std::any_of(model.routes.begin(), model.routes.end(),
                       [&](Route const& route) { return route.from == from && route.to == to; });
  };
  for (std::size_t i = 0; i < model.watches.size(); ++i) {
    Watch const& watch = model.watches[i];
    std::string const path = fmt::format("watch[{}]", i);
    std::string const part = fmt::format("watch \"{}\"", watch.name);
    if (!watch.again_at.empty()) {
      known(stations, path, part, "again_at", "station", watch.again_at);
      amount(path, part, "within_days", watch.within_days);
      continue;
    }
    known(stations, path, part, "from", "station", watch.from);
    if (!watch.to.empty() && !has_route(watch.from, watch.to))
      faults.add("unknown_name", path + ".to", part,
                 fmt::format("to: there is no route from \"{}\" to \"{}\".", watch.from, watch.to));
  }
  for (std::size_t i = 0; i < model.costs.size(); ++i) {
    Cost const& cost = model.costs[i];
    std::string const path = fmt::format("cost[{}]", i);
    std::string const part = fmt::format("cost \"{}\"", cost.name);
    known(stations, path, part, "station", "station", cost.station);
    amount(path, part, "times", cost.times);
    if (cost.of == CostOf::route && !has_route(cost.station, cost.to))
      faults.add("unknown_name", path + ".to", part,
                 fmt::format("to: there is no route from \"{}\" to \"{}\".", cost.station, cost.to));
  }
}

}  // namespace kith::demand
