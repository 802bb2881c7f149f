#include "enquiry/import/reader.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/encoding.h"
#include "base/text.h"
#include "enquiry/import/row_parser.h"
#include "enquiry/import/table.h"

namespace kith::enquiry {

namespace {
constexpr std::uint64_t rows_between_progress = 1024;

bool says_nothing(std::string_view cell) {
  return cell.find_first_not_of(" \t-=_\r\n\xc2\xa0") == std::string_view::npos;
}

// Trailing cells without a header and without content do not count.
std::size_t cells_that_count(CsvRecord const& record) {
  std::size_t count = record.fields.size();
  while (count > 0 && trimmed(record.fields[count - 1]).empty()) --count;
  return count;
}

// "Total", "Grand total: 6,455", "(6455 rows affected)", "End of report".
bool is_footer(std::string_view first_cell) {
  std::string words = fold(first_cell);
  std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
  words = trimmed(words);
  for (std::string_view footer :
       {"total",       "totals",         "grand total",  "grand totals",      "sub total",    "subtotal",
        "count",       "row count",      "record count", "rows affected",     "row affected", "rows",
        "records",     "total records",  "total rows",   "number of records", "end",          "end of report",
        "end of file", "completion time"})
    if (words == footer) return true;
  return false;
}

FaultCode fault_of(CsvFaultCode code) { return parse<FaultCode>(wire(code)).value_or(FaultCode::stray_quote); }

// Remembers the line on which each reference stood, by a keyed 64-bit hash: sixteen bytes of content a row, and a
// chance below one in ten million that a million rows hold a false repeat, which a person would then see in the
// quarantine.
class ReferencesSeen {
 public:
  ReferencesSeen() { randombytes_buf(key_.data(), key_.size()); }

  // The line of an earlier row with this reference.
  std::optional<std::uint64_t> meet(std::string_view reference, std::uint64_t line) {
    std::uint64_t hash = 0;
    static_assert(crypto_shorthash_BYTES == sizeof(hash));
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), reinterpret_cast<unsigned char const*>(reference.data()),
                     reference.size(), key_.data());
    auto const [known, is_new] = lines_.emplace(hash, line);
    return is_new ? std::nullopt : std::optional(known->second);
  }

 private:
  std::array<unsigned char, crypto_shorthash_KEYBYTES> key_{};
  std::unordered_map<std::uint64_t, std::uint64_t> lines_;
};

// Lines that are no rows, counted for the notes.
struct PassedOver {
  std::uint64_t empty = 0;
  std::uint64_t repeated_headers = 0;
  std::uint64_t short_rows = 0;
  std::uint64_t first_short_line = 0;
  std::uint64_t unnamed_cells = 0;

  void note(std::vector<ImportNote>& notes) const {
    if (empty > 0) notes.push_back({"empty_rows", fmt::format("Rows without any content, passed over: {}.", empty)});
    if (repeated_headers > 0)
      notes.push_back({"repeated_header",
                       fmt::format("Header lines in the middle of the file, passed over: {}.", repeated_headers)});
    if (short_rows > 0)
      notes.push_back(
          {"short_rows", fmt::format("Rows with fewer cells than the header (the first on line {}), read as if "
                                     "the missing cells were empty: {}.",
                                     first_short_line, short_rows)});
    if (unnamed_cells > 0)
      notes.push_back({"unnamed_columns",
                       fmt::format("Rows with content in a column that has no header, not read: {}.", unnamed_cells)});
  }
};

class RowPass {
 public:
  RowPass(ImportFile const& file, Layout const& layout, profile::Profile const& profile, DateOrder order)
      : file_(file),
        layout_(layout),
        columns_(columns_of(file.door)),
        parser_(file.door, profile, file.today, order, file.mapping ? &*file.mapping : nullptr),
        cells_(columns_.size()) {}

  // Nothing for a line that is no row.
  std::optional<ImportedRow> take(CsvRecord const& record) {
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
    if (!row.faults.empty()) keep_cells(record, row);
    return row;
  }

  PassedOver const& passed() const { return passed_; }

 private:
  bool is_header_again(CsvRecord const& record) const {
    if (record.fields.size() < layout_.headers.size()) return false;
    for (std::size_t i = 0; i < layout_.headers.size(); ++i)
      if (trimmed(record.fields[i]) != layout_.headers[i]) return false;
    return true;
  }

  static std::size_t first_cell(CsvRecord const& record) {
    std::size_t i = 0;
    while (i + 1 < record.fields.size() && trimmed(record.fields[i]).empty()) ++i;
    return i;
  }

