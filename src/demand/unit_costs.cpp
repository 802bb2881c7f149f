#include "demand/unit_costs.h"

#include "demand/sheet.h"

namespace kith::demand {

Result<UnitCosts> read_unit_costs(std::filesystem::path const& path) {
  Sheet const sheet = TRY(Sheet::read(path));
  UnitCosts costs;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    UnitCost cost;
    cost.code = TRY(sheet.required(row, "code"));
    cost.label = TRY(sheet.required(row, "label"));
    TRY(sheet.required(row, "pounds"));
    cost.pounds = *TRY(sheet.number(row, "pounds"));
    cost.low = TRY(sheet.number(row, "low"));
    cost.high = TRY(sheet.number(row, "high"));
    cost.price_year = TRY(sheet.required(row, "price_year"));
    cost.payer = TRY(sheet.required(row, "payer"));
    cost.unit = TRY(sheet.required(row, "unit"));
    cost.source = TRY(sheet.required(row, "source"));
    cost.verified = sheet.text(row, "status") != "unverified";
    std::string const code = cost.code;
    if (!costs.emplace(code, std::move(cost)).second) return sheet.twice(row, code);
  }
  return costs;
}

Result<Deflators> read_deflators(std::filesystem::path const& path) {
  Sheet const sheet = TRY(Sheet::read(path));
  Deflators deflators;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    std::string const year = TRY(sheet.required(row, "year"));
    TRY(sheet.required(row, "index"));
    if (!deflators.emplace(year, *TRY(sheet.number(row, "index"))).second) return sheet.twice(row, year);
  }
  return deflators;
}

std::optional<double> uprated(double pounds, std::string const& from_year, std::string const& to_year,
                              Deflators const& deflators) {
  auto const from = deflators.find(from_year);
  auto const to = deflators.find(to_year);
  if (from == deflators.end() || to == deflators.end() || !(from->second > 0)) return std::nullopt;
  return pounds * to->second / from->second;
}

}  // namespace kith::demand
