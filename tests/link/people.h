// Invented people for tests: a seeded borough with typing slips, household members and twins.
#pragma once

#include <string>
#include <vector>

#include "link/records.h"

namespace kith::link::test {

struct Person {
  std::string id;
  std::string forename;
  std::string surname;
  std::string born;
  std::string postcode;
  std::string sex;
  std::string truth;  // who it really is

  std::string line() const;
};
inline constexpr auto people_header = "ref,forename,surname,born,postcode,sex,truth\n";
inline constexpr auto people_model = R"(
id = "ref"
[[compare]]
columns = ["forename", "surname"]
kind = "name"
[[compare]]
columns = ["born"]
kind = "date"
[[compare]]
columns = ["postcode"]
kind = "postcode"
[[compare]]
columns = ["sex"]
kind = "category"
[predict]
threshold = 0.95
)";

// About a third of `count` records repeat somebody, most with a slip; one in sixteen people has a twin.
std::vector<Person> make_people(std::size_t count, std::uint64_t seed);
std::string to_csv(std::vector<Person> const& people);
// The people as records of `people_model`; the truth goes into labels.
Records to_records(std::vector<Person> const& people);

}  // namespace kith::link::test
