// One pass over each kind of fact; which facts belong together is decided by child and day.
#include "insight/borough_counts.h"

#include <algorithm>
#include <optional>

#include "base/working_days.h"

namespace kith::insight {

namespace {

using profile::ScreeningOutcome;
using profile::StepOutcome;

constexpr int allocated_within_days = 120;  // later than this, an allocation does not follow from the request
constexpr int handed_over_days = 28;        // between a decision to hand over and the referral it makes
constexpr int stepped_up_days = 14;         // a closing may be written up so long before the referral

bool is(Fact const& fact, ScreeningOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }

void count_age(std::vector<std::int64_t>& ages, int days) {
  auto const at = static_cast<std::size_t>(std::max(0, days));
  if (ages.size() <= at) ages.resize(at + 1);
  ++ages[at];
}

class Counting {
 public:
  Counting(FactTable const& facts, Period const& window, Period const& steps)
      : requests_(facts.list(Counted::requests)),
        allocations_(facts.list(Counted::allocations)),
        referrals_(facts.list(Counted::referrals)),
        facts_(facts),
        today_(std::max(window.to, steps.to)) {
    counts_.window = window;
    counts_.steps = steps;
    counts_.today = today_;
    for (auto* first : {&first_allocated_, &first_referred_}) first->assign(requests_.facts.size(), never);
    referral_taken_.assign(requests_.facts.size(), false);
  }

  BoroughCounts all() {
    make_days(counts_.requests, counts_.window);
    make_days(counts_.referrals, counts_.steps);
    // First who follows from which request, then who was first: so that it does not matter in what order facts stand.
    for (auto const& fact : allocations_.facts)
      if (fact.day <= today_) for_each_cause(fact, [&](auto request) { follow(first_allocated_[request], fact); });
    for (auto const& fact : referrals_.facts)
      if (fact.day <= today_)
        for_each_handing_over(fact, [&](auto request) { follow(first_referred_[request], fact); });
    for (auto const& fact : allocations_.facts)
      if (fact.day <= today_) allocation(fact);
    for (auto const& fact : referrals_.facts)
      if (fact.day <= today_) referral(fact);
    for (std::size_t i = 0; i < requests_.facts.size(); ++i)
      if (requests_.facts[i].day <= today_) request(i, requests_.facts[i]);
    return std::move(counts_);
  }

 private:
  bool in_window(Date day) const { return counts_.window.contains(day); }
  static void make_days(std::vector<demand::DayCount>& days, Period const& window) {
    for (Date day = window.from; day <= window.to; day = day + 1)
      days.push_back({day, 0, false, bank_holiday(day).has_value()});
  }
  static void count_day(std::vector<demand::DayCount>& days, Date day) {
    if (day >= days.front().day && day <= days.back().day)
      ++days[static_cast<std::size_t>(day - days.front().day)].count;
  }
  static void follow(Date& first, Fact const& fact) { first = std::min(first, fact.day); }
  // Whether this is the one thing that followed from the request; of several on one day, any.
  static bool take(Fact const& fact, Date first, std::vector<bool>::reference taken) {
    if (fact.day != first || taken) return false;
    return taken = true;
  }
  bool is_closed(Fact const& fact) const { return fact.closed_on <= today_; }

  // The child's latest request of an outcome from `most` days before `day` up to it, or none.
  std::optional<std::uint32_t> request_before(std::uint32_t child, Date day, int most, ScreeningOutcome outcome) const {
    auto const mine = requests_.by_child.facts_of(child);
    for (auto at = mine.rbegin(); at != mine.rend(); ++at) {
      auto const& fact = requests_.facts[*at];
      if (fact.day > day) continue;
      if (fact.day < day - most) break;
      if (is(fact, outcome)) return *at;
    }
    return std::nullopt;
  }
  // The same child's fact right after this one, or none.
  Fact const* next(FactList const& list, Fact const& fact, std::uint32_t child, Date after) const {
    for (auto const at : list.by_child.facts_of(child))
      if (auto const& later = list.facts[at]; &later != &fact && later.day > after && later.day <= today_)
        return &later;
    return nullptr;
  }

