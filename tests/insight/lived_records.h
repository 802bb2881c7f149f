// The records that a borough would have kept which lived as a model says: from the trace of one run.
#pragma once

#include <map>
#include <string>

#include "demand/simulate.h"
#include "insight/fact_table.h"

namespace kith::insight::test {

class LivedRecords {
 public:
  // `first`: the date of the run's day 0. The trace must hold the whole run.
  LivedRecords(demand::SimulationResult const& result, Date first) : result_(result), first_(first) {
    for (auto const& line : result.trace) take(line);
    for (auto& [key, open] : open_) put(open);
    table_.put_in_order(true);
  }
  FactTable const& table() const { return table_; }

 private:
  struct Record {
    Counted kind;
    Date day, closed_on = never;
    std::string outcome;
    std::uint64_t child;
  };
  using What = demand::TraceLine::What;

  void take(demand::TraceLine const& line) {
    auto const& station = result_.stations[line.station].name;
    Date const day = first_ + static_cast<int>(line.ms / static_cast<std::int64_t>(demand::ms_per_day));
    auto const begin = [&](Counted kind, std::string outcome) {
      auto& place = open_[{static_cast<int>(kind), line.person}];
      put(place);
      place = {kind, day, never, std::move(outcome), line.person};
    };
    auto const found = [&](Counted kind) { return open_.find({static_cast<int>(kind), line.person}); };
    if (line.what == What::arrives) {
      if (station == "front door") begin(Counted::requests, "continue_universal");
      if (station == "plan") begin(Counted::allocations, "");
      if (station == "referral") {
        begin(Counted::referrals, "information_advice");
        if (auto const at = found(Counted::requests); at != open_.end())
          if (at->second.outcome == "continue_universal") at->second.outcome = "transfer_social_care";
      }
      if (station == "wait for assessment")
        if (auto const at = found(Counted::requests); at != open_.end()) at->second.outcome = "progress_pathway";
      if (station == "child and family assessment")
        if (auto const at = found(Counted::referrals); at != open_.end()) at->second.outcome = "cf_assessment";
    }
    if (line.what != What::finishes) return;
    if (station == "plan")
      if (auto const at = found(Counted::allocations); at != open_.end()) at->second.closed_on = day;
    if (station == "child and family assessment")
      if (auto const at = found(Counted::referrals); at != open_.end()) at->second.closed_on = day;
  }
  void put(Record const& record) {
    if (record.child == 0 && record.day == Date{}) return;
    auto const text = [](Date day) { return day == never ? std::string{} : to_text(day); };
    auto const child = id(1, record.child);
    table_.put({record.kind,
                fmt::format("{}|{}|{}|||{}|", to_text(record.day), text(record.closed_on), record.outcome, child),
                id(2, ++made_), "R"});
  }
  static std::string id(int kind, std::uint64_t number) {
    return fmt::format("{:08x}-0000-7000-8000-{:012x}", kind, number);
  }

  demand::SimulationResult const& result_;
  Date first_;
  FactTable table_;
  std::map<std::pair<int, std::uint64_t>, Record> open_;
  std::uint64_t made_ = 0;
};

}  // namespace kith::insight::test
