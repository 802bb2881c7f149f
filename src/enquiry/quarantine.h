// The quarantine: rows of an import that could not be taken wait here, with their cells and the reasons, until a person
// corrects or dismisses them. Nothing of a file vanishes, and the history of each row is kept.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "enquiry/import/columns.h"
#include "enquiry/import/reader.h"
#include "enquiry/import/rows.h"
#include "journal/event_set.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::enquiry {

using RowId = Id<struct QuarantinedRow>;
using journal::EventName;

struct RowCell {
  std::string header;
  std::string column;
  Personal<std::string> text;

  bool operator==(RowCell const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RowCell, (), (header, column, text))

struct RowFault {
  std::int64_t column_number = 0;
  std::string column;
  std::string code;
  std::string sentence;

  bool operator==(RowFault const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RowFault, (), (column_number, column, code, sentence))

// A mapping's value rule that concerns this row, so that a corrected row is read as its file was.
struct RowRule {
  std::string column;
  std::string theirs;
  std::string ours;

  bool operator==(RowRule const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RowRule, (), (column, theirs, ours))

struct RowQuarantined {
  static constexpr EventName event{"quarantine.row_kept", 1};
  RowId row;
  std::string door;
  std::string file;  // its name, as the person called it
  std::int64_t line = 0;
  std::string digest;  // of door and cells, keyed by nothing: the same row again is not kept twice
  std::vector<RowCell> cells;
  std::vector<RowFault> faults;
  std::vector<RowRule> rules;
  std::string date_order;  // as the mapping says; empty when it was settled from the file
};
BOOST_DESCRIBE_STRUCT(RowQuarantined, (), (row, door, file, line, digest, cells, faults, rules, date_order))

// A person changed cells, and the row was taken in.
struct RowCorrected {
  static constexpr EventName event{"quarantine.row_corrected", 1};
  RowId row;
  std::vector<RowCell> cells;
};
BOOST_DESCRIBE_STRUCT(RowCorrected, (), (row, cells))

struct RowDismissed {
  static constexpr EventName event{"quarantine.row_dismissed", 1};
  RowId row;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RowDismissed, (), (row, reason))

using QuarantineEvents = journal::EventSet<std::variant<RowQuarantined, RowCorrected, RowDismissed>>;

// Commands. `keep_rejected` answers "kept" or "known already"; the others fail with no_row, settled_already, no_reason.
// `mapping` is the one that the file was read by, or null.
Result<std::string> keep_rejected(journal::Transaction& t, imports::Door door, std::string const& file,
                                  imports::ImportedRow const& row, journal::Author const& author,
                                  imports::ColumnMapping const* mapping = nullptr);
Result<std::string> settle_corrected(journal::Transaction& t, RowId row, std::vector<RowCell> const& cells,
                                     journal::Author const& author);
Result<std::string> dismiss_row(journal::Transaction& t, RowId row, std::string reason, journal::Author const& author);

journal::Projection quarantine_records();

struct QuarantineRow {
  RowId row;
  std::string door;
  std::string file;
  std::int64_t line = 0;
  std::string state;        // waiting, corrected, dismissed
  std::string first_fault;  // column and sentence, for the list
};
std::vector<QuarantineRow> quarantined(sql::Connection& c, std::string_view state, int limit, int offset);
std::int64_t quarantine_count(sql::Connection& c, std::string_view state);
// A row with everything kept of it, from its own history.
std::optional<RowQuarantined> quarantined_row(sql::Connection& c, RowId row);

}  // namespace kith::enquiry
