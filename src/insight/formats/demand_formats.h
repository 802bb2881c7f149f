// The demand report as bytes: for scripts, terminals and spreadsheets.
#pragma once

#include <string>

#include "insight/demand.h"
#include "insight/present.h"

namespace kith::insight {

// The contract's JSON, keys in its order, with more members after its own. Never suppressed.
std::string demand_as_json(DemandReport const& report);

// Aligned columns for a terminal of about 100 characters, notes below.
std::string demand_as_text(Presented const& presented);

// One figure a row, safe to open in a spreadsheet.
std::string demand_as_csv(Presented const& presented);

// An .xlsx workbook, one sheet a table and one of notes, without author or other traces of who made it. Errors:
// "spreadsheet_failed" when the library could not write it.
Result<std::string> demand_as_xlsx(Presented const& presented);

}  // namespace kith::insight
