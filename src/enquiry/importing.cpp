#include "enquiry/importing.h"

#include <fmt/format.h>

#include "enquiry/records.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

// Keeps the writer's rows apart by door and reference. A reference is unique within its door.
std::string key_of(imports::Door door, std::string_view reference) {
  return fmt::format("{}/{}", wire(door), reference);
}

people::Details details_of(imports::EnquiryRow const& row) {
  people::Details details;
  details.forename = row.forename;
  details.surname = row.surname;
  if (row.date_of_birth) details.date_of_birth = row.date_of_birth->reveal();
  if (row.expected_date_of_birth) details.expected_date_of_birth = row.expected_date_of_birth->reveal();
  details.sex = row.sex.value;
  details.ethnicity = row.ethnicity.value;
  details.disability = row.disability.value;
  details.postcode = row.postcode;
  return details;
}

// What the register lacks and the row knows; what the register has is never overwritten by a file.
people::Details filled_in(people::Details known, people::Details const& row) {
  auto fill = [](auto& field, auto const& value) {
    if (field == std::decay_t<decltype(field)>{}) field = value;
  };
  fill(known.forename, row.forename);
  fill(known.surname, row.surname);
  fill(known.date_of_birth, row.date_of_birth);
  if (!known.date_of_birth) fill(known.expected_date_of_birth, row.expected_date_of_birth);
  fill(known.sex, row.sex);
  fill(known.ethnicity, row.ethnicity);
  fill(known.disability, row.disability);
  fill(known.postcode, row.postcode);
  return known;
}

// The person that a child reference names, registered now with what is known if it is new. An empty reference is a
// child of this row alone.
Result<PersonId> child_of(journal::Transaction& t, std::string const& reference, people::Details const& details,
                          By const& by) {
  if (auto const known = people::person_by_reference(t.connection(), reference)) {
    auto const person = people::person(t.connection(), *known);
    auto const fuller = filled_in(person->details, details);
    if (!(fuller == person->details))
      TRY(people::amend_person(t, *known, fuller, "Filled in from an import", by.author()));
    return *known;
  }
  auto const id = PersonId::mint(t.now(), t.random());
  TRY(people::register_person(t, {id, FamilyId::mint(t.now(), t.random()), reference, details}, by.author()));
  return id;
}

EnquiryScreened screening_of(imports::EnquiryRow const& row) {
  EnquiryScreened screened;
  screened.outcome = row.outcome.value_or(ScreeningOutcome::to_be_completed);
  screened.screened_on = row.screened_on.value_or(row.received_on);
  screened.level = row.level;
  screened.primary_need = row.primary_need.value;
  return screened;
}

bool has_screening(imports::EnquiryRow const& row) { return row.outcome || row.screened_on || row.level; }

// What an enquiry lacks of what the row says, as events: decided one after another on the state they lead to.
class Difference {
 public:
  Difference(Enquiry state, Context context) : state_(std::move(state)), context_(context) {}

  template <class Command>
  Result<Done> then(Command const& command) {
    for (auto& event : TRY(decide(state_, command, context_))) {
      evolve(state_, event);
      events_.push_back(std::move(event));
    }
    return Done{};
  }
  Result<Done> amend(std::string field, std::string value) {
    if (value.empty() || field_value(state_.received, field) == value) return Done{};
    return then(AmendEnquiry{std::move(field), std::move(value), "A later import says so"});
  }
  Enquiry const& state() const { return state_; }
  std::vector<Events::Event> const& events() const { return events_; }

 private:
  Enquiry state_;
  Context context_;
  std::vector<Events::Event> events_;
};

Result<Done> bring_up_to_date(Difference& difference, imports::EnquiryRow const& row) {
  auto const& state = difference.state();
  if (has_screening(row)) {
    auto screened = screening_of(row);
    screened.enquiry = state.received.enquiry;
    auto const& old = state.decision;
    bool const same = old && old->outcome == screened.outcome && old->screened_on == screened.screened_on &&
                      old->level == screened.level && old->primary_need == screened.primary_need;
    if (!same && !state.closed) TRY(difference.then(ScreenEnquiry{screened}));
  }
  if (row.first_contact_on && !state.first_contact_on)
    TRY(difference.then(
        RecordFirstContact{"Not recorded", "Not recorded", "", from_london(*row.first_contact_on), ""}));
  if (row.closed_on && !state.closed) TRY(difference.then(CloseEnquiry{*row.closed_on, ""}));
  return Done{};
}

