#include "insight/notes.h"

#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "base/text.h"
#include "insight/percent.h"

namespace kith::insight {

namespace {

std::string window_text(Period const& period) {
  return fmt::format("{} to {}", for_people(period.from), for_people(period.to));
}

// "one; two; three" of the sentences that are not empty.
std::string listed(std::vector<std::string> const& parts) { return fmt::format("{}", fmt::join(parts, "; ")); }

void add(std::vector<Note>& notes, std::string_view code, std::string text, std::string public_text) {
  notes.push_back({std::string{code}, std::move(text), std::move(public_text)});
}

void window_differs(DemandReport const& report, std::vector<Note>& notes) {
  if (report.steps.period == report.period) return;
  auto text = fmt::format(
      "The social care table counts from {}; the other tables from {}. Figures of the two windows must not "
      "be added or set against each other.",
      window_text(report.steps.period), window_text(report.period));
  auto same = text;
  add(notes, "window_differs", std::move(text), std::move(same));
}

void column_not_100(DemandReport const& report, std::vector<Note>& notes) {
  std::vector<std::string> found;
  auto const look = [&](std::string_view table, std::vector<CountedRow> const& rows, Counts const& total) {
    for (std::size_t area = 0; area < report.areas.size(); ++area) {
      if (total[area] == 0) continue;
      std::int64_t sum = 0;
      for (auto const& row : rows) sum += *tenths_of(row.count[area], total[area]);
      if (sum != 1000) found.push_back(fmt::format("{}, {}: {}", table, report.areas[area], tenths_text(sum)));
    }
  };
  look("Screening", report.screening.rows, report.screening.total);
  look("Social care", report.steps.rows, report.steps.total);
  if (!found.empty())
    add(notes, "column_not_100",
        fmt::format("Each percentage is rounded by itself, so these columns do not add up to 100.0 ({}).",
                    listed(found)),
        "Each percentage is rounded by itself, so a column need not add up to 100.0.");
}

void progress_not_allocations(DemandReport const& report, std::vector<Note>& notes) {
  auto const& progress =
      report.screening.rows[static_cast<std::size_t>(profile::ScreeningOutcome::progress_pathway)].count;
  std::vector<std::string> found;
  for (std::size_t area = 0; area < report.areas.size(); ++area)
    if (progress[area] != report.re_referral.allocations[area])
      found.push_back(fmt::format("{}: {} and {}", report.areas[area], with_thousands(progress[area]),
                                  with_thousands(report.re_referral.allocations[area])));
  if (!found.empty())
    add(notes, "progress_not_allocations",
        fmt::format("Requests that progressed to the pathway and allocations made are not the same number ({}): an "
                    "allocation may fall in a later period, be for another child of the request, or not be made.",
                    listed(found)),
        "Requests that progressed to the pathway and allocations made are not the same number: an allocation may fall "
        "in a later period, be for another child of the request, or not be made.");
}

// Calls `look` with every row of counts that could point at somebody.
void for_each_row(DemandReport const& report, std::function<void(Counts const&)> const& look) {
  for (auto const& row : report.screening.rows) look(row.count);
  for (auto const& row : report.steps.rows) look(row.count);
  for (auto const* counts :
       {&report.screening.total, &report.screening.children, &report.screening.families,
        &report.re_referral.allocations, &report.re_referral.closed_12m.count, &report.re_referral.allocated_12m.count,
        &report.steps.total, &report.steps.re_referrals.count})
    look(*counts);
}

void small_numbers(DemandReport const& report, std::vector<Note>& notes) {
  std::vector<std::int64_t> found(report.areas.size());
  for_each_row(report, [&](Counts const& counts) {
    for (std::size_t area = 0; area < counts.size(); ++area) found[area] += is_small_number(counts[area]) ? 1 : 0;
  });
  std::vector<std::string> parts;
  for (std::size_t area = 0; area < found.size(); ++area)
    if (found[area] > 0) parts.push_back(fmt::format("{}: {}", report.areas[area], found[area]));
  if (!parts.empty())
    add(notes, "small_numbers",
        fmt::format("Some figures are from 1 to {} ({}) and could point at a family. Publish only the form in which "
                    "they are suppressed.",
                    small_number_limit, listed(parts)),
        fmt::format("Figures from 1 to {} are suppressed, and whatever would give one of them away.",
                    small_number_limit));
}

void base_under_30(DemandReport const& report, std::vector<Note>& notes) {
  std::vector<std::string> found;
  auto const look = [&](std::string_view what, Counts const& bases) {
    for (std::size_t area = 0; area < bases.size(); ++area)
      if (0 < bases[area] && bases[area] < 30)
        found.push_back(fmt::format("{}: {} {}", report.areas[area], bases[area], what));
  };
  look("requests", report.screening.total);
  look("allocations", report.re_referral.allocations);
  look("referrals", report.steps.total);
  if (!found.empty())
    add(notes, "base_under_30",
        fmt::format("Percentages of fewer than 30 move by several points with one record; read the counts instead "
                    "({}).",
                    listed(found)),
        "Some percentages are of fewer than 30 and move by several points with one record; read the counts instead.");
}

void lookback_short(DemandReport const& report, History const& history, std::vector<Note>& notes) {
  std::vector<std::string> found;
  auto const look = [&](std::string_view what, Counted kind, Period const& period, std::int64_t counted) {
    Date const needed = period.from.plus_months(-re_referral_months);
    auto const first_day = history.facts().list(kind).first_day;
    if (counted > 0 && first_day && *first_day > needed)
      found.push_back(fmt::format("{} are on record from {}, and would be needed from {}", what, for_people(*first_day),
                                  for_people(needed)));
  };
  look("Allocations", Counted::allocations, report.period, report.re_referral.allocations.front());
  look("Referrals", Counted::referrals, report.steps.period, report.steps.total.front());
  if (found.empty()) return;
  auto text =
      fmt::format("The records do not reach back 12 months before the period, so re-referrals are counted too low: {}.",
                  listed(found));
  auto same = text;
  add(notes, "lookback_short", std::move(text), std::move(same));
}

void unlocated(History const& history, std::vector<Note>& notes) {
  auto const count = [&](Counted kind) {
    std::int64_t n = 0;
    history.for_each(kind, [&](std::uint32_t, Fact const& fact) { n += history.is_located(fact.places) ? 0 : 1; });
    return n;
  };
  std::vector<std::string> found;
  auto const look = [&](std::int64_t n, std::string_view one, std::string_view many) {
    if (n > 0) found.push_back(fmt::format("{} {}", with_thousands(n), n == 1 ? one : many));
  };
  look(count(Counted::requests), "request", "requests");
  look(count(Counted::allocations), "allocation", "allocations");
  look(count(Counted::referrals), "referral", "referrals");
  if (!found.empty())
    add(notes, "unlocated",
        fmt::format("These have no place that the council's list knows, and count for the authority alone: {}.",
                    listed(found)),
        "Some records have no place that the council's list knows, and count for the authority alone.");
}

// A share as a paper printed it, where its own counts give another. A reader who compares must be told.
struct Misprint {
  std::int64_t count;
  std::int64_t of;
  std::string_view printed;
  std::string_view where;
};
auto constexpr misprints = std::to_array<Misprint>({
    {3076, 6455, "47.5", "the report to the Overview and Scrutiny Panel of 5 September 2019, paragraph 7"},
});

void share_notes(std::string_view what, std::string const& area, Portion const& portion,
                 std::vector<std::int64_t> const& parts, std::vector<Note>& notes) {
  if (!portion.percent) return;
  std::int64_t sum = 0;
  for (auto const part : parts) sum += *tenths_of(part, portion.of);
  std::string text;
  if (tenths_text(sum) != *portion.percent)
    text = fmt::format("{} {}: {} of {} is {}%. Adding the rounded percentages of the rows would give {}%.", area, what,
                       with_thousands(portion.count), with_thousands(portion.of), *portion.percent, tenths_text(sum));
  for (auto const& misprint : misprints)
    if (misprint.count == portion.count && misprint.of == portion.of)
      text += fmt::format(" The same counts were printed as {}% in {}, from shortened parts.", misprint.printed,
                          misprint.where);
  if (!text.empty())
    add(notes, "sum_of_rounded", std::string{trimmed(text)},
        "Shares are worked out from exact counts; adding rounded percentages would give another figure.");
}

}  // namespace

std::vector<Note> notes_on(DemandReport const& report, History const& history) {
  std::vector<Note> notes;
  window_differs(report, notes);
  column_not_100(report, notes);
  progress_not_allocations(report, notes);
  small_numbers(report, notes);
  base_under_30(report, notes);
  lookback_short(report, history, notes);
  unlocated(history, notes);
  return notes;
}

std::vector<Note> notes_on_potential(DemandReport const& report) {
  using profile::ScreeningOutcome;
  using profile::StepOutcome;
  auto const screening = [&](ScreeningOutcome outcome, std::size_t area) {
    return report.screening.rows[static_cast<std::size_t>(outcome)].count[area];
  };
  auto const steps = [&](StepOutcome outcome, std::size_t area) {
    return report.steps.rows[static_cast<std::size_t>(outcome)].count[area];
  };
  std::vector<Note> notes;
  for (std::size_t area = 0; area < report.areas.size(); ++area) {
    share_notes(
        "front door", report.areas[area], report.potential.front_door[area],
        {screening(ScreeningOutcome::continue_universal, area), screening(ScreeningOutcome::information_advice, area)},
        notes);
    share_notes("social care", report.areas[area], report.potential.social_care[area],
                {steps(StepOutcome::no_further_action, area), steps(StepOutcome::information_advice, area)}, notes);
  }
  return notes;
}

}  // namespace kith::insight
