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
  std::optional<FigureLink> link;  // absent in the published form
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
