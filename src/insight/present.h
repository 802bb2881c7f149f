// A report as people read it: labelled tables whose every figure names the list it counts. Pages, terminals, CSV files
// and spreadsheets all render this one shape, so that none says something the others do not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "insight/demand.h"
#include "insight/figures.h"

namespace kith::insight {

// `complete` is for those who may see the records. `published` suppresses figures of 1 to 5, whatever would give one of
// them away, and every link.
enum class Form { complete, published };
constexpr auto closed_set(Form) {
  return std::to_array<Member<Form>>(
      {{Form::complete, "complete", "Complete"}, {Form::published, "published", "For publication"}});
}

// Stands in a suppressed cell, and what it means.
inline constexpr std::string_view suppressed_mark = "*";
inline constexpr std::string_view suppressed_meaning =
    "* A figure from 1 to 5, or one from which such a figure could be worked out.";

// Said wherever potential reduction is shown.
inline constexpr std::string_view ceiling_meaning =
    "A ceiling, not a forecast: what would be saved if every one of these were helped locally instead and none came "
    "back.";

// Said wherever the forward rate and the backward share are shown.
inline constexpr std::string_view two_measures_meaning =
    "These are two measures, not complements of each other. The backward share looks back from each allocation made in "
    "the period: had an earlier one of the same child closed in the 12 months before? The forward rate looks ahead "
    "from "
    "each one closed in the period: is the child allocated again within 12 months? Only where the numbers made and "
    "closed stay the same are they bound to each other: forward rate = backward share x allocations made / allocations "
    "closed.";
inline constexpr std::string_view forward_interval_meaning =
    "Rates are Aalen and Johansen's: whoever turned 18, moved away or died without coming back has left, and whoever "
    "is still being followed counts for as long as that. Intervals are Wilson's, 95%, for as many closings as give "
    "their standard error.";
inline constexpr std::string_view sustained_meaning =
    "Sustained is what is left of 100% when both ways back are taken off: no new request or allocation, and no "
    "referral to social care, as on the plan's own page, which looks at the whole family and not at one child.";

// A table of no figure of its own: those of others side by side.
inline constexpr std::string_view both_ways_code = "both_ways";

// Which list a figure opens: what drill() takes.
struct FigureLink {
  std::string table;
  std::string row;
  std::string area;
};

struct Cell {
  std::optional<std::int64_t> count;   // absent when suppressed
  std::optional<std::string> percent;  // "47.7"; absent when suppressed, when there is none, and for totals of people
  bool suppressed = false;
  std::optional<FigureLink> link;                  // absent in the published form
  std::optional<std::string> low = {}, high = {};  // the 95% interval of `percent`, where it is an estimate
};

struct PresentedRow {
  std::string code;
  std::string label;
  bool is_total = false;
  bool has_percent = false;
  std::vector<Cell> cells;  // one an area
};

struct PresentedTable {
  std::string code;
  std::string caption;
  std::string counts;  // "requests": what each figure counts one of
  std::string period;  // "1 July 2018 to 30 June 2019"
  std::vector<std::string> remarks;
  std::vector<PresentedRow> rows;
  std::vector<std::string> complete_remarks = {};  // with figures, for the complete form alone
};

struct Presented {
  std::string title;
  Instant as_at;
  Form form = Form::complete;
  std::vector<std::string> areas;
  std::vector<PresentedTable> tables;
  std::vector<Note> notes;
};

Presented present(DemandReport const& report, Form form);

}  // namespace kith::insight
