#include "enquiry/import/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "enquiry/import/row_pass.h"
#include "enquiry/import/table.h"

namespace kith::imports {

namespace {
constexpr std::uint64_t rows_between_progress = 1024;

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
  RowPass pass{file.door, table.layout(), RowParser{file.door, profile, file.today, dates.order, mapping}};
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
  note(pass.passed(), summary.notes);
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
  auto const file = TRY(RecordFile::open(source, name, {}));
  auto const reader = TRY(file.reader({}));
  CsvRecord record;
  std::vector<std::string> best;
  std::size_t best_known = 0;
  // The line with most headers that the door knows by name or synonym; the first line when there is none.
  for (std::size_t i = 0; i < 20 && TRY(reader->next(record)); ++i) {
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

}  // namespace kith::imports
