// "Do we know this person?", asked of everybody on the register at once. The register lies in memory, indexed for
// matching, and every question first takes in what the journal got since: a person can be found as soon as the command
// that registered them is on disk, whichever server on the same database it went through.
//
// Restricted people lie in an index of their own, so that neither an answer nor how rare a name is can tell of them.
// Nobody whose identity is protected is in either.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "journal/store.h"
#include "people/matching/register_model.h"
#include "profile/profile.h"

namespace kith::people {

struct FoundKnown {
  PersonId person;
  double probability = 0;
  link::Weight weight = 0;
  std::vector<link::ExplainedPart> parts;  // add up to `weight` exactly
  bool may_be_twin = false;                // same surname and birth date, but the first name is not quite the same
  std::string why;                         // "Same name and date of birth", "Same surname; first name differs"
};

struct KnownAnswer {
  // Of `people` alone. A name without a birth date or a postcode is never more than possible.
  link::Answer answer = link::Answer::none;
  std::vector<FoundKnown> people;     // who may be meant, best first, at most 20
  std::vector<FoundKnown> household;  // who is not meant, but seems to live with them
  bool tells_enough = false;          // could anybody be found by what was asked?
};

// Those of them who are on record, each person once: a record that is joined to another is shown as that one. `without`
// leaves out the records of these people.
struct KnownRecord {
  PersonRecord record;
  FoundKnown found;
};
std::vector<KnownRecord> records_of(sql::Connection& connection, std::vector<FoundKnown> const& found,
                                    std::vector<PersonId> const& without = {});

enum class Among { open, restricted };

// For many threads at once, each with a connection of its own to the same database.
class KnownPeople {
 public:
  // From which probability on somebody is known, and from which they may be.
  explicit KnownPeople(profile::Matching const& limits = {});
  ~KnownPeople();
  KnownPeople(KnownPeople const&) = delete;
  KnownPeople& operator=(KnownPeople const&) = delete;

  // The first call reads the register, which takes some seconds for a million people; later ones read what changed.
  // Throws sql::Fault.
  KnownAnswer ask(sql::Connection& connection, Asked const& asked, Among among = Among::open);
  // Takes in what changed, and builds the index anew, aside, when much did. For a job that comes round. Throws
  // sql::Fault.
  void refresh(sql::Connection& connection);
  // How many people can be found, of both kinds.
  std::size_t size(sql::Connection& connection);

 private:
  struct Register;  // both indexes, and how far in the journal they are

  std::unique_ptr<Register> read_all(sql::Connection& connection) const;
  void catch_up(sql::Connection& connection);

  link::LiveOptions options_;
  std::mutex mutex_;
  std::unique_ptr<Register> register_;
};

}  // namespace kith::people
