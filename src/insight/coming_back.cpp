#include "insight/coming_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "insight/borough_counts.h"
#include "insight/notes.h"
#include "insight/percent.h"

namespace kith::insight {

namespace {

int constexpr months_of_childhood = 18 * 12;

using Came = AfterClosing::Came;

void take_earlier(Came& best, Came const& other) {
  if (other.on < best.on) best = other;
}

// The first fact of a kind about a child that came from a day on and is known of.
Came first_of(History const& history, Counted kind, std::uint32_t child, Date from) {
  auto const& list = history.facts().list(kind);
  for (auto const at : list.by_child.facts_of(child)) {
    auto const& fact = list.facts[at];
    if (fact.day > history.today()) break;
    if (fact.day >= from && !history.is_hidden(kind, at)) return {fact.day, at, kind};
  }
  return {};
}

// Every calendar month is as long as the shortest that there can be, so that all closings have one clock: what came
// within the months by the calendar is never later than their end.
int days_of(int months) { return months == 3 ? 89 : months == 6 ? 181 : 365; }

// The closings of one area, as one row of one table sees them: 1 is what the row counts, 2 what keeps it from coming.
class Watched {
 public:
  explicit Watched(int months) : months_(months) {}

  void add(AfterClosing const& after, Date today, Date counted_on, Date other_on) {
    auto const ended = std::min(counted_on, other_on);
    bool const over = after.is_over(months_, today);
    auto const until = ended != never ? ended : std::min(after.left_on, today);
    auto const cause = counted_on != never                      ? 1U
                       : other_on != never                      ? 2U
                       : after.left_on <= after.end_of(months_) ? left_or_followed(after, today)
                                                                : 0U;
    auto const most = days_of(months_);
    spells_.add(cause == 0 && over ? most : std::clamp(until - after.closed_on, 0, most), cause);
    ++all_;
    count_ += cause == 1 ? 1 : 0;
    followed_ += over && cause == 0 ? 1 : 0;
    unknown_ += !over && cause == 0 ? 1 : 0;
  }

  // `of_the_rest`: the rate of those to whom it did not happen.
  Rate rate(bool of_the_rest) const {
    // Where nobody is left to follow, the estimate would be that of the last one who came back.
    if (all_ == 0 || (followed_ == 0 && unknown_ > 0)) return {};
    auto const curve = demand::ends_of(spells_.spells(), 2, demand::Errors::wanted);
    double share = 0, error = 0;
    if (!curve.steps.empty()) share = curve.steps.back().ended[0], error = curve.steps.back().standard_error[0];
    auto const shown = of_the_rest ? 1 - share : share;
    // Of a share of 0 or 1 no error can be worked out: those whose end is known stand for it.
    bool const has_error = error > 0 && share > 0 && share < 1;
    double const n = has_error ? share * (1 - share) / (error * error) : static_cast<double>(all_ - unknown_);
    auto const [low, high] = wilson(shown, std::max(n, 1.0));
    auto const counted = of_the_rest ? all_ - count_ : count_;
    auto percent = unknown_ == 0 ? percent_of(counted, all_) : std::optional{tenths_text(std::llround(1000 * shown))};
    return {std::move(percent), tenths_text(low), tenths_text(high)};
  }

 private:
  unsigned left_or_followed(AfterClosing const& after, Date today) const { return after.left_on <= today ? 2U : 0U; }

  // In tenths of a percent.
  static std::pair<std::int64_t, std::int64_t> wilson(double share, double n) {
    double constexpr z = 1.959964;
    double const middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    double const half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {std::llround(1000 * std::max(0.0, middle - half)), std::llround(1000 * std::min(1.0, middle + half))};
  }

  int months_;
  SpellCounts spells_;
  std::int64_t all_ = 0, count_ = 0, followed_ = 0, unknown_ = 0;
};

// What is told of one area so many months after closings.
struct AreaAfter {
  explicit AreaAfter(int of_months)
      : months(of_months), early_help(of_months), social_care(of_months), either(of_months), again(of_months) {}

  void add(AfterClosing const& after, Date today) {
    auto const came = after.within(months, today);
    ++counts[static_cast<std::size_t>(came)];
    ++counts[static_cast<std::size_t>(After::closed)];
    bool const again_too = after.is_allocated_again(months);
    counts[static_cast<std::size_t>(After::allocated_again)] += again_too ? 1 : 0;
    counts[static_cast<std::size_t>(After::followed)] += after.is_followed_to(months, today) ? 1 : 0;
    auto const early_help_on = came == After::early_help ? after.early_help.on : never;
    auto const social_care_on = came == After::social_care ? after.social_care.on : never;
    early_help.add(after, today, early_help_on, social_care_on);
    social_care.add(after, today, social_care_on, early_help_on);
    either.add(after, today, std::min(early_help_on, social_care_on), never);
    again.add(after, today, again_too ? after.again.on : never, never);
  }
  Rate rate_of(After which) const {
    switch (which) {
      case After::early_help:
        return early_help.rate(false);
      case After::social_care:
        return social_care.rate(false);
      case After::sustained:
        return either.rate(true);
      case After::allocated_again:
        return again.rate(false);
      default:
        return {};
    }
  }

