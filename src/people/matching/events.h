// What can have happened between two records that may be one person. The stream is the pair's own, whichever of the two
// is named first, so that what was decided of a pair is found for ever. Nothing here changes either record: joining
// says that they are one person, and parting takes that back.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "people/events.h"

namespace kith::people {

using PairId = Id<struct Pair>;
// The same for both orders.
PairId pair_of(PersonId one, PersonId other);

// What somebody who looked at both decided.
enum class PairDecision { same, different, household, unsure };
constexpr auto closed_set(PairDecision) {
  using enum PairDecision;
  return std::to_array<Member<PairDecision>>({{same, "same", "The same person"},
                                              {household, "household", "Different people of one household"},
                                              {different, "different", "Different people"},
                                              {unsure, "unsure", "Not sure"}});
}

// One step of the reckoning, in hundredths of a bit. Its sentence names no value, only how rare it is.
struct MatchPart {
  std::string field;
  std::string sentence;
  std::int64_t weight = 0;

  bool operator==(MatchPart const&) const = default;
};
BOOST_DESCRIBE_STRUCT(MatchPart, (), (field, sentence, weight))

// The machine thinks that two records may be one person. It says so once.
struct MatchProposed {
  static constexpr EventName event{"people.match_proposed", 1};
  PairId pair;
  PersonId one;  // the older record
  PersonId other;
  std::int64_t weight = 0;  // hundredths of a bit: the sum of the parts
  std::string model;
  bool may_be_twins = false;
  std::vector<MatchPart> parts;
};
BOOST_DESCRIBE_STRUCT(MatchProposed, (), (pair, one, other, weight, model, may_be_twins, parts))

// A person has decided. "The same" waits for a second person; the last decision stands.
struct MatchDecided {
  static constexpr EventName event{"people.match_decided", 1};
  PairId pair;
  PersonId one;
  PersonId other;
  PairDecision decision = PairDecision::unsure;
  Personal<std::string> why;
};
BOOST_DESCRIBE_STRUCT(MatchDecided, (), (pair, one, other, decision, why))

// A second person agrees: from now on both records are one person's, and the kept one leads.
struct PeopleJoined {
  static constexpr EventName event{"people.joined", 1};
  PairId pair;
  PersonId kept;
  PersonId joined;
  std::vector<std::string> agreeing;  // what both records say alike: "surname", "date_of_birth"
  Personal<std::string> why;
};
BOOST_DESCRIBE_STRUCT(PeopleJoined, (), (pair, kept, joined, agreeing, why))

struct PeopleParted {
  static constexpr EventName event{"people.parted", 1};
  PairId pair;
  PersonId kept;
  PersonId joined;
  Personal<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(PeopleParted, (), (pair, kept, joined, reason))

// An adopted child's or another protected identity: never proposed as somebody else, never joined. On the person's own
// stream.
struct IdentityProtected {
  static constexpr EventName event{"people.identity_protected", 1};
  PersonId person;
  Personal<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(IdentityProtected, (), (person, reason))

struct IdentityProtectionLifted {
  static constexpr EventName event{"people.identity_protection_lifted", 1};
  PersonId person;
  Personal<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(IdentityProtectionLifted, (), (person, reason))

// Everybody who was registered or changed up to here has been compared with everybody known.
struct RegisterSwept {
  static constexpr EventName event{"people.swept", 1};
  std::int64_t through = 0;  // a sequence of the journal
  std::int64_t looked_at = 0;
  std::int64_t proposed = 0;
  std::string model;
};
BOOST_DESCRIBE_STRUCT(RegisterSwept, (), (through, looked_at, proposed, model))

using MatchEvents = journal::EventSet<std::variant<MatchProposed, MatchDecided, PeopleJoined, PeopleParted,
                                                   IdentityProtected, IdentityProtectionLifted, RegisterSwept>>;

}  // namespace kith::people
