#include "base/csv.h"

#include <algorithm>
#include <cstring>

namespace kith {

namespace {
constexpr std::size_t first_capacity = 64 << 10;
// Bytes read again behind quotes that were left open. A file that needs more than this is broken throughout.
constexpr std::uint64_t vain_limit = 256 << 20;

// Excel's own first line, "sep=;": the delimiter, or nothing.
std::optional<char> declared_delimiter(std::string_view text) {
  if (text.size() < 6 || text.substr(0, 4) != "sep=") return std::nullopt;
  return text[5] == '\r' || text[5] == '\n' ? std::optional(text[4]) : std::nullopt;
}

// The delimiter that the first record has most of, outside quotes; a comma when it has none.
char detected_delimiter(std::string_view text) {
  std::size_t commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false;
  bool begun = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if ((c == '\n' || c == '\r') && begun) break;
    begun = begun || (c != '\n' && c != '\r');
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (tabs > commas && tabs > semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

// The length of the line break at `at`: 0 when there is none.
std::size_t line_break(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '\n') return 1;
  if (text[at] != '\r') return 0;
  return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
}

std::uint64_t line_breaks(std::string_view text) {
  auto count = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
    count += at + 1 == text.size() || text[at + 1] != '\n';
  return count;
}
}  // namespace

// Offsets count from the record's first byte, and so do `length` and `lines`, which say how much the record takes up.
struct CsvReader::Scan {
  std::string_view text;    // what the buffer holds from the record's first byte on, up to the record limit
  bool is_end = false;      // the file ends where `text` ends
  bool is_limit = false;    // the record limit ends `text`
  std::size_t at = 0;       // next byte to look at
  std::size_t length = 0;   // bytes that the record takes up
  std::uint64_t lines = 0;  // line breaks passed so far
  std::size_t columns = 0;  // cells finished so far
  bool crowded = false;     // has more columns than the limit
  bool blank = false;       // the line is empty
  bool cut = false;         // too long: the rest of the line is still to be skipped
};

CsvReader::CsvReader(ByteSource& source, CsvOptions options) : source_(source), options_(options) {
  options_.record_limit = std::max(options_.record_limit, options_.field_limit);
}

// Moves what is left to the front of the buffer, doubles the buffer when it is full, and reads until it is full again.
Result<Done> CsvReader::fill() {
  std::size_t const left = filled_ - at_;
  if (left == capacity_) {
    std::size_t const wanted = std::max(first_capacity, capacity_ * 2);
    auto larger = std::make_unique_for_overwrite<char[]>(wanted);
    std::copy_n(buffer_.get() + at_, left, larger.get());
    buffer_ = std::move(larger);
    capacity_ = wanted;
  } else {
    std::memmove(buffer_.get(), buffer_.get() + at_, left);
  }
  bytes_before_ += at_;
  at_ = 0;
  filled_ = left;
  while (filled_ < capacity_ && !source_ended_) {
    std::size_t const count = TRY(source_.read({buffer_.get() + filled_, capacity_ - filled_}));
    source_ended_ = count == 0;
    filled_ += count;
  }
  return Done{};
}

Result<Done> CsvReader::begin() {
  begun_ = true;
  TRY(fill());
  std::string_view start{buffer_.get(), filled_};
  if (start.starts_with("\xef\xbb\xbf")) at_ = 3;
  start.remove_prefix(at_);
  if (options_.delimiter) {
    delimiter_ = *options_.delimiter;
  } else if (auto const declared = declared_delimiter(start)) {
    delimiter_ = *declared;
    at_ += 5 + line_break(start, 5);
    ++line_;
  } else {
    delimiter_ = detected_delimiter(start);
  }
  for (char c : {delimiter_, '"', '\n', '\r'}) special_[static_cast<unsigned char>(c)] = true;
  return Done{};
}

Result<bool> CsvReader::next(CsvRecord& record) {
  if (!begun_) TRY(begin());
  while (true) {
    if (at_ == filled_ && !source_ended_) TRY(fill());
    if (at_ == filled_) return false;
    std::string_view const held{buffer_.get() + at_, filled_ - at_};
    Scan scan{.text = held.substr(0, options_.record_limit)};
    scan.is_limit = scan.text.size() == options_.record_limit && held.size() > scan.text.size();
    scan.is_end = source_ended_ && !scan.is_limit;
    record.line = line_;
    record.fields.clear();
    record.faults.clear();
    doubled_.clear();
    if (split_record(record, scan) == Split::needs_more) {
      TRY(fill());
      continue;
    }
    tidy(record);
    if (scan.at > scan.length) scanned_in_vain_ += scan.at - scan.length;
    if (scanned_in_vain_ > vain_limit)
      return invalid(
          "broken_quotes",
          "Quotation marks are broken throughout the file, so its rows cannot be told apart. Export it again.");
    at_ += scan.length;
    line_ += scan.lines;
    if (scan.cut) TRY(skip_rest_of_line());
    if (scan.blank && options_.skip_blank_lines) continue;
    return true;
  }
}

// Splits one record. Asks for more bytes when the buffer ends first; then it is called again from the record's start,
// which is cheap because a record is small beside the buffer, and the buffer doubles.
CsvReader::Split CsvReader::split_record(CsvRecord& record, Scan& scan) {
  std::string_view const text = scan.text;
  while (true) {
    std::size_t quote = scan.at;
    while (quote < text.size() && text[quote] == ' ') ++quote;
    bool const quoted = quote < text.size() && text[quote] == '"';
    Split const step = quoted ? split_quoted(record, scan, quote) : split_plain(record, scan, scan.at, quote);
    if (step != Split::cell) return step;
    if (scan.at == text.size() || text[scan.at] != delimiter_) return end_record(record, scan);
    ++scan.at;
  }
}

// A cell without quotes. A quote inside it is kept, and reported.
CsvReader::Split CsvReader::split_plain(CsvRecord& record, Scan& scan, std::size_t begin, std::size_t from) {
  std::string_view const text = scan.text;
  std::size_t at = from;
  while (at < text.size() && !special_[static_cast<unsigned char>(text[at])]) ++at;
  if (at < text.size() && text[at] == '"') {
    report(record, scan, CsvFaultCode::stray_quote);
    while (at < text.size() && text[at] != delimiter_ && text[at] != '\n' && text[at] != '\r') ++at;
  }
  scan.at = at;
  if (at == text.size() && !scan.is_end) return out_of_text(record, scan, begin);
  bool const too_long = at - begin > options_.field_limit;
  if (too_long) report(record, scan, CsvFaultCode::field_too_long);
  keep(record, scan, begin, at);
  return Split::cell;
}

// A cell whose opening quote is at `quote`.
CsvReader::Split CsvReader::split_quoted(CsvRecord& record, Scan& scan, std::size_t quote) {
  std::string_view const text = scan.text;
  std::size_t const begin = quote + 1;
  std::size_t close = begin;
  bool doubled = false;
  while (true) {
    close = std::min(text.find('"', close), text.size());
    scan.at = close;
    if (close == text.size() && scan.is_end) return leave_open(record, scan, CsvFaultCode::quote_not_closed, quote);
    if (close - begin > options_.field_limit) return leave_open(record, scan, CsvFaultCode::field_too_long, quote);
    if (close + 1 >= text.size() && !scan.is_end) return out_of_text(record, scan, quote);
    if (close + 1 >= text.size() || text[close + 1] != '"') break;
    doubled = true;
    close += 2;
  }
  std::size_t after = close + 1;
  while (after < text.size() && text[after] == ' ') ++after;
  scan.at = after;
  if (after == text.size() && !scan.is_end) return out_of_text(record, scan, quote);
  std::uint64_t const lines = line_breaks(text.substr(begin, close - begin));
  bool const ends = after == text.size() || text[after] == delimiter_ || text[after] == '\n' || text[after] == '\r';
  if (!ends && lines > 0) return leave_open(record, scan, CsvFaultCode::quote_not_closed, quote);
  if (!ends) {
    report(record, scan, CsvFaultCode::stray_quote);
    while (after < text.size() && text[after] != delimiter_ && text[after] != '\n' && text[after] != '\r') ++after;
    scan.at = after;
    if (after == text.size() && !scan.is_end) return out_of_text(record, scan, quote);
    keep(record, scan, quote, after);
    return Split::cell;
  }
  if (doubled) doubled_.push_back(scan.columns);
  keep(record, scan, begin, close);
  scan.lines += lines;
  return Split::cell;
}

CsvReader::Split CsvReader::end_record(CsvRecord& record, Scan& scan) {
  // A CR where the buffer ends may be half of a line break.
  bool const may_be_half = scan.at + 1 == scan.text.size() && scan.text[scan.at] == '\r';
  if (may_be_half && !scan.is_end) return out_of_text(record, scan, scan.at);
  scan.blank = scan.at == 0;
  std::size_t const width = line_break(scan.text, scan.at);
  scan.lines += width > 0;
  scan.at += width;
  scan.length = scan.at;
  return Split::complete;
}

// The buffer ends inside a record: more bytes, or the record is too long.
CsvReader::Split CsvReader::out_of_text(CsvRecord& record, Scan& scan, std::size_t begin) {
  if (!scan.is_limit) return Split::needs_more;
  report(record, scan, CsvFaultCode::record_too_long);
  // A cell may begin where the text ends.
  if (begin < scan.text.size() && scan.text[begin] == '"')
    return leave_open(record, scan, CsvFaultCode::quote_not_closed, begin);
  keep(record, scan, begin, scan.text.size());
  scan.length = scan.text.size();
  scan.cut = true;
  return Split::complete;
}

// The quote at `quote` has no partner. The record ends with that quote's own line, and the cell is kept as it stands.
CsvReader::Split CsvReader::leave_open(CsvRecord& record, Scan& scan, CsvFaultCode code, std::size_t quote) {
  report(record, scan, code);
  std::size_t const end = std::min(scan.text.find_first_of("\r\n", quote), scan.text.size());
  keep(record, scan, quote, end);
  std::size_t const width = line_break(scan.text, end);
  scan.lines += width > 0;
  scan.length = end + width;
  scan.cut = width == 0 && !scan.is_end;
  return Split::complete;
}

void CsvReader::report(CsvRecord& record, Scan const& scan, CsvFaultCode code) {
  record.faults.push_back({code, line_ + scan.lines, static_cast<std::uint32_t>(scan.columns + 1)});
}

void CsvReader::keep(CsvRecord& record, Scan& scan, std::size_t begin, std::size_t end) {
  if (scan.columns < options_.column_limit) {
    record.fields.push_back(scan.text.substr(begin, std::min(end - begin, options_.field_limit)));
  } else if (end > begin && !scan.crowded) {  // spreadsheets write thousands of empty columns; those do no harm
    scan.crowded = true;
    report(record, scan, CsvFaultCode::too_many_columns);
  }
  ++scan.columns;
}

// Doubled quotes become single ones where they stand; the bytes are ours and nobody reads them again.
void CsvReader::tidy(CsvRecord& record) {
  for (std::size_t const column : doubled_) {
    if (column >= record.fields.size()) continue;
    std::string_view& field = record.fields[column];
    char* const start = buffer_.get() + (field.data() - buffer_.get());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
      start[kept++] = field[i];
      if (field[i] == '"') ++i;
    }
    field = {start, kept};
  }
  if (!options_.restore_formulas) return;
  for (std::string_view& field : record.fields)
    if (field.starts_with('\'') && looks_like_formula(field)) field.remove_prefix(1);
}

Result<Done> CsvReader::skip_rest_of_line() {
  while (true) {
    std::string_view const rest{buffer_.get() + at_, filled_ - at_};
    std::size_t const end = rest.find_first_of("\r\n");
    if (end != std::string_view::npos && (end + 1 < rest.size() || source_ended_)) {
      at_ += end + line_break(rest, end);
      ++line_;
      return Done{};
    }
    at_ = end == std::string_view::npos ? filled_ : at_ + end;
    if (source_ended_) return Done{};
    TRY(fill());
  }
}

bool looks_like_formula(std::string_view cell) {
  std::size_t const first = cell.find_first_not_of('\'');
  if (first == std::string_view::npos) return false;
  return std::string_view{"=+-@\t\r"}.find(cell[first]) != std::string_view::npos;
}

void CsvWriter::cell(std::string_view text) {
  if (cells_++ > 0) out_ += options_.delimiter;
  bool const neutralise = options_.neutralise_formulas && looks_like_formula(text);
  char const special[] = {options_.delimiter, '"', '\n', '\r'};
  bool const blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  // What would be taken for a byte-order mark or Excel's delimiter line if it stood first.
  bool const misread = text.starts_with("\xef\xbb\xbf") || text.starts_with("sep=");
  bool const quotes = blank_edge || misread || text.find_first_of({special, 4}) != std::string_view::npos;
  last_was_empty_ = text.empty();
  if (quotes) out_ += '"';
  if (neutralise) out_ += '\'';
  if (!quotes) {
    out_ += text;
    return;
  }
  for (char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

void CsvWriter::end_record() {
  if (cells_ == 1 && last_was_empty_) out_ += "\"\"";  // one empty cell is not a blank line
  out_ += options_.newline;
  cells_ = 0;
}

void CsvWriter::record(std::span<std::string_view const> fields) {
  for (std::string_view field : fields) cell(field);
  end_record();
}

void CsvWriter::record(std::span<std::string const> fields) {
  for (std::string const& field : fields) cell(field);
  end_record();
}

}  // namespace kith
