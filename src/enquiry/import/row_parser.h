// From the cells of a row to a typed row or the reasons why not.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/dates.h"
#include "enquiry/import/mapping.h"
#include "enquiry/import/rows.h"
#include "enquiry/import/vocabulary.h"
#include "profile/profile.h"

namespace kith::imports {

class RowParser {
 public:
  // `profile` must outlive it. `mapping` may be null; only its value rules matter here. `today` bounds what can have
  // happened.
  RowParser(Door door, profile::Profile const& profile, Date today, DateOrder order,
            ColumnMapping const* mapping = nullptr);

  // `cells` is one text for each column of the door, in their order; empty where the file has no such column. The
  // faults name columns, not lines.
  ParsedRow parse(std::span<std::string_view const> cells);

 private:
  Door door_;
  profile::Profile const& profile_;
  Vocabulary vocabulary_;
  Date today_;
  DateOrder order_;
  std::vector<std::unordered_map<std::string, std::string>> rules_;  // by column: folded value to ours
  std::vector<std::string> cells_;
};

// Reads a rejected row again after a person has corrected its cells. Cells whose column is empty are ignored; a column
// that stands twice, or that the door does not have, is refused. A corrected row is read day first unless its file was
// settled otherwise.
Result<ParsedRow> parse_cells(Door door, std::span<KeptCell const> cells, profile::Profile const& profile, Date today,
                              DateOrder order, ColumnMapping const* mapping = nullptr);

}  // namespace kith::imports
