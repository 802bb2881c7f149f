// What became of children after their early help closed, counted forward from the closing. The report's re-referrals
// look back from an allocation at what closed before it: the same closings and allocations from the other end, and
// another measure (demand.md F6). Both are shown, by name, side by side.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "insight/demand.h"
#include "insight/history.h"

namespace kith::insight {

// An allocation that closed in the period, and what came first of each kind after it, of the same child.
struct AfterClosing {
  struct Came {
    Date on = never;
    std::uint32_t fact = Hit::none;
    Counted kind = Counted::allocations;
  };
  std::uint32_t allocation = 0;  // its place in the list of allocations
  Date closed_on = never;
  Came early_help;   // a request, or an allocation without one, on a later day
  Came social_care;  // a referral on a later day
  Came again;        // an allocation as re-referrals count it, so that both measures have the same pairs
  // By months_followed: the last day of the months, and whether `again` counts within them. A calendar is slow to ask,
  // and each of these is asked for by every row.
  std::array<Date, months_followed.size()> until = {};
  std::array<bool, months_followed.size()> again_within = {};
  Date left_on = never;  // turned 18, or closed because the child moved away, died or came of age

  // What came within so many calendar months: early_help, social_care (which goes first when both came on one day),
  // sustained when neither did, or too_early. The plan's own page says the same of its family (plan::sustained).
  After within(int months, Date today) const;
  bool is_over(int months, Date today) const { return end_of(months) < today; }
  bool is_allocated_again(int months) const { return again_within[place_of(months)]; }
  // The last day of the months after the closing; months are among months_followed.
  Date end_of(int months) const { return until[place_of(months)]; }
  // Nothing came, and the child was still one who could come back when the months were over.
  bool is_followed_to(int months, Date today) const;

  std::uint32_t because(After came) const { return of(came).fact; }
  std::optional<Counted> kind_of_because(After came) const { return of(came).kind; }

 private:
  static std::size_t place_of(int months) {
    return static_cast<std::size_t>(std::ranges::find(months_followed, months) - months_followed.begin());
  }
  Came of(After came) const {
    return came == After::early_help ? early_help : came == After::social_care ? social_care : Came{};
  }
};

AfterClosing after_closing(History const& history, std::uint32_t allocation);

// Calls `each` with every closing in the period, up to the day the report is known on, that counts. A closing that was
// undone is none.
template <class Each>
void for_each_closing(History const& history, Each each) {
  auto const& facts = history.facts().list(Counted::allocations).facts;
  auto const& period = history.period_of(Counted::allocations);
  for (std::uint32_t i = 0; i < facts.size(); ++i)
    if (period.contains(facts[i].closed_on) && facts[i].closed_on <= history.today() &&
        !history.is_hidden(Counted::allocations, i))
      each(after_closing(history, i));
}

// The rates, by Aalen and Johansen's estimate: whoever left can no longer come back, whoever has not been followed for
// all the months counts for as long as they have been. Each with a 95% interval: Wilson's, for as many closings as
// would give Aalen and Johansen's standard error had all been followed to the end. `closed_12m` is how many allocations
// of the period had an earlier one closed in the 12 months before, by area.
ComingBack coming_back(History const& history, std::vector<std::string> const& areas, Counts const& closed_12m);

}  // namespace kith::insight
