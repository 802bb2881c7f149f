// What one assessment, one week, one hour costs: a table with where each price comes from, imported from a file keyed
// by code, so that a council puts its own in place of any.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"

namespace kith::demand {

struct UnitCost {
  std::string code, label;
  double pounds = 0;
  std::optional<double> low, high;  // its range, where the source gives one
  std::string price_year;           // "2009/10"
  std::string payer, unit, source;
  bool verified = true;  // false: seen only second-hand; never used for a figure
};

// By code. Errors: no_file, no_column, bad_number and twice, each with file, line and what to do.
using UnitCosts = std::map<std::string, UnitCost, std::less<>>;
Result<UnitCosts> read_unit_costs(std::filesystem::path const& path);

// The price level of financial years, "2009/10" and the like, on any one scale.
using Deflators = std::map<std::string, double, std::less<>>;
Result<Deflators> read_deflators(std::filesystem::path const& path);
// The price in the money of another year; nullopt when either year is not in the table.
std::optional<double> uprated(double pounds, std::string const& from_year, std::string const& to_year,
                              Deflators const& deflators);

}  // namespace kith::demand
