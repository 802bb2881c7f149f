// Words that somebody typed can hold what a field is kept from: an address in a note, a phone number in an action. The
// guard knows, for one reader, where everybody else of the family lives and has lived, how those are reached who live
// elsewhere, and which specialists work with the family; and finds it in text however it is spaced, cased or accented.
// A text in which it finds something is not shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "family/records.h"
#include "guest/events.h"
#include "profile/profile.h"

namespace kith::guest {

class Guard {
 public:
  // `reader` may be nobody: then everybody's address is somebody else's, where people live apart or an address is
  // protected.
  Guard(sql::Connection& c, FamilyId family, std::optional<people::PersonId> reader,
        std::vector<family::MemberRow> const& team, profile::Profile const& profile);

  bool finds_in(std::string_view text) const;

 private:
  struct Home;
  struct Household;
  static Household household_of(sql::Connection& c, people::PersonRecord const& member);
  void keep_others(std::vector<Household> const& households, std::optional<people::PersonId> reader);
  void keep(std::string_view words);
  void keep_number(std::string_view phone);

  std::vector<std::string> kept_;     // folded, without blanks
  std::vector<std::string> numbers_;  // the digits that tell a telephone number from others
};

}  // namespace kith::guest
