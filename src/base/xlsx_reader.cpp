#include "base/xlsx_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <optional>

#include "base/text.h"
#include "base/xlsx_book.h"

namespace kith {

namespace {
// A shared string may stand in any number of cells, so the unpacked size does not bound the text of a sheet.
constexpr std::uint64_t text_limit = 512 << 20;

struct Row {
  std::uint64_t number = 0;
  std::vector<std::string> cells;
  std::vector<CsvFault> faults;
};

// The number of a cell's column, from 0: "AB12" is 27.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z')
    column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

std::uint64_t to_number(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// A line break that a spreadsheet made on Windows is written as the characters "_x000D_" and a plain one.
std::string without_written_returns(std::string_view text) {
  constexpr std::string_view written = "_x000D_";
  std::string clean{text};
  for (std::size_t at = clean.find(written); at != std::string::npos; at = clean.find(written, at))
    clean.erase(at, written.size());
  return clean;
}

// Turns a sheet's tags into rows. Rows that are done wait in `done`.
class SheetListener final : public XmlListener {
 public:
  SheetListener(xlsx::BookParts const& book, XlsxOptions const& options) : book_(book), options_(options) {}

  void open_tag(std::string_view name, Attributes const& given) override {
    takes_text_ = false;
    if (name == "row") {
      row_ = {};
      row_.number = to_number(attribute(given, "r"), last_row_ + 1);
      next_column_ = 0;
      row_bytes_ = 0;
    } else if (name == "c") {
      column_ = column_of(attribute(given, "r")).value_or(next_column_);
      next_column_ = column_ + 1;
      type_ = attribute(given, "t");
      style_ = to_number(attribute(given, "s"), 0);
      value_.clear();
      is_cut_ = false;
    } else if (name == "v" || (name == "t" && type_ == "inlineStr")) {
      takes_text_ = !in_phonetic_;
    } else if (name == "rPh") {
      in_phonetic_ = true;
    }
  }

  void close_tag(std::string_view name) override {
    takes_text_ = false;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "c") keep_cell();
    if (name != "row") return;
    last_row_ = row_.number;
    if (!row_.cells.empty() || !row_.faults.empty() || !options_.skip_blank_lines) done.push_back(std::move(row_));
    row_ = {};
  }

  void text(std::string_view text) override {
    if (!takes_text_) return;
    is_cut_ = is_cut_ || value_.size() + text.size() > options_.field_limit;
    value_.append(text.substr(0, options_.field_limit - std::min(options_.field_limit, value_.size())));
  }

  std::deque<Row> done;
  std::uint64_t handed_out = 0;  // bytes of text in all cells so far

 private:
  std::string cell_text() {
    if (type_ == "s") {
      std::string_view const shared = book_.strings.at(to_number(value_, ~std::uint64_t{0}));
      is_cut_ = shared.size() > options_.field_limit;
      return std::string{shared.substr(0, options_.field_limit)};
    }
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (!type_.empty() && type_ != "n") return value_;
    bool const is_date = style_ < book_.style_is_date.size() && book_.style_is_date[style_];
    return xlsx::number_text(value_, is_date, book_.counts_from_1904);
  }

  void keep_cell() {
    if (value_.empty()) return;
    auto const number = static_cast<std::uint32_t>(column_ + 1);
    if (column_ >= options_.column_limit) {
      bool const is_told = !row_.faults.empty() && row_.faults.back().code == CsvFaultCode::too_many_columns;
      if (!is_told) row_.faults.push_back({CsvFaultCode::too_many_columns, row_.number, number});
      return;
    }
    if (row_bytes_ > options_.record_limit) return;
    std::string text = without_written_returns(cell_text());
    handed_out += text.size();
    row_bytes_ += text.size();
    if (is_cut_) row_.faults.push_back({CsvFaultCode::field_too_long, row_.number, number});
    if (row_bytes_ > options_.record_limit) row_.faults.push_back({CsvFaultCode::record_too_long, row_.number, number});
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    row_.cells[column_] = std::move(text);
  }

  xlsx::BookParts const& book_;
  XlsxOptions const& options_;
  Row row_;
  std::uint64_t last_row_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::size_t row_bytes_ = 0;
  std::string type_;
  std::uint64_t style_ = 0;
  std::string value_;
  bool is_cut_ = false;
  bool takes_text_ = false;
  bool in_phonetic_ = false;
};
}  // namespace

struct XlsxReader::Book {
  std::unique_ptr<PackedFile> file;
  xlsx::BookParts parts;
};

struct XlsxReader::Sheet {
  Sheet(xlsx::BookParts const& book, XlsxOptions const& options) : listener(book, options), scan(listener) {}

  std::unique_ptr<PackedFile::Part> part;
  SheetListener listener;
  XmlScan scan;
  std::string block = std::string(16 << 10, '\0');
  bool is_at_end = false;
  Row current;
};

XlsxReader::XlsxReader(XlsxOptions const& options) : options_(options) {}
XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(ByteSource& source, XlsxOptions const& options) {
  std::unique_ptr<XlsxReader> reader{new XlsxReader(options)};
  reader->book_ = std::make_unique<Book>();
  reader->book_->file = TRY(PackedFile::open(source, options.limits));
  reader->book_->parts = TRY(xlsx::read_book(*reader->book_->file, options.sheet));
  reader->sheet_ = std::make_unique<Sheet>(reader->book_->parts, reader->options_);
  reader->sheet_->part = TRY(reader->book_->file->part(reader->book_->parts.sheet_part));
  return reader;
}

Result<bool> XlsxReader::next(CsvRecord& record) {
  auto& sheet = *sheet_;
  while (sheet.listener.done.empty() && !sheet.is_at_end) {
    std::size_t const count = TRY(sheet.part->read(sheet.block));
    TRY(sheet.scan.take(std::string_view(sheet.block).substr(0, count), count == 0));
    sheet.is_at_end = count == 0;
    if (sheet.listener.handed_out > text_limit)
      return invalid("workbook_too_big", "The sheet repeats so much text that it is too big. Save it as “CSV UTF-8”.");
  }
  if (sheet.listener.done.empty()) return false;
  sheet.current = std::move(sheet.listener.done.front());
  sheet.listener.done.pop_front();
  record.line = sheet.current.number;
  record.fields.assign(sheet.current.cells.begin(), sheet.current.cells.end());
  record.faults = sheet.current.faults;
  return true;
}

Result<bool> looks_like_workbook(ByteSource& source) {
  TRY(source.rewind());
  std::array<char, 4> start{};
  std::size_t filled = 0;
  while (filled < start.size()) {
    std::size_t const count = TRY(source.read(std::span(start).subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  TRY(source.rewind());
  return std::string_view(start.data(), filled) == "PK\x03\x04";
}

}  // namespace kith
