// From a model file to a Model: the order of its parts, and the short ones.
#include "demand/read_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "demand/check_model.h"
#include "demand/read_parts.h"

namespace kith::demand {
namespace {

void read_run(Part& part, Run& run) {
  part.read("start", run.start);
  part.required("horizon_days");
  part.read("horizon_days", run.horizon_days);
  part.read("warm_up_days", run.warm_up_days);
  part.read("replications", run.replications);
  std::int64_t seed = 1;
  part.read("seed", seed);
  run.seed = static_cast<std::uint64_t>(seed);
  part.read("confidence", run.confidence);
}

void read_route(Part& part, Route& route) {
  part.required("from");
  part.required("to");
  part.required("probability");
  part.read("from", route.from);
  part.read("to", route.to);
  part.rename(fmt::format("route \"{}\" to \"{}\"", route.from, route.to));
  part.read("probability", route.probability);
  part.read("class", route.person_class);
  part.read("outcome", route.outcome);
  read_law(part, "delay", route.delay);
  part.read("new_episode", route.new_episode);
  part.read_day("from_day", route.from_day);
  part.read_day("to_day", route.to_day);
}

void read_open(Part& part, OpenAtStart& open) {
  part.required("station");
  part.read("station", open.station);
  part.rename(fmt::format("open at \"{}\"", open.station));
  part.read("count", open.count);
  part.read("ages_days", open.ages_days);
  open.count = std::max(open.count, static_cast<std::int64_t>(open.ages_days.size()));
  read_law(part, "remaining", open.remaining);
  part.read("on_the_way", open.on_the_way);
  if (open.on_the_way) part.required("remaining");
  part.read("class", open.person_class);
  part.read("outcome", open.outcome);
}

void read_uncertain(Part& part, Uncertain& uncertain) {
  for (auto const* key : {"part", "name", "low", "high", "source"}) part.required(key);
  part.read("part", uncertain.part);
  part.read("name", uncertain.name);
  part.rename(fmt::format("uncertain {} \"{}\"", uncertain.part, uncertain.name));
  part.read("low", uncertain.low);
  part.read("high", uncertain.high);
  part.read("source", uncertain.source);
}

void read_lever(Part& part, Lever& lever, Levers const& set) {
  for (auto const* key : {"name", "value"}) part.required(key);
  part.read_name("lever", lever.name);
  part.read("value", lever.value);
  part.read("low", lever.low);
  part.read("high", lever.high);
  part.read("says", lever.says);
  if (auto const found = set.find(lever.name); found != set.end()) lever.value = found->second;
}

void read_clock(Part& part, Clock& clock) {
  for (auto const* key : {"name", "from", "to", "within_days"}) part.required(key);
  part.read_name("clock", clock.name);
  part.read("from", clock.from);
  part.read("to", clock.to);
  part.read("within_days", clock.within_days);
  part.read("working_days", clock.working_days);
}

void read_watch(Part& part, Watch& watch) {
  part.required("name");
  part.read_name("watch", watch.name);
  part.read("again_at", watch.again_at);
  if (watch.again_at.empty()) {
    part.required("from");
    part.read("from", watch.from);
    part.read("to", watch.to);
  } else {
    part.required("within_days");
    part.read("within_days", watch.within_days);
    part.read("since", watch.since);
  }
  part.read("says", watch.says);
}

void read_cost(Part& part, Cost& cost) {
  for (auto const* key : {"name", "item", "of", "station"}) part.required(key);
  part.read_name("cost", cost.name);
  part.read("item", cost.item);
  part.read("of", cost.of);
  part.read("station", cost.station);
  part.read("to", cost.to);
  part.read("times", cost.times);
  part.read("releases", cost.releases);
}

void read_illustration(Part& part, Illustration& illustration) {
  for (auto const* key : {"name", "item", "count"}) part.required(key);
  part.read_name("illustration", illustration.name);
  part.read("item", illustration.item);
  part.read("count", illustration.count);
  part.read("saves", illustration.saves);
}

void read_all(Part& root, Model& model, Levers const& levers) {
  root.read("title", model.title);
  root.read("says", model.says);
  root.read("cost_table", model.cost_table);
  root.read("deflators", model.deflators);
  root.read("price_year", model.price_year);
  root.parts("lever", "lever", [&](Part& part) { read_lever(part, model.levers.emplace_back(), levers); });
  root.required("run");
  root.parts("run", "run", [&](Part& part) { read_run(part, model.run); });
  root.parts("class", "class", [&](Part& part) {
    auto& c = model.classes.emplace_back();
    part.required("name");
    part.read_name("class", c.name);
    part.read("priority", c.priority);
  });
  root.parts("outcome", "outcome", [&](Part& part) {
    auto& outcome = model.outcomes.emplace_back();
    part.required("name");
    part.required("probability");
    part.read_name("outcome", outcome.name);
    part.read("probability", outcome.probability);
  });
  root.parts("arrival", "arrival", [&](Part& part) { read_arrival(part, model.arrivals.emplace_back()); });
  root.parts("station", "station", [&](Part& part) { read_station(part, model.stations.emplace_back()); });
  root.parts("exit", "exit", [&](Part& part) {
    auto& exit = model.exits.emplace_back();
    part.required("name");
    part.read_name("exit", exit.name);
    part.read("says", exit.says);
  });
  root.parts("route", "route", [&](Part& part) { read_route(part, model.routes.emplace_back()); });
  root.parts("risk", "risk", [&](Part& part) {
    auto& risk = model.risks.emplace_back();
    for (auto const* key : {"name", "from", "after"}) part.required(key);
    part.read_name("risk", risk.name);
    part.read("from", risk.from);
    part.read("to", risk.to);
    read_law(part, "after", risk.after);
  });
  root.parts("caseload", "caseload", [&](Part& part) {
    auto& caseload = model.caseloads.emplace_back();
    part.required("name");
    part.required("tokens");
    part.read_name("caseload", caseload.name);
    part.read("tokens", caseload.tokens);
  });
  root.parts("clock", "clock", [&](Part& part) { read_clock(part, model.clocks.emplace_back()); });
  root.parts("watch", "watch", [&](Part& part) { read_watch(part, model.watches.emplace_back()); });
  root.parts("cost", "cost", [&](Part& part) { read_cost(part, model.costs.emplace_back()); });
  root.parts("illustration", "illustration",
             [&](Part& part) { read_illustration(part, model.illustrations.emplace_back()); });
  root.parts("open", "open", [&](Part& part) { read_open(part, model.open.emplace_back()); });
  root.parts("uncertain", "uncertain", [&](Part& part) { read_uncertain(part, model.uncertain.emplace_back()); });
}

}  // namespace

Result<Model> parse_model(std::string_view text, std::string const& file, Levers const& levers,
                          std::span<Layer const> layers) {
  Model model;
  model.file = file;
  Faults faults(model);
  TRY(with_root(text, layers, model, faults, [&](Part& root) { read_all(root, model, levers); }));
  if (!faults.none()) return faults.error();
  TRY(check_model(model));
  return model;
}

Result<Model> read_model(std::filesystem::path const& path, Levers const& levers, std::span<Layer const> layers) {
  std::string const text = TRY(model_text(path));
  return parse_model(text, path.string(), levers, layers);
}

}  // namespace kith::demand
