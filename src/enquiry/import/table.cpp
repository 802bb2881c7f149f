#include "enquiry/import/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kith::imports {

namespace {
constexpr std::size_t lines_above = 20;
}

Result<ImportTable> ImportTable::open(ByteSource& source, Door door, ColumnMapping const* mapping,
                                      std::string const& file_name, BytesProgress const& progress) {
  ImportTable table;
  table.file_ = TRY(RecordFile::open(source, file_name, progress));
  table.layout_ = TRY(table.find_header(door, mapping, file_name));
  table.notes_ = table.layout_.notes;
  if (table.file_.encoding() == Encoding::windows_1252)
    table.notes_.push_back(
        {"windows_1252", "The file is not valid UTF-8, and was read as Windows-1252. Look at a name with an accent."});
  if (table.shape_.records_above > 1)
    table.notes_.push_back({"lines_above_header", fmt::format("The header is on line {}; what stands above it was not "
                                                              "read.",
                                                              table.layout_.header_line)});
  return table;
}

Result<std::unique_ptr<RecordReader>> ImportTable::rows() const {
  auto reader = TRY(file_.reader(shape_.options));
  CsvRecord record;
  for (std::size_t i = 0; i < shape_.records_above; ++i) TRY(reader->next(record));
  return reader;
}

// The detected delimiter first; the others because a title above the header can mislead the detection. The first
// attempt's error is the one worth reading.
Result<Layout> ImportTable::find_header(Door door, ColumnMapping const* mapping, std::string const& file_name) {
  auto first = find_header_with({}, door, mapping, file_name);
  if (first || first.error().code != "missing_column" || file_.is_workbook()) return first;
  for (char const delimiter : {',', ';', '\t'}) {
    auto other = find_header_with({.delimiter = delimiter}, door, mapping, file_name);
    if (other) return other;
  }
  return first;
}

Result<Layout> ImportTable::find_header_with(CsvOptions options, Door door, ColumnMapping const* mapping,
                                             std::string const& file_name) {
  auto const reader = TRY(file_.reader(options));
  CsvRecord record;
  std::optional<Error> first_error;
  for (std::size_t i = 0; i < lines_above; ++i) {
    if (!TRY(reader->next(record))) break;
    auto const too_many = std::find_if(record.faults.begin(), record.faults.end(),
                                       [](auto const& f) { return f.code == CsvFaultCode::too_many_columns; });
    if (too_many != record.faults.end())
      return invalid("too_many_columns",
                     fmt::format("{}, line {}: there are more than 1,000 columns. Export those that matter.", file_name,
                                 record.line));
    auto layout = lay_out(door, mapping, record.fields, file_name);
    if (layout) {
      layout->header_line = record.line;
      shape_ = {options, i + 1};
      return layout;
    }
    bool const may_stand_below = layout.error().code == "missing_column" || layout.error().code == "no_header";
    if (!may_stand_below) return layout;
    if (!first_error || first_error->code == "no_header") first_error = layout.error();
  }
  return first_error ? *first_error
                     : invalid("empty_file", fmt::format("{} is empty. It has to have a header line.", file_name));
}

}  // namespace kith::imports
