// Workbooks (.xlsx, ECMA-376) as records, streamed: one sheet, values only. Formulas give the value that was last
// computed; dates come as ISO text by the cell's style and the workbook's epoch (1900 or 1904); of merged cells the
// first has the value.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/csv.h"
#include "base/packed_file.h"
#include "base/result.h"

namespace kith {

struct XlsxOptions {
  std::string sheet = {};  // its name; empty for the first that is not hidden
  bool skip_blank_lines = true;
  std::size_t field_limit = 1 << 20;
  std::size_t record_limit = 8 << 20;
  std::size_t column_limit = 1000;
  PackedLimits limits = {};
};

// Whether a file begins as a packed file does. Rewinds the source.
Result<bool> looks_like_workbook(ByteSource& source);

class XlsxReader final : public RecordReader {
 public:
  // Errors: those of PackedFile and XmlScan, and "no_such_sheet".
  static Result<std::unique_ptr<XlsxReader>> open(ByteSource& source, XlsxOptions const& options = {});
  ~XlsxReader() override;

  // `line` is the sheet's row number. Fields are valid until the next call.
  Result<bool> next(CsvRecord& record) override;

 private:
  struct Book;
  struct Sheet;
  explicit XlsxReader(XlsxOptions const& options);
  std::unique_ptr<Book> book_;
  std::unique_ptr<Sheet> sheet_;
  XlsxOptions options_;
};

}  // namespace kith
