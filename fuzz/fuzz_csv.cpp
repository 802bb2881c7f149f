// Any bytes as a comma-separated file: encoding, reader, writer. The first byte chooses the options. Aborts when a rule
// is broken that the reader promises: lines grow, limits hold, what was written reads back.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/csv.h"
#include "base/encoding.h"
#include "base/text.h"

namespace {
using namespace kith;

void demand(bool holds) {
  if (!holds) std::abort();
}

CsvOptions options_from(std::uint8_t choice) {
  CsvOptions options;
  if ((choice & 3) != 0) options.delimiter = ",;\t"[(choice & 3) - 1];
  options.skip_blank_lines = (choice & 4) == 0;
  if ((choice & 8) != 0) {
    options.field_limit = 16;
    options.record_limit = 64;
    options.column_limit = 4;
  }
  return options;
}

struct CsvRead {
  std::vector<std::vector<std::string>> rows;
  bool has_faults = false;
};

CsvRead read_all(ByteSource& source, CsvOptions const& options) {
  CsvRead read;
  CsvReader reader{source, options};
  CsvRecord record;
  std::uint64_t last_line = 0;
  while (true) {
    auto const more = reader.next(record);
    if (!more) {
      demand(more.error().code == "broken_quotes");
      read.has_faults = true;
      return read;
    }
    if (!*more) return read;
    demand(record.line > last_line);
    last_line = record.line;
    demand(record.fields.size() <= options.column_limit);
    for (auto const field : record.fields) demand(field.size() <= options.field_limit);
    for (auto const& fault : record.faults) demand(fault.line >= record.line && fault.column_number >= 1);
    read.has_faults = read.has_faults || !record.faults.empty();
    read.rows.emplace_back(record.fields.begin(), record.fields.end());
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const bytes{reinterpret_cast<char const*>(data + 1), size - 1};
  MemorySource source{bytes};
  auto const encoding = decide_encoding(source);
  if (!encoding) return 0;
  Utf8Source text{source, *encoding};
  auto const read = read_all(text, options_from(data[0]));

  std::string written;
  CsvWriter writer{written, {.delimiter = ';'}};
  for (auto const& row : read.rows) writer.record(row);
  MemorySource again_source{written};
  auto const again = read_all(again_source, {.delimiter = ';', .restore_formulas = true});
  demand(!again.has_faults && again.rows == read.rows);
  return 0;
}
