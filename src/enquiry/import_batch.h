// A file taken in from end to end: the one importer behind the page and the command line. Rows go to the writer a
// hundred at a time, so that they share a flush; those that cannot be taken are kept in the quarantine.
#pragma once

#include <cstdint>
#include <functional>

#include "base/bytes.h"
#include "base/result.h"
#include "enquiry/commands.h"
#include "enquiry/import/reader.h"
#include "journal/writer.h"
#include "profile/profile.h"

namespace kith::enquiry {

struct ImportOutcome {
  imports::ImportSummary summary;
  std::uint64_t added = 0;      // of the accepted rows
  std::uint64_t changed = 0;    // taken before, and grown since
  std::uint64_t unchanged = 0;  // taken before, and the same
  std::uint64_t kept = 0;       // of the rejected rows: new in the quarantine
  std::uint64_t known = 0;      // there already, from an earlier import of the same file
};

using OnRejected = std::function<void(imports::ImportedRow const&)>;

// Who imports, as the rows' author: with the house's own hand, for the purpose "import".
By import_hand(access::Subject subject);

// Waits for the writer, so not from its own thread. `rejected` hears of each row that is kept in the quarantine. An
// error concerns the file as a whole; when rows before it were taken it says so, and the same file may be sent again.
Result<ImportOutcome> import_file(journal::Writer& writer, profile::Profile const& profile, ByteSource& source,
                                  imports::ImportFile const& file, By const& by, BytesProgress const& progress = {},
                                  OnRejected const& rejected = {});

}  // namespace kith::enquiry
