// Which facts each figure counts: the whole meaning of the report is in this file.
#include <algorithm>

#include "insight/history.h"
#include "profile/profile.h"

namespace kith::insight {

namespace {

using profile::ScreeningOutcome;
using profile::StepOutcome;

// The facts of each child, by day: child c has of[start[c]] up to of[start[c + 1]].
struct ByChild {
  std::vector<std::uint32_t> start;
  std::vector<std::int32_t> of;

  std::span<std::int32_t const> facts_of(std::uint32_t child) const {
    return {of.data() + start[child], start[child + 1] - start[child]};
  }
};

ByChild by_child(History const& history, std::vector<Fact> const& facts) {
  std::vector<std::int32_t> by_day(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) by_day[i] = static_cast<std::int32_t>(i);
  auto const day_of = [&](std::int32_t fact) { return facts[static_cast<std::size_t>(fact)].day; };
  if (!std::ranges::is_sorted(facts, {}, &Fact::day)) std::ranges::stable_sort(by_day, {}, day_of);

  ByChild index;
  index.start.assign(history.child_count + 1, 0);
  for (auto const& fact : facts)
    for (auto const child : history.children_of(fact)) ++index.start[child + 1];
  for (std::size_t c = 1; c < index.start.size(); ++c) index.start[c] += index.start[c - 1];
  index.of.resize(index.start.back());
  auto next = index.start;
  for (auto const fact : by_day)
    for (auto const child : history.children_of(facts[static_cast<std::size_t>(fact)])) index.of[next[child]++] = fact;
  return index;
}

// The latest fact before `day` of any of these children for which `fits` holds, or -1. Two facts of one day are one
// turn at the door: neither is earlier than the other.
template <class Fits>
std::int32_t latest_before(Date day, std::span<std::uint32_t const> children, ByChild const& index,
                           std::vector<Fact> const& facts, Fits fits) {
  std::int32_t best = -1;
  for (auto const child : children) {
    auto const list = index.facts_of(child);
    for (auto at = list.rbegin(); at != list.rend(); ++at) {
      auto const& earlier = facts[static_cast<std::size_t>(*at)];
      if (earlier.day >= day || !fits(earlier)) continue;
      if (best < 0 || facts[static_cast<std::size_t>(best)].day < earlier.day) best = *at;
      break;
    }
  }
  return best;
}

// The first fact after `day` and within 90 days of it of any of these children for which `fits` holds, or -1.
template <class Fits>
std::int32_t first_after(Date day, std::span<std::uint32_t const> children, ByChild const& index,
                         std::vector<Fact> const& facts, Fits fits) {
  std::int32_t best = -1;
  for (auto const child : children)
    for (auto const at : index.facts_of(child)) {
      auto const& later = facts[static_cast<std::size_t>(at)];
      if (later.day > day + balancing_days) break;
      if (later.day <= day || !fits(later)) continue;
      if (best < 0 || later.day < facts[static_cast<std::size_t>(best)].day) best = at;
      break;
    }
  return best;
}

bool is(Fact const& fact, ScreeningOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }
bool is(Fact const& fact, StepOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }

Figure screening_figure(int outcome) { return static_cast<Figure>(outcome); }
Figure step_figure(int outcome) {
  return static_cast<Figure>(place_of(Figure::cf_assessment) + static_cast<std::size_t>(outcome));
}
static_assert(static_cast<std::size_t>(ScreeningOutcome::unknown) == place_of(Figure::unknown));
static_assert(static_cast<std::size_t>(StepOutcome::update_pathway_plan) + place_of(Figure::cf_assessment) ==
              place_of(Figure::update_pathway_plan));

class Counting {
 public:
  explicit Counting(History const& history)
      : history_(history),
        allocations_(by_child(history, history.allocations.facts)),
        enquiries_(by_child(history, history.enquiries.facts)),
        referrals_(by_child(history, history.referrals.facts)) {}

