// Which facts each figure counts: the whole meaning of the report is in this file.
#include <algorithm>

#include "insight/coming_back.h"
#include "insight/history.h"
#include "profile/profile.h"

namespace kith::insight {

namespace {

using profile::ScreeningOutcome;
using profile::StepOutcome;

bool is_fact_with(Fact const& fact, ScreeningOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }
bool is_fact_with(Fact const& fact, StepOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }

Figure screening_figure(int outcome) { return static_cast<Figure>(outcome); }
Figure step_figure(int outcome) {
  return static_cast<Figure>(place_of(Figure::cf_assessment) + static_cast<std::size_t>(outcome));
}
static_assert(static_cast<std::size_t>(ScreeningOutcome::unknown) == place_of(Figure::unknown));
static_assert(static_cast<std::size_t>(StepOutcome::update_pathway_plan) + place_of(Figure::cf_assessment) ==
              place_of(Figure::update_pathway_plan));

// The facts of one kind, as the children of another fact lead to them.
class Others {
 public:
  Others(History const& history, Counted kind) : history_(history), kind_(kind), list_(history.facts().list(kind)) {}

  // The latest fact before `fact` of any of its children for which `fits` holds, or none. Two facts of one day are one
  // turn at the door: neither is earlier than the other.
  template <class Fits>
  std::uint32_t latest_before(Fact const& fact, Fits fits) const {
    auto best = Hit::none;
    for (auto const child : history_.facts().children_of(fact)) {
      auto const others = list_.by_child.facts_of(child);
      for (auto at = others.rbegin(); at != others.rend(); ++at) {
        auto const& earlier = list_.facts[*at];
        if (earlier.day >= fact.day || !fits(earlier) || history_.is_hidden(kind_, *at)) continue;
        if (best == Hit::none || list_.facts[best].day < earlier.day) best = *at;
        break;
      }
    }
    return best;
  }

  // The first fact after `fact` and within 90 days of it of any of its children for which `fits` holds, or none.
  template <class Fits>
  std::uint32_t first_after(Fact const& fact, Fits fits) const {
    auto best = Hit::none;
    for (auto const child : history_.facts().children_of(fact))
      for (auto const at : list_.by_child.facts_of(child)) {
        auto const& later = list_.facts[at];
        if (later.day > fact.day + balancing_days) break;
        if (later.day <= fact.day || !fits(later) || history_.is_hidden(kind_, at)) continue;
        if (best == Hit::none || later.day < list_.facts[best].day) best = at;
        break;
      }
    return best;
  }

 private:
  History const& history_;
  Counted kind_;
  FactList const& list_;
};

// Tells `on_hit` of every figure with every fact that it counts.
template <class OnHit>
class Counting {
 public:
  Counting(History const& history, OnHit on_hit)
      : history_(history),
        on_hit_(std::move(on_hit)),
        requests_(history, Counted::requests),
        allocations_(history, Counted::allocations),
        referrals_(history, Counted::referrals) {}

  void all() {
    history_.for_each(Counted::requests, [&](auto at, auto const& fact) { request(at, fact); });
    history_.for_each(Counted::allocations, [&](auto at, auto const& fact) { allocation(at, fact); });
    history_.for_each(Counted::referrals, [&](auto at, auto const& fact) { referral(at, fact); });
    for_each_closing(history_, [&](AfterClosing const& after) { closing(after); });
  }

 private:
  void hit(Figure figure, std::uint32_t fact, std::uint32_t because = Hit::none,
           std::optional<Counted> kind_of_because = {}) {
    on_hit_(Hit{figure, fact, because, kind_of_because});
  }
  // Counts it only if there is another fact that makes it so.
  void hit_if(Figure figure, std::uint32_t fact, std::uint32_t because, std::optional<Counted> kind_of_because = {}) {
    if (because != Hit::none) hit(figure, fact, because, kind_of_because);
  }

