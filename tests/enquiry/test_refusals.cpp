// What is refused once rights, other records and other people come into it: every command that needs more than an
// enquiry's own history, with each code it can fail with. Given what is on record, when a command, then its code, and
// nothing is left behind.
#include <doctest/doctest.h>

#include "enquiry/family_file.h"
#include "enquiry/import_batch.h"
#include "hub.h"
#include "journal/store.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;

namespace {

struct Refused : Hub {
  Refused() {
    add_person("tia", "Tia Teacher", Role::practitioner, "dial_house_primary");
    add_person("ada", "Ada Administrator", Role::administrator);
    enquiry = receive({a_child("Ava", "Oakfield", "2019-05-04")});
    child = children(enquiry).front().person;
    today = london_date(clock.now());
  }

  // The code of a refusal that left no event; "accepted" when it was none.
  std::string code_of(std::function<Result<std::string>(journal::Transaction&)> const& command) {
    auto const before = events();
    auto const answer = run(command);
    if (answer) return "accepted";
    CHECK(events() == before);
    CHECK(answer.error().sentence.ends_with("."));
    for (auto const& field : answer.error().fields) CHECK(field.code == answer.error().code);
    return answer.error().code;
  }
  template <class Command>
  std::string code_of_act(EnquiryId id, Command const& command, By const& who) {
    return code_of([&](journal::Transaction& t) { return enquiry::act(t, id, command, who); });
  }

  AllocationMade an_allocation() {
    AllocationMade made;
    made.allocation = AllocationId::mint(clock.now(), random);
    made.enquiry = enquiry;
    made.child = child;
    made.allocated_on = today;
    made.team = "east";
    return made;
  }
  AllocationId allocated() {
    auto const made = an_allocation();
    REQUIRE(code_of_allocate(made) == "accepted");
    return made.allocation;
  }
  std::string code_of_allocate(AllocationMade const& made, std::string const& login = "pat") {
    return code_of([&, who = by(login)](journal::Transaction& t) { return allocate(t, {made}, who); });
  }
  std::string code_of_change(AllocationId id, AllocationEvents::Event const& event, std::string const& login = "pat") {
    return code_of([&, who = by(login)](journal::Transaction& t) { return change_allocation(t, id, {event}, who); });
  }

  ReferralMade a_referral() {
    ReferralMade made;
    made.referral = ReferralId::mint(clock.now(), random);
    made.enquiry = enquiry;
    made.child = child;
    made.referred_on = today;
    return made;
  }
  std::string code_of_refer(ReferralMade const& made, std::string const& login = "pat") {
    return code_of([&, who = by(login)](journal::Transaction& t) { return refer(t, {made}, who); });
  }
  std::string code_of_change(ReferralId id, ReferralEvents::Event const& event, std::string const& login = "mia") {
    return code_of([&, who = by(login)](journal::Transaction& t) { return change_referral(t, id, {event}, who); });
  }

  EnquiryId enquiry;
  PersonId child;
  Date today;
};

imports::ImportedRow a_rejected_row(std::uint64_t line) {
  imports::ImportedRow row;
  row.line = line;
  row.kept_cells = {{"reference", "reference", std::string{"C5"}}};
  row.faults = {{line, 1, "received_on", imports::FaultCode::bad_date, "This is not a date."}};
  return row;
}

imports::ColumnMapping a_mapping(std::string name) {
  imports::ColumnMapping mapping;
  mapping.name = std::move(name);
  mapping.columns = {{"Contact ID", "reference"}};
  return mapping;
}

}  // namespace

TEST_CASE("a request about a child who is no longer on record is refused with no_person") {
  Refused hub;
  NewRequest request;
  request.enquiry = EnquiryId::mint(hub.clock.now(), hub.random);
  request.children = {{people::PersonId::mint(hub.clock.now(), hub.random), {}, {}}};
  request.received.worries = "Misses school";
  request.received.agreement = Agreement::yes;
  CHECK(hub.code_of([&](journal::Transaction& t) { return receive(t, request, hub.by("pat")); }) == "no_person");
}

