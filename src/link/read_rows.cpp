#include "link/read_rows.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/text.h"

namespace kith::link {

namespace {
struct Layout {
  std::optional<std::size_t> id;
  std::optional<std::size_t> label;
  std::vector<std::size_t> columns;  // one for each that is wanted, in that order
};

class FileReader {
 public:
  FileReader(RowsWanted const& wanted, ByteSource& source, ReadOptions const& options, TakeRow const& take)
      : wanted_(wanted), source_(source), options_(options), take_(take), reader_(source) {}

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
    if (!wanted_.id.empty()) layout_.id = TRY(column(wanted_.id));
    for (auto const& name : wanted_.columns) layout_.columns.push_back(TRY(column(name)));
    if (!wanted_.label.empty()) layout_.label = TRY(column(wanted_.label));
    filled_.resize(layout_.columns.size());
    return Done{};
  }

  std::string cell(std::size_t index) const {
    if (index >= record_.fields.size()) return {};
    auto text = cleaned(record_.fields[index]);
    bool const missing = std::find(wanted_.missing.begin(), wanted_.missing.end(), text) != wanted_.missing.end();
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
                                               options_.name, record_.line, wanted_.id));
    auto const [first, is_new] = lines_.try_emplace(raw.id, record_.line);
    if (!is_new)
      return invalid("id_repeated",
                     fmt::format("{}, line {}: the {} \"{}\" is also on line {}. Every row needs an id of its own.",
                                 options_.name, record_.line, wanted_.id, raw.id, first->second));
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
      raw.cells.push_back(cell(layout_.columns[i]));
      filled_[i] += !raw.cells.back().empty();
    }
    if (layout_.label) raw.label = cell(*layout_.label);
    take_(raw, record_.line);
    return Done{};
  }

  Result<Done> report() {
    if (options_.stop && options_.stop())
      return unavailable("stopped", fmt::format("Stopped while reading {}.", options_.name));
    if (options_.progress && source_.size() > 0)
      options_.progress(static_cast<double>(reader_.bytes_read()) / static_cast<double>(source_.size()));
    return Done{};
  }

  void describe_columns() {
    for (std::size_t i = 0; i < filled_.size(); ++i)
      if (filled_[i] == 0)
        notes_.push_back(fmt::format("{}: the column {} is empty throughout, so it says nothing.", options_.name,
                                     wanted_.columns[i]));
  }

  RowsWanted const& wanted_;
  ByteSource& source_;
  ReadOptions const& options_;
  TakeRow const& take_;
  CsvReader reader_;
  CsvRecord record_;
  std::vector<std::string> header_;
  std::uint64_t header_line_ = 1;
  Layout layout_;
  std::unordered_map<std::string, std::uint64_t> lines_;
  std::vector<std::uint64_t> filled_;
  std::uint64_t rows_ = 0;
  Notes notes_;
};
}  // namespace

Result<Notes> read_rows(RowsWanted const& wanted, ByteSource& source, ReadOptions const& options, TakeRow const& take) {
  return FileReader(wanted, source, options, take).read();
}

}  // namespace kith::link
