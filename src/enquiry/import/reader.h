// Reading an import file from end to end: encoding, delimiter, header, date order, then row by row, in constant memory
// but for one number per reference. Nothing of the file vanishes: every record is a row, a rejected row with its cells
// kept, or counted in a note.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/dates.h"
#include "enquiry/import/mapping.h"
#include "enquiry/import/rows.h"
#include "profile/profile.h"

namespace kith::imports {

struct ImportFile {
  std::string name;  // for people: what they called it
  Door door = Door::enquiries;
  Date today;                            // nothing can have happened after it
  std::optional<ColumnMapping> mapping;  // absent: the headers are the door's own
};

struct ImportSummary {
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
  std::uint64_t queried = 0;  // of those accepted
  DateOrder date_order = DateOrder::iso;
  std::vector<ImportNote> notes;
};

// An error from here stops the import and is its result.
using OnRow = std::function<Result<Done>(ImportedRow&& row)>;

// Reads `source` three times; `progress` counts all three. The file may be text or a workbook (its first sheet that is
// not hidden). Errors concern the file as a whole, name it, and come before the first row, except "read_failed" and
// "broken_quotes".
Result<ImportSummary> read_import(ByteSource& source, ImportFile const& file, profile::Profile const& profile,
                                  OnRow const& on_row, BytesProgress const& progress = {});
Result<ImportSummary> read_import(std::filesystem::path const& path, ImportFile const& file,
                                  profile::Profile const& profile, OnRow const& on_row,
                                  BytesProgress const& progress = {});

// The file's headers, for a page that suggests a mapping: the first line that looks like one.
Result<std::vector<std::string>> read_headers(ByteSource& source, Door door, std::string_view file_name);

}  // namespace kith::imports