TEST_CASE("a request that its rules refuse registers nobody") {
  Refused hub;
  NewRequest request;
  request.enquiry = EnquiryId::mint(hub.clock.now(), hub.random);
  request.children = {a_child("Cai", "Brook", "2020-01-01")};
  request.received.received_on = hub.today;
  request.received.agreement = Agreement::yes;
  CHECK(hub.code_of([&](journal::Transaction& t) { return receive(t, request, hub.by("pat")); }) == "no_worries");
  CHECK(hub.number("SELECT count(*) FROM person") == 1);
}

TEST_CASE("a command on an enquiry that is not there, or may not be known, is refused with no_enquiry alike") {
  Refused hub;
  auto const nowhere = EnquiryId::mint(hub.clock.now(), hub.random);
  CHECK(hub.code_of_act(nowhere, AddNote{"A note"}, hub.by("pat")) == "no_enquiry");
  CHECK(hub.run([&](journal::Transaction& t) {
             return people::restrict_person(t, hub.child, {hub.accounts.at("max")}, "Works here", {});
           })
            .ok());
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"A note"}, hub.by("pat")) == "no_enquiry");
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"A note"}, hub.by("max")) == "accepted");
}

TEST_CASE("a role that does not include a command is refused with not_allowed") {
  Refused hub;
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"A note"}, hub.by("ann")) == "not_allowed");
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"A note"}, hub.by("ada")) == "not_allowed");
  CHECK(hub.code_of_act(hub.enquiry, AcceptUrgent{"Pat", ""}, hub.by("pat")) == "not_allowed");
  CHECK(hub.code_of_allocate(hub.an_allocation(), "sam") == "not_allowed");
  CHECK(hub.code_of_refer(hub.a_referral(), "mia") == "not_allowed");
}

TEST_CASE("somebody outside the hub cannot raise urgent what they did not ask for: no_enquiry") {
  Refused hub;
  CHECK(hub.code_of_act(hub.enquiry, a_danger(), hub.by("tia")) == "no_enquiry");
  CHECK(hub.code_of_act(hub.enquiry, a_danger(), hub.by("pat")) == "accepted");
}

TEST_CASE("the area of a protected address is changed by those named for it alone: not_named_for_address") {
  Refused hub;
  CHECK(hub.run([&](auto& t) {
             return people::protect_address(t, hub.child, {hub.accounts.at("sam")}, "A court order", {});
           })
            .ok());
  CHECK(hub.code_of_act(hub.enquiry, AmendEnquiry{"area", "denaby", "Moved"}, hub.by("max")) ==
        "not_named_for_address");
  CHECK(hub.code_of_act(hub.enquiry, AmendEnquiry{"worries", "Tired", "Rang"}, hub.by("max")) == "accepted");
  CHECK(hub.code_of_act(hub.enquiry, AmendEnquiry{"area", "denaby", "Moved"}, hub.by("sam")) == "accepted");
}

TEST_CASE("two people at once: the second is refused with changed_meanwhile") {
  Refused hub;
  auto late = hub.by("pat");
  late.expected_version = 1;
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"First"}, late) == "accepted");
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"Second"}, late) == "changed_meanwhile");
  late.expected_version = 2;
  CHECK(hub.code_of_act(hub.enquiry, AddNote{"Second"}, late) == "accepted");
}

TEST_CASE("an allocation to come, or to nobody, is refused with allocated_in_future and no_lead") {
  Refused hub;
  auto tomorrow = hub.an_allocation();
  tomorrow.allocated_on = hub.today + 1;
  CHECK(hub.code_of_allocate(tomorrow) == "allocated_in_future");
  auto nobody = hub.an_allocation();
  nobody.team.clear();
  CHECK(hub.code_of_allocate(nobody) == "no_lead");
  auto agency = nobody;
  agency.pathway = Pathway::single_agency;
  agency.lead_agency = "dial_house_primary";
  CHECK(hub.code_of_allocate(agency) == "accepted");
  CHECK(hub.number("SELECT count(*) FROM allocation WHERE lead_agency='dial_house_primary'") == 1);
}

