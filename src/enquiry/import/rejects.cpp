#include "enquiry/import/rejects.h"

namespace kith::imports {

void RejectsWriter::add(ImportedRow const& rejected) {
  if (headers_.empty()) {
    headers_ = {"rejected_line", "rejected_column", "rejected_code", "rejected_reason"};
    for (auto const& cell : rejected.kept_cells) headers_.push_back(cell.header);
    while (headers_.back().empty()) headers_.pop_back();  // cells beyond the header stay beyond it
    writer_.record(headers_);
  }
  std::string columns, codes, reasons;
  for (auto const& fault : rejected.faults) {
    bool const is_first = columns.empty() && codes.empty();
    columns += (is_first ? "" : "; ") + fault.column;
    codes += (is_first ? "" : "; ") + std::string{wire(fault.code)};
    reasons += (is_first ? "" : " ") + fault.sentence;
  }
  writer_.cell(std::to_string(rejected.line));
  writer_.cell(columns);
  writer_.cell(codes);
  writer_.cell(reasons);
  for (auto const& cell : rejected.kept_cells) writer_.cell(cell.text.reveal());
  writer_.end_record();
}

}  // namespace kith::imports
