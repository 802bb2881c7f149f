// Saved column mappings: how another system's export becomes Kith's columns. A person confirms a suggestion once, gives
// it a name, and every later export of that system is read by it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/dates.h"

namespace kith::imports {

// Their column is our column. `ours` empty means: leave this column out, and say nothing of it.
struct ColumnPair {
  std::string theirs;
  std::string ours;

  bool operator==(ColumnPair const&) const = default;
};

// In our column, their value is our code (or word, or place). Compared without case or accents.
struct ValueRule {
  std::string column;
  std::string theirs;
  std::string ours;

  bool operator==(ValueRule const&) const = default;
};

struct ColumnMapping {
  std::string name;
  Door door = Door::enquiries;
  std::vector<ColumnPair> columns;
  std::vector<ValueRule> values;
  std::optional<DateOrder> date_order;  // absent: settled from each file

  bool operator==(ColumnMapping const&) const = default;
};

// What a person is shown to confirm: for each header our column by its name or a well-known synonym ("DOB", "Contact
// date"), or nothing. No column is suggested twice; the first header wins.
ColumnMapping suggest_mapping(Door door, std::span<std::string const> headers);

// Refuses an unknown column of ours, and one of ours or theirs named twice. Columns that bear our own name need no
// pair. Whether a file has every required column is for lay_out() to say.
Result<Done> check_mapping(ColumnMapping const& mapping);

// The text form: CSV records "mapping,1,NAME,DOOR,DATE_ORDER", "column,THEIRS,OURS", "value,COLUMN,THEIRS,OURS".
std::string to_text(ColumnMapping const& mapping);
// Errors name the line. The mapping that comes back has passed check_mapping().
Result<ColumnMapping> parse_mapping(std::string_view text);

}  // namespace kith::imports