Result<Done> append_all(journal::Transaction& t, EnquiryId id, std::int64_t version,
                        std::vector<Events::Event> const& events, By const& by) {
  std::vector<journal::NewEvent> encoded;
  for (auto const& event : events) encoded.push_back(Events::encode(event, t.now()));
  TRY(t.append(id.raw(), version, encoded, by.author()));
  return Done{};
}

Result<RowTaken> take(journal::Transaction& t, imports::EnquiryRow const& row, By const& by) {
  Context const context{t.now(), london_date(t.now()), by.subject.account};
  auto const key = key_of(imports::Door::enquiries, row.reference);
  auto const child_reference = row.child_reference.empty() ? "child of " + row.reference : row.child_reference;
  if (auto const known = enquiry_by_import_key(t.connection(), key)) {
    auto const before = t.connection().integer("SELECT max(sequence) FROM journal").value_or(0);
    TRY(child_of(t, child_reference, details_of(row), by));
    Difference difference(*t.state<Enquiry>(known->raw()), context);
    auto const version = difference.state().version;
    // A later date of receipt needs the later decision first: nothing is decided before it has come in.
    if (row.received_on > difference.state().received.received_on) TRY(bring_up_to_date(difference, row));
    TRY(difference.amend("received_on", to_text(row.received_on)));
    TRY(difference.amend("source", row.source.value));
    TRY(difference.amend("source_agency", row.source_agency.value));
    TRY(difference.amend("area", profile::joined(row.places)));
    TRY(bring_up_to_date(difference, row));
    if (!difference.events().empty()) TRY(append_all(t, *known, version, difference.events(), by));
    auto const after = t.connection().integer("SELECT max(sequence) FROM journal").value_or(0);
    return after == before ? RowTaken::unchanged : RowTaken::changed;
  }
  auto const child = TRY(child_of(t, child_reference, details_of(row), by));
  EnquiryReceived received;
  received.enquiry = EnquiryId::mint(t.now(), t.random());
  received.reference = row.reference;
  received.door = Door::import;
  received.received_at = from_london(row.received_on);
  received.received_on = row.received_on;
  received.source = row.source.value;
  received.asker.agency = row.source_agency.value;
  received.children = {child};
  received.family = people::person(t.connection(), child)->family;
  received.places = row.places;
  received.primary_need = row.primary_need.value;
  received.import_key = key;
  Difference difference({}, context);
  TRY(difference.then(ReceiveEnquiry{received}));
  TRY(bring_up_to_date(difference, row));
  TRY(append_all(t, received.enquiry, 0, difference.events(), by));
  return RowTaken::added;
}

