// The register: everyone Kith knows. Commands that change a person, and the questions asked of the records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "journal/projection.h"
#include "journal/writer.h"
#include "people/events.h"

namespace kith::people {

// Commands. Each appends to the person's own stream. Errors: no_person; nothing_changed; no_reason; nobody_named.
Result<std::string> register_person(journal::Transaction& t, PersonRegistered const& person,
                                    journal::Author const& author);
Result<std::string> amend_person(journal::Transaction& t, PersonId person, Details const& details, std::string reason,
                                 journal::Author const& author);
Result<std::string> restrict_person(journal::Transaction& t, PersonId person, std::vector<journal::ActorId> named,
                                    std::string reason, journal::Author const& author);
Result<std::string> lift_restriction(journal::Transaction& t, PersonId person, std::string reason,
                                     journal::Author const& author);
// Those named see the address, and nobody else; the same names again change nothing.
Result<std::string> protect_address(journal::Transaction& t, PersonId person, std::vector<journal::ActorId> named,
                                    std::string reason, journal::Author const& author);
Result<std::string> lift_address_protection(journal::Transaction& t, PersonId person, std::string reason,
                                            journal::Author const& author);

journal::Projection person_records();

struct PersonRecord {
  PersonId person;
  FamilyId family;
  std::string reference;
  Details details;
  bool restricted = false;
  bool protected_address = false;

  // A name for a page: "Identity to be found" when there is none, "Unborn child" when one is expected.
  std::string shown_name() const;
};

// The columns of `person p`, for a question of another room that joins it, and the person in such a row from column
// `first` on.
extern std::string_view const person_columns;
PersonRecord person_of(sql::Row const& row, int first = 0);

std::optional<PersonRecord> person(sql::Connection& c, PersonId id);
std::optional<PersonId> person_by_reference(sql::Connection& c, std::string_view reference);
std::vector<PersonRecord> family_members(sql::Connection& c, FamilyId family);
// Whether `viewer` is among those who may know of a restricted person.
bool is_named(sql::Connection& c, PersonId person, journal::ActorId viewer);
// Whether `viewer` is among those who may see this person's protected address.
bool needs_address(sql::Connection& c, PersonId person, journal::ActorId viewer);

// A search by name, date of birth, postcode or reference in one box; at most `limit` people. `viewer` sees restricted
// people only when named; nobody finds somebody by a protected postcode.
std::vector<PersonRecord> search(sql::Connection& c, std::string_view words, journal::ActorId viewer, int limit);

// The names of the fields in which two sets of details differ, as events keep them.
std::vector<std::string> changed_fields(Details const& before, Details const& after);

}  // namespace kith::people
