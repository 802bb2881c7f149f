#include "insight/drill.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "insight/history.h"

namespace kith::insight {

namespace {

Result<Figure> figure_named(std::string_view table, std::string_view row) {
  for (auto const& name : figure_names)
    if (wire(name.table) == table && name.row == row) return name.figure;
  return not_found("unknown_figure",
                   fmt::format("The demand report has no figure \"{}\" in a table \"{}\".", row, table));
}

Result<std::size_t> area_named(profile::Profile const& profile, std::vector<Area> const& areas, std::string_view name) {
  if (name.empty()) return std::size_t{0};
  auto const asked = TRY(resolve_areas(profile, {std::string{name}}));
  auto const found = std::ranges::find(areas, asked.back().label, &Area::label);
  if (found == areas.end())
    return not_found("unknown_area", fmt::format("\"{}\" is not one of the report's areas.", name));
  return static_cast<std::size_t>(found - areas.begin());
}

std::string_view kind_of(Counted counted) {
  switch (counted) {
    case Counted::requests:
      return "enquiry";
    case Counted::allocations:
      return "allocation";
    case Counted::referrals:
      break;
  }
  return "referral";
}

std::optional<Date> closing_day(Fact const& fact) {
  return fact.closed_on == never ? std::nullopt : std::optional{fact.closed_on};
}

std::vector<std::string> split(std::string_view codes) {
  std::vector<std::string> parts;
  while (!codes.empty()) {
    auto const end = std::min(codes.find(';'), codes.size());
    parts.emplace_back(codes.substr(0, end));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return parts;
}

DrillRow row_of(History const& history, Hit const& hit) {
  auto const counted = name_of(hit.figure).counted;
  auto const& list = list_of(history, counted);
  auto const at = static_cast<std::size_t>(hit.fact);
  auto const& fact = list.facts[at];
  auto const& details = list.details[at];
  DrillRow row{details.id,
               std::string{kind_of(counted)},
               details.reference,
               fact.day,
               details.outcome,
               closing_day(fact),
               {},
               details.address_protected,
               {}};
  if (!row.place_masked) row.places = split(details.places);
  if (hit.because >= 0) {
    auto const& other_list = because_list_of(history, hit.figure);
    auto const other = static_cast<std::size_t>(hit.because);
    row.because = DrillCause{other_list.details[other].id, other_list.details[other].reference,
                             other_list.facts[other].day, closing_day(other_list.facts[other])};
  }
  return row;
}

}  // namespace

Result<std::vector<DrillRow>> drill(sql::Connection& connection, profile::Profile const& profile,
                                    DemandQuery const& query, std::string_view table, std::string_view row,
                                    std::string_view area) {
  TRY(periods_of(query));
  auto const figure = TRY(figure_named(table, row));
  auto const areas = TRY(resolve_areas(profile, query.areas));
  auto const asked = AreaMask{1} << TRY(area_named(profile, areas, area));
  auto const history = read_history(connection, profile, areas, query, Detail::with_details);
  std::vector<DrillRow> rows;
  for (auto const& hit : hits_of(history)) {
    if (hit.figure != figure) continue;
    auto const& fact = list_of(history, name_of(figure).counted).facts[static_cast<std::size_t>(hit.fact)];
    if ((fact.areas & asked) != 0) rows.push_back(row_of(history, hit));
  }
  std::ranges::sort(rows, {}, [](DrillRow const& one) { return std::tie(one.day, one.reference, one.id); });
  return rows;
}

}  // namespace kith::insight
