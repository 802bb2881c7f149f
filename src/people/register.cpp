#include "people/register.h"

#include "base/text.h"

namespace kith::people {

namespace {

struct State {
  Details details;
  bool restricted = false;
  bool protected_address = false;
  std::vector<journal::ActorId> named_for_address;
};

void evolve(State& state, Events::Event const& event) {
  if (auto const* registered = std::get_if<PersonRegistered>(&event)) {
    state.details = registered->details;
  } else if (auto const* amended = std::get_if<PersonAmended>(&event)) {
    state.details = amended->details;
  } else if (std::holds_alternative<PersonRestricted>(event)) {
    state.restricted = true;
  } else if (std::holds_alternative<RestrictionLifted>(event)) {
    state.restricted = false;
  } else if (auto const* address = std::get_if<AddressProtected>(&event)) {
    state.protected_address = true;
    state.named_for_address = address->named;
  } else {
    state.protected_address = false;
  }
}

void evolve(State& state, journal::Recorded const& recorded) {
  if (auto const event = Events::decode(recorded)) evolve(state, *event);
}

using Standing = journal::Standing<State>;
Standing load(journal::Transaction& t, PersonId person) { return t.state<State>(person.raw()); }

Result<std::string> append(journal::Transaction& t, PersonId person, Standing const& state, Events::Event const& event,
                           journal::Author const& author) {
  if (state.version == 0) return not_found("no_person", "There is no such person.");
  TRY(t.append(person.raw(), state.version, {Events::encode(event, t.now())}, author));
  return person.text();
}

Error no_reason() {
  return invalid("no_reason", "Say why.",
                 {{"reason", "no_reason", "Say why, in a sentence: it is kept with the record."}});
}
// What is hidden from everybody could never be used or put right.
Error nobody_named(std::string const& sentence) {
  return invalid("nobody_named", sentence, {{"named", "nobody_named", sentence + " Otherwise nobody could."}});
}

}  // namespace

Result<std::string> register_person(journal::Transaction& t, PersonRegistered const& registered,
                                    journal::Author const& author) {
  TRY(t.append(registered.person.raw(), 0, {Events::encode(registered, t.now())}, author));
  return registered.person.text();
}

Result<std::string> amend_person(journal::Transaction& t, PersonId person, Details const& details, std::string reason,
                                 journal::Author const& author) {
  auto const state = load(t, person);
  auto changed = changed_fields(state->details, details);
  if (state.version > 0 && changed.empty()) return invalid("nothing_changed", "Nothing was changed.");
  return append(t, person, state, PersonAmended{person, details, std::move(changed), std::move(reason)}, author);
}

Result<std::string> restrict_person(journal::Transaction& t, PersonId person, std::vector<journal::ActorId> named,
                                    std::string reason, journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason();
  if (named.empty()) return nobody_named("Name at least one person who may see the record.");
  return append(t, person, load(t, person), PersonRestricted{person, std::move(named), std::move(reason)}, author);
}

Result<std::string> lift_restriction(journal::Transaction& t, PersonId person, std::string reason,
                                     journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason();
  auto const state = load(t, person);
  if (!state->restricted) return person.text();
  return append(t, person, state, RestrictionLifted{person, std::move(reason)}, author);
}

Result<std::string> protect_address(journal::Transaction& t, PersonId person, std::vector<journal::ActorId> named,
                                    std::string reason, journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason();
  if (named.empty()) return nobody_named("Name at least one person who needs the address.");
  auto const state = load(t, person);
  if (state->protected_address && state->named_for_address == named) return person.text();
  return append(t, person, state, AddressProtected{person, std::move(named), std::move(reason)}, author);
}

Result<std::string> lift_address_protection(journal::Transaction& t, PersonId person, std::string reason,
                                            journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason();
  auto const state = load(t, person);
  if (!state->protected_address) return person.text();
  return append(t, person, state, AddressProtectionLifted{person, std::move(reason)}, author);
}

std::vector<std::string> changed_fields(Details const& before, Details const& after) {
  std::vector<std::string> changed;
  auto compare = [&](char const* name, auto const& a, auto const& b) {
    if (!(a == b)) changed.emplace_back(name);
  };
  compare("forename", before.forename, after.forename);
  compare("surname", before.surname, after.surname);
  compare("date_of_birth", before.date_of_birth, after.date_of_birth);
  compare("expected_date_of_birth", before.expected_date_of_birth, after.expected_date_of_birth);
  compare("sex", before.sex, after.sex);
  compare("ethnicity", before.ethnicity, after.ethnicity);
  compare("disability", before.disability, after.disability);
  compare("address", before.address, after.address);
  compare("postcode", before.postcode, after.postcode);
  return changed;
}

std::string PersonRecord::shown_name() const {
  auto const& forename = details.forename.reveal();
  auto const& surname = details.surname.reveal();
  if (forename.empty() && details.expected_date_of_birth) return "Unborn child";
  if (forename.empty() && surname.empty()) return "Identity to be found";
  if (forename.empty()) return surname;
  return surname.empty() ? forename : forename + " " + surname;
}

}  // namespace kith::people
