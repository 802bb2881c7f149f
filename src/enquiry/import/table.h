// An import file as a table: opened, its header found, ready to be read from the first row more than once. Private to
// the import.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/csv.h"
#include "base/result.h"
#include "enquiry/import/layout.h"
#include "enquiry/import/record_file.h"

namespace kith::imports {

class ImportTable {
 public:
  // Decides the encoding, and finds the delimiter and the header: the first line, or one of the next twenty when lines
  // of a report's title stand above it. `mapping` may be null.
  static Result<ImportTable> open(ByteSource& source, Door door, ColumnMapping const* mapping,
                                  std::string const& file_name, BytesProgress const& progress);

  Layout const& layout() const { return layout_; }
  std::vector<ImportNote> const& notes() const { return notes_; }

  // A reader that stands behind the header. It holds the source: one at a time.
  Result<std::unique_ptr<RecordReader>> rows() const;

 private:
  struct Shape {
    CsvOptions options;
    std::size_t records_above = 0;  // records up to and with the header
  };
  Result<Layout> find_header(Door door, ColumnMapping const* mapping, std::string const& file_name);
  Result<Layout> find_header_with(CsvOptions options, Door door, ColumnMapping const* mapping,
                                  std::string const& file_name);

  RecordFile file_;
  Shape shape_;
  Layout layout_;
  std::vector<ImportNote> notes_;
};

}  // namespace kith::imports
