#include "base/csv.h"

#include <fmt/format.h>

#include "insight/formats/demand_formats.h"

namespace kith::insight {

// One figure a row, so that whoever reads it needs to know no layout. A suppressed figure is an empty cell with "yes"
// beside it, never a zero. The ends of an interval are rows of their own, without a count. The notes follow as rows of
// their own.
std::string demand_as_csv(Presented const& presented) {
  std::string out;
  CsvWriter writer(out);
  writer.record({"table", "row", "label", "area", "period", "counts", "count", "percent", "suppressed"});
  for (auto const& table : presented.tables)
    for (auto const& row : table.rows)
      for (std::size_t area = 0; area < row.cells.size(); ++area) {
        auto const& cell = row.cells[area];
        writer.record({table.code, row.code, row.label, presented.areas[area], table.period, table.counts,
                       cell.count ? std::to_string(*cell.count) : std::string{}, cell.percent.value_or(""),
                       cell.suppressed ? "yes" : "no"});
        if (!cell.low || !cell.high) continue;
        for (auto const& [end, value] : {std::pair{"low", *cell.low}, std::pair{"high", *cell.high}})
          writer.record({table.code, fmt::format("{}_{}", row.code, end),
                         fmt::format("{}: {} end of the 95% interval", row.label, end), presented.areas[area],
                         table.period, table.counts, "", value, "no"});
      }
  for (auto const& note : presented.notes) writer.record({"note", note.code, note.text, "", "", "", "", "", ""});
  return out;
}

}  // namespace kith::insight
