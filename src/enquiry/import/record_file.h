// An import file as records, whatever it is: text in any encoding, or a workbook's first sheet that is not hidden.
// Private to the import.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/csv.h"
#include "base/encoding.h"
#include "base/result.h"

namespace kith::imports {

class RecordFile {
 public:
  // Errors name the file. `source` must outlive the result.
  static Result<RecordFile> open(ByteSource& source, std::string const& file_name, BytesProgress const& progress);

  // A reader at the first record. They share the source: one at a time. A workbook heeds no delimiter.
  Result<std::unique_ptr<RecordReader>> reader(CsvOptions const& options) const;

  bool is_workbook() const { return text_ == nullptr; }
  Encoding encoding() const { return encoding_; }

 private:
  ByteSource* source_ = nullptr;
  std::unique_ptr<ByteSource> text_;
  Encoding encoding_ = Encoding::utf_8;
  std::string name_;
};

}  // namespace kith::imports
