// What is kept of the records so that a calibration need not count them all again: how many things happened on each
// day, how long what has ended lasted, and on which day what has not ended began. A fact that changes is taken out,
// with all that hangs on it, and put back as it is now; everything is a whole number, so that what is kept is what
// counting all the records afresh would give, to the bit.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "base/large_pages.h"
#include "insight/borough_counts.h"
#include "insight/fact_table.h"

namespace kith::insight {

struct DayStatistics {
  std::array<std::int64_t, members_of<profile::ScreeningOutcome>.size()> outcomes{};  // of the day's requests
  std::array<std::int64_t, members_of<profile::StepOutcome>.size()> steps{};          // of the day's referrals
  std::int64_t from_outside = 0;  // of its referrals, those that nobody in early help handed over
  std::int64_t allocations = 0;
  std::int64_t transfers_met = 0;
  // What began on this day and has not ended; for returns, what ended on this day and has not come back.
  std::int64_t unscreened = 0, waiting = 0, plans = 0, away_after_plan = 0, away_after_referral = 0, assessments = 0;

  bool operator==(DayStatistics const&) const = default;
};

// Facts by their numbers in a table, a list a kind.
using FactNumbers = std::array<std::vector<std::uint32_t>, members_of<Counted>.size()>;

class BoroughStatistics {
 public:
  // Of all facts up to a day, whoever they are about.
  BoroughStatistics(FactTable const& facts, Date today);

  Date today() const { return today_; }
  // What a calibration from these windows starts with. The later end of both is to be today().
  BoroughCounts counts(Period const& window, Period const& steps) const;

  // To be called while the table still is as it was counted: takes out everything that hangs on these children, and
  // these facts, which may have no child.
  void before_change(FactTable const& facts, std::vector<std::uint32_t> children, FactNumbers const& changed);
  // To be called when the table is as it is now, with the numbers of all facts that changed or came: puts it back.
  void after_change(FactTable const& facts, FactNumbers const& changed);
  // Goes on to a later day, at which more facts are seen.
  void advance(FactTable const& facts, Date today);
  // Where the records begin is not where they began when they were counted: everything is to be counted afresh.
  bool begins_elsewhere(FactTable const& facts) const;
  // As window_of the facts, without looking at those that have been counted.
  std::optional<Period> window(FactTable const& facts, Date today) const;

  bool operator==(BoroughStatistics const&) const;

 private:
  template <class Firsts>
  friend class BoroughCounter;

  BoroughStatistics(Date today, std::optional<Date> records_begin) : today_(today), records_begin_(records_begin) {}
  void take_referrals(BoroughStatistics&& counted);

  // Of facts, by kind and number.
  using Which = std::pair<Counted, std::uint32_t>;

  DayStatistics& on(Date day);
  // Something of it lies after today(), and is to be counted when that day comes.
  bool is_later(Fact const& fact) const;
  // All facts that hang together with these children and these facts, in order.
  static FactNumbers together(FactTable const& facts, std::vector<std::uint32_t>& children, FactNumbers const& more);
  void count_some(FactTable const& facts, FactNumbers const& some, int sign);

  Date today_;
  std::optional<Date> records_begin_;  // the first request's day
  Date first_day_{};                   // of days_
  LargeVector<DayStatistics> days_;
  SpellCounts to_allocation_, plan_, to_return_, to_re_referral_, assessment_;  // those that have ended
  std::vector<std::uint32_t> held_out_;                                         // children, between before and after
  std::set<Which> later_;  // all facts that are later, and perhaps some that are no longer
};

}  // namespace kith::insight
