// Everything held on one family as JSON, each record with its whole history: what a subject access request begins with.
// A person still reads it before it leaves: it holds what others said, and free text may name them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.h"
#include "base/result.h"
#include "sql/database.h"

namespace kith::enquiry {

struct FamilyFile {
  std::string json;
  std::vector<RawId> records;  // what is in it, for the log of looks
};

// `reference` is a request's or a person's. Without an asker the house's own hand asks, for which restricted people do
// not exist. Protected addresses are left out. Errors: no_family, also for a family of which the asker must not know.
Result<FamilyFile> family_file(sql::Connection& c, std::string_view reference,
                               std::optional<access::Subject> const& asker);

}  // namespace kith::enquiry
