#include "enquiry/import/row_pass.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/random.h"
#include "base/text.h"
#include "enquiry/import/cells.h"

namespace kith::imports {

namespace {
constexpr std::size_t reference_place = 0;
static_assert(enquiry_columns[reference_place].name == "reference" &&
              allocation_columns[reference_place].name == "reference" &&
              referral_columns[reference_place].name == "reference");

// Trailing cells without content do not count.
std::size_t cells_that_count(CsvRecord const& record) {
  std::size_t count = record.fields.size();
  while (count > 0 && trimmed(record.fields[count - 1]).empty()) --count;
  return count;
}

// The first cell with content.
std::size_t first_cell(CsvRecord const& record) {
  std::size_t i = 0;
  while (i + 1 < record.fields.size() && trimmed(record.fields[i]).empty()) ++i;
  return i;
}

// The reader's faults have the same wire names among ours.
FaultCode fault_of(CsvFaultCode code) { return parse<FaultCode>(wire(code)).value_or(FaultCode::stray_quote); }
}  // namespace

ReferencesSeen::ReferencesSeen() {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == sizeof(std::uint64_t));
  SystemRandom{}.fill(key_);
}

std::optional<std::uint64_t> ReferencesSeen::meet(std::string_view reference, std::uint64_t line) {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
  crypto_shorthash(bytes.data(), reinterpret_cast<unsigned char const*>(reference.data()), reference.size(),
                   key_.data());
  std::uint64_t hash = 0;
  std::memcpy(&hash, bytes.data(), sizeof(hash));
  auto const [known, is_new] = lines_.emplace(hash, line);
  return is_new ? std::nullopt : std::optional(known->second);
}

void note(PassedOver const& passed, std::vector<ImportNote>& notes) {
  if (passed.empty > 0)
    notes.push_back({"empty_rows", fmt::format("Rows without any content, passed over: {}.", passed.empty)});
  if (passed.repeated_headers > 0)
    notes.push_back({"repeated_header",
                     fmt::format("Header lines in the middle of the file, passed over: {}.", passed.repeated_headers)});
  if (passed.short_rows > 0)
    notes.push_back(
        {"short_rows", fmt::format("Rows with fewer cells than the header, read as if the missing cells were "
                                   "empty: {}, the first on line {}.",
                                   passed.short_rows, passed.first_short_line)});
  if (passed.unnamed_cells > 0)
    notes.push_back({"unnamed_columns", fmt::format("Rows with content in a column that has no header, which was not "
                                                    "read: {}.",
                                                    passed.unnamed_cells)});
}

RowPass::RowPass(Door door, Layout const& layout, RowParser parser)
    : layout_(layout), columns_(columns_of(door)), parser_(std::move(parser)), cells_(columns_.size()) {}

std::optional<ImportedRow> RowPass::take(CsvRecord const& record) {
  if (record.faults.empty() && std::all_of(record.fields.begin(), record.fields.end(), says_nothing)) {
    ++passed_.empty;
    return std::nullopt;
  }
  if (is_header_again(record)) {
    ++passed_.repeated_headers;
    return std::nullopt;
  }
  note_shape(record);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    std::size_t const field = layout_.field_of[i];
    cells_[i] = field < record.fields.size() ? record.fields[field] : std::string_view{};
  }
  ImportedRow row;
  row.line = record.line;
  if (is_footer_line(record)) {
    row.faults.push_back(fault(record, first_cell(record), FaultCode::not_a_record));
  } else {
    check_shape(record, row);
    parse(record, row);
  }
  keep_cells(record, row);
  return row;
}

bool RowPass::is_header_again(CsvRecord const& record) const {
  if (record.fields.size() < layout_.headers.size()) return false;
  for (std::size_t i = 0; i < layout_.headers.size(); ++i)
    if (trimmed(record.fields[i]) != layout_.headers[i]) return false;
  return true;
}

// A footer has words of a footer in its first cell, and no date where every record has one.
bool RowPass::is_footer_line(CsvRecord const& record) const {
  if (record.fields.empty() || !is_footer(record.fields[first_cell(record)])) return false;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i].required && columns_[i].kind == CellKind::date && layout_.field_of[i] != first_cell(record) &&
        std::holds_alternative<Date>(read_date(plain_cell(cells_[i]), DateOrder::day_first)))
      return false;
  return true;
}

void RowPass::note_shape(CsvRecord const& record) {
  if (record.fields.size() < layout_.headers.size() && passed_.short_rows++ == 0)
    passed_.first_short_line = record.line;
  for (std::size_t i = 0; i < std::min(record.fields.size(), layout_.headers.size()); ++i)
    if (layout_.headers[i].empty() && !trimmed(record.fields[i]).empty()) {
      ++passed_.unnamed_cells;
      return;
    }
}

CellFault RowPass::fault(CsvRecord const& record, std::size_t field, FaultCode code) const {
  CellFault found{.line = record.line, .column_number = static_cast<std::uint32_t>(field + 1), .code = code};
  found.sentence = label(code);
  if (field >= layout_.headers.size()) return found;
  std::size_t const place = layout_.column_of[field];
  found.column = place == Layout::absent ? layout_.headers[field] : std::string{columns_[place].name};
  return found;
}

void RowPass::check_shape(CsvRecord const& record, ImportedRow& row) const {
  for (auto const& csv_fault : record.faults) {
    row.faults.push_back(fault(record, csv_fault.column_number - 1, fault_of(csv_fault.code)));
    row.faults.back().line = csv_fault.line;
  }
  if (cells_that_count(record) > layout_.headers.size())
    row.faults.push_back(fault(record, layout_.headers.size(), FaultCode::too_many_cells));
}

void RowPass::parse(CsvRecord const& record, ImportedRow& row) {
  ParsedRow parsed = parser_.parse(cells_);
  bool has_reference = true;
  for (CellFault& found : parsed.faults) {
    std::size_t place = 0;
    while (columns_[place].name != found.column) ++place;
    has_reference = has_reference && place != reference_place;
    found.line = record.line;
    if (layout_.field_of[place] != Layout::absent)
      found.column_number = static_cast<std::uint32_t>(layout_.field_of[place] + 1);
    row.faults.push_back(std::move(found));
  }
  if (has_reference) check_repeat(record, row);
  row.queries = std::move(parsed.queries);
  if (row.faults.empty()) row.row = std::move(parsed.row);
}

void RowPass::check_repeat(CsvRecord const& record, ImportedRow& row) {
  auto const earlier = seen_.meet(plain_cell(cells_[reference_place]), record.line);
  if (!earlier) return;
  row.faults.push_back(fault(record, layout_.field_of[reference_place], FaultCode::duplicate_reference));
  row.faults.back().sentence += fmt::format(" The other is on line {}.", *earlier);
}

void RowPass::keep_cells(CsvRecord const& record, ImportedRow& row) const {
  for (std::size_t i = 0; i < std::max(record.fields.size(), layout_.headers.size()); ++i) {
    bool const has_header = i < layout_.headers.size();
    if (!has_header && trimmed(record.fields[i]).empty()) continue;
    KeptCell cell;
    if (has_header) cell.header = layout_.headers[i];
    if (has_header && layout_.column_of[i] != Layout::absent) cell.column = columns_[layout_.column_of[i]].name;
    if (i < record.fields.size()) cell.text = std::string{record.fields[i]};
    row.kept_cells.push_back(std::move(cell));
  }
}

}  // namespace kith::imports
