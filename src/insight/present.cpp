#include "insight/present.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "insight/history.h"
#include "insight/suppress.h"

namespace kith::insight {

namespace {

std::string window_in_words(Period const& period) {
  return fmt::format("{} to {}", for_people(period.from), for_people(period.to));
}

class Presenting {
 public:
  explicit Presenting(DemandReport const& report) : report_(report) {}

  Presented all() const {
    Presented presented{"Demand at the front door", report_.as_at, Form::complete, report_.areas, {}, {}};
    presented.tables = {screening(), re_referral(), both_ways()};
    for (std::size_t horizon = 0; horizon < months_followed.size(); ++horizon)
      presented.tables.push_back(after_closing_table(horizon));
    presented.tables.push_back(steps());
    presented.tables.push_back(potential());
    presented.tables.push_back(balancing());
    presented.notes = report_.notes;
    presented.notes.insert(presented.notes.end(), report_.coming_back.notes.begin(), report_.coming_back.notes.end());
    presented.notes.insert(presented.notes.end(), report_.potential.notes.begin(), report_.potential.notes.end());
    return presented;
  }

 private:
  Cell cell(DemandTable table, std::string_view row, std::size_t area, std::int64_t count,
            std::optional<std::string> percent) const {
    return {count, std::move(percent), false,
            FigureLink{std::string{wire(table)}, std::string{row}, report_.areas[area]}};
  }
  // A row without shares. `opens` is the row whose list it opens.
  PresentedRow plain(DemandTable table, std::string_view code, std::string_view opens, std::string_view label,
                     Counts const& counts, bool is_total = false) const {
    PresentedRow row{std::string{code}, std::string{label}, is_total, false, {}};
    for (std::size_t area = 0; area < counts.size(); ++area)
      row.cells.push_back(cell(table, opens, area, counts[area], std::nullopt));
    return row;
  }
  PresentedRow shared(DemandTable table, CountedRow const& counted) const {
    PresentedRow row{counted.code, counted.label, false, true, {}};
    for (std::size_t area = 0; area < counted.count.size(); ++area)
      row.cells.push_back(cell(table, counted.code, area, counted.count[area], counted.percent[area]));
    return row;
  }
  PresentedRow portions(DemandTable table, std::string_view code, std::string_view label,
                        std::vector<Portion> const& list) const {
    PresentedRow row{std::string{code}, std::string{label}, false, true, {}};
    for (std::size_t area = 0; area < list.size(); ++area)
      row.cells.push_back(cell(table, code, area, list[area].count, list[area].percent));
    return row;
  }
  static PresentedTable table_of(DemandTable table, std::string_view counts, std::string period) {
    return {std::string{wire(table)}, std::string{label(table)}, std::string{counts}, std::move(period), {}, {}};
  }

