// The commands of those who decide about pairs.
#include "people/matching/pairs.h"

#include "base/text.h"
#include "people/protections.h"

namespace kith::people {

namespace {

Error no_pair() { return not_found("no_pair", "There is no such pair of records."); }

bool may_know(sql::Connection& c, PersonRecord const& record, journal::ActorId viewer) {
  return !record.restricted || is_named(c, record.person, viewer);
}

// A pair as it stands, with what its rules need to know. Somebody who may not know of both hears that there is none.
struct Loaded {
  journal::Standing<PairState> standing;
  PersonRecord one;
  PersonRecord other;
  PairContext context;
};
Result<Loaded> load(journal::Transaction& t, PairId pair, journal::ActorId actor) {
  Loaded loaded{t.state<PairState>(pair.raw()), {}, {}, {}};
  if (loaded.standing.version == 0) return no_pair();
  auto& c = t.connection();
  auto const one = person(c, loaded.standing->one);
  auto const other = person(c, loaded.standing->other);
  if (!one || !other || !may_know(c, *one, actor) || !may_know(c, *other, actor)) return no_pair();
  loaded.one = *one;
  loaded.other = *other;
  auto& context = loaded.context;
  context.actor = actor;
  context.restricted = one->restricted || other->restricted;
  context.protected_identity = has_protected_identity(c, one->person) || has_protected_identity(c, other->person);
  if (auto const lead = lead_of(c, one->person); lead != one->person) context.kept_belongs = lead;
  context.joined_elsewhere = records_of(c, other->person).size() > 1;
  return loaded;
}

Result<std::string> append(journal::Transaction& t, PairId pair, std::int64_t version, MatchEvents::Event const& event,
                           journal::Author const& author) {
  TRY(t.append(pair.raw(), version, {MatchEvents::encode(event, t.now())}, author));
  return pair.text();
}

template <class Command>
Result<std::string> act(journal::Transaction& t, PairId pair, Command const& command, journal::Author const& author) {
  auto const loaded = TRY(load(t, pair, author.actor));
  auto const event = TRY(decide(*loaded.standing, command, loaded.context));
  return append(t, pair, loaded.standing.version, event, author);
}

Error no_reason_for_pair() {
  return invalid("no_reason", "Say why.",
                 {{"reason", "no_reason", "Say why, in a sentence: it is kept with the record."}});
}

Result<std::string> guard_identity(journal::Transaction& t, PersonId id, bool wanted, MatchEvents::Event const& event,
                                   journal::Author const& author) {
  auto const standing = t.state<Protections>(id.raw());
  if (standing.version == 0) return not_found("no_person", "There is no such person.");
  if (standing->protected_identity == wanted) return id.text();
  if (wanted && records_of(t.connection(), id).size() > 1)
    return conflict("joined_elsewhere", "This record is joined to another. Part them before protecting the identity.");
  TRY(t.append(id.raw(), standing.version, {MatchEvents::encode(event, t.now())}, author));
  return id.text();
}

}  // namespace

Result<std::string> decide_pair(journal::Transaction& t, PairId pair, PairDecision decision, std::string const& why,
                                journal::Author const& author) {
  auto const loaded = TRY(load(t, pair, author.actor));
  auto const event = TRY(decide(*loaded.standing, decision, why, loaded.context));
  return append(t, pair, loaded.standing.version, event, author);
}

Result<std::string> join_pair(journal::Transaction& t, PairId pair, std::string const& why,
                              journal::Author const& author) {
  auto const loaded = TRY(load(t, pair, author.actor));
  JoinPeople const command{agreeing_fields(loaded.one.details, loaded.other.details), why};
  auto const event = TRY(decide(*loaded.standing, command, loaded.context));
  return append(t, pair, loaded.standing.version, event, author);
}

Result<std::string> part_pair(journal::Transaction& t, PairId pair, std::string const& reason,
                              journal::Author const& author) {
  return act(t, pair, PartPeople{reason}, author);
}

Result<std::string> propose_pair(journal::Transaction& t, MatchProposed const& proposed,
                                 journal::Author const& author) {
  auto const pair = pair_of(proposed.one, proposed.other);
  auto const standing = t.state<PairState>(pair.raw());
  auto& c = t.connection();
  PairContext context;
  context.actor = author.actor;
  context.protected_identity = has_protected_identity(c, proposed.one) || has_protected_identity(c, proposed.other);
  for (auto const& event : decide(*standing, proposed, context)) {
    TRY(append(t, pair, standing.version, event, author));
    return std::string{"proposed"};
  }
  return std::string{};
}

Result<std::string> protect_identity(journal::Transaction& t, PersonId person, std::string reason,
                                     journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason_for_pair();
  return guard_identity(t, person, true, IdentityProtected{person, std::move(reason)}, author);
}

Result<std::string> lift_identity_protection(journal::Transaction& t, PersonId person, std::string reason,
                                             journal::Author const& author) {
  if (trimmed(reason).empty()) return no_reason_for_pair();
  return guard_identity(t, person, false, IdentityProtectionLifted{person, std::move(reason)}, author);
}

}  // namespace kith::people
