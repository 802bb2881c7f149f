// The facts of a report as one reader may count them, and the rule that says which of them each figure counts.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "insight/areas.h"
#include "insight/demand.h"
#include "insight/fact_table.h"
#include "insight/figures.h"

namespace kith::insight {

inline constexpr int re_referral_months = 12;
inline constexpr int balancing_days = 90;
// How many months after a closing it is looked what became of the child.
inline constexpr std::array<int, 3> months_followed{3, 6, 12};

class History {
 public:
  // Facts about a restricted child do not count unless the viewer is named. `facts` is to outlive the history.
  History(FactTable const& facts, profile::Profile const& profile, std::vector<Area> const& areas,
          DemandQuery const& query);

  FactTable const& facts() const { return facts_; }
  // The day the report is known on: what became of people is known up to the day before.
  Date today() const { return today_; }
  Period const& period_of(Counted kind) const { return kind == Counted::referrals ? steps_period_ : period_; }
  bool is_hidden(Counted kind, std::uint32_t fact) const {
    auto const& hidden = hidden_[static_cast<std::size_t>(kind)];
    return !hidden.empty() && hidden[fact];
  }
  // By the number of a text of places, as facts have it.
  AreaMask areas_of(std::uint32_t places) const { return where_[places].areas; }
  bool is_located(std::uint32_t places) const { return where_[places].located; }

  // Calls `each` with the place and the value of every fact that counts, of a kind, in the window of that kind.
  template <class Each>
  void for_each(Counted kind, Each each) const {
    auto const& facts = facts_.list(kind).facts;
    auto const period = period_of(kind);
    for (std::uint32_t i = 0; i < facts.size(); ++i)
      if (period.contains(facts[i].day) && !is_hidden(kind, i)) each(i, facts[i]);
  }

 private:
  void hide(std::uint32_t person);

  FactTable const& facts_;
  Period period_;
  Period steps_period_;
  Date today_;
  std::vector<Where> where_;                                            // by the number of the text of places
  std::array<std::vector<bool>, members_of<Counted>.size()> hidden_{};  // empty when nothing is
};

// A figure counts a fact: `fact` is its place in the list of its kind, `because` the place of the other fact that makes
// it so (the earlier allocation of a re-referral), or none.
struct Hit {
  static constexpr std::uint32_t none = 0xffffffff;

  Figure figure;
  std::uint32_t fact;
  std::uint32_t because = none;
  std::optional<Counted> kind_of_because = {};  // where it is not of the kind that the figure counts
};

// Every fact that a figure counts, in no order.
std::vector<Hit> hits_of(History const& history, Figure figure);
// How many facts each figure counts, apart by the text of places that they have: figure after figure, each with as many
// numbers as there are texts. There are few different ones, and each lies in the same areas every time.
std::vector<std::int64_t> counts_by_places(History const& history);

}  // namespace kith::insight