TEST_CASE("an allocation that is not there cannot be changed: no_allocation") {
  Refused hub;
  CHECK(hub.code_of_change(AllocationId::mint(hub.clock.now(), hub.random), HelpOffered{}) == "no_allocation");
}

TEST_CASE("an allocation of another agency is not there for a practitioner") {
  Refused hub;
  auto made = hub.an_allocation();
  made.lead_agency = "school_nursing";
  REQUIRE(hub.code_of_allocate(made) == "accepted");
  CHECK(hub.code_of_change(made.allocation, HelpOffered{made.allocation, "Bereavement group"}, "tia") == "no_enquiry");
}

TEST_CASE("a closed allocation takes nothing but reopening and amendments: allocation_closed") {
  Refused hub;
  auto const id = hub.allocated();
  CHECK(hub.code_of_change(id, AllocationClosed{id, hub.today - 1, "needs_met"}) == "closed_before_allocated");
  CHECK(hub.code_of_change(id, AllocationClosed{id, hub.today, "needs_met"}) == "accepted");
  for (AllocationEvents::Event const& event : std::vector<AllocationEvents::Event>{
           LeadNamed{id, "", std::string{"Lee"}}, LeadMadeContact{id, hub.today, ""}, ReviewHeld{id, hub.today, {}, ""},
           HelpOffered{id, ""}, AllocationClosed{id, hub.today, "needs_met"}})
    CHECK(hub.code_of_change(id, event) == "allocation_closed");
  CHECK(hub.code_of_change(id, AllocationAmended{id, "level", "", "3", "A slip"}) == "accepted");
  CHECK(hub.code_of_change(id, AllocationReopened{id, "A new worry"}) == "accepted");
  CHECK(hub.code_of_change(id, HelpOffered{id, "Bereavement group"}) == "accepted");
}

TEST_CASE("a referral to come is refused with referred_in_future, one that is not there with no_referral") {
  Refused hub;
  auto tomorrow = hub.a_referral();
  tomorrow.referred_on = hub.today + 1;
  CHECK(hub.code_of_refer(tomorrow) == "referred_in_future");
  CHECK(hub.code_of_change(tomorrow.referral, ReferralAccepted{tomorrow.referral, "Mia"}) == "no_referral");
}

TEST_CASE("an outcome cannot be before its referral: outcome_before_referral") {
  Refused hub;
  auto const made = hub.a_referral();
  REQUIRE(hub.code_of_refer(made) == "accepted");
  StepOutcomeRecorded step{made.referral, StepOutcome::no_further_action, hub.today - 1, ""};
  CHECK(hub.code_of_change(made.referral, step) == "outcome_before_referral");
  CHECK(hub.code_of_change(made.referral, step, "pat") == "not_allowed");
  step.on = hub.today;
  CHECK(hub.code_of_change(made.referral, step) == "accepted");
  CHECK(hub.number("SELECT count(*) FROM referral WHERE outcome='no_further_action'") == 1);
}

TEST_CASE("a quarantined row is settled once, with a reason: no_row, settled_already, no_reason") {
  Refused hub;
  auto const nowhere = RowId::mint(hub.clock.now(), hub.random);
  CHECK(hub.code_of([&](auto& t) { return settle_corrected(t, nowhere, {}, {}); }) == "no_row");
  CHECK(hub.code_of([&](auto& t) { return dismiss_row(t, nowhere, "A line of totals", {}); }) == "no_row");
  auto keep = [&](std::uint64_t line) {
    return hub.run(
        [&](auto& t) { return keep_rejected(t, imports::Door::enquiries, "contacts.csv", a_rejected_row(line), {}); });
  };
  CHECK(*keep(5) == "kept");
  CHECK(*keep(5) == "known already");
  CHECK(*keep(6) == "kept");
  auto const rows = quarantined(*hub.reader(), "waiting", 10, 0);
  REQUIRE(rows.size() == 2);
  CHECK(hub.code_of([&](auto& t) { return dismiss_row(t, rows[0].row, " ", {}); }) == "no_reason");
  CHECK(hub.code_of([&](auto& t) { return dismiss_row(t, rows[0].row, "Totals", {}); }) == "accepted");
  CHECK(hub.code_of([&](auto& t) { return settle_corrected(t, rows[0].row, {}, {}); }) == "settled_already");
  CHECK(hub.code_of([&](auto& t) { return settle_corrected(t, rows[1].row, {}, {}); }) == "accepted");
  CHECK(hub.code_of([&](auto& t) { return dismiss_row(t, rows[1].row, "Totals", {}); }) == "settled_already");
}

