// Everybody who comes onto the register, by whatever door, is compared with everybody known.
#include "base/crypto.h"
#include "people/matching/pairs.h"

namespace kith::people {

namespace {

// The stream of the sweeps themselves: one for ever, so that two servers never sweep the same people twice.
journal::StreamId sweeps() {
  auto const digest = sha256("people.swept");
  journal::StreamId stream;
  std::copy_n(digest.begin(), stream.bytes.size(), stream.bytes.begin());
  return stream;
}

std::int64_t constexpr quiet_events = 5000;

journal::Author machine() { return {{}, {}, "matching"}; }

struct Swept {
  std::int64_t through = 0;
};
void evolve(Swept& swept, journal::Recorded const& recorded) {
  if (auto const event = MatchEvents::decode(recorded))
    if (auto const* done = std::get_if<RegisterSwept>(&*event)) swept.through = done->through;
}

struct Due {
  std::vector<PersonId> people;
  std::int64_t through = 0;
};
// Whose details came or changed after `from`. `through` is the journal's end when these are all.
Due due_after(sql::Connection& c, std::int64_t from, std::int64_t limit) {
  Due due;
  auto const end = journal::head(c).sequence;
  std::int64_t seen = 0;
  c.query(
      "SELECT stream, sequence FROM journal WHERE sequence>$1 AND type IN ('people.registered','people.amended') ORDER "
      "BY sequence LIMIT $2",
      {from, limit}, [&](sql::Row const& row) {
        due.people.push_back(row.id<Person>(0));
        due.through = row.integer(1);
        ++seen;
      });
  if (seen < limit) due.through = std::max(due.through, end);
  std::ranges::sort(due.people);
  auto const repeated = std::ranges::unique(due.people);
  due.people.erase(repeated.begin(), repeated.end());
  return due;
}

MatchProposed proposal(PersonId asked, FoundKnown const& found) {
  MatchProposed proposed{pair_of(asked, found.person),
                         std::min(asked, found.person),
                         std::max(asked, found.person),
                         found.weight,
                         std::string{register_model_name},
                         found.may_be_twin,
                         {}};
  for (auto const& part : found.parts) proposed.parts.push_back({part.label, part.sentence, part.weight});
  return proposed;
}

std::vector<MatchProposed> proposals_for(sql::Connection& c, KnownPeople& known, PersonId id) {
  std::vector<MatchProposed> proposals;
  auto const record = person(c, id);
  if (!record || has_protected_identity(c, id)) return proposals;
  auto const asked = asked_of(record->details, record->protected_address);
  if (asked.empty()) return proposals;
  for (auto const among : {Among::open, Among::restricted})
    for (auto const& found : known.ask(c, asked, among).people)
      if (found.person != id) proposals.push_back(proposal(id, found));
  return proposals;
}

Result<std::string> keep(journal::Transaction& t, std::vector<MatchProposed> const& proposals, RegisterSwept swept,
                         std::int64_t from) {
  auto const standing = t.state<Swept>(sweeps());
  if (standing->through != from) return std::string{"swept elsewhere"};
  for (auto const& proposed : proposals) {
    auto const kept = TRY(propose_pair(t, proposed, machine()));
    swept.proposed += !kept.empty();
  }
  TRY(t.append(sweeps(), standing.version, {MatchEvents::encode(swept, t.now())}, machine()));
  return std::string{"swept"};
}

}  // namespace

Result<std::int64_t> sweep(journal::Writer& writer, sql::ReaderPool& readers, KnownPeople& known, std::int64_t limit) {
  RegisterSwept swept;
  std::int64_t from = 0;
  std::vector<MatchProposed> proposals;
  {
    auto reader = readers.lease();
    from = reader->integer("SELECT max(through) FROM person_swept").value_or(0);
    auto const due = due_after(*reader, from, limit);
    // Once in a while also that there was nobody, so that the next sweep need not read so far.
    if (due.people.empty() && due.through - from < quiet_events) return std::int64_t{0};
    for (auto const id : due.people)
      for (auto& proposed : proposals_for(*reader, known, id)) proposals.push_back(std::move(proposed));
    swept = {due.through, static_cast<std::int64_t>(due.people.size()), 0, std::string{register_model_name}};
  }
  TRY(writer.perform({{}, {}, [&](journal::Transaction& t) { return keep(t, proposals, swept, from); }, {}}));
  return swept.looked_at;
}

}  // namespace kith::people
