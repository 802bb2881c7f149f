// Pairs of records that may be one person: the commands of those who decide, and the questions asked of the records.
#pragma once

#include "people/matching/decide.h"
#include "people/matching/known_people.h"

namespace kith::people {

// Commands. Errors as decide() gives them; whoever may not know of both records gets no_pair.
Result<std::string> decide_pair(journal::Transaction& t, PairId pair, PairDecision decision, std::string const& why,
                                journal::Author const& author);
Result<std::string> join_pair(journal::Transaction& t, PairId pair, std::string const& why,
                              journal::Author const& author);
Result<std::string> part_pair(journal::Transaction& t, PairId pair, std::string const& reason,
                              journal::Author const& author);
// The machine's own command: appends what decide() makes of it. "proposed", or empty when it kept quiet.
Result<std::string> propose_pair(journal::Transaction& t, MatchProposed const& proposed, journal::Author const& author);

// Errors: no_person, no_reason; joined_elsewhere while the record is joined to another.
Result<std::string> protect_identity(journal::Transaction& t, PersonId person, std::string reason,
                                     journal::Author const& author);
Result<std::string> lift_identity_protection(journal::Transaction& t, PersonId person, std::string reason,
                                             journal::Author const& author);
bool has_protected_identity(sql::Connection& c, PersonId person);

// The tables of this part of the room, which person_records() makes and fills with its own.
extern std::string_view const matching_ddl;
std::vector<journal::RecordTable> matching_tables();
// True when it changed by what somebody may be found.
bool apply_matching(sql::Connection& c, journal::Recorded const& recorded);

// Where a pair stands, for those who work through them.
enum class PairStage { open, unsure, to_confirm, joined, settled };
constexpr auto closed_set(PairStage) {
  using enum PairStage;
  return std::to_array<Member<PairStage>>({{open, "open", "To look at"},
                                           {unsure, "unsure", "Not sure yet"},
                                           {to_confirm, "to_confirm", "Waiting for a second person"},
                                           {joined, "joined", "Joined"},
                                           {settled, "settled", "Different people"}});
}

struct PairRecord {
  PairId pair;
  PersonRecord one;
  PersonRecord other;
  PairStage stage = PairStage::open;
  std::int64_t weight = 0;
  std::string model;
  bool may_be_twins = false;
  std::vector<MatchPart> parts;
  Instant proposed_at;
  std::optional<PairDecision> decision;
  journal::ActorId decided_by;
  std::optional<Instant> decided_at;
  std::string why;
  std::vector<std::string> agreeing;  // when joined
  journal::ActorId joined_by;
  std::optional<Instant> joined_at;
  std::string joined_why;
};

// Pairs at one stage, heaviest first. Those with a restricted person only for viewers who are named for every such
// person; those with a protected identity for nobody.
std::vector<PairRecord> pairs_at(sql::Connection& c, PairStage stage, journal::ActorId viewer, int limit);
std::int64_t count_pairs(sql::Connection& c, PairStage stage, journal::ActorId viewer);
std::optional<PairRecord> pair_record(sql::Connection& c, PairId pair, journal::ActorId viewer);
// Those of one person that this viewer may know of, whatever their stage.
std::vector<PairRecord> pairs_of(sql::Connection& c, PersonId person, journal::ActorId viewer);
// The record that leads for this one: itself unless it is joined to another.
PersonId lead_of(sql::Connection& c, PersonId person);
// Every record of the person that this record is of, the leading one first.
std::vector<PersonId> records_of(sql::Connection& c, PersonId person);

// Compares everybody who was registered or changed since the last sweep with everybody known, at most `limit` people,
// and puts possible matches into the queue. Returns how many people were looked at; 0 when nothing was left.
Result<std::int64_t> sweep(journal::Writer& writer, sql::ReaderPool& readers, KnownPeople& known, std::int64_t limit);

}  // namespace kith::people
