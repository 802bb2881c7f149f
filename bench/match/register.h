// An invented register of a council's people, of any size, the same for the same seed: families at addresses, with
// twins, siblings, moves, marriages, names from many places, slips of the finger and gaps. No real person is in it.
//
// Every household is a function of the seed and its number, so that nothing is kept in memory and records of one person
// lie far apart.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace kith::bench {

// The columns, in the order of `cells`.
inline constexpr std::array<std::string_view, 8> register_columns{"id",  "forename", "surname",    "date_of_birth",
                                                                  "sex", "postcode", "nhs_number", "phone"};

struct Row {
  std::array<std::string, register_columns.size()> cells;
  std::uint64_t person = 0;     // who it really is
  std::uint64_t household = 0;  // who lives together
  std::size_t origin = 0;       // of the name, in name_groups
  bool registered = true;       // does the register know this person?
};

// What an agency's record may have wrong, each in ten thousand records. Fixed before anything was measured.
struct Slips {
  unsigned moved = 900, married = 300, double_barrelled = 60;  // married: of women
  unsigned nickname = 500, spelled_otherwise = 1000;           // of those whose name has other forms
  unsigned forename_slip = 150, surname_slip = 150, swapped_names = 30, no_forename = 30;
  unsigned day_month = 50, date_slip = 80, no_date = 50;
  unsigned postcode_slip = 80, no_postcode = 150;
  unsigned nhs_missing = 2500, nhs_slip = 50, nhs_of_sibling = 5;
  unsigned phone_missing = 3000, phone_new = 1500;
};

class Borough {
 public:
  // `people` on the register, about; one in four is known to the agency too, which also knows one stranger for every
  // ten of those, half of them brothers, sisters and twins of people on the register.
  Borough(std::uint64_t people, std::uint64_t seed);

  void each_of_register(std::function<void(Row const&)> const& visit) const;
  void each_of_agency(std::function<void(Row const&)> const& visit) const;

 private:
  void each(bool agency, std::function<void(Row const&)> const& visit) const;
  std::uint64_t people_;
  std::uint64_t seed_;
};

}  // namespace kith::bench
