// Taking imported rows in: the same rules and the same events as live work, by the house's own hand. The same row again
// changes nothing; a row that has grown since (an outcome, a closing date) amends what is there, with history.
#pragma once

#include <string>

#include "enquiry/commands.h"
#include "enquiry/import/rows.h"
#include "enquiry/quarantine.h"

namespace kith::enquiry {

enum class RowTaken { added, changed, unchanged };
constexpr auto closed_set(RowTaken) {
  return std::to_array<Member<RowTaken>>({{RowTaken::added, "added", "Added"},
                                          {RowTaken::changed, "changed", "Changed"},
                                          {RowTaken::unchanged, "unchanged", "Unchanged"}});
}

// Within a writer's task. `by` acts for whoever imports, with `system` set. Errors are faults in data that parsing
// could not see.
Result<RowTaken> take_row(journal::Transaction& t, imports::ImportRow const& row, By const& by);
// Whether a row of this door and reference was taken before, so that take_row() would change what is there.
bool taken_before(sql::Connection& c, imports::ImportRow const& row);

}  // namespace kith::enquiry
