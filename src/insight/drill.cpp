#include "insight/drill.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "insight/history.h"
#include "insight/kept_facts.h"
#include "profile/place_codes.h"

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

std::optional<Date> closing_day(Fact const& fact) {
  return fact.closed_on == never ? std::nullopt : std::optional{fact.closed_on};
}

std::string outcome_of(Counted counted, Fact const& fact) {
  if (fact.outcome < 0 || counted == Counted::allocations) return {};
  auto const at = static_cast<std::size_t>(fact.outcome);
  return std::string{counted == Counted::referrals ? members_of<profile::StepOutcome>[at].wire
                                                   : members_of<profile::ScreeningOutcome>[at].wire};
}

class Listing {
 public:
  Listing(History const& history, Figure figure)
      : history_(history), facts_(history.facts()), figure_(figure), counted_(name_of(figure).counted) {
    for (auto const& guarded : facts_.guarded())
      if (guarded.address_protected) address_protected_.insert(guarded.person);
  }

  DrillList list(AreaMask asked, std::size_t most) const {
    auto hits = hits_of(history_, figure_);
    std::erase_if(hits, [&](Hit const& hit) { return (history_.areas_of(fact_of(hit).places) & asked) == 0; });
    auto const shown = std::min(most, hits.size());
    std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(shown), {},
                              [&](Hit const& hit) { return order_of(hit); });
    DrillList list{hits.size(), {}};
    for (auto const& hit : std::span{hits}.first(shown)) list.rows.push_back(row_of(hit));
    return list;
  }

 private:
  Fact const& fact_of(Hit const& hit) const { return facts_.list(counted_).facts[hit.fact]; }
  std::tuple<Date, std::string_view, IdBits> order_of(Hit const& hit) const {
    return {fact_of(hit).day, facts_.reference_of(counted_, hit.fact), facts_.list(counted_).ids.id_of(hit.fact)};
  }

  DrillRow row_of(Hit const& hit) const {
    auto const& fact = fact_of(hit);
    DrillRow row{facts_.list(counted_).ids.id_of(hit.fact).text(),
                 std::string{name_of_kind(counted_)},
                 std::string{facts_.reference_of(counted_, hit.fact)},
                 fact.day,
                 outcome_of(counted_, fact),
                 closing_day(fact),
                 {},
                 false,
                 {}};
    for (auto const child : facts_.children_of(fact)) row.place_masked |= address_protected_.contains(child);
    if (!row.place_masked)
      for (auto& place : profile::parted(facts_.places()[fact.places])) row.places.push_back(std::move(place.value));
    if (hit.because != Hit::none) {
      auto const kind = hit.kind_of_because.value_or(counted_);
      auto const& other = facts_.list(kind);
      row.because = DrillCause{other.ids.id_of(hit.because).text(), std::string{facts_.reference_of(kind, hit.because)},
                               other.facts[hit.because].day, closing_day(other.facts[hit.because])};
    }
    return row;
  }

  History const& history_;
  FactTable const& facts_;
  Figure figure_;
  Counted counted_;
  std::unordered_set<std::uint32_t> address_protected_;  // children, by number
};

}  // namespace

Result<DrillList> drill(sql::Connection& connection, profile::Profile const& profile, DemandQuery const& query,
                        DrillFigure const& asked, std::size_t most, KeptFacts* kept) {
  TRY(periods_of(query));
  auto const figure = TRY(figure_named(asked.table, asked.row));
  auto const areas = TRY(resolve_areas(profile, query.areas));
  auto const area = AreaMask{1} << TRY(area_named(profile, areas, asked.area));
  return with_facts(connection, query, Detail::with_details, kept, [&](FactTable const& facts) {
    return Listing(History(facts, profile, areas, query), figure).list(area, most);
  });
}

}  // namespace kith::insight
