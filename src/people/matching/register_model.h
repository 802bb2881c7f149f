// How people of the register are compared: which columns, and how much each agreement weighs before a council's own
// data have been learned from. docs/match-model.md says where every number comes from.
#pragma once

#include "link/live.h"
#include "people/register.h"

namespace kith::people {

// Which model a proposal was made with; changes with every number in it.
inline constexpr std::string_view register_model_name = "register-3";

// Columns in the order of `cells_of`: forename, surname, date_of_birth, sex, postcode.
link::Model register_model();
// The numbers, for the columns of `register_model`.
link::Trained register_numbers();
link::LiveOptions register_options();

// Somebody as typed: any form of a date or a postcode will do, empty where nothing is known.
struct Asked {
  Personal<std::string> forename;
  Personal<std::string> surname;
  Personal<std::string> date_of_birth;
  Personal<std::string> sex;
  Personal<std::string> postcode;

  bool operator==(Asked const&) const = default;
  bool empty() const;
};
// What of these details may be compared: a protected postcode never is, because a match would tell it.
Asked asked_of(Details const& details, bool protected_address);
std::vector<std::string> cells_of(Asked const& asked);

}  // namespace kith::people
