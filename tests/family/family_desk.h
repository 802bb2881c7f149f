// A family on the register, its pages, and the people who work with it: a coordinator, a manager, a screening officer,
// a MASH worker, and practitioners of a school and of a health visiting team.
#pragma once

#include "access/agreements.h"
#include "desk.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "family/commands.h"
#include "family/routes.h"
#include "family/work_records.h"

namespace kith::family::test {

using access::Role;
using testing::has;
using testing::location;
using testing::Typed;

struct FamilyDesk : testing::Desk {
  explicit FamilyDesk(journal::Projections more = {}, sql::Engine engine = testing::each_engine())
      : Desk(engine, projections(std::move(more)), testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    add_person("pat", "Pat Coordinator", Role::coordinator);
    add_person("max", "Max Manager", Role::manager);
    add_person("sam", "Sam Screener", Role::screening_officer);
    add_person("mia", "Mia Mash", Role::mash_worker);
    add_person("tia", "Tia Teacher", Role::practitioner, "dial_house_primary");
    add_person("hal", "Hal Healthvisitor", Role::practitioner, health());
    family = FamilyId::mint(clock.now(), random);
    child = add("Zephyrine", "Quillfeather", "2019-05-04");
    mother = add("Maud", "Quillfeather", "1990-02-01");
  }

  static journal::Projections projections(journal::Projections more) {
    journal::Projections all = {access::account_records(),
                                access::agreement_records(),
                                people::person_records(),
                                enquiry::enquiry_records(),
                                enquiry::allocation_records(),
                                enquiry::referral_records(),
                                family_records(),
                                work_records()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  // Some agency of the profile that is not the school.
  static std::string health() {
    for (auto const& agency : testing::doncaster().agencies)
      if (agency.kind == "health") return agency.code;
    return {};
  }

  PersonId add(std::string forename, std::string surname, std::string const& born) {
    people::PersonRegistered registered;
    registered.person = PersonId::mint(clock.now(), random);
    registered.family = family;
    registered.reference = "P-" + registered.person.text().substr(16);
    registered.details.forename = std::move(forename);
    registered.details.surname = std::move(surname);
    registered.details.date_of_birth = parse_date(born);
    must([&](auto& t) { return people::register_person(t, registered, {}); });
    return registered.person;
  }
  void must(std::function<Result<std::string>(journal::Transaction&)> command) {
    auto const answer = run(std::move(command));
    REQUIRE_MESSAGE(answer.ok(), answer.error().sentence);
  }
  // The hub gives the family to an agency.
  void allocate_to(std::string const& agency) {
    enquiry::AllocationMade made;
    made.allocation = enquiry::AllocationId::mint(clock.now(), random);
    made.child = child;
    made.allocated_on = london_date(clock.now());
    made.lead_agency = agency;
    must([&](auto& t) { return enquiry::allocate(t, {made}, {subject("pat"), "allocation"}); });
  }
  std::string at(std::string const& part = {}) const {
    return "/families/" + family.text() + (part.empty() ? "" : "/" + part);
  }
  // A form that must be accepted.
  http::Response done(std::string const& login, std::string const& slug, Typed const& typed) {
    auto response = post(login, at(slug), typed);
    CHECK_MESSAGE(response.status == 303, slug, " by ", login, ": ", response.body.substr(0, 0), response.status);
    return response;
  }
  // Tia joins for the school and leads; Hal joins for health.
  void gather_team() {
    allocate_to("dial_house_primary");
    done("tia", "join", {{"role", "school"}, {"phone", "01632 960001"}});
    done("pat", "add-member", {{"name", ""}, {"role", "health"}, {"login", "hal"}, {"phone", "01632 960002"}});
    done("pat", "lead", {{"member", member("Tia Teacher")}, {"family_said", "They trust her"}});
  }
  std::string member(std::string const& name) {
    for (auto const& row : team_of(*reader(), family))
      if (row.name == name && !row.left_on) return row.member.text();
    return {};
  }
  // The three boxes of a date field, so many days from today.
  Typed in_days(std::string const& field, int days, Typed typed) {
    auto const day = london_date(clock.now()) + days;
    typed.emplace_back(field + "-day", std::to_string(day.day()));
    typed.emplace_back(field + "-month", std::to_string(day.month()));
    typed.emplace_back(field + "-year", std::to_string(day.year()));
    return typed;
  }
  std::string id_in(std::string const& table) {
    return reader()->text("SELECT id FROM " + table + " ORDER BY id LIMIT 1").value_or("");
  }
  std::string entry_with(std::string const& text) {
    return reader()->text("SELECT id FROM family_entry WHERE text LIKE $1", {"%" + text + "%"}).value_or("");
  }

  FamilyId family;
  PersonId child, mother;
};

}  // namespace kith::family::test
