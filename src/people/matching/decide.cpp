#include "people/matching/decide.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/text.h"

namespace kith::people {

namespace {

// The record that is older, and so leads, comes first: ids are in the order of minting.
std::pair<PersonId, PersonId> in_order(PersonId one, PersonId other) { return std::minmax(one, other); }

Error no_reason_for_decision() {
  return invalid("no_reason", "Say why.",
                 {{"why", "no_reason", "Say why, in a sentence: it is kept with the records."}});
}

std::string as_bytes(RawId const& id) { return {id.bytes.begin(), id.bytes.end()}; }

}  // namespace

PairId pair_of(PersonId one, PersonId other) {
  auto const [first, second] = in_order(one, other);
  auto const digest = sha256(as_bytes(first.raw()) + as_bytes(second.raw()));
  RawId raw;
  std::copy_n(digest.begin(), raw.bytes.size(), raw.bytes.begin());
  return PairId{raw};
}

void evolve(PairState& state, MatchEvents::Event const& event, journal::ActorId actor) {
  ++state.version;
  if (auto const* proposed = std::get_if<MatchProposed>(&event)) {
    std::tie(state.one, state.other) = in_order(proposed->one, proposed->other);
  } else if (auto const* decided = std::get_if<MatchDecided>(&event)) {
    std::tie(state.one, state.other) = in_order(decided->one, decided->other);
    state.decision = decided->decision;
    state.decided_by = actor;
  } else if (auto const* joined = std::get_if<PeopleJoined>(&event)) {
    state.joined = true;
    state.kept = joined->kept;
  } else if (std::holds_alternative<PeopleParted>(event)) {
    state.joined = false;
    state.kept = {};
  }
}

void evolve(PairState& state, journal::Recorded const& recorded) {
  if (auto const event = MatchEvents::decode(recorded)) evolve(state, *event, recorded.header.author.actor);
}

std::vector<MatchEvents::Event> decide(PairState const& state, MatchProposed const& proposed,
                                       PairContext const& context) {
  if (state.version > 0 || context.protected_identity) return {};
  auto ordered = proposed;
  std::tie(ordered.one, ordered.other) = in_order(proposed.one, proposed.other);
  return {std::move(ordered)};
}

Result<MatchEvents::Event> decide(PairState const& state, PairDecision decision, std::string const& why,
                                  PairContext const&) {
  if (state.version == 0) return not_found("no_pair", "There is no such pair of records.");
  if (state.joined)
    return conflict("joined_already", "These records are joined. Part them first, then say what they are.");
  if (trimmed(why).empty()) return no_reason_for_decision();
  return MatchEvents::Event{MatchDecided{pair_of(state.one, state.other), state.one, state.other, decision, why}};
}

Result<MatchEvents::Event> decide(PairState const& state, JoinPeople const& command, PairContext const& context) {
  if (state.joined) return conflict("joined_already", "These records are joined already.");
  if (state.decision != PairDecision::same)
    return conflict("not_decided_same", "Nobody has said that these are the same person.");
  if (state.decided_by == context.actor)
    return forbidden("same_account", "You said that these are the same person: somebody else must agree.");
  if (context.protected_identity)
    return conflict("protected_identity", "One of the two has a protected identity: these records are never joined.");
  if (context.restricted)
    return conflict("restricted", "One of the two is restricted: lift the restriction before joining them.");
  if (context.kept_belongs || context.joined_elsewhere)
    return conflict("joined_elsewhere", "One of the two is joined to another record. Part those first.");
  if (trimmed(command.why).empty()) return no_reason_for_decision();
  return MatchEvents::Event{
      PeopleJoined{pair_of(state.one, state.other), state.one, state.other, command.agreeing, command.why}};
}

Result<MatchEvents::Event> decide(PairState const& state, PartPeople const& command, PairContext const&) {
  if (!state.joined) return conflict("not_joined", "These records are not joined.");
  if (trimmed(command.reason).empty()) return no_reason_for_decision();
  auto const joined = state.kept == state.one ? state.other : state.one;
  return MatchEvents::Event{PeopleParted{pair_of(state.one, state.other), state.kept, joined, command.reason}};
}

std::vector<std::string> agreeing_fields(Details const& one, Details const& other) {
  std::vector<std::string> agreeing;
  auto add = [&](char const* field, std::string const& a, std::string const& b) {
    if (!a.empty() && a == b) agreeing.emplace_back(field);
  };
  auto squeezed = [](std::string const& text) {
    auto folded = fold(text);
    std::erase(folded, ' ');
    return folded;
  };
  auto day = [](std::optional<Date> const& date) { return date ? to_text(*date) : std::string{}; };
  add("forename", fold(one.forename.reveal()), fold(other.forename.reveal()));
  add("surname", fold(one.surname.reveal()), fold(other.surname.reveal()));
  add("date_of_birth", day(one.date_of_birth), day(other.date_of_birth));
  add("address", squeezed(one.address.reveal()), squeezed(other.address.reveal()));
  add("postcode", squeezed(one.postcode.reveal()), squeezed(other.postcode.reveal()));
  return agreeing;
}

}  // namespace kith::people
