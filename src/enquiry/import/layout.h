// Which field of a file's records is which column of a door: worked out once from the header.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/faults.h"
#include "enquiry/import/mapping.h"

namespace kith::imports {

struct Layout {
  static constexpr std::size_t absent = std::numeric_limits<std::size_t>::max();

  std::uint64_t header_line = 0;
  std::vector<std::string> headers;    // as in the file, trailing empty ones gone
  std::vector<std::size_t> field_of;   // for each column of the door the index of its field, or `absent`
  std::vector<std::size_t> column_of;  // for each field the place of its column, or `absent`
  std::vector<ImportNote> notes;       // extra columns, columns of the mapping that the file does not have
};

// Errors, each naming the file and the column: "missing_column", "duplicate_column", "column_mapped_twice",
// "no_header". `mapping` may be null.
Result<Layout> lay_out(Door door, ColumnMapping const* mapping, std::span<std::string_view const> headers,
                       std::string_view file_name);

}  // namespace kith::imports