Result<RowTaken> take(journal::Transaction& t, imports::AllocationRow const& row, By const& by) {
  auto const key = key_of(imports::Door::allocations, row.reference);
  if (auto const known = allocation_by_import_key(t.connection(), key)) {
    auto const old = *allocation_by_id(t.connection(), *known);
    bool changed = false;
    auto amend = [&](char const* field, std::string const& before, std::string const& after) -> Result<Done> {
      if (after.empty() || before == after) return Done{};
      changed = true;
      TRY(change_allocation(t, *known, {AllocationAmended{*known, field, before, after, "A later import says so"}},
                            by));
      return Done{};
    };
    TRY(amend("allocated_on", to_text(old.allocated_on), to_text(row.allocated_on)));
    TRY(amend("area", old.places, profile::joined(row.places)));
    TRY(amend("lead_agency", old.lead_agency, row.lead_agency.value));
    TRY(amend("level", old.level ? fmt::format("{}", *old.level) : "", row.level ? fmt::format("{}", *row.level) : ""));
    if (row.closed_on && !old.closed_on) {
      changed = true;
      TRY(change_allocation(t, *known, {AllocationClosed{*known, *row.closed_on, row.closing_reason.reveal()}}, by));
    } else {
      TRY(amend("closed_on", old.closed_on ? to_text(*old.closed_on) : "",
                row.closed_on ? to_text(*row.closed_on) : ""));
      TRY(amend("closing_reason", old.closing_reason, row.closing_reason.reveal()));
    }
    return changed ? RowTaken::changed : RowTaken::unchanged;
  }
  AllocationMade made;
  made.allocation = AllocationId::mint(t.now(), t.random());
  made.reference = row.reference;
  made.enquiry_reference = row.enquiry_reference;
  if (!row.enquiry_reference.empty())
    made.enquiry = enquiry_by_import_key(t.connection(), key_of(imports::Door::enquiries, row.enquiry_reference));
  made.child = TRY(child_of(t, row.child_reference, {}, by));
  made.places = row.places;
  made.allocated_on = row.allocated_on;
  made.lead_agency = row.lead_agency.value;
  made.level = row.level;
  made.import_key = key;
  TRY(allocate(t, {made}, by));
  if (row.closed_on)
    TRY(change_allocation(t, made.allocation,
                          {AllocationClosed{made.allocation, *row.closed_on, row.closing_reason.reveal()}}, by));
  return RowTaken::added;
}

Result<RowTaken> take(journal::Transaction& t, imports::ReferralRow const& row, By const& by) {
  auto const key = key_of(imports::Door::referrals, row.reference);
  if (auto const known = referral_by_import_key(t.connection(), key)) {
    auto const old = *referral_by_id(t.connection(), *known);
    bool changed = false;
    auto amend = [&](char const* field, std::string const& before, std::string const& after) -> Result<Done> {
      if (after.empty() || before == after) return Done{};
      changed = true;
      TRY(change_referral(t, *known, {ReferralAmended{*known, field, before, after, "A later import says so"}}, by));
      return Done{};
    };
    TRY(amend("referred_on", to_text(old.referred_on), to_text(row.referred_on)));
    TRY(amend("area", old.places, profile::joined(row.places)));
    TRY(amend("source", old.source, row.source.value));
    if (row.step_outcome && row.step_outcome != old.outcome) {
      changed = true;
      TRY(change_referral(t, *known,
                          {StepOutcomeRecorded{*known, *row.step_outcome, row.closed_on.value_or(row.referred_on), ""}},
                          by));
    }
    if (row.closed_on && row.closed_on != old.closed_on) {
      changed = true;
      TRY(change_referral(t, *known, {ReferralClosed{*known, *row.closed_on}}, by));
    }
    return changed ? RowTaken::changed : RowTaken::unchanged;
  }
  ReferralMade made;
  made.referral = ReferralId::mint(t.now(), t.random());
  made.reference = row.reference;
  made.child = TRY(child_of(t, row.child_reference, {}, by));
  made.places = row.places;
  made.referred_on = row.referred_on;
  made.source = row.source.value;
  made.import_key = key;
  TRY(refer(t, {made}, by));
  if (row.step_outcome)
    TRY(change_referral(
        t, made.referral,
        {StepOutcomeRecorded{made.referral, *row.step_outcome, row.closed_on.value_or(row.referred_on), ""}}, by));
  if (row.closed_on) TRY(change_referral(t, made.referral, {ReferralClosed{made.referral, *row.closed_on}}, by));
  return RowTaken::added;
}

}  // namespace

Result<RowTaken> take_row(journal::Transaction& t, imports::ImportRow const& row, By const& by) {
  return std::visit([&](auto const& r) { return take(t, r, by); }, row);
}

bool taken_before(sql::Connection& c, imports::ImportRow const& row) {
  auto const reference = std::visit([](auto const& r) { return r.reference; }, row);
  if (std::holds_alternative<imports::EnquiryRow>(row))
    return enquiry_by_import_key(c, key_of(imports::Door::enquiries, reference)).has_value();
  if (std::holds_alternative<imports::AllocationRow>(row))
    return allocation_by_import_key(c, key_of(imports::Door::allocations, reference)).has_value();
  return referral_by_import_key(c, key_of(imports::Door::referrals, reference)).has_value();
}

}  // namespace kith::enquiry