  int months;
  std::array<std::int64_t, after_count> counts{};
  Watched early_help, social_care, either, again;
};

void note_few_closings(std::vector<std::string> const& areas, Counts const& closed, std::vector<Note>& notes) {
  std::vector<std::string> found;
  for (std::size_t area = 0; area < areas.size(); ++area)
    if (0 < closed[area] && closed[area] < 30) found.push_back(fmt::format("{}: {}", areas[area], closed[area]));
  if (!found.empty())
    notes.push_back({"few_closings",
                     fmt::format("Rates of fewer than 30 closings are wide of the mark; read their intervals ({}).",
                                 fmt::join(found, "; ")),
                     "Some rates are of fewer than 30 closings and wide of the mark; read their intervals."});
}

// "3, 6 and 12".
std::string listed_in_words(std::vector<std::string> const& parts) {
  if (parts.size() < 2) return parts.empty() ? std::string{} : parts.front();
  return fmt::format("{} and {}", fmt::join(parts.begin(), parts.end() - 1, ", "), parts.back());
}

void note_follow_up_short(Period const& period, Date today, std::vector<AfterMonths> const& after,
                          std::vector<Note>& notes) {
  std::vector<std::string> unknown;
  for (auto const& one : after) {
    bool const any = std::ranges::any_of(one.row(After::too_early).count, [](auto count) { return count > 0; });
    if (any) unknown.push_back(std::to_string(one.months));
  }
  if (unknown.empty()) return;
  auto text = fmt::format(
      "What came after closings is known up to {}, too short for {} months after the last of them. A closing counts in "
      "the rates for as long as it has been followed (Aalen and Johansen); where none has been followed for all the "
      "months without coming back, there is no rate.",
      for_people(std::min(today - 1, period.to.plus_months(re_referral_months))), listed_in_words(unknown));
  auto same = text;
  notes.push_back({"follow_up_short", std::move(text), std::move(same)});
}

}  // namespace

After AfterClosing::within(int months, Date today) const {
  auto const first = std::min(early_help.on, social_care.on);
  if (first <= end_of(months)) return social_care.on == first ? After::social_care : After::early_help;
  return is_over(months, today) ? After::sustained : After::too_early;
}

bool AfterClosing::is_followed_to(int months, Date today) const {
  return within(months, today) == After::sustained && left_on > end_of(months);
}

AfterClosing after_closing(History const& history, std::uint32_t allocation) {
  auto const& facts = history.facts();
  auto const& list = facts.list(Counted::allocations);
  auto const& closed = list.facts[allocation];
  AfterClosing after;
  after.allocation = allocation;
  after.closed_on = closed.closed_on;
  if (closed.outcome >= 0) after.left_on = closed.closed_on;
  for (std::size_t i = 0; i < months_followed.size(); ++i)
    after.until[i] = after.closed_on.plus_months(months_followed[i]);
  for (auto const child : facts.children_of(closed)) {
    take_earlier(after.early_help, first_of(history, Counted::requests, child, closed.closed_on + 1));
    take_earlier(after.early_help, first_of(history, Counted::allocations, child, closed.closed_on + 1));
    take_earlier(after.social_care, first_of(history, Counted::referrals, child, closed.closed_on + 1));
    // One of the day it began on is not an earlier one, so neither can it be a later.
    take_earlier(after.again,
                 first_of(history, Counted::allocations, child, std::max(closed.closed_on, closed.day + 1)));
    if (auto const born = facts.born(child); born != never)
      after.left_on = std::min(after.left_on, std::max(closed.closed_on, born.plus_months(months_of_childhood)));
  }
  if (after.again.on != never)
    for (std::size_t i = 0; i < months_followed.size(); ++i)
      after.again_within[i] = after.again.on.plus_months(-months_followed[i]) <= after.closed_on;
  return after;
}

ComingBack coming_back(History const& history, std::vector<std::string> const& areas, Counts const& closed_12m) {
  std::vector<std::vector<AreaAfter>> all;
  for (auto const months : months_followed) all.emplace_back(areas.size(), AreaAfter{months});
  for_each_closing(history, [&](AfterClosing const& after) {
    auto const places = history.facts().list(Counted::allocations).facts[after.allocation].places;
    for (auto mask = history.areas_of(places); mask != 0; mask &= mask - 1)
      for (auto& horizon : all) horizon[static_cast<std::size_t>(std::countr_zero(mask))].add(after, history.today());
  });

  ComingBack result;
  for (std::size_t horizon = 0; horizon < all.size(); ++horizon) {
    AfterMonths told{months_followed[horizon], {}};
    for (std::size_t which = 0; which < after_count; ++which) {
      auto const& name = name_of(figure_after(horizon, static_cast<After>(which)));
      ForwardRow row{std::string{name.row}, std::string{name.label}, {}, {}};
      for (auto const& area : all[horizon]) {
        row.count.push_back(area.counts[which]);
        row.rate.push_back(area.rate_of(static_cast<After>(which)));
      }
      told.rows.push_back(std::move(row));
    }
    result.after.push_back(std::move(told));
  }
  auto const& closed = result.after.back().row(After::closed).count;
  for (std::size_t area = 0; area < areas.size(); ++area)
    result.steady.push_back(percent_of(closed_12m[area], closed[area]));
  note_follow_up_short(history.period_of(Counted::allocations), history.today(), result.after, result.notes);
  note_few_closings(areas, closed, result.notes);
  return result;
}

}  // namespace kith::insight
