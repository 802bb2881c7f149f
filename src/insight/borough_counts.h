// What calibration needs to know of the records: whole numbers only, so that the order in which facts come does not
// matter and the same records always give the same model, to the bit. Nothing here is about a person: spells are
// counted by how long they lasted.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "demand/regression.h"
#include "demand/survival.h"
#include "insight/demand.h"
#include "insight/fact_table.h"
#include "profile/profile.h"

namespace kith::insight {

// Spells counted by their length in whole days, how they ended (0: not yet) and the age from which they were known.
class SpellCounts {
 public:
  // `times` below nothing takes spells out again; what is left is as if they had never come.
  void add(int days, std::uint32_t cause, int seen_from = 0, std::int64_t times = 1);
  std::vector<demand::Spell> spells() const;  // in order of how long they lasted
  std::int64_t ended(std::uint32_t cause) const;
  bool operator==(SpellCounts const&) const = default;

 private:
  static constexpr std::uint32_t causes = 3;              // not yet, and two ends
  std::vector<std::array<std::int64_t, causes>> prompt_;  // by days; those known from their first day
  std::map<std::array<int, 3>, std::int64_t> late_;       // by days, cause and age when first known
};

// The states and ways of the flow model (`scenarios/doncaster/today.toml`) as the records fill them.
struct BoroughCounts {
  // What requests and allocations, and what referrals are counted in. Spells are of all records, up to `today`.
  Period window, steps;
  Date today;  // the end of both

  std::vector<demand::DayCount> requests;   // each day of the window
  std::vector<demand::DayCount> referrals;  // without those that screening or a plan handed over
  std::array<std::int64_t, members_of<profile::ScreeningOutcome>.size()> outcomes{};
  std::array<std::int64_t, members_of<profile::StepOutcome>.size()> step_counts{};
  std::int64_t still_screened = 0;  // of outcomes' "to be completed": too young to be called forgotten
  std::int64_t allocations = 0, all_referrals = 0, transfers_met = 0;

  SpellCounts to_allocation;   // from a request that is to progress: 1 allocated, 2 closed or given up
  SpellCounts plan;            // 1 closed, 2 stepped up to social care
  SpellCounts to_return;       // from a plan's closing to the child's next: 1 by way of a request, 2 without one
  SpellCounts to_re_referral;  // from a referral to the child's next: 1 anew, 2 handed over by early help
  SpellCounts assessment;      // a referral that is assessed, to its closing: 1

  // Who is there at the end of window.to, by age in days.
  std::vector<std::int64_t> open_screening, open_to_allocation, open_plans, open_assessments;
  // And who has not come back, by the days since a plan was closed, or a referral made.
  std::vector<std::int64_t> away_after_plan, away_after_referral;

  bool operator==(BoroughCounts const&) const = default;
};

// A request not screened after so many days is forgotten rather than waiting.
inline constexpr int screening_days = 28;

// Counts all facts, whoever they are about: a model holds flows, and nobody can be told from it. The later end of both
// windows is taken as today: whatever the records say of later days is left out. Allocations made before the first
// request are known only from that day on, because records of them begin in their middle (late entry).
BoroughCounts count_borough(FactTable const& facts, Period const& window, Period const& steps);

// From the first request, but at most three years, to the last day with a request or `today`, whichever is earlier;
// nullopt when there is no request at all.
std::optional<Period> window_of(FactTable const& facts, Date today);
// Of all days with records, those that count: the last three years.
Period latest_of(Period const& records);

}  // namespace kith::insight
