// Reads facts from the tables into memory: those that one question needs, all of them, or those that changed.
#pragma once

#include <memory>
#include <optional>

#include "insight/borough_counts.h"
#include "insight/demand.h"
#include "insight/fact_table.h"
#include "journal/store.h"
#include "sql/database.h"

namespace kith::insight {

// Which state of the tables a reader saw: equal moments, equal facts. Facts change only with an event, so the journal's
// end says how far they are; a rebuild makes the tables themselves anew.
struct Moment {
  std::int64_t tables = 0;  // changes when they are dropped and made again
  journal::Head head;

  bool operator==(Moment const& other) const {
    return tables == other.tables && head.sequence == other.head.sequence && head.chain == other.head.chain;
  }
};
Moment moment_of(sql::Connection& connection);

// While one lives, all questions to its connection are answered from one state of the tables.
class OneMoment {
 public:
  explicit OneMoment(sql::Connection& connection);
  ~OneMoment() { connection_.rollback(); }
  OneMoment(OneMoment const&) = delete;
  OneMoment& operator=(OneMoment const&) = delete;

 private:
  sql::Connection& connection_;
};

enum class Detail { counts_only, with_details };

// What the query's windows need, with the 12 months before them and the 90 days after; as known at the query's moment
// when it names one.
FactTable read_facts(sql::Connection& connection, DemandQuery const& query, Detail detail);

class BoroughStatistics;

// Every fact, with details, and the moment they are of.
struct FactsThen {
  FactTable table;
  Moment moment;
  // What a calibration starts with, where somebody has asked for it: followed together with the facts.
  std::shared_ptr<BoroughStatistics> borough;
};
FactsThen read_all_facts(sql::Connection& connection);
// As window_of all facts (borough_counts.h).
std::optional<Period> window_of(FactsThen const& facts, Date today);
// What a calibration from the records of a window starts with; kept, so that the next one counts only what changed.
BoroughCounts borough_counts(FactsThen& facts, Period const& window);
// Brings facts that were read from this database up to now, or reads them all. When something is thrown they are as
// they were, or gone.
void read_changes(sql::Connection& connection, std::optional<FactsThen>& facts);

}  // namespace kith::insight