  std::vector<Hit> all() {
    hits_.reserve(
        3 * (history_.enquiries.facts.size() + history_.allocations.facts.size() + history_.referrals.facts.size()));
    in_window(history_.enquiries, history_.period, [&](auto at, auto const& fact) { request(at, fact); });
    in_window(history_.allocations, history_.period, [&](auto at, auto const& fact) { allocation(at, fact); });
    in_window(history_.referrals, history_.steps_period, [&](auto at, auto const& fact) { referral(at, fact); });
    return std::move(hits_);
  }

 private:
  template <class Each>
  static void in_window(FactList const& list, Period const& period, Each each) {
    for (std::size_t i = 0; i < list.facts.size(); ++i)
      if (period.contains(list.facts[i].day)) each(static_cast<std::int32_t>(i), list.facts[i]);
  }
  void hit(Figure figure, std::int32_t fact, std::int32_t because = -1) { hits_.push_back({figure, fact, because}); }
  // Counts it only if there is another fact that makes it so.
  void hit_if(Figure figure, std::int32_t fact, std::int32_t because) {
    if (because >= 0) hit(figure, fact, because);
  }

  void request(std::int32_t at, Fact const& fact) {
    // An outcome that no table has (there is none while the closed set stands) is not lost but unknown.
    hit(fact.outcome < 0 ? Figure::unknown : screening_figure(fact.outcome), at);
    hit(Figure::screening_total, at);
    if (!is(fact, ScreeningOutcome::continue_universal) && !is(fact, ScreeningOutcome::information_advice)) return;
    hit(Figure::front_door, at);
    auto const children = history_.children_of(fact);
    auto back = first_after(fact.day, children, enquiries_, history_.enquiries.facts, [&](Fact const& later) {
      bool const more_was_decided =
          is(later, ScreeningOutcome::progress_pathway) || is(later, ScreeningOutcome::transfer_social_care);
      return more_was_decided || (fact.level > 0 && later.level > fact.level);
    });
    hit_if(Figure::back_higher_90d, at, back);
    hit_if(Figure::stepped_up_90d, at,
           first_after(fact.day, children, referrals_, history_.referrals.facts, [](Fact const&) { return true; }));
  }

  void allocation(std::int32_t at, Fact const& fact) {
    auto const& facts = history_.allocations.facts;
    auto const children = history_.children_of(fact);
    Date const first = fact.day.plus_months(-re_referral_months);
    hit(Figure::allocations, at);
    hit_if(Figure::closed_12m, at, latest_before(fact.day, children, allocations_, facts, [&](Fact const& earlier) {
             return first <= earlier.closed_on && earlier.closed_on <= fact.day;
           }));
    hit_if(Figure::allocated_12m, at, latest_before(fact.day, children, allocations_, facts, [&](Fact const& earlier) {
             return first <= earlier.day;
           }));
  }

  void referral(std::int32_t at, Fact const& fact) {
    auto const& facts = history_.referrals.facts;
    auto const children = history_.children_of(fact);
    hit(fact.outcome < 0 ? Figure::not_recorded : step_figure(fact.outcome), at);
    hit(Figure::steps_total, at);
    hit_if(Figure::re_referrals, at, latest_before(fact.day, children, referrals_, facts, [&](Fact const& earlier) {
             return fact.day.plus_months(-re_referral_months) <= earlier.day;
           }));
    if (!ended_in_little(fact)) return;
    hit(Figure::social_care, at);
    hit_if(Figure::back_social_care_90d, at, first_after(fact.day, children, referrals_, facts, [](Fact const& later) {
             return !ended_in_little(later) && !is(later, StepOutcome::not_recorded);
           }));
  }
  static bool ended_in_little(Fact const& referral) {
    return is(referral, StepOutcome::no_further_action) || is(referral, StepOutcome::information_advice);
  }

  History const& history_;
  ByChild allocations_;
  ByChild enquiries_;
  ByChild referrals_;
  std::vector<Hit> hits_;
};

}  // namespace

std::vector<Hit> hits_of(History const& history) { return Counting{history}.all(); }

}  // namespace kith::insight
