// Records as files with the columns of the import, so that what leaves one system can be taken in by another and counts
// the same there. The address of a family with a protected one never leaves; restricted records leave only in the name
// of somebody who is named for them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/csv.h"
#include "enquiry/import/columns.h"
#include "sql/database.h"

namespace kith::enquiry {

struct ExportQuestion {
  imports::Door door = imports::Door::enquiries;
  std::optional<Date> from, to;  // both inclusive, by the date that the demand report counts by
  // In whose name: what they may not see is left out. Nobody: the house's own hand, for which every restricted record
  // is left out.
  std::optional<access::Subject> asker;
};

// What the asker may do with a record of this door, for the gate and the log of looks.
access::Action export_action(imports::Door door);

// The records that go out, in the order of their date and reference.
std::vector<RawId> exported_records(sql::Connection& c, ExportQuestion const& question);

// Appends the header, and rows for these records. A request about several children has one row, with the first of them:
// the import's columns hold one child, and the report counts requests.
void write_export_header(imports::Door door, CsvWriter& csv);
void write_export_rows(sql::Connection& c, imports::Door door, std::span<RawId const> records, CsvWriter& csv);

}  // namespace kith::enquiry
