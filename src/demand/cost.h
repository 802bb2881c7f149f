// From what was counted to what it costs a year: each line with its unit cost's provenance, cash apart from capacity.
#pragma once

#include <string>
#include <vector>

#include "demand/simulate.h"
#include "demand/unit_costs.h"

namespace kith::demand {

// Figures a year are of so many days.
inline constexpr double days_a_year = 365;
// Whole pence, as machines are told money.
Estimate in_pence(Estimate pounds);

// The same quantity at the lowest, the central and the highest price that the sources give. Where a source gives no
// range, its price stands for all three.
struct PriceRange {
  double low = 0, central = 0, high = 0;
};

struct CostLine {
  std::string name;
  UnitCost unit;
  CostOf of;
  double times = 1;
  Releases releases;
  Estimate quantity_per_year, pounds_per_year;
  PriceRange unit_price;  // in the report's money
  PriceRange at_prices;   // pounds a year: the mean quantity at each
  bool has_range() const { return unit.low.has_value() || unit.high.has_value(); }
};

struct CostReport {
  std::vector<CostLine> lines;
  Estimate total, cash, capacity;  // pounds a year, at the prices of each line's own year unless uprated
  PriceRange at_prices;            // the total, all prices low or high together
  std::size_t without_range = 0;   // lines whose source gives one price only
  std::string price_year;          // "" when every line keeps its own
};

// What a model costs: pounds a year of each line, one value a replication.
struct CostTable {
  UnitCosts units;
  Deflators deflators;
  std::string price_year;  // uprate to this; empty for none
};

// The table that a model names, beside its file. Errors as read_unit_costs; also unknown_item for a [[cost]] or an
// illustration whose item is not in the table, unverified, or cannot be uprated.
Result<CostTable> cost_table_of(Model const& model);

// `runs` may be fewer than the result's own, for pairing.
CostReport cost_of(Model const& model, SimulationResult const& result, CostTable const& table);
// Tomorrow less today, line by line of the same name (a line on one side only is nothing on the other), paired.
CostReport cost_difference(Model const& today_model, SimulationResult const& today, Model const& tomorrow_model,
                           SimulationResult const& tomorrow, CostTable const& table);

// Published counts times unit costs. It is arithmetic and not a forecast, nor the council's money.
struct Illustrated {
  double pounds = 0, saved = 0;
};
Illustrated illustrate(Model const& model, CostTable const& table);

}  // namespace kith::demand
