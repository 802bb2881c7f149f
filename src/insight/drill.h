// A figure opened: the very records it counts, as many as the figure says. Ids, references, days, codes and places; no
// names. Whoever shows the list asks access first, and may follow an id to the record only as that allows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "insight/demand.h"

namespace kith::insight {

// The other record that makes this one count: the earlier allocation, the later request.
struct DrillCause {
  std::string id;
  std::string reference;
  Date day;
  std::optional<Date> closed_on;
};

struct DrillRow {
  std::string id;
  std::string kind;  // "enquiry", "allocation", "referral"
  std::string reference;
  Date day;             // received, allocated or referred on
  std::string outcome;  // code; empty for an allocation
  std::optional<Date> closed_on;
  std::vector<std::string> places;  // codes; empty when the address is protected
  bool place_masked = false;
  std::optional<DrillCause> because;
};

// `table` and `row` as in FigureLink: a table of DemandTable and a row's code, such as "screening" and
// "progress_pathway". `area` is the authority (empty means it) or one of the query's areas.
struct DrillFigure {
  std::string_view table;
  std::string_view row;
  std::string_view area;
};
struct DrillList {
  std::size_t count = 0;       // as the figure says
  std::vector<DrillRow> rows;  // by day, then reference; the first `most` of them
};
// Errors: those of demand_report, "unknown_figure", and "unknown_area" for an area not in the query.
Result<DrillList> drill(sql::Connection& connection, profile::Profile const& profile, DemandQuery const& query,
                        DrillFigure const& figure, std::size_t most, KeptFacts* kept = nullptr);

}  // namespace kith::insight