  // A footer has words of a footer in its first cell, and no date where every record has one.
  bool is_footer_line(CsvRecord const& record) const {
    if (record.fields.empty() || !is_footer(record.fields[first_cell(record)])) return false;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].required && columns_[i].kind == CellKind::date && layout_.field_of[i] != first_cell(record) &&
          std::holds_alternative<Date>(read_date(cells_[i], DateOrder::day_first)))
        return false;
    return true;
  }

  void note_shape(CsvRecord const& record) {
    if (record.fields.size() < layout_.headers.size() && passed_.short_rows++ == 0)
      passed_.first_short_line = record.line;
    for (std::size_t i = 0; i < std::min(record.fields.size(), layout_.headers.size()); ++i)
      if (layout_.headers[i].empty() && !trimmed(record.fields[i]).empty()) {
        ++passed_.unnamed_cells;
        return;
      }
  }

  CellFault fault(CsvRecord const& record, std::size_t field, FaultCode code) const {
    CellFault found{.line = record.line, .column_number = static_cast<std::uint32_t>(field + 1), .code = code};
    found.sentence = label(code);
    if (field < layout_.headers.size()) {
      std::size_t const place = layout_.column_of[field];
      found.column = place == Layout::absent ? layout_.headers[field] : std::string{columns_[place].name};
    }
    return found;
  }

  void check_shape(CsvRecord const& record, ImportedRow& row) const {
    for (auto const& csv_fault : record.faults) {
      row.faults.push_back(fault(record, csv_fault.column_number - 1, fault_of(csv_fault.code)));
      row.faults.back().line = csv_fault.line;
    }
    if (cells_that_count(record) > layout_.headers.size())
      row.faults.push_back(fault(record, layout_.headers.size(), FaultCode::too_many_cells));
  }

  void parse(CsvRecord const& record, ImportedRow& row) {
    ParsedRow parsed = parser_.parse(cells_);
    for (CellFault& found : parsed.faults) {
      found.line = record.line;
      if (auto const place = find_place(found.column); layout_.field_of[place] != Layout::absent)
        found.column_number = static_cast<std::uint32_t>(layout_.field_of[place] + 1);
      row.faults.push_back(std::move(found));
    }
    check_repeat(record, row);
    row.queries = std::move(parsed.queries);
    if (row.faults.empty()) row.row = std::move(parsed.row);
  }

  std::size_t find_place(std::string_view column) const {
    std::size_t place = 0;
    while (place + 1 < columns_.size() && columns_[place].name != column) ++place;
    return place;
  }

  void check_repeat(CsvRecord const& record, ImportedRow& row) {
    std::size_t const place = find_place("reference");
    std::string_view const reference = trimmed(cells_[place]);
    if (reference.empty()) return;
    auto const earlier = seen_.meet(reference, record.line);
    if (!earlier) return;
    row.faults.push_back(fault(record, layout_.field_of[place], FaultCode::duplicate_reference));
    row.faults.back().sentence += fmt::format(" The other is on line {}.", *earlier);
  }

  void keep_cells(CsvRecord const& record, ImportedRow& row) const {
    for (std::size_t i = 0; i < std::max(record.fields.size(), layout_.headers.size()); ++i) {
      bool const has_header = i < layout_.headers.size();
      if (!has_header && trimmed(record.fields[i]).empty()) continue;
      KeptCell cell;
      cell.header = has_header ? layout_.headers[i] : fmt::format("column {}", i + 1);
      if (has_header && layout_.column_of[i] != Layout::absent) cell.column = columns_[layout_.column_of[i]].name;
      if (i < record.fields.size()) cell.text = std::string{record.fields[i]};
      row.kept_cells.push_back(std::move(cell));
    }
  }

  ImportFile const& file_;
  Layout const& layout_;
  std::span<Column const> columns_;
  RowParser parser_;
  std::vector<std::string_view> cells_;
  ReferencesSeen seen_;
  PassedOver passed_;
};

// Progress over three passes as if they were one.
class Passes {
 public:
  Passes(ByteSource const& source, BytesProgress const& progress) : source_(source), progress_(progress) {}
  BytesProgress in_pass(unsigned pass) const {
    return [this, pass](std::uint64_t done, std::uint64_t) { tell(pass, done); };
  }
  void tell(unsigned pass) const { tell(pass, source_.position()); }

 private:
  void tell(unsigned pass, std::uint64_t done) const {
    if (progress_) progress_(pass * source_.size() + done, 3 * source_.size());
  }
  ByteSource const& source_;
  BytesProgress const& progress_;
};

