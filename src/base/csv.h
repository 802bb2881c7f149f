// Comma-separated files, streamed: RFC 4180 and what spreadsheets really write. Memory stays constant whatever the size
// of the file. The reader takes UTF-8 (see base/encoding.h for files in other encodings) and neither trims nor changes
// what is in a cell.
//
//   auto source = TRY(FileSource::open(path));
//   CsvReader reader(*source);
//   CsvRecord record;
//   while (TRY(reader.next(record))) use(record.line, record.fields);
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/closed_set.h"
#include "base/result.h"

namespace kith {

struct CsvOptions {
  std::optional<char> delimiter = {};  // absent: comma, semicolon or tab, whichever the first record has most of
  bool skip_blank_lines = true;
  bool restore_formulas = false;  // undo CsvWriter's neutralisation; right for files that Kith itself wrote
  std::size_t field_limit = 1 << 20;
  std::size_t record_limit = 8 << 20;
  std::size_t column_limit = 1000;
};

// What may be wrong with a record. The record is still handed over, so that a person can put it right.
enum class CsvFaultCode { stray_quote, quote_not_closed, field_too_long, record_too_long, too_many_columns };
constexpr auto closed_set(CsvFaultCode) {
  using enum CsvFaultCode;
  return std::to_array<Member<CsvFaultCode>>({
      {stray_quote, "stray_quote", "There is a quotation mark in the middle of a cell. Double it, or take it away."},
      {quote_not_closed, "quote_not_closed", "A quotation mark opens this cell and nothing closes it. Close it."},
      {field_too_long, "field_too_long", "The cell is longer than a million characters. Shorten it."},
      {record_too_long, "record_too_long", "The row is longer than eight million characters. Shorten it."},
      {too_many_columns, "too_many_columns", "The row has more than 1,000 columns. Take the extra ones away."},
  });
}

struct CsvFault {
  CsvFaultCode code;
  std::uint64_t line = 0;           // physical line, counted from 1
  std::uint32_t column_number = 0;  // field of the record, counted from 1

  bool operator==(CsvFault const&) const = default;
};

struct CsvRecord {
  std::uint64_t line = 0;                // the physical line it begins on, counted from 1
  std::vector<std::string_view> fields;  // column numbers are index + 1; valid until the next call of next()
  std::vector<CsvFault> faults;
};

// Whatever yields records: this reader, or a spreadsheet's.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  // Reads one record. False at the end of the file.
  virtual Result<bool> next(CsvRecord& record) = 0;
};

class CsvReader final : public RecordReader {
 public:
  // `source` must outlive the reader.
  explicit CsvReader(ByteSource& source, CsvOptions options = {});

  // Reads one record. False at the end of the file. A record whose quote is never closed ends with its first physical
  // line, so that one bad cell does not swallow the rest of the file. Errors: "read_failed", and "broken_quotes" for a
  // file whose quotes are broken throughout.
  Result<bool> next(CsvRecord& record) override;

  char delimiter() const { return delimiter_; }                     // settled by the first call of next()
  std::uint64_t bytes_read() const { return bytes_before_ + at_; }  // for a progress bar

 private:
  enum class Split { cell, complete, needs_more };
  struct Scan;  // where one attempt at a record stands

  Result<Done> begin();
  Result<Done> fill();
  Result<Done> skip_rest_of_line();
  Split split_record(CsvRecord& record, Scan& scan);
  Split split_plain(CsvRecord& record, Scan& scan, std::size_t begin, std::size_t from);
  Split split_quoted(CsvRecord& record, Scan& scan, std::size_t quote);
  Split end_record(CsvRecord& record, Scan& scan);
  Split out_of_text(CsvRecord& record, Scan& scan, std::size_t begin);
  Split leave_open(CsvRecord& record, Scan& scan, CsvFaultCode code, std::size_t quote);
  void report(CsvRecord& record, Scan const& scan, CsvFaultCode code);
  void keep(CsvRecord& record, Scan& scan, std::size_t begin, std::size_t end);
  void tidy(CsvRecord& record);

  ByteSource& source_;
  CsvOptions options_;
  char delimiter_ = ',';
  bool begun_ = false;
  bool source_ended_ = false;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t filled_ = 0;          // bytes in the buffer
  std::size_t at_ = 0;              // first byte not yet handed out; fill() moves it to the front
  std::uint64_t bytes_before_ = 0;  // bytes dropped from the front of the buffer
  std::uint64_t line_ = 1;          // physical line of at_
  std::uint64_t scanned_in_vain_ = 0;
  std::vector<std::size_t> doubled_;  // fields of this record in which doubled quotes must become single ones
  bool special_[256] = {};            // bytes that end or spoil a plain cell
};

// What a cell must be preceded by so that a spreadsheet does not take it for a formula: an apostrophe before any run of
// apostrophes that ends in = + - @ TAB or CR. CsvOptions::restore_formulas takes exactly one away again.
bool looks_like_formula(std::string_view cell);

struct CsvWriterOptions {
  char delimiter = ',';
  bool neutralise_formulas = true;  // off only for files that no spreadsheet opens
  std::string_view newline = "\r\n";
};

// Appends records to a string, quoted as RFC 4180 says and only where needed.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out, CsvWriterOptions options = {}) : out_(out), options_(options) {}

  void record(std::span<std::string_view const> fields);
  void record(std::span<std::string const> fields);
  void record(std::initializer_list<std::string_view> fields) { record(std::span(fields.begin(), fields.size())); }

  // Cell by cell: any number of cells, then end_record().
  void cell(std::string_view text);
  void end_record();

 private:
  std::string& out_;
  CsvWriterOptions options_;
  std::size_t cells_ = 0;
  bool last_was_empty_ = false;
};

}  // namespace kith
