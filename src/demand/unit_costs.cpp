#include "demand/unit_costs.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "base/csv.h"

namespace kith::demand {
namespace {

// A CSV file with a header, read cell by cell under its columns' names.
class Sheet {
 public:
  static Result<Sheet> read(std::filesystem::path const& path) {
    Sheet sheet;
    sheet.file_ = path.string();
    auto source = FileSource::open(path);
    if (!source)
      return not_found("no_file", fmt::format("The table {} cannot be read; check the name and that it may be opened.",
                                              path.string()));
    CsvReader reader(**source);
    CsvRecord record;
    while (TRY(reader.next(record))) {
      std::vector<std::string> cells(record.fields.begin(), record.fields.end());
      if (sheet.header_.empty())
        sheet.header_ = std::move(cells);
      else
        sheet.rows_.push_back({record.line, std::move(cells)});
    }
    return sheet;
  }

  std::size_t size() const { return rows_.size(); }
  // Empty where the column or the cell is missing.
  std::string text(std::size_t row, std::string_view column) const {
    for (std::size_t i = 0; i < header_.size() && i < rows_[row].cells.size(); ++i)
      if (header_[i] == column) return rows_[row].cells[i];
    return {};
  }
  Result<std::string> required(std::size_t row, std::string_view column) const {
    auto found = text(row, column);
    if (found.empty())
      return invalid("no_column",
                     fmt::format("{}, line {}: there is no {}; give it one.", file_, rows_[row].line, column));
    return found;
  }
  Result<std::optional<double>> number(std::size_t row, std::string_view column) const {
    auto const cell = text(row, column);
    if (cell.empty()) return std::optional<double>();
    char* end = nullptr;
    double const value = std::strtod(cell.c_str(), &end);
    if (end != cell.c_str() + cell.size() || !std::isfinite(value) || value < 0)
      return invalid("bad_number", fmt::format("{}, line {}: {}: {} is not an amount; write it in figures, such as 37.",
                                               file_, rows_[row].line, column, cell));
    return std::optional(value);
  }
  Error twice(std::size_t row, std::string const& key) const {
    return invalid("twice",
                   fmt::format("{}, line {}: {} stands here a second time; keep one.", file_, rows_[row].line, key));
  }

 private:
  struct Row {
    std::uint64_t line;
    std::vector<std::string> cells;
  };
  std::string file_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
};

}  // namespace

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
