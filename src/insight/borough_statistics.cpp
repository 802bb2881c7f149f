// Which facts belong together is decided by child and day. Facts that share a child, directly or through others, hang
// together: nothing outside such a group changes what is counted within it.
#include "insight/borough_statistics.h"

#include <algorithm>
#include <future>
#include <optional>
#include <unordered_map>

#include "base/working_days.h"

namespace kith::insight {

using profile::ScreeningOutcome;
using profile::StepOutcome;

namespace {

constexpr int allocated_within_days = 120;  // later than this, an allocation does not follow from the request
constexpr int handed_over_days = 28;        // between a decision to hand over and the referral it makes
constexpr int stepped_up_days = 14;         // a closing may be written up so long before the referral

constexpr std::uint32_t no_fact = 0xffffffff;

using Kinds = std::initializer_list<Counted>;
constexpr Kinds all_kinds{Counted::requests, Counted::allocations, Counted::referrals};

bool is(Fact const& fact, ScreeningOutcome outcome) { return fact.outcome == static_cast<int>(outcome); }

// What first followed from a request: the day of its first allocation, and the referral that it made.
struct Followed {
  Date allocated = never;
  std::uint32_t referral = no_fact;
};

// By request, for all of them or for a few.
class OfAllRequests {
 public:
  explicit OfAllRequests(std::size_t requests) : followed_(requests) {}
  Followed& operator[](std::uint32_t request) { return followed_[request]; }

 private:
  LargeVector<Followed> followed_;
};
class OfSomeRequests {
 public:
  Followed& operator[](std::uint32_t request) { return followed_[request]; }

 private:
  std::unordered_map<std::uint32_t, Followed> followed_;
};

void count_age(std::vector<std::int64_t>& ages, int days, std::int64_t times) {
  if (times == 0) return;
  auto const at = static_cast<std::size_t>(std::max(0, days));
  if (ages.size() <= at) ages.resize(at + 1);
  ages[at] += times;
}

}  // namespace

// Counts groups of facts that hang together, or takes them out again. First who follows from which request, for all
// allocations and referrals, then who was first: so that it does not matter in what order facts stand. The two steps
// that are named together share nothing that either writes, so that two counters with one `followed` may take them at
// once.
template <class Firsts>
class BoroughCounter {
 public:
  BoroughCounter(FactTable const& facts, BoroughStatistics& into, int sign, Firsts& followed)
      : requests_(facts.list(Counted::requests)),
        allocations_(facts.list(Counted::allocations)),
        referrals_(facts.list(Counted::referrals)),
        facts_(facts),
        into_(into),
        today_(into.today_),
        sign_(sign),
        followed_(followed) {}

  // Each step takes `each(kind, looks_at, use)`, which calls `use` with the number of each fact of a kind; use looks at
  // what facts of other kinds the same children have.
  template <class Each>
  void follow_allocations(Each const& each) {
    each(Counted::allocations, {Counted::requests}, [&](auto at) {
      auto const& fact = allocations_.facts[at];
      if (fact.day <= today_)
        for_each_cause(fact, [&](auto request) {
          auto& first = followed_[request].allocated;
          first = std::min(first, fact.day);
        });
    });
  }
  template <class Each>
  void follow_referrals(Each const& each) {
    each(Counted::referrals, {Counted::requests}, [&](auto at) {
      auto const& fact = referrals_.facts[at];
      if (fact.day <= today_)
        for_each_handing_over(fact, [&](auto request) {
          auto& first = followed_[request].referral;
          if (first == no_fact || is_earlier(at, first)) first = at;
        });
    });
  }

  template <class Each>
  void count_plans_and_requests(Each const& each) {
    each(Counted::allocations, all_kinds, [&](auto at) {
      if (auto const& fact = allocations_.facts[at]; fact.day <= today_) plan(fact);
    });
    each(Counted::requests, {}, [&](auto at) {
      if (auto const& fact = requests_.facts[at]; fact.day <= today_) request(at, fact);
    });
  }
  template <class Each>
  void count_referrals(Each const& each) {
    each(Counted::referrals, all_kinds, [&](auto at) {
      if (auto const& fact = referrals_.facts[at]; fact.day <= today_) referral(at, fact);
    });
  }

