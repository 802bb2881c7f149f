// Everything held on one family as JSON, each record with its whole history: what a subject access request begins with.
// A person still reads it before it leaves: it holds what others said, and free text may name them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.h"
#include "base/result.h"
#include "people/events.h"
#include "sql/database.h"

namespace kith::enquiry {

struct FamilyFile {
  std::string json;
  std::vector<RawId> records;  // what is in it, for the log of looks
};

// What rooms above hold on a family: a kind, such as "plan", and where its history lies.
struct HeldAbove {
  std::string kind;
  RawId stream;
};
using AskAbove = std::function<std::vector<HeldAbove>(sql::Connection&, people::FamilyId)>;

// `reference` is a request's or a person's. Without an asker the house's own hand asks, for which restricted people do
// not exist. Protected addresses are left out, and those that are unsafe to give to somebody. What rooms above hold
// goes to the house's own hand alone: who else may see which entry is theirs to say, and the file says that it is left
// out. Errors: no_family, also for a family of which the asker must not know.
Result<FamilyFile> family_file(sql::Connection& c, std::string_view reference,
                               std::optional<access::Subject> const& asker, AskAbove const& above = {});

}  // namespace kith::enquiry
