// Rejected rows as a file of their own.
#pragma once

#include <string>
#include <vector>

#include "base/csv.h"
#include "enquiry/import/rows.h"

namespace kith::imports {

// Rejected rows as CSV that a person can correct in a spreadsheet and import again: line, column, code and reason, then
// the row's own cells under the file's own headers (import ignores the four).
class RejectsWriter {
 public:
  explicit RejectsWriter(std::string& out) : writer_(out) {}
  void add(ImportedRow const& rejected);

 private:
  CsvWriter writer_;
  std::vector<std::string> headers_;
};

}  // namespace kith::imports
