// A small hub to try pages on: the desk with the hub's pages and the people who work there.
#pragma once

#include "access/agreements.h"
#include "desk.h"
#include "enquiry/commands.h"
#include "enquiry/consultation.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/records.h"
#include "enquiry/routes.h"
#include "enquiry/saved_mappings.h"

namespace kith::enquiry::test {

using access::Role;
using testing::doncaster;
using testing::has;
using testing::location;
using testing::Typed;

// A child by name and birth date ("2019-05-04"); empty texts are not known.
inline NewChild a_child(std::string forename, std::string surname, std::string born) {
  NewChild child;
  child.details.forename = std::move(forename);
  child.details.surname = std::move(surname);
  child.details.date_of_birth = parse_date(born);
  return child;
}

// The record sets of this room and of those below it.
inline journal::Projections room_records() {
  return {access::account_records(), access::agreement_records(), people::person_records(), enquiry_records(),
          allocation_records(),      referral_records(),          quarantine_records(),     mapping_records(),
          import_records(),          consultation_records()};
}

struct Hub : testing::Desk {
  using Typed = testing::Typed;

  // Wednesday 4 November 2026, 10:00 in London.
  Hub() : Desk(testing::each_engine(), room_records(), doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    hang_hub_routes(router, services);
    add_person("pat", "Pat Coordinator", Role::coordinator);
    add_person("sam", "Sam Screener", Role::screening_officer);
    add_person("max", "Max Manager", Role::manager);
    add_person("mia", "Mia Mash", Role::mash_worker);
    add_person("ann", "Ann Analyst", Role::analyst);
  }

  By by(std::string const& login) { return {subject(login), "screening"}; }

  // A request as a professional sends it; `change` adjusts it first.
  EnquiryId receive(std::vector<NewChild> children, std::function<void(EnquiryReceived&)> change = {}) {
    NewRequest request;
    request.enquiry = EnquiryId::mint(clock.now(), random);
    request.children = std::move(children);
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.asker.name = std::string{"Jo Teacher"};
    r.agreement = Agreement::yes;
    r.worries = "Misses school";
    r.primary_need = "parenting";
    if (change) change(r);
    auto const done = run([&](journal::Transaction& t) { return enquiry::receive(t, request, by("pat")); });
    REQUIRE(done.ok());
    return request.enquiry;
  }
  template <class Command>
  Result<std::string> act(EnquiryId id, Command const& command, std::string const& login = "pat") {
    auto const who = by(login);
    return run([&](journal::Transaction& t) { return enquiry::act(t, id, command, who); });
  }
  std::vector<people::PersonRecord> children(EnquiryId id) { return children_of(*reader(), id); }
};

inline RaiseUrgent a_danger() {
  RaiseUrgent raise;
  raise.raised.danger = "Left alone";
  return raise;
}

inline std::string path_of(EnquiryId id) { return "/enquiries/" + id.text(); }

}  // namespace kith::enquiry::test