Result<DateSurvey::Settled> survey_dates(ImportTable const& table, ImportFile const& file, Passes const& passes) {
  if (file.mapping && file.mapping->date_order) return DateSurvey::Settled{*file.mapping->date_order, {}};
  auto const columns = columns_of(file.door);
  auto const& layout = table.layout();
  auto const reader = TRY(table.rows());
  DateSurvey survey;
  CsvRecord record;
  for (std::uint64_t rows = 0; TRY(reader->next(record)); ++rows) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].kind == CellKind::date && layout.field_of[i] < record.fields.size())
        survey.take(record.fields[layout.field_of[i]], record.line, columns[i].name);
    if (rows % rows_between_progress == 0) passes.tell(1);
  }
  return survey.settle(file.name);
}

void append(std::vector<ImportNote>& notes, std::vector<ImportNote> const& more) {
  notes.insert(notes.end(), more.begin(), more.end());
}
}  // namespace

Result<ImportSummary> read_import(ByteSource& source, ImportFile const& file, profile::Profile const& profile,
                                  OnRow const& on_row, BytesProgress const& progress) {
  Passes const passes{source, progress};
  ColumnMapping const* mapping = file.mapping ? &*file.mapping : nullptr;
  if (mapping != nullptr) TRY(check_mapping(*mapping));
  auto const table = TRY(ImportTable::open(source, file.door, mapping, file.name, passes.in_pass(0)));
  auto const dates = TRY(survey_dates(table, file, passes));
  ImportSummary summary{.date_order = dates.order, .notes = table.notes()};
  append(summary.notes, dates.notes);

  auto const reader = TRY(table.rows());
  RowPass pass{file, table.layout(), profile, dates.order};
  CsvRecord record;
  for (std::uint64_t rows = 0; TRY(reader->next(record)); ++rows) {
    if (rows % rows_between_progress == 0) passes.tell(2);
    auto row = pass.take(record);
    if (!row) continue;
    summary.accepted += row->row.has_value();
    summary.rejected += !row->row.has_value();
    summary.queried += row->row.has_value() && !row->queries.empty();
    TRY(on_row(std::move(*row)));
  }
  pass.passed().note(summary.notes);
  if (summary.accepted + summary.rejected == 0)
    summary.notes.push_back({"no_rows", "The file has a header and no rows."});
  passes.tell(2);
  return summary;
}

Result<ImportSummary> read_import(std::filesystem::path const& path, ImportFile const& file,
                                  profile::Profile const& profile, OnRow const& on_row, BytesProgress const& progress) {
  auto const source = TRY(FileSource::open(path));
  return read_import(*source, file, profile, on_row, progress);
}

Result<std::vector<std::string>> read_headers(ByteSource& source, Door door, std::string_view file_name) {
  std::string const name{file_name};
  auto encoding = TRY(decide_encoding(source));
  Utf8Source text{source, encoding};
  CsvReader reader{text};
  CsvRecord record;
  std::vector<std::string> best;
  std::size_t best_known = 0;
  // The line with most headers that the door knows by name or synonym; the first line when there is none.
  for (std::size_t i = 0; i < 20 && TRY(reader.next(record)); ++i) {
    std::vector<std::string> headers;
    for (auto const field : record.fields) headers.push_back(clean_text(field).value_or(std::string{}));
    while (!headers.empty() && headers.back().empty()) headers.pop_back();
    auto const suggested = suggest_mapping(door, headers);
    auto const known = static_cast<std::size_t>(std::count_if(suggested.columns.begin(), suggested.columns.end(),
                                                              [](auto const& pair) { return !pair.ours.empty(); }));
    if (best.empty() || known > best_known) {
      best = std::move(headers);
      best_known = known;
    }
  }
  if (best.empty()) return invalid("empty_file", fmt::format("{} is empty. It has to have a header line.", name));
  return best;
}

void RejectsWriter::add(ImportedRow const& rejected) {
  if (headers_.empty()) {
    headers_ = {"rejected_line", "rejected_column", "rejected_code", "rejected_reason"};
    for (auto const& cell : rejected.kept_cells) headers_.push_back(cell.header);
    writer_.record(headers_);
  }
  std::string columns, codes, reasons;
  for (auto const& fault : rejected.faults) {
    bool const is_first = columns.empty() && codes.empty();
    columns += (is_first ? "" : "; ") + fault.column;
    codes += (is_first ? "" : "; ") + std::string{wire(fault.code)};
    reasons += (is_first ? "" : " ") + fault.sentence;
  }
  writer_.cell(std::to_string(rejected.line));
  writer_.cell(columns);
  writer_.cell(codes);
  writer_.cell(reasons);
  for (auto const& cell : rejected.kept_cells) writer_.cell(cell.text.reveal());
  writer_.end_record();
}

}  // namespace kith::enquiry
