// What can have happened to what we know of a person. A person is a child or an adult; a family is the people who share
// a family id. Names, dates and addresses are payload, so they can be redacted; the stream is the person's random id.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "journal/event_set.h"

namespace kith::people {

using PersonId = Id<struct Person>;
using FamilyId = Id<struct Family>;
using journal::EventName;

// What is known of who somebody is. Anything may be missing: a child without a name or a birth date is a child whose
// identity is to be found, not an error. An unborn child has an expected date.
struct Details {
  Personal<std::string> forename;
  Personal<std::string> surname;
  std::optional<Date> date_of_birth;
  std::optional<Date> expected_date_of_birth;
  std::string sex;  // codes of the profile
  std::string ethnicity;
  std::string disability;
  Personal<std::string> address;  // lines as typed
  Personal<std::string> postcode;

  bool operator==(Details const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (forename, surname, date_of_birth, expected_date_of_birth, sex, ethnicity, disability, address,
                       postcode))

struct PersonRegistered {
  static constexpr EventName event{"people.registered", 1};
  PersonId person;
  FamilyId family;
  std::string reference;  // the register's own, or the one an import brought
  Details details;
};
BOOST_DESCRIBE_STRUCT(PersonRegistered, (), (person, family, reference, details))

// Details as they stand after a correction, with the names of the fields that changed.
struct PersonAmended {
  static constexpr EventName event{"people.amended", 1};
  PersonId person;
  Details details;
  std::vector<std::string> changed;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PersonAmended, (), (person, details, changed, reason))

// From now on only those named may know that this person's record exists.
struct PersonRestricted {
  static constexpr EventName event{"people.restricted", 1};
  PersonId person;
  std::vector<journal::ActorId> named;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PersonRestricted, (), (person, named, reason))

struct RestrictionLifted {
  static constexpr EventName event{"people.restriction_lifted", 1};
  PersonId person;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RestrictionLifted, (), (person, reason))

// The address is masked wherever it could reach somebody who must not have it: from now on only those named see it.
// Protecting it again changes who they are.
struct AddressProtected {
  static constexpr EventName event{"people.address_protected", 1};
  PersonId person;
  std::vector<journal::ActorId> named;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AddressProtected, (), (person, named, reason))

struct AddressProtectionLifted {
  static constexpr EventName event{"people.address_protection_lifted", 1};
  PersonId person;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AddressProtectionLifted, (), (person, reason))

using Events = journal::EventSet<std::variant<PersonRegistered, PersonAmended, PersonRestricted, RestrictionLifted,
                                              AddressProtected, AddressProtectionLifted>>;

}  // namespace kith::people
