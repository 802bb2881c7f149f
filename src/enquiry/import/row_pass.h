// The pass over a file's records that hands out rows. Private to the import.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv.h"
#include "enquiry/import/layout.h"
#include "enquiry/import/row_parser.h"
#include "enquiry/import/rows.h"

namespace kith::imports {

// Remembers the line on which each reference stood, by a keyed 64-bit hash: sixteen bytes of content a row, and a
// chance below one in ten million that a million rows hold a false repeat, which a person would then see in the
// quarantine.
class ReferencesSeen {
 public:
  ReferencesSeen();
  // The line of an earlier row with this reference.
  std::optional<std::uint64_t> meet(std::string_view reference, std::uint64_t line);

 private:
  std::array<std::uint8_t, 16> key_{};
  std::unordered_map<std::uint64_t, std::uint64_t> lines_;
};

// Lines that are no rows, and cells that are no column's, counted for the notes.
struct PassedOver {
  std::uint64_t empty = 0;
  std::uint64_t repeated_headers = 0;
  std::uint64_t short_rows = 0;
  std::uint64_t first_short_line = 0;
  std::uint64_t unnamed_cells = 0;
};
void note(PassedOver const& passed, std::vector<ImportNote>& notes);

class RowPass {
 public:
  // `layout` and the parser's profile must outlive it.
  RowPass(Door door, Layout const& layout, RowParser parser);

  // Nothing for a line that is no row.
  std::optional<ImportedRow> take(CsvRecord const& record);
  PassedOver const& passed() const { return passed_; }

 private:
  bool is_header_again(CsvRecord const& record) const;
  bool is_footer_line(CsvRecord const& record) const;
  void note_shape(CsvRecord const& record);
  void check_shape(CsvRecord const& record, ImportedRow& row) const;
  void parse(CsvRecord const& record, ImportedRow& row);
  void check_repeat(CsvRecord const& record, ImportedRow& row);
  void keep_cells(CsvRecord const& record, ImportedRow& row) const;
  CellFault fault(CsvRecord const& record, std::size_t field, FaultCode code) const;

  Layout const& layout_;
  std::span<Column const> columns_;
  RowParser parser_;
  std::vector<std::string_view> cells_;  // of the record at hand, one for each column of the door
  ReferencesSeen seen_;
  PassedOver passed_;
};

}  // namespace kith::imports