 private:
  bool is_closed(Fact const& fact) const { return fact.closed_on <= today_; }
  // Referrals of one day stand in the order of their ids, whatever their place in the list.
  bool is_earlier(std::uint32_t one, std::uint32_t other) const {
    auto const day = referrals_.facts[one].day;
    if (day != referrals_.facts[other].day) return day < referrals_.facts[other].day;
    if (referrals_.ids.count() == 0) return one < other;
    return referrals_.ids.id_of(one) < referrals_.ids.id_of(other);
  }

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

  void plan(Fact const& fact) {
    into_.on(fact.day).allocations += sign_;
    Date const records_begin = into_.records_begin_.value_or(fact.day);
    int const seen_from = std::max(0, records_begin - fact.day);
    if (!is_closed(fact)) {
      into_.on(fact.day).plans += sign_;
      return;
    }
    int const lasted = std::max(0, fact.closed_on - fact.day);
    bool stepped_up = false;
    for (auto const child : facts_.children_of(fact)) {
      for (auto const at : referrals_.by_child.facts_of(child)) stepped_up |= ends_plan(referrals_.facts[at], fact);
      auto const* const back = next(allocations_, fact, child, fact.closed_on);
      if (back != nullptr)
        into_.to_return_.add(back->day - fact.closed_on, came_by_request(*back, child, fact.closed_on) ? 1 : 2, 0,
                             sign_);
      else
        into_.on(fact.closed_on).away_after_plan += sign_;
    }
    into_.plan_.add(lasted, stepped_up ? 2 : 1, std::min(seen_from, lasted), sign_);
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
  bool is_handed_over(std::uint32_t at, Fact const& fact) {
    bool handed_over = false;
    for_each_handing_over(fact, [&](auto request) { handed_over |= followed_[request].referral == at; });
    for (auto const child : facts_.children_of(fact))
      for (auto const plan : allocations_.by_child.facts_of(child))
        handed_over |= ends_plan(fact, allocations_.facts[plan]);
    return handed_over;
  }

  void referral(std::uint32_t at, Fact const& fact) {
    auto const none = static_cast<std::size_t>(StepOutcome::not_recorded);
    auto& day = into_.on(fact.day);
    day.steps[fact.outcome < 0 ? none : static_cast<std::size_t>(fact.outcome)] += sign_;
    if (!is_handed_over(at, fact)) day.from_outside += sign_;
    for (auto const child : facts_.children_of(fact)) {
      auto const* const again = next(referrals_, fact, child, fact.day);
      if (again == nullptr) {
        day.away_after_referral += sign_;
        continue;
      }
      bool const by_early_help =
          request_before(child, again->day, handed_over_days, ScreeningOutcome::transfer_social_care).has_value();
      into_.to_re_referral_.add(again->day - fact.day, by_early_help ? 2 : 1, 0, sign_);
    }
    if (fact.outcome != static_cast<int>(StepOutcome::cf_assessment)) return;
    if (is_closed(fact))
      into_.assessment_.add(std::max(0, fact.closed_on - fact.day), 1, 0, sign_);
    else
      day.assessments += sign_;
  }

  void request(std::uint32_t at, Fact const& fact) {
    auto const none = static_cast<std::size_t>(ScreeningOutcome::unknown);
    auto& day = into_.on(fact.day);
    day.outcomes[fact.outcome < 0 ? none : static_cast<std::size_t>(fact.outcome)] += sign_;
    if (is(fact, ScreeningOutcome::to_be_completed)) day.unscreened += sign_;
    auto const& followed = followed_[at];
    if (followed.referral != no_fact) day.transfers_met += sign_;
    if (!is(fact, ScreeningOutcome::progress_pathway)) return;
    if (followed.allocated != never)
      into_.to_allocation_.add(followed.allocated - fact.day, 1, 0, sign_);
    else if (is_closed(fact))
      into_.to_allocation_.add(std::max(0, fact.closed_on - fact.day), 2, 0, sign_);
    else
      day.waiting += sign_;
  }

  FactList const& requests_;
  FactList const& allocations_;
  FactList const& referrals_;
  FactTable const& facts_;
  BoroughStatistics& into_;
  Date today_;
  int sign_;
  Firsts& followed_;
};

BoroughStatistics::BoroughStatistics(FactTable const& facts, Date today)
    : BoroughStatistics(today, facts.list(Counted::requests).first_day) {
  // What takes the time is waiting for memory: so it is asked some facts ahead for what each is going to look at.
  auto const each = [&facts](Counted kind, Kinds looks_at, auto use) {
    auto const& list = facts.list(kind).facts;
    for (std::size_t at = 0; at < list.size(); ++at) {
      for (auto const other : looks_at)
        for (int step = 0; step < FactList::steps_ahead; ++step)
          if (auto const ahead = at + static_cast<std::size_t>(8 * (FactList::steps_ahead - step)); ahead < list.size())
            for (auto const child : facts.children_of(list[ahead])) facts.list(other).expect_facts_of(child, step);
      use(static_cast<std::uint32_t>(at));
    }
  };
  // In two halves, because one core waits for two as well as for one.
  auto const at_once = [](auto const& one, auto const& other) {
    auto beside = std::async(std::launch::async, other);
    one();
    beside.get();
  };
  OfAllRequests followed(facts.list(Counted::requests).facts.size());
  BoroughStatistics of_referrals(today_, records_begin_);
  BoroughCounter<OfAllRequests> here(facts, *this, 1, followed);
  BoroughCounter<OfAllRequests> there(facts, of_referrals, 1, followed);
  at_once([&] { here.follow_allocations(each); }, [&] { there.follow_referrals(each); });
  at_once([&] { here.count_plans_and_requests(each); }, [&] { there.count_referrals(each); });
  take_referrals(std::move(of_referrals));
  for (auto const& kind : members_of<Counted>) {
    auto const& all = facts.list(kind.value).facts;
    for (std::uint32_t at = 0; at < all.size(); ++at)
      if (is_later(all[at])) later_.emplace(kind.value, at);
  }
}

// Nothing else may have been counted there, and no referral here.
void BoroughStatistics::take_referrals(BoroughStatistics&& counted) {
  to_re_referral_ = std::move(counted.to_re_referral_);
  assessment_ = std::move(counted.assessment_);
  for (std::size_t i = 0; i < counted.days_.size(); ++i) {
    auto const& from = counted.days_[i];
    auto& day = on(counted.first_day_ + static_cast<int>(i));
    day.steps = from.steps;
    day.from_outside = from.from_outside;
    day.away_after_referral = from.away_after_referral;
    day.assessments = from.assessments;
  }
}

bool BoroughStatistics::is_later(Fact const& fact) const {
  return fact.day > today_ || (fact.closed_on > today_ && fact.closed_on != never);
}

// Days stand in a row without a gap, whichever comes first.
DayStatistics& BoroughStatistics::on(Date day) {
  if (days_.empty()) first_day_ = day;
  if (day < first_day_) {
    days_.insert(days_.begin(), static_cast<std::size_t>(first_day_ - day), {});
    first_day_ = day;
  }
  auto const at = static_cast<std::size_t>(day - first_day_);
  if (days_.size() <= at) days_.resize(at + 1);
  return days_[at];
}

bool BoroughStatistics::begins_elsewhere(FactTable const& facts) const {
  return records_begin_ != facts.list(Counted::requests).first_day;
}

FactNumbers BoroughStatistics::together(FactTable const& facts, std::vector<std::uint32_t>& children,
                                        FactNumbers const& more) {
  FactNumbers all = more;
  std::ranges::sort(children);
  children.erase(std::ranges::unique(children).begin(), children.end());
  auto reached = children;  // sorted; what `children` has beyond it is still to be looked at
  for (std::size_t next = 0; next < children.size(); ++next)
    for (auto const& kind : members_of<Counted>) {
      auto const& list = facts.list(kind.value);
      for (auto const fact : list.by_child.facts_of(children[next])) {
        all[static_cast<std::size_t>(kind.value)].push_back(fact);
        for (auto const other : facts.children_of(list.facts[fact]))
          if (auto const at = std::ranges::lower_bound(reached, other); at == reached.end() || *at != other) {
            reached.insert(at, other);
            children.push_back(other);
          }
      }
    }
  for (auto& numbers : all) {
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  }
  return all;
}

void BoroughStatistics::count_some(FactTable const& facts, FactNumbers const& some, int sign) {
  auto const each = [&some](Counted kind, Kinds, auto use) {
    for (auto const at : some[static_cast<std::size_t>(kind)]) use(at);
  };
  OfSomeRequests followed;
  BoroughCounter<OfSomeRequests> counter(facts, *this, sign, followed);
  counter.follow_allocations(each);
  counter.follow_referrals(each);
  counter.count_plans_and_requests(each);
  counter.count_referrals(each);
}

void BoroughStatistics::before_change(FactTable const& facts, std::vector<std::uint32_t> children,
                                      FactNumbers const& changed) {
  auto const some = together(facts, children, changed);
  held_out_ = std::move(children);
  count_some(facts, some, -1);
}

void BoroughStatistics::after_change(FactTable const& facts, FactNumbers const& changed) {
  // Those who came with the change hang on the changed facts.
  for (auto const& kind : members_of<Counted>)
    for (auto const at : changed[static_cast<std::size_t>(kind.value)]) {
      auto const& fact = facts.list(kind.value).facts[at];
      for (auto const child : facts.children_of(fact)) held_out_.push_back(child);
      if (is_later(fact)) later_.emplace(kind.value, at);
    }
  count_some(facts, together(facts, held_out_, changed), 1);
  held_out_.clear();
}

void BoroughStatistics::advance(FactTable const& facts, Date today) {
  FactNumbers seen_now;
  std::vector<std::uint32_t> children;
  auto const is_new = [&](Date day) { return day > today_ && day <= today; };
  for (auto const& [kind, at] : later_) {
    auto const& fact = facts.list(kind).facts[at];
    if (!is_new(fact.day) && !is_new(fact.closed_on)) continue;
    seen_now[static_cast<std::size_t>(kind)].push_back(at);
    for (auto const child : facts.children_of(fact)) children.push_back(child);
  }
  before_change(facts, std::move(children), seen_now);
  today_ = today;
  after_change(facts, seen_now);
  std::erase_if(later_, [&](Which const& which) { return !is_later(facts.list(which.first).facts[which.second]); });
}

std::optional<Period> BoroughStatistics::window(FactTable const& facts, Date today) const {
  std::optional<Period> records;
  auto const note = [&](Date day) {
    if (day > today) return;
    if (!records) records = Period{day, day};
    records->from = std::min(records->from, day);
    records->to = std::max(records->to, day);
  };
  auto const has_requests = [](DayStatistics const& day) {
    return std::ranges::any_of(day.outcomes, [](auto count) { return count > 0; });
  };
  auto const counted_to = std::min<std::ptrdiff_t>(std::ssize(days_), std::max(0, today - first_day_ + 1));
  auto const counted = std::span{days_}.first(static_cast<std::size_t>(counted_to));
  if (auto const first = std::ranges::find_if(counted, has_requests); first != counted.end()) {
    note(first_day_ + static_cast<int>(first - counted.begin()));
    auto const last = std::ranges::find_if(counted.rbegin(), counted.rend(), has_requests);
    note(first_day_ + static_cast<int>(counted.rend() - last) - 1);
  }
  for (auto const& [kind, at] : later_)
    if (kind == Counted::requests) note(facts.list(kind).facts[at].day);
  return records ? std::optional{latest_of(*records)} : std::nullopt;
}

bool BoroughStatistics::operator==(BoroughStatistics const& other) const {
  auto const has_more = [](BoroughStatistics const& one, BoroughStatistics const& two) {
    for (std::size_t i = 0; i < one.days_.size(); ++i) {
      auto const at = one.first_day_ + static_cast<int>(i) - two.first_day_;
      bool const there = at >= 0 && static_cast<std::size_t>(at) < two.days_.size();
      if (one.days_[i] != (there ? two.days_[static_cast<std::size_t>(at)] : DayStatistics{})) return true;
    }
    return false;
  };
  return today_ == other.today_ && records_begin_ == other.records_begin_ && !has_more(*this, other) &&
         !has_more(other, *this) && to_allocation_ == other.to_allocation_ && plan_ == other.plan_ &&
         to_return_ == other.to_return_ && to_re_referral_ == other.to_re_referral_ && assessment_ == other.assessment_;
}

BoroughCounts BoroughStatistics::counts(Period const& window, Period const& steps) const {
  BoroughCounts counts;
  counts.window = window;
  counts.steps = steps;
  counts.today = today_;
  auto const day_of = [&](Date day) -> DayStatistics const& {
    static DayStatistics const nothing;
    bool const known = !days_.empty() && day >= first_day_ && day < first_day_ + static_cast<int>(days_.size());
    return known ? days_[static_cast<std::size_t>(day - first_day_)] : nothing;
  };
  auto const sum = [](auto const& counted) {
    std::int64_t all = 0;
    for (auto const count : counted) all += count;
    return all;
  };
  for (Date day = window.from; day <= window.to; day = day + 1) {
    auto const& of = day_of(day);
    counts.requests.push_back({day, sum(of.outcomes), false, bank_holiday(day).has_value()});
    for (std::size_t i = 0; i < of.outcomes.size(); ++i) counts.outcomes[i] += of.outcomes[i];
    counts.allocations += of.allocations;
    counts.transfers_met += of.transfers_met;
    if (day > today_ - screening_days) counts.still_screened += of.unscreened;
  }
  for (Date day = steps.from; day <= steps.to; day = day + 1) {
    auto const& of = day_of(day);
    counts.referrals.push_back({day, of.from_outside, false, bank_holiday(day).has_value()});
    for (std::size_t i = 0; i < of.steps.size(); ++i) counts.step_counts[i] += of.steps[i];
    counts.all_referrals += sum(of.steps);
  }
  counts.to_allocation = to_allocation_;
  counts.plan = plan_;
  counts.to_return = to_return_;
  counts.to_re_referral = to_re_referral_;
  counts.assessment = assessment_;
  for (std::size_t i = days_.size(); i-- > 0;) {
    auto const& of = days_[i];
    Date const began = first_day_ + static_cast<int>(i);
    int const age = today_ - began;
    int const seen_from = std::max(0, records_begin_.value_or(began) - began);
    counts.plan.add(age, 0, seen_from, of.plans);
    count_age(counts.open_plans, age, of.plans);
    counts.to_return.add(age, 0, 0, of.away_after_plan);
    count_age(counts.away_after_plan, age, of.away_after_plan);
    counts.to_re_referral.add(age, 0, 0, of.away_after_referral);
    count_age(counts.away_after_referral, age, of.away_after_referral);
    counts.assessment.add(age, 0, 0, of.assessments);
    count_age(counts.open_assessments, age, of.assessments);
    if (began > today_ - screening_days) count_age(counts.open_screening, age, of.unscreened);
    if (age > allocated_within_days) {
      counts.to_allocation.add(allocated_within_days + 1, 2, 0, of.waiting);
    } else {
      counts.to_allocation.add(age, 0, 0, of.waiting);
      count_age(counts.open_to_allocation, age, of.waiting);
    }
  }
  return counts;
}

}  // namespace kith::insight
