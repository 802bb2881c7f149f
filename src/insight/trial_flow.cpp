// The flow of an answer: who goes from where to where in a year, drawn and as a table.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demand/summary.h"
#include "html/pictures.h"
#include "insight/trial_html.h"

namespace kith::insight {

namespace {

using demand::Estimate;
using demand::Model;
using demand::SimulationResult;

// A way from a station to the next one, or out of the system.
struct Way {
  std::string from, to;  // to: empty for out of the system without a name
  bool leads_out = false;

  bool operator==(Way const&) const = default;
};

void add_ways(std::vector<Way>& ways, Model const& model) {
  auto const add = [&](Way way) {
    if (std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
  };
  for (auto const& station : model.stations) {
    for (auto const& route : model.routes)
      if (route.from == station.name)
        add({route.from, route.to, std::ranges::find(model.exits, route.to, &demand::Exit::name) != model.exits.end()});
    add({station.name, "", true});
  }
}

std::vector<double> a_year(Model const& model, SimulationResult const& result, Way const& way, std::size_t runs) {
  double const year = 365 / (result.horizon_days - result.warm_up_days);
  std::vector<double> counts;
  for (std::size_t r = 0; r < runs; ++r)
    counts.push_back(demand::watched(model, result.runs[r], way.from, way.to) * year);
  return counts;
}

std::string name_of(std::string const& station) {
  if (station.empty()) return "No further step";
  auto name = station;
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

struct Flowing {
  Way way;
  Estimate today, tomorrow, difference;
};

// All ways that anybody takes, today or tomorrow.
std::vector<Flowing> flowing_of(demand::ScenarioResult const& result) {
  auto const& today = result.comparison.today;
  auto const& tomorrow = result.comparison.tomorrow;
  std::vector<Way> ways;
  add_ways(ways, result.tomorrow_model);
  add_ways(ways, result.today_model);
  auto const runs = std::min(today.runs.size(), tomorrow.runs.size());
  double const reached = demand::reach(today.confidence, runs);
  std::vector<Flowing> all;
  for (auto& way : ways) {
    auto const before = a_year(result.today_model, today, way, runs);
    auto const after = a_year(result.tomorrow_model, tomorrow, way, runs);
    std::vector<double> differences;
    for (std::size_t r = 0; r < runs; ++r) differences.push_back(after[r] - before[r]);
    Flowing flowing{std::move(way), demand::mean_estimate(before, reached), demand::mean_estimate(after, reached),
                    demand::mean_estimate(differences, reached)};
    if (flowing.today.mean.value_or(0) > 0 || flowing.tomorrow.mean.value_or(0) > 0) all.push_back(std::move(flowing));
  }
  return all;
}

html::Html drawn(std::vector<Flowing> const& all, Estimate Flowing::*side, std::string id, std::string when,
                 html::Url const& csv) {
  html::Sankey sankey;
  double through = 0;
  for (auto const& flowing : all) {
    double const amount = std::round((flowing.*side).mean.value_or(0));
    if (flowing.way.leads_out) through += amount;
    sankey.flows.push_back({.from = name_of(flowing.way.from), .to = name_of(flowing.way.to), .amount = amount});
  }
  sankey.about.id = std::move(id);
  sankey.about.title = fmt::format("{}: where people go from each place", when);
  sankey.about.subtitle = fmt::format("{}: people a year, from one place to the next", when);
  sankey.about.description =
      fmt::format("{} leave the system in the year, after one step or several.", figure_text(through));
  sankey.about.csv = csv;
  sankey.from_heading = "From";
  sankey.to_heading = "Goes on to";
  sankey.amount_heading = "People a year";
  return html::sankey(sankey);
}

}  // namespace

TrialTable flows_of(TrialAnswer const& answer) {
  TrialTable table{"Who goes where, a year", "people", "", {}};
  for (auto const& flowing : flowing_of(answer.result))
    table.rows.push_back(trial_row(name_of(flowing.way.from) + " → " + name_of(flowing.way.to), "", flowing.today,
                                   flowing.tomorrow, flowing.difference, figure_text));
  return table;
}

html::Html flow_html(TrialAnswer const& answer, html::Url const& csv) {
  auto const all = flowing_of(answer.result);
  return drawn(all, &Flowing::today, "flow-today", "Today", csv) +
         drawn(all, &Flowing::tomorrow, "flow-tomorrow", "With the change", csv) + table_html(flows_of(answer));
}

}  // namespace kith::insight
