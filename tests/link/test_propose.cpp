#include "link/propose.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "link/people.h"

using namespace kith;
using namespace kith::link;

namespace {
Proposal propose(std::string const& csv) {
  MemorySource source{csv};
  auto proposal = propose_model(source, "people.csv");
  REQUIRE(proposal.ok());
  return *proposal;
}

Compare const* compared(Proposal const& proposal, std::string_view column) {
  for (auto const& compare : proposal.model.compare)
    if (std::find(compare.columns.begin(), compare.columns.end(), column) != compare.columns.end()) return &compare;
  return nullptr;
}

std::string made_of(std::string_view header, std::function<std::string(test::Person const&)> const& line) {
  std::string csv = fmt::format("{}\n", header);
  for (auto const& person : test::make_people(300, 41)) csv += line(person) + "\n";
  return csv;
}
}  // namespace

TEST_CASE("a full name beside forename and surname is left out: its evidence would be counted twice") {
  auto const proposal = propose(made_of("ref,full_name,first_and_surname,first_name,surname,born", [](auto const& p) {
    return fmt::format("{0},{1} {2},{1} {2},{1},{2},{3}", p.id, p.forename, p.surname, p.born);
  }));
  CHECK(compared(proposal, "full_name") == nullptr);
  CHECK(compared(proposal, "first_and_surname") == nullptr);
  auto const* name = compared(proposal, "surname");
  REQUIRE(name != nullptr);
  CHECK(name->kind == CompareKind::name);
  CHECK(name->columns == std::vector<std::string>{"first_name", "surname"});
}

TEST_CASE("a column that stands there twice is compared once") {
  auto const proposal = propose(made_of("ref,surname,name_again,born", [](auto const& p) {
    return fmt::format("{0},{1},{1},{2}", p.id, p.surname, p.born);
  }));
  CHECK((compared(proposal, "surname") != nullptr) != (compared(proposal, "name_again") != nullptr));
}

TEST_CASE("year, month and day side by side are one date") {
  auto const proposal = propose(made_of("ref,surname,by,bm,bd", [](auto const& p) {
    auto const born = p.born.empty() ? std::string{"2001-01-01"} : p.born;
    return fmt::format("{},{},{},{},{}", p.id, p.surname, born.substr(0, 4), born.substr(5, 2), born.substr(8, 2));
  }));
  auto const* date = compared(proposal, "bm");
  REQUIRE(date != nullptr);
  CHECK(date->kind == CompareKind::date);
  CHECK(date->columns == std::vector<std::string>{"by", "bm", "bd"});
}

TEST_CASE("dates with the month in front are seen to be so") {
  auto const proposal = propose(made_of("ref,surname,dob", [](auto const& p) {
    auto const born = p.born.empty() ? std::string{"2001-01-01"} : p.born;
    return fmt::format("{},{},{}/{}/{}", p.id, p.surname, born.substr(5, 2), born.substr(8, 2), born.substr(0, 4));
  }));
  auto const* date = compared(proposal, "dob");
  REQUIRE(date != nullptr);
  CHECK(date->kind == CompareKind::date);
  CHECK(date->format == "%m/%d/%Y");
}

TEST_CASE("where somebody was born is no date, whatever its column is called") {
  auto const proposal = propose(made_of("ref,surname,birth_place,dob", [](auto const& p) {
    return fmt::format("{},{},Town {},{}", p.id, p.surname, p.postcode.substr(0, 4), p.born);
  }));
  auto const* place = compared(proposal, "birth_place");
  REQUIRE(place != nullptr);
  CHECK(place->kind != CompareKind::date);
}

TEST_CASE("where a full name is all there is, it is compared as a name; German titles are understood") {
  auto const whole = propose(made_of("ref,Full Name,born", [](auto const& p) {
    return fmt::format("{},{} {},{}", p.id, p.forename.empty() ? "anna" : p.forename, p.surname, p.born);
  }));
  auto const* name = compared(whole, "Full Name");
  REQUIRE(name != nullptr);
  CHECK(name->kind == CompareKind::name);
  CHECK(parse_model(to_toml(whole.model), "again").value() == whole.model);
  auto const german = propose(made_of("ref,Vorname,Nachname,born", [](auto const& p) {
    return fmt::format("{},{},{},{}", p.id, p.forename, p.surname, p.born);
  }));
  name = compared(german, "Vorname");
  REQUIRE(name != nullptr);
  CHECK(name->columns == std::vector<std::string>{"Vorname", "Nachname"});
}
