// A CSV file with a header, read cell by cell under its columns' names: what the tables beside a model are.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/result.h"

namespace kith::demand {

// Errors: no_file, no_column, bad_number and twice, each with file, line and what to do.
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
  Error fault(std::size_t row, std::string code, std::string_view what) const {
    return invalid(std::move(code), fmt::format("{}, line {}: {}", file_, rows_[row].line, what));
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

}  // namespace kith::demand
