// The rows of a CSV file, the cells of chosen columns put into order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "link/records.h"

namespace kith::link {

struct RowsWanted {
  std::string id;  // empty: rows are called by their number
  std::vector<std::string> columns;
  std::string label;                 // empty: none
  std::vector<std::string> missing;  // cells that mean nothing, beside the empty one
};

// Hands over each row, its cells in the order of `columns`, and the line that it stands on. Notes say which columns are
// empty throughout. Errors: no header, no rows, a column that is not there, an id missing or repeated, those of
// CsvReader.
using TakeRow = std::function<void(RawRecord const& raw, std::uint64_t line)>;
Result<Notes> read_rows(RowsWanted const& wanted, ByteSource& source, ReadOptions const& options, TakeRow const& take);

}  // namespace kith::link
