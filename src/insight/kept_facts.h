// The facts of all time, kept in memory between reports for as long as a server runs, about 100 bytes each. Every
// report first asks how far the tables have got and reads what changed since, so that it says what they say at that
// moment, whichever server on the same database changed them.
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>

#include "insight/fact_reading.h"

namespace kith::insight {

// For many threads at once, each with a connection of its own to the same database.
class KeptFacts {
 public:
  // Calls `use` with the facts as they stand; they do not change meanwhile. The first call reads them all. Throws
  // sql::Fault.
  template <class Use>
  auto with(sql::Connection& connection, Use use) {
    for (bool caught_up = false;; caught_up = true) {
      {
        std::shared_lock const lock(mutex_);
        if (facts_ && (caught_up || facts_->moment == moment_of(connection))) return use(std::as_const(facts_->table));
      }
      // Whoever else asks now waits here, and finds nothing left to read.
      std::unique_lock const lock(mutex_);
      read_changes(connection, facts_);
    }
  }

  // What a calibration from the records up to a day starts with; nullopt when nobody has asked for help by then.
  // Counted in full once, and from then on what changed. Throws sql::Fault.
  std::optional<BoroughCounts> borough(sql::Connection& connection, Date up_to) {
    std::unique_lock const lock(mutex_);
    read_changes(connection, facts_);
    auto const window = window_of(*facts_, up_to);
    return window ? std::optional{borough_counts(*facts_, *window)} : std::nullopt;
  }

 private:
  std::shared_mutex mutex_;
  std::optional<FactsThen> facts_;
};

// `use` with the facts that a query needs: those kept, or without them and for what was known at a past moment, those
// read for this once.
template <class Use>
auto with_facts(sql::Connection& connection, DemandQuery const& query, Detail detail, KeptFacts* kept, Use use) {
  if (kept != nullptr && !query.as_known_at) return kept->with(connection, use);
  auto const facts = read_facts(connection, query, detail);
  return use(facts);
}

}  // namespace kith::insight
