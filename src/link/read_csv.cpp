#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/text.h"
#include "link/records.h"
#include "link/standardise.h"

namespace kith::link {

namespace {
struct Layout {
  std::optional<std::size_t> id;
  std::optional<std::size_t> label;
  std::vector<std::size_t> columns;  // one for each column of the model in its order
};

class FileReader {
 public:
  FileReader(Records& records, Model const& model, ByteSource& source, ReadOptions const& options)
      : records_(records), model_(model), source_(source), options_(options), reader_(source) {}

  Result<Notes> read() {
    TRY(read_header());
    while (TRY(reader_.next(record_))) {
      TRY(read_row());
      if (++rows_ % 8192 == 0) TRY(report());
    }
    if (rows_ == 0)
      return invalid("no_rows",
                     fmt::format("{} has a header and no rows. Give a file with people in it.", options_.name));
    describe_columns();
    return std::move(notes_);
  }

 private:
  // Valid UTF-8, trimmed, without a byte order mark.
  static std::string cleaned(std::string_view cell) {
    if (cell.starts_with("\xef\xbb\xbf")) cell.remove_prefix(3);
    cell = trimmed(cell);
    return is_valid_utf8(cell) ? std::string{cell} : from_windows_1252(cell);
  }

  Result<std::size_t> column(std::string const& name) {
    auto const found = std::find(header_.begin(), header_.end(), name);
    if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    std::string has;
    for (auto const& title : header_) has += fmt::format("{}{}", has.empty() ? "" : ", ", title);
    return invalid(
        "column_not_there",
        fmt::format(
            "{}, line {}: there is no column \"{}\". The columns are: {}. Put the model file or the header right.",
            options_.name, header_line_, name, has));
  }

  Result<Done> read_header() {
    if (!TRY(reader_.next(record_)))
      return invalid("file_empty", fmt::format("{} is empty. Give a file with a header and rows.", options_.name));
    header_line_ = record_.line;
    for (auto field : record_.fields) header_.push_back(cleaned(field));
    if (!model_.id.empty()) layout_.id = TRY(column(model_.id));
    for (auto const& compare : model_.compare)
      for (auto const& name : compare.columns) layout_.columns.push_back(TRY(column(name)));
    if (!model_.labels.empty()) layout_.label = TRY(column(model_.labels));
    filled_.resize(layout_.columns.size());
    unreadable_.resize(records_.fields.size());
    return Done{};
  }

  std::string cell(std::size_t index) const {
    if (index >= record_.fields.size()) return {};
    auto text = cleaned(record_.fields[index]);
    bool const missing = std::find(model_.missing.begin(), model_.missing.end(), text) != model_.missing.end();
    return missing ? std::string{} : text;
  }

  Result<Done> read_row() {
    if (!record_.faults.empty()) {
      auto const& fault = record_.faults.front();
      return invalid(std::string{wire(fault.code)}, fmt::format("{}, line {}, column {}: {}", options_.name, fault.line,
                                                                fault.column_number, label(fault.code)));
    }
    RawRecord raw;
    raw.id = layout_.id ? cell(*layout_.id) : std::to_string(rows_ + 1);
    if (raw.id.empty())
      return invalid("id_missing", fmt::format("{}, line {}: the column \"{}\" is empty. Every row needs an id.",
                                               options_.name, record_.line, model_.id));
    auto const [first, is_new] = lines_.try_emplace(raw.id, record_.line);
    if (!is_new)
      return invalid("id_repeated",
                     fmt::format("{}, line {}: the {} \"{}\" is also on line {}. Every row needs an id of its own.",
                                 options_.name, record_.line, model_.id, raw.id, first->second));
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
      raw.cells.push_back(cell(layout_.columns[i]));
      filled_[i] += !raw.cells.back().empty();
    }
    if (layout_.label) raw.label = cell(*layout_.label);
    append(records_, model_, raw);
    note_unreadable(raw);
    return Done{};
  }

  // Dates, telephone numbers and addresses that were typed but say nothing in the form expected.
  void note_unreadable(RawRecord const& raw) {
    std::size_t at = 0;
    std::size_t field = 0;
    for (auto const& compare : model_.compare) {
      bool typed = false;
      for (std::size_t i = 0; i < compare.columns.size(); ++i) typed = typed || !raw.cells[at + i].empty();
      bool const strict =
          compare.kind == CompareKind::date || compare.kind == CompareKind::phone || compare.kind == CompareKind::email;
      if (strict && typed && records_.fields[field].codes.back() == 0) {
        auto& [count, line] = unreadable_[field];
        if (count++ == 0) line = record_.line;
      }
      at += compare.columns.size();
      field += compare.kind == CompareKind::name ? 2 : 1;
    }
  }

  Result<Done> report() {
    if (options_.stop && options_.stop())
      return unavailable("stopped", fmt::format("Stopped while reading {}.", options_.name));
    if (options_.progress && source_.size() > 0)
      options_.progress(static_cast<double>(reader_.bytes_read()) / static_cast<double>(source_.size()));
    return Done{};
  }

  void describe_columns() {
    for (std::size_t field = 0; field < unreadable_.size(); ++field)
      if (auto const& [count, line] = unreadable_[field]; count > 0)
        notes_.push_back(fmt::format(
            "{}: {} of {} cells of {} could not be read as a {} and count as missing; the first is on line {}.",
            options_.name, count, rows_, records_.fields[field].label, wire(records_.fields[field].measure), line));
    std::size_t at = 0;
    for (auto const& compare : model_.compare)
      for (auto const& name : compare.columns)
        if (filled_[at++] == 0)
          notes_.push_back(
              fmt::format("{}: the column {} is empty throughout, so it says nothing.", options_.name, name));
  }

  Records& records_;
  Model const& model_;
  ByteSource& source_;
  ReadOptions const& options_;
  CsvReader reader_;
  CsvRecord record_;
  std::vector<std::string> header_;
  std::uint64_t header_line_ = 1;
  Layout layout_;
  std::unordered_map<std::string, std::uint64_t> lines_;
  std::vector<std::uint64_t> filled_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> unreadable_;  // by field: how many, first line
  std::uint64_t rows_ = 0;
  Notes notes_;
};
}  // namespace

Result<Notes> read_csv(Records& records, Model const& model, ByteSource& source, ReadOptions const& options) {
  auto notes = TRY(FileReader(records, model, source, options).read());
  return notes;
}

}  // namespace kith::link
