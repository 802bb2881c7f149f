// A model for a file nobody has described: every column is looked at, and what it seems to be is said with the reason.
#pragma once

#include "base/bytes.h"
#include "link/model.h"
#include "link/records.h"

namespace kith::link {

struct Proposal {
  Model model;
  Notes reasons;  // one sentence a column
};

// Reads the header and the first rows. `name` is how sentences call the file. Errors: no header, nothing to compare.
Result<Proposal> propose_model(ByteSource& source, std::string const& name);

}  // namespace kith::link
