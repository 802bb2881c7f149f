// Words that somebody typed can hold what a field is kept from: an address in a note, a phone number in an action. The
// guard knows, for one reader, where everybody else of the family lives and which specialists work with it, and finds
// them in text however they are spaced, cased or accented. A text in which it finds one is not shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "family/records.h"
#include "profile/profile.h"

namespace kith::guest {

class Guard {
 public:
  // `reader` may be nobody: then everybody's address is somebody else's, where people live apart or an address is
  // protected.
  Guard(std::vector<people::PersonRecord> const& members, std::optional<people::PersonId> reader,
        std::vector<family::MemberRow> const& team, profile::Profile const& profile);

  bool finds_in(std::string_view text) const;

 private:
  void keep(std::string_view words);

  std::vector<std::string> kept_;  // folded, without blanks
};

}  // namespace kith::guest
