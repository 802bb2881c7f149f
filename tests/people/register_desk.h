// The register by itself: its records, its pages, and three people who use it.
#pragma once

#include "access/agreements.h"
#include "desk.h"
#include "people/register.h"
#include "people/routes.h"

namespace kith::people::test {

using access::Role;
using testing::has;
using testing::location;

struct Register : testing::Desk {
  Register()
      : Desk(testing::each_engine(), {access::account_records(), access::agreement_records(), person_records()},
             testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    hang_people_routes(router, services, {});
    add_person("pat", "Pat Coordinator", Role::coordinator);
    add_person("max", "Max Manager", Role::manager);
    add_person("tia", "Tia Teacher", Role::practitioner, "dial_house_primary");
  }

  // Registers somebody by name and birth date ("2019-05-04"; empty: not known); `change` adds the rest.
  PersonId add(std::string forename, std::string surname, std::string born,
               std::function<void(PersonRegistered&)> change = {}) {
    PersonRegistered registered;
    registered.person = PersonId::mint(clock.now(), random);
    registered.family = FamilyId::mint(clock.now(), random);
    registered.reference = "P-" + registered.person.text().substr(16);
    registered.details.forename = std::move(forename);
    registered.details.surname = std::move(surname);
    registered.details.date_of_birth = parse_date(born);
    if (change) change(registered);
    REQUIRE(run([&](journal::Transaction& t) { return register_person(t, registered, {}); }).ok());
    return registered.person;
  }
  PersonRecord record(PersonId id) { return *person(*reader(), id); }
  std::vector<PersonId> find(std::string_view words, std::string const& login = "pat", int limit = 50) {
    std::vector<PersonId> found;
    for (auto const& each : search(*reader(), words, accounts.at(login), limit)) found.push_back(each.person);
    return found;
  }
  void restrict(PersonId id, std::vector<std::string> const& logins) {
    std::vector<access::ActorId> named;
    for (auto const& login : logins) named.push_back(accounts.at(login));
    REQUIRE(run([&](journal::Transaction& t) { return restrict_person(t, id, named, "Works here", {}); }).ok());
  }
  void protect(PersonId id, std::string const& login) {
    REQUIRE(run([&](journal::Transaction& t) {
              return protect_address(t, id, {accounts.at(login)}, "A court order", {});
            }).ok());
  }
};

}  // namespace kith::people::test