TEST_CASE("a column mapping needs a name of its own: name_missing, name_too_long, name_taken, no_mapping") {
  Refused hub;
  auto save = [&](imports::ColumnMapping const& mapping, std::optional<MappingId> id = {}) {
    return hub.code_of([&](auto& t) { return save_mapping(t, id, mapping, {}); });
  };
  CHECK(save(a_mapping(" ")) == "name_missing");
  CHECK(save(a_mapping(std::string(101, 'x'))) == "name_too_long");
  CHECK(save(a_mapping(std::string(100, 'x'))) == "accepted");
  CHECK(save(a_mapping("Old system")) == "accepted");
  CHECK(save(a_mapping("OLD system")) == "name_taken");
  CHECK(save(a_mapping("Other"), MappingId::mint(hub.clock.now(), hub.random)) == "no_mapping");
  auto unknown = a_mapping("Another");
  unknown.columns = {{"Colour", "colour"}};
  CHECK(save(unknown) == "unknown_column");
}

TEST_CASE("a person's record: no_person, nothing_changed, no_reason, nobody_named") {
  Refused hub;
  using namespace people;
  auto const nowhere = PersonId::mint(hub.clock.now(), hub.random);
  auto const same = hub.children(hub.enquiry).front().details;
  auto other = same;
  other.forename = std::string{"Eva"};
  std::vector<access::ActorId> const max = {hub.accounts.at("max")};
  CHECK(hub.code_of([&](auto& t) { return amend_person(t, nowhere, other, "A slip", {}); }) == "no_person");
  CHECK(hub.code_of([&](auto& t) { return restrict_person(t, nowhere, max, "Works here", {}); }) == "no_person");
  CHECK(hub.code_of([&](auto& t) { return amend_person(t, hub.child, same, "A slip", {}); }) == "nothing_changed");
  CHECK(hub.code_of([&](auto& t) { return restrict_person(t, hub.child, max, " ", {}); }) == "no_reason");
  CHECK(hub.code_of([&](auto& t) { return restrict_person(t, hub.child, {}, "Works here", {}); }) == "nobody_named");
  CHECK(hub.code_of([&](auto& t) { return protect_address(t, nowhere, max, "A court order", {}); }) == "no_person");
  CHECK(hub.code_of([&](auto& t) { return protect_address(t, hub.child, max, "", {}); }) == "no_reason");
  CHECK(hub.code_of([&](auto& t) { return protect_address(t, hub.child, {}, "A court order", {}); }) == "nobody_named");
  CHECK(hub.code_of([&](auto& t) { return lift_restriction(t, hub.child, "", {}); }) == "no_reason");
  CHECK(hub.code_of([&](auto& t) { return lift_address_protection(t, hub.child, "", {}); }) == "no_reason");
  CHECK(hub.code_of([&](auto& t) { return amend_person(t, hub.child, other, "A slip", {}); }) == "accepted");
}

TEST_CASE("lifting what is not there changes nothing, and says nothing is wrong") {
  Refused hub;
  using namespace people;
  auto const before = hub.events();
  CHECK(hub.run([&](auto& t) { return lift_restriction(t, hub.child, "Has left", {}); }).ok());
  CHECK(hub.run([&](auto& t) { return lift_address_protection(t, hub.child, "Order ended", {}); }).ok());
  CHECK(hub.events() == before);
}

TEST_CASE("a family's file is not made of a reference that nobody has: no_family") {
  Refused hub;
  CHECK(family_file(*hub.reader(), "EH999999", std::nullopt).error().code == "no_family");
}
