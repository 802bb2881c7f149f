#include "demand/cost.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demand/law.h"
#include "demand/summary.h"

namespace kith::demand {
namespace {

double quantity(Model const& model, ReplicationTally const& run, Cost const& cost) {
  if (cost.of == CostOf::route) return watched(model, run, cost.station, cost.to);
  for (std::size_t s = 0; s < model.stations.size(); ++s) {
    if (model.stations[s].name != cost.station) continue;
    StationTally const& tally = run.stations[s];
    switch (cost.of) {
      case CostOf::arrivals:
        return static_cast<double>(tally.arrivals);
      case CostOf::completions:
        return static_cast<double>(tally.completed);
      case CostOf::person_days:
        return static_cast<double>(tally.waiting_area + tally.busy_area) / ms_per_day;
      case CostOf::server_days:
        return static_cast<double>(tally.capacity_area) / ms_per_day;
      case CostOf::route:
        break;
    }
  }
  return 0;
}

PriceRange price_of(UnitCost const& unit, CostTable const& table) {
  double const factor =
      table.price_year.empty() ? 1 : uprated(1, unit.price_year, table.price_year, table.deflators).value_or(1);
  return {unit.low.value_or(unit.pounds) * factor, unit.pounds * factor, unit.high.value_or(unit.pounds) * factor};
}

// One line a year, one value a replication.
struct Column {
  Cost cost;
  std::vector<double> quantities;
};

std::vector<Column> columns_of(Model const& model, SimulationResult const& result, std::size_t runs) {
  double const years = (result.horizon_days - result.warm_up_days) / days_a_year;
  std::vector<Column> columns;
  for (auto const& cost : model.costs) {
    Column column{cost, {}};
    for (std::size_t r = 0; r < runs; ++r) column.quantities.push_back(quantity(model, result.runs[r], cost) / years);
    columns.push_back(std::move(column));
  }
  return columns;
}

CostReport report_of(std::vector<Column> const& columns, CostTable const& table, double confidence) {
  CostReport report;
  report.price_year = table.price_year;
  std::size_t const runs = columns.empty() ? 0 : columns.front().quantities.size();
  double const reached = reach(confidence, runs);
  std::vector<double> total(runs), cash(runs), capacity(runs);
  for (auto const& [cost, quantities] : columns) {
    UnitCost const& unit = table.units.at(cost.item);
    PriceRange const price = price_of(unit, table);
    std::vector<double> pounds;
    for (std::size_t r = 0; r < runs; ++r) {
      pounds.push_back(quantities[r] * cost.times * price.central);
      total[r] += pounds[r];
      (cost.releases == Releases::cash ? cash : capacity)[r] += pounds[r];
    }
    CostLine line{cost.name,
                  unit,
                  cost.of,
                  cost.times,
                  cost.releases,
                  mean_estimate(quantities, reached),
                  mean_estimate(pounds, reached),
                  price,
                  {}};
    double const bought = line.quantity_per_year.mean.value_or(0) * cost.times;
    line.at_prices = {bought * price.low, bought * price.central, bought * price.high};
    report.at_prices.low += line.at_prices.low;
    report.at_prices.central += line.at_prices.central;
    report.at_prices.high += line.at_prices.high;
    if (!line.has_range()) ++report.without_range;
    report.lines.push_back(std::move(line));
  }
  report.total = mean_estimate(total, reached);
  report.cash = mean_estimate(cash, reached);
  report.capacity = mean_estimate(capacity, reached);
  return report;
}

}  // namespace

Estimate in_pence(Estimate pounds) {
  for (auto* part : {&pounds.mean, &pounds.low, &pounds.high, &pounds.standard_error})
    if (*part) *part = std::round(**part * 100);
  return pounds;
}

Result<CostTable> cost_table_of(Model const& model) {
  CostTable table;
  if (model.costs.empty() && model.illustrations.empty()) return table;
  auto const beside = [&](std::string const& file) { return std::filesystem::path(model.file).parent_path() / file; };
  if (model.cost_table.empty())
    return invalid("missing", fmt::format("{}: cost_table: a model with costs needs one; name the file of unit costs.",
                                          model.file));
  table.units = TRY(read_unit_costs(beside(model.cost_table)));
  table.price_year = model.price_year;
  if (!model.deflators.empty()) table.deflators = TRY(read_deflators(beside(model.deflators)));
  auto const check = [&](std::string const& item, std::string const& name) -> Result<Done> {
    auto const found = table.units.find(item);
    if (found == table.units.end())
      return invalid("unknown_item", fmt::format("{}: {}: item: there is no unit cost {} in {}.", model.file, name,
                                                 item, model.cost_table));
    if (!found->second.verified)
      return invalid("unknown_item", fmt::format("{}: {}: item: {} is marked unverified; give a price with a source "
                                                 "before counting on it.",
                                                 model.file, name, item));
    if (!table.price_year.empty() && !uprated(1, found->second.price_year, table.price_year, table.deflators))
      return invalid("unknown_item", fmt::format("{}: {}: price_year: the deflators do not hold both {} and {}.",
                                                 model.file, name, found->second.price_year, table.price_year));
    return Done{};
  };
  for (auto const& cost : model.costs) TRY(check(cost.item, cost.name));
  for (auto const& illustration : model.illustrations) TRY(check(illustration.item, illustration.name));
  return table;
}

CostReport cost_of(Model const& model, SimulationResult const& result, CostTable const& table) {
  return report_of(columns_of(model, result, result.runs.size()), table, result.confidence);
}

CostReport cost_difference(Model const& today_model, SimulationResult const& today, Model const& tomorrow_model,
                           SimulationResult const& tomorrow, CostTable const& table) {
  std::size_t const runs = std::min(today.runs.size(), tomorrow.runs.size());
  auto columns = columns_of(tomorrow_model, tomorrow, runs);
  for (auto const& before : columns_of(today_model, today, runs)) {
    auto found =
        std::find_if(columns.begin(), columns.end(), [&](Column const& c) { return c.cost.name == before.cost.name; });
    if (found == columns.end()) {
      columns.push_back({before.cost, std::vector<double>(runs)});
      found = std::prev(columns.end());
    }
    for (std::size_t r = 0; r < runs; ++r) found->quantities[r] -= before.quantities[r];
  }
  return report_of(columns, table, today.confidence);
}

Illustrated illustrate(Model const& model, CostTable const& table) {
  Illustrated sum;
  for (auto const& line : model.illustrations)
    (line.saves ? sum.saved : sum.pounds) += line.count * table.units.at(line.item).pounds;
  return sum;
}

}  // namespace kith::demand