  void request(std::uint32_t at, Fact const& fact) {
    // An outcome that no table has (there is none while the closed set stands) is not lost but unknown.
    hit(fact.outcome < 0 ? Figure::unknown : screening_figure(fact.outcome), at);
    hit(Figure::screening_total, at);
    if (!is_fact_with(fact, ScreeningOutcome::continue_universal) &&
        !is_fact_with(fact, ScreeningOutcome::information_advice))
      return;
    hit(Figure::front_door, at);
    auto const back = requests_.first_after(fact, [&](Fact const& later) {
      bool const more_was_decided = is_fact_with(later, ScreeningOutcome::progress_pathway) ||
                                    is_fact_with(later, ScreeningOutcome::transfer_social_care);
      return more_was_decided || (fact.level > 0 && later.level > fact.level);
    });
    hit_if(Figure::back_higher_90d, at, back);
    hit_if(Figure::stepped_up_90d, at, referrals_.first_after(fact, [](Fact const&) { return true; }),
           Counted::referrals);
  }

  void allocation(std::uint32_t at, Fact const& fact) {
    Date const first = twelve_months_before(fact.day);
    hit(Figure::allocations, at);
    hit_if(Figure::closed_12m, at, allocations_.latest_before(fact, [&](Fact const& earlier) {
      return first <= earlier.closed_on && earlier.closed_on <= fact.day;
    }));
    hit_if(Figure::allocated_12m, at,
           allocations_.latest_before(fact, [&](Fact const& earlier) { return first <= earlier.day; }));
  }

  void referral(std::uint32_t at, Fact const& fact) {
    Date const first = twelve_months_before(fact.day);
    hit(fact.outcome < 0 ? Figure::not_recorded : step_figure(fact.outcome), at);
    hit(Figure::steps_total, at);
    hit_if(Figure::re_referrals, at,
           referrals_.latest_before(fact, [&](Fact const& earlier) { return first <= earlier.day; }));
    if (!ended_in_little(fact)) return;
    hit(Figure::social_care, at);
    hit_if(Figure::back_social_care_90d, at, referrals_.first_after(fact, [](Fact const& later) {
      return !ended_in_little(later) && !is_fact_with(later, StepOutcome::not_recorded);
    }));
  }
  void closing(AfterClosing const& after) {
    for (std::size_t horizon = 0; horizon < months_followed.size(); ++horizon) {
      auto const months = months_followed[horizon];
      auto const figure = [&](After which) { return figure_after(horizon, which); };
      auto const came = after.within(months, history_.today());
      hit(figure(came), after.allocation, after.because(came), after.kind_of_because(came));
      hit(figure(After::closed), after.allocation);
      if (after.is_allocated_again(months)) hit(figure(After::allocated_again), after.allocation, after.again.fact);
      if (after.is_followed_to(months, history_.today())) hit(figure(After::followed), after.allocation);
    }
  }
  // Facts of one day mostly follow each other.
  Date twelve_months_before(Date day) {
    if (day != day_) twelve_months_before_ = (day_ = day).plus_months(-re_referral_months);
    return twelve_months_before_;
  }
  static bool ended_in_little(Fact const& referral) {
    return is_fact_with(referral, StepOutcome::no_further_action) ||
           is_fact_with(referral, StepOutcome::information_advice);
  }

  History const& history_;
  OnHit on_hit_;
  Others requests_;
  Others allocations_;
  Others referrals_;
  Date day_ = never;
  Date twelve_months_before_ = never;
};

}  // namespace

std::vector<std::int64_t> counts_by_places(History const& history) {
  auto const& facts = history.facts();
  auto const lists = facts.places().size();
  std::vector<std::int64_t> counts(figure_count * lists, 0);
  Counting{history,
           [&](Hit const& hit) {
             auto const& fact = facts.list(name_of(hit.figure).counted).facts[hit.fact];
             ++counts[place_of(hit.figure) * lists + fact.places];
           }}
      .all();
  return counts;
}

std::vector<Hit> hits_of(History const& history, Figure figure) {
  std::vector<Hit> hits;
  Counting{history,
           [&](Hit const& hit) {
             if (hit.figure == figure) hits.push_back(hit);
           }}
      .all();
  return hits;
}

}  // namespace kith::insight
