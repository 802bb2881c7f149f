// One row of the quarantine as its page shows it. Nobody outside the quarantine's pages includes it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "enquiry/import/faults.h"
#include "enquiry/pages/import_pages.h"
#include "enquiry/quarantine.h"

namespace kith::enquiry::import_pages {

// A row with everything that happened to it.
struct OpenedRow {
  RowId id;
  RowQuarantined kept;
  imports::Door door = imports::Door::enquiries;
  std::vector<journal::Recorded> history;

  bool waits() const { return history.size() == 1; }
  html::Url address() const { return html::url("/imports/quarantine/{}", id); }
  RowCell const* cell(std::string_view column) const {
    for (auto const& cell : kept.cells)
      if (cell.column == column) return &cell;
    return nullptr;
  }
  bool has_fault(imports::FaultCode code) const {
    return std::any_of(kept.faults.begin(), kept.faults.end(),
                       [&](RowFault const& fault) { return fault.code == wire(code); });
  }
};

// The row that the address names, or nothing.
std::optional<OpenedRow> open_row(Services const& services, http::Request const& request);
// Whether the door has a column of this name.
bool is_column(imports::Door door, std::string_view name);
// A fault stands beside its field, or above all of them when it is about the row or a column that is not read.
FieldError beside_field(OpenedRow const& row, std::int64_t number, std::string const& column, std::string_view code,
                        std::string const& sentence);
// The cells as the file had them, and what is wrong with them.
html::FormState state_of(OpenedRow const& row);
// A row that waits, with its cells to correct; or one that was dealt with, as it was left.
html::Page row_page(Services const& services, Visitor const& visitor, OpenedRow const& row,
                    html::FormState const& form);

}  // namespace kith::enquiry::import_pages