  // The requests that an allocation, or a referral, follows from: at most one a child.
  template <class Use>
  void for_each_cause(Fact const& allocation, Use use) const {
    for (auto const child : facts_.children_of(allocation))
      if (auto const request =
              request_before(child, allocation.day, allocated_within_days, ScreeningOutcome::progress_pathway))
        use(*request);
  }
  template <class Use>
  void for_each_handing_over(Fact const& referral, Use use) const {
    for (auto const child : facts_.children_of(referral))
      if (auto const request =
              request_before(child, referral.day, handed_over_days, ScreeningOutcome::transfer_social_care))
        use(*request);
  }

  void allocation(Fact const& fact) {
    if (in_window(fact.day)) ++counts_.allocations;
    plan(fact);
  }

  void plan(Fact const& fact) {
    Date const records_begin = requests_.first_day.value_or(fact.day);
    int const seen_from = std::max(0, records_begin - fact.day);
    if (!is_closed(fact)) {
      counts_.plan.add(today_ - fact.day, 0, seen_from);
      count_age(counts_.open_plans, today_ - fact.day);
      return;
    }
    int const lasted = std::max(0, fact.closed_on - fact.day);
    bool stepped_up = false;
    for (auto const child : facts_.children_of(fact)) {
      for (auto const at : referrals_.by_child.facts_of(child)) stepped_up |= ends_plan(referrals_.facts[at], fact);
      auto const* const back = next(allocations_, fact, child, fact.closed_on);
      if (back != nullptr)
        counts_.to_return.add(back->day - fact.closed_on, came_by_request(*back, child, fact.closed_on) ? 1 : 2);
      else
        counts_.to_return.add(today_ - fact.closed_on, 0);
    }
    counts_.plan.add(lasted, stepped_up ? 2 : 1, std::min(seen_from, lasted));
  }
  bool came_by_request(Fact const& allocation, std::uint32_t child, Date closed_on) const {
    auto const request =
        request_before(child, allocation.day, allocated_within_days, ScreeningOutcome::progress_pathway);
    return request && requests_.facts[*request].day >= closed_on;
  }
  // The plan ended because of this referral.
  bool ends_plan(Fact const& referral, Fact const& plan) const {
    return referral.day <= today_ && referral.day >= plan.day && is_closed(plan) &&
           referral.day >= plan.closed_on - handed_over_days && referral.day <= plan.closed_on + stepped_up_days;
  }

  // Screening sent it over, or a plan ended in it.
  bool is_handed_over(Fact const& fact) {
    bool handed_over = false;
    for_each_handing_over(
        fact, [&](auto request) { handed_over |= take(fact, first_referred_[request], referral_taken_[request]); });
    for (auto const child : facts_.children_of(fact))
      for (auto const at : allocations_.by_child.facts_of(child))
        handed_over |= ends_plan(fact, allocations_.facts[at]);
    return handed_over;
  }

  void referral(Fact const& fact) {
    bool const handed_over = is_handed_over(fact);
    if (counts_.steps.contains(fact.day)) {
      ++counts_.all_referrals;
      auto const none = static_cast<std::size_t>(StepOutcome::not_recorded);
      ++counts_.step_counts[fact.outcome < 0 ? none : static_cast<std::size_t>(fact.outcome)];
    }
    if (!handed_over) count_day(counts_.referrals, fact.day);
    for (auto const child : facts_.children_of(fact)) {
      auto const* const again = next(referrals_, fact, child, fact.day);
      bool const by_early_help =
          again != nullptr &&
          request_before(child, again->day, handed_over_days, ScreeningOutcome::transfer_social_care).has_value();
      if (again != nullptr)
        counts_.to_re_referral.add(again->day - fact.day, by_early_help ? 2 : 1);
      else
        counts_.to_re_referral.add(today_ - fact.day, 0);
    }
    if (fact.outcome != static_cast<int>(StepOutcome::cf_assessment)) return;
    if (is_closed(fact)) {
      counts_.assessment.add(std::max(0, fact.closed_on - fact.day), 1);
    } else {
      counts_.assessment.add(today_ - fact.day, 0);
      count_age(counts_.open_assessments, today_ - fact.day);
    }
  }

