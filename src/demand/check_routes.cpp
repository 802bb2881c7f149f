#include "demand/check_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kith::demand {
namespace {

// A kind of person, by name; empty where the model does not tell people apart.
struct Kind {
  std::string person_class, outcome;
  double day = 0;  // one on which they look for a route

  bool meets(Route const& route) const {
    return route.holds_on(day) && (route.person_class.empty() || route.person_class == person_class) &&
           (route.outcome.empty() || route.outcome == outcome);
  }
  std::string words() const {
    std::string words;
    if (!person_class.empty()) words += fmt::format(" for class \"{}\"", person_class);
    if (!outcome.empty()) words += fmt::format(" for outcome \"{}\"", outcome);
    if (day > 0) words += fmt::format(" from day {:g}", day);
    return words;
  }
};

std::vector<Kind> kinds_of(Model const& model) {
  std::vector<std::string> classes = {""};
  std::vector<std::string> outcomes = {""};
  if (!model.classes.empty()) classes.clear();
  for (auto const& c : model.classes) classes.push_back(c.name);
  // Only names that routes tell apart matter here; a thousand outcomes no route names are one.
  for (auto const& o : model.outcomes)
    if (std::any_of(model.routes.begin(), model.routes.end(), [&](Route const& r) { return r.outcome == o.name; }))
      outcomes.push_back(o.name);
  std::vector<Kind> kinds;
  for (double day : route_turns(model))
    for (auto const& c : classes)
      for (auto const& o : outcomes) kinds.push_back({c, o, day});
  return kinds;
}

// True when a fault was found.
bool check_sums(Model const& model, Kind const& kind, Faults& faults) {
  std::map<std::string_view, double> sums;
  for (std::size_t i = 0; i < model.routes.size(); ++i) {
    Route const& route = model.routes[i];
    if (!kind.meets(route)) continue;
    double const before = sums[route.from];
    double const after = sums[route.from] += route.probability;
    if (before <= 1 + 1e-9 && after > 1 + 1e-9) {
      double total = 0;
      for (auto const& other : model.routes)
        if (other.from == route.from && kind.meets(other)) total += other.probability;
      faults.add(
          "bad_sum", fmt::format("route[{}].probability", i), fmt::format("routes from \"{}\"", route.from),
          fmt::format("probability: they add to {:.9g}{}, more than 1; lower one of them.", total, kind.words()));
      return true;
    }
  }
  return false;
}

void check_way_out(Model const& model, Kind const& kind, Faults& faults) {
  std::map<std::string_view, double> onward;
  std::map<std::string_view, std::vector<std::string_view>> before;
  auto const leads_out = [&](Route const& route) {
    return std::ranges::find(model.exits, route.to, &Exit::name) != model.exits.end();
  };
  for (auto const& route : model.routes)
    if (kind.meets(route) && route.probability > 0 && !leads_out(route)) {
      // A delay with a cured fraction is a way out too: some never come back.
      onward[route.from] += route.delay ? route.probability * (1 - route.delay->cured) : route.probability;
      before[route.to].push_back(route.from);
    }
  std::vector<std::string_view> todo;
  std::map<std::string_view, bool> ends;
  auto const mark = [&](std::string_view name) {
    if (ends[name]) return;
    ends[name] = true;
    todo.push_back(name);
  };
  for (auto const& station : model.stations)
    if (onward[station.name] < 1 - 1e-9 || station.patience || station.room) mark(station.name);
  while (!todo.empty()) {
    auto const name = todo.back();
    todo.pop_back();
    for (auto const& from : before[name]) mark(from);
  }
  for (std::size_t i = 0; i < model.routes.size(); ++i) {
    Route const& route = model.routes[i];
    if (!kind.meets(route) || ends[route.from]) continue;
    faults.add(
        "no_exit", fmt::format("route[{}].probability", i), fmt::format("routes from \"{}\"", route.from),
        fmt::format("probability: whoever comes here goes round for ever{}; leave some probability over, on this "
                    "loop, for leaving the system.",
                    kind.words()));
    return;
  }
}

// A circle of stations of which each waits for the next to have room could stand still for ever.
void check_blocking(Model const& model, Faults& faults) {
  std::map<std::string_view, std::vector<std::string_view>> onward;
  std::map<std::string_view, bool> blocks;
  for (auto const& station : model.stations) blocks[station.name] = station.when_full == WhenFull::block;
  for (auto const& route : model.routes)
    if (blocks[route.to] && route.probability > 0 && !route.delay) onward[route.from].push_back(route.to);
  for (std::size_t i = 0; i < model.stations.size(); ++i) {
    Station const& station = model.stations[i];
    if (!blocks[station.name]) continue;
    std::string const part = fmt::format("station \"{}\"", station.name);
    std::string const path = fmt::format("station[{}].when_full", i);
    if (!model.caseloads.empty())
      faults.add("not_together", path, part,
                 "when_full: blocking and caseloads in one model are not supported; refuse instead.");
    std::map<std::string_view, bool> seen;
    std::vector<std::string_view> todo = onward[station.name];
    while (!todo.empty()) {
      auto const at = todo.back();
      todo.pop_back();
      if (seen[at]) continue;
      seen[at] = true;
      todo.insert(todo.end(), onward[at].begin(), onward[at].end());
    }
    if (seen[station.name]) {
      faults.add(
          "deadlock", path, part,
          "when_full: stations that block one another in a circle can stand still for ever; let one of them refuse.");
      return;
    }
  }
}

}  // namespace

void check_routes(Model const& model, Faults& faults) {
  for (auto const& kind : kinds_of(model)) {
    if (check_sums(model, kind, faults)) continue;
    check_way_out(model, kind, faults);
  }
  check_blocking(model, faults);
}

}  // namespace kith::demand
