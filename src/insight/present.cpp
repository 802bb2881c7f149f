#include "insight/present.h"

#include <fmt/format.h>

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
    presented.tables = {screening(), re_referral(), steps(), potential(), balancing()};
    presented.notes = report_.notes;
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

}  // namespace

Presented present(DemandReport const& report, Form form) {
  auto presented = Presenting{report}.all();
  if (form == Form::complete) return presented;
  presented.form = form;
  suppress_small_numbers(presented, report.nesting);
  for (auto& note : presented.notes) note.text = note.public_text;
  // Without their figures, several notes of one code say the same.
  auto const repeated = [](Note const& a, Note const& b) { return a.code == b.code && a.text == b.text; };
  presented.notes.erase(std::unique(presented.notes.begin(), presented.notes.end(), repeated), presented.notes.end());
  return presented;
}

}  // namespace kith::insight