  void request(std::size_t at, Fact const& fact) {
    auto const none = static_cast<std::size_t>(ScreeningOutcome::unknown);
    count_day(counts_.requests, fact.day);
    bool const is_young = is(fact, ScreeningOutcome::to_be_completed) && fact.day > today_ - screening_days;
    if (is_young) count_age(counts_.open_screening, today_ - fact.day);
    if (in_window(fact.day)) {
      ++counts_.outcomes[fact.outcome < 0 ? none : static_cast<std::size_t>(fact.outcome)];
      if (is_young) ++counts_.still_screened;
      if (first_referred_[at] != never) ++counts_.transfers_met;
    }
    if (!is(fact, ScreeningOutcome::progress_pathway)) return;
    if (first_allocated_[at] != never) {
      counts_.to_allocation.add(first_allocated_[at] - fact.day, 1);
    } else if (is_closed(fact)) {
      counts_.to_allocation.add(std::max(0, fact.closed_on - fact.day), 2);
    } else if (today_ - fact.day > allocated_within_days) {
      counts_.to_allocation.add(allocated_within_days + 1, 2);
    } else {
      counts_.to_allocation.add(today_ - fact.day, 0);
      count_age(counts_.open_to_allocation, today_ - fact.day);
    }
  }

  FactList const& requests_;
  FactList const& allocations_;
  FactList const& referrals_;
  FactTable const& facts_;
  Date today_;
  BoroughCounts counts_;
  // By request.
  std::vector<Date> first_allocated_, first_referred_;
  std::vector<bool> referral_taken_;
};

}  // namespace

void SpellCounts::add(int days, std::uint32_t cause, int seen_from) {
  if (days < 0) return;
  if (seen_from > 0) {
    ++late_[{days, static_cast<int>(cause), seen_from}];
    return;
  }
  auto const at = static_cast<std::size_t>(days);
  if (prompt_.size() <= at) prompt_.resize(at + 1);
  ++prompt_[at][cause];
}

std::vector<demand::Spell> SpellCounts::spells() const {
  std::vector<demand::Spell> spells;
  for (std::size_t days = 0; days < prompt_.size(); ++days)
    for (std::uint32_t cause = 0; cause < causes; ++cause)
      if (auto const times = prompt_[days][cause]; times > 0)
        spells.push_back({static_cast<double>(days), cause, 0, times});
  for (auto const& [key, times] : late_)
    spells.push_back(
        {static_cast<double>(key[0]), static_cast<std::uint32_t>(key[1]), static_cast<double>(key[2]), times});
  return spells;
}

std::int64_t SpellCounts::ended(std::uint32_t cause) const {
  std::int64_t all = 0;
  for (auto const& at_days : prompt_) all += at_days[cause];
  for (auto const& [key, times] : late_)
    if (key[1] == static_cast<int>(cause)) all += times;
  return all;
}

BoroughCounts count_borough(FactTable const& facts, Period const& window, Period const& steps) {
  return Counting(facts, window, steps).all();
}

std::optional<Period> window_of(FactTable const& facts, Date today) {
  constexpr int most_days = 3 * 365;
  std::optional<Period> window;
  for (auto const& fact : facts.list(Counted::requests).facts) {
    if (fact.day > today) continue;
    if (!window) window = Period{fact.day, fact.day};
    window->from = std::min(window->from, fact.day);
    window->to = std::max(window->to, fact.day);
  }
  if (window) window->from = std::max(window->from, window->to - (most_days - 1));
  return window;
}

}  // namespace kith::insight