  PresentedTable screening() const {
    auto table = table_of(DemandTable::screening, "requests", window_in_words(report_.period));
    for (auto const& row : report_.screening.rows) table.rows.push_back(shared(DemandTable::screening, row));
    table.rows.push_back(
        plain(DemandTable::screening, "total", "total", "Total requests", report_.screening.total, true));
    table.rows.push_back(plain(DemandTable::screening, "children", "total", "Different children they were about",
                               report_.screening.children));
    table.rows.push_back(plain(DemandTable::screening, "families", "total", "Different families they were about",
                               report_.screening.families));
    return table;
  }
  PresentedTable re_referral() const {
    auto table = table_of(DemandTable::re_referral, "allocations", window_in_words(report_.period));
    table.rows = {
        plain(DemandTable::re_referral, "allocations", "allocations", "Allocations", report_.re_referral.allocations),
        shared(DemandTable::re_referral, report_.re_referral.closed_12m),
        shared(DemandTable::re_referral, report_.re_referral.allocated_12m)};
    table.remarks = {
        "An allocation is a re-referral when an earlier one of the same child was closed, or was made, in the 12 "
        "months "
        "before. Many are both: the two rows must not be added."};
    return table;
  }
  // A row with estimated shares. `opens` is the table whose list it opens.
  PresentedRow estimated(DemandTable opens, ForwardRow const& forward, std::string_view code,
                         std::string_view label) const {
    PresentedRow row{std::string{code}, std::string{label}, false, false, {}};
    for (std::size_t area = 0; area < forward.count.size(); ++area) {
      auto const& rate = forward.rate[area];
      row.cells.push_back(cell(opens, forward.code, area, forward.count[area], rate.percent));
      row.cells.back().low = rate.low;
      row.cells.back().high = rate.high;
      row.has_percent |= rate.percent.has_value();
    }
    return row;
  }
  PresentedTable both_ways() const {
    PresentedTable table{
        std::string{both_ways_code},
        "Coming back, counted from both ends",
        "allocations made, and closed",
        window_in_words(report_.period),
        {std::string{two_measures_meaning}, std::string{sustained_meaning}, std::string{forward_interval_meaning}},
        {}};
    auto backward = shared(DemandTable::re_referral, report_.re_referral.closed_12m);
    backward.code = "backward_share";
    backward.label = "Backward share: made, 12 months after a closing";
    table.rows = {std::move(backward),
                  estimated(DemandTable::after_12m, report_.coming_back.after.back().row(After::allocated_again),
                            "forward_rate", "Forward rate: closed, made again in 12 months")};
    std::vector<std::string> steady;
    for (std::size_t area = 0; area < report_.areas.size(); ++area)
      if (auto const& percent = report_.coming_back.steady[area])
        steady.push_back(fmt::format("{} {}%", report_.areas[area], *percent));
    if (!steady.empty())
      table.complete_remarks = {fmt::format(
          "Were everything steady, the backward share would mean a forward rate of: {}.", fmt::join(steady, "; "))};
    return table;
  }
  PresentedTable after_closing_table(std::size_t horizon) const {
    auto const which = name_of(figure_after(horizon, After::closed)).table;
    auto table = table_of(which, "allocations closed", window_in_words(report_.period));
    auto const& after = report_.coming_back.after[horizon];
    for (auto const& forward : after.rows) table.rows.push_back(estimated(which, forward, forward.code, forward.label));
    table.rows[static_cast<std::size_t>(After::closed)].is_total = true;
    return table;
  }
  PresentedTable steps() const {
    auto table = table_of(DemandTable::steps, "referrals", window_in_words(report_.steps.period));
    for (auto const& row : report_.steps.rows) table.rows.push_back(shared(DemandTable::steps, row));
    table.rows.push_back(plain(DemandTable::steps, "total", "total", "Total referrals", report_.steps.total, true));
    table.rows.push_back(shared(DemandTable::steps, report_.steps.re_referrals));
    return table;
  }
  PresentedTable potential() const {
    auto table = table_of(DemandTable::potential, "requests, and referrals", "As the tables above");
    table.rows = {
        portions(DemandTable::potential, "front_door", name_of(Figure::front_door).label, report_.potential.front_door),
        portions(DemandTable::potential, "social_care", name_of(Figure::social_care).label,
                 report_.potential.social_care)};
    table.remarks = {std::string{ceiling_meaning}};
    return table;
  }
  PresentedTable balancing() const {
    auto table = table_of(DemandTable::balancing, "requests, and referrals", "As the tables above");
    for (auto const& one : report_.potential.balancing)
      table.rows.push_back(portions(DemandTable::balancing, one.code, one.label, one.portions));
    table.remarks = {
        fmt::format("Of the requests and referrals in the ceiling, those where the same child came to "
                    "notice again in the {} days after, and more was decided.",
                    balancing_days)};
    if (!report_.potential.followed_to_the_end)
      table.remarks.push_back(fmt::format(
          "The last {} days of the period have not been followed to their end, so these will rise.", balancing_days));
    return table;
  }

  DemandReport const& report_;
};

// Beneath the table, a line a row: a column of their own would not fit beside several areas.
void add_intervals(PresentedTable& table, std::vector<std::string> const& areas) {
  for (auto const& row : table.rows) {
    std::vector<std::string> intervals;
    for (std::size_t area = 0; area < row.cells.size(); ++area)
      if (auto const& cell = row.cells[area]; cell.low && cell.high)
        intervals.push_back(fmt::format("{} {} to {}%", areas[area], *cell.low, *cell.high));
    if (!intervals.empty())
      table.remarks.push_back(fmt::format("{}, 95% interval: {}.", row.label, fmt::join(intervals, "; ")));
  }
}

}  // namespace

Presented present(DemandReport const& report, Form form) {
  auto presented = Presenting{report}.all();
  presented.form = form;
  if (form == Form::complete) {
    for (auto& table : presented.tables) {
      std::ranges::move(table.complete_remarks, std::back_inserter(table.remarks));
      add_intervals(table, presented.areas);
    }
    return presented;
  }
  // From two of them a small difference could be read.
  std::erase_if(presented.tables, [](PresentedTable const& table) {
    return table.code == wire(DemandTable::after_3m) || table.code == wire(DemandTable::after_6m);
  });
  suppress_small_numbers(presented, report.nesting);
  for (auto& table : presented.tables) add_intervals(table, presented.areas);
  for (auto& note : presented.notes) note.text = note.public_text;
  // Without their figures, several notes of one code say the same.
  auto const repeated = [](Note const& a, Note const& b) { return a.code == b.code && a.text == b.text; };
  presented.notes.erase(std::unique(presented.notes.begin(), presented.notes.end(), repeated), presented.notes.end());
  return presented;
}

}  // namespace kith::insight
