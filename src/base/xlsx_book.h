// What a workbook keeps beside its sheets: which sheets there are, shared strings, which styles are dates. Private to
// the XLSX reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/packed_file.h"
#include "base/result.h"
#include "base/xml_scan.h"

namespace kith::xlsx {

// All shared strings in one piece of memory: a workbook of empty ones must not cost thirty times its size.
class SharedStrings {
 public:
  void append(std::string_view text) { text_ += text; }
  void finish_one() { ends_.push_back(static_cast<std::uint32_t>(text_.size())); }
  std::string_view at(std::size_t index) const {
    if (index >= ends_.size()) return {};
    std::size_t const begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

struct BookParts {
  std::string sheet_part;  // name of the sheet's part
  bool counts_from_1904 = false;
  SharedStrings strings;
  std::vector<bool> style_is_date;  // by the index that cells use
};

// `sheet` empty: the first that is not hidden.
Result<BookParts> read_book(PackedFile& file, std::string_view sheet);

// Feeds a whole part to a listener.
Result<Done> scan_part(PackedFile& file, std::string_view name, XmlListener& listener);

// A cell's number as text: an ISO date, with its time when it has one, if `is_date`; else the number, whole ones
// without exponent or fraction.
std::string number_text(std::string_view stored, bool is_date, bool counts_from_1904);

}  // namespace kith::xlsx
