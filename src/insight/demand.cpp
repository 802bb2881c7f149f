#include "insight/demand.h"

#include <fmt/format.h>

#include <bit>

#include "insight/areas.h"
#include "insight/coming_back.h"
#include "insight/history.h"
#include "insight/kept_facts.h"
#include "insight/notes.h"
#include "insight/percent.h"

namespace kith::insight {

namespace {

// Every figure, area by area.
class Tally {
 public:
  Tally(History const& history, std::size_t areas) : areas_(areas), counts_(figure_count, Counts(areas, 0)) {
    auto const by_places = counts_by_places(history);
    auto const lists = by_places.size() / figure_count;
    for (std::size_t figure = 0; figure < figure_count; ++figure)
      for (std::uint32_t places = 0; places < lists; ++places)
        add(counts_[figure], history.areas_of(places), by_places[figure * lists + places]);
  }
  Counts const& of(Figure figure) const { return counts_[place_of(figure)]; }

  CountedRow row(Figure figure, std::string label, Figure whole) const {
    CountedRow row{std::string{name_of(figure).row}, std::move(label), of(figure), {}};
    for (std::size_t area = 0; area < areas_; ++area)
      row.percent.push_back(percent_of(of(figure)[area], of(whole)[area]));
    return row;
  }
  std::vector<Portion> portions(Figure figure, Figure whole) const {
    std::vector<Portion> portions;
    for (std::size_t area = 0; area < areas_; ++area)
      portions.push_back({of(figure)[area], of(whole)[area], percent_of(of(figure)[area], of(whole)[area])});
    return portions;
  }

  static void add(Counts& counts, AreaMask areas, std::int64_t more = 1) {
    for (; areas != 0; areas &= areas - 1) counts[static_cast<std::size_t>(std::countr_zero(areas))] += more;
  }

 private:
  std::size_t areas_;
  std::vector<Counts> counts_;
};

// Different children, and different families, that the window's requests were about.
void count_people(History const& history, Counts& children, Counts& families) {
  std::vector<AreaMask> child_areas(history.facts().child_count(), 0);
  std::vector<AreaMask> family_areas(history.facts().family_count(), 0);
  history.for_each(Counted::requests, [&](std::uint32_t, Fact const& fact) {
    auto const areas = history.areas_of(fact.places);
    family_areas[fact.family] |= areas;
    for (auto const child : history.facts().children_of(fact)) child_areas[child] |= areas;
  });
  for (auto const areas : child_areas) Tally::add(children, areas);
  for (auto const areas : family_areas) Tally::add(families, areas);
}

template <ClosedSet Outcome>
std::vector<CountedRow> outcome_rows(Tally const& tally, Figure first, Figure total,
                                     std::vector<profile::Word> const& words) {
  std::vector<CountedRow> rows;
  for (std::size_t i = 0; i < members_of<Outcome>.size(); ++i)
    rows.push_back(tally.row(static_cast<Figure>(place_of(first) + i),
                             profile::label_of(words, members_of<Outcome>[i].wire), total));
  return rows;
}

DemandReport report_on(History const& history, profile::Profile const& profile, std::vector<Area> const& areas,
                       DemandQuery const& query) {
  Tally const tally(history, areas.size());
  auto const own_label = [](Figure figure) { return std::string{name_of(figure).label}; };

  DemandReport report;
  report.as_at = query.as_known_at.value_or(query.now);
  report.period = history.period_of(Counted::requests);
  for (auto const& area : areas) report.areas.push_back(area.label);
  report.nesting = nesting_of(areas, profile);

  report.screening.rows = outcome_rows<profile::ScreeningOutcome>(tally, Figure::continue_universal,
                                                                  Figure::screening_total, profile.screening_outcomes);
  report.screening.total = tally.of(Figure::screening_total);
  report.screening.children.assign(areas.size(), 0);
  report.screening.families.assign(areas.size(), 0);
  count_people(history, report.screening.children, report.screening.families);

  report.re_referral.allocations = tally.of(Figure::allocations);
  report.re_referral.closed_12m = tally.row(Figure::closed_12m, own_label(Figure::closed_12m), Figure::allocations);
  report.re_referral.allocated_12m =
      tally.row(Figure::allocated_12m, own_label(Figure::allocated_12m), Figure::allocations);

  report.coming_back = coming_back(history, report.areas, tally.of(Figure::closed_12m));

  report.steps.period = history.period_of(Counted::referrals);
  report.steps.rows =
      outcome_rows<profile::StepOutcome>(tally, Figure::cf_assessment, Figure::steps_total, profile.step_outcomes);
  report.steps.total = tally.of(Figure::steps_total);
  report.steps.re_referrals = tally.row(Figure::re_referrals, own_label(Figure::re_referrals), Figure::steps_total);

  auto& potential = report.potential;
  potential.front_door = tally.portions(Figure::front_door, Figure::screening_total);
  potential.social_care = tally.portions(Figure::social_care, Figure::steps_total);
  for (auto const& [figure, whole] :
       {std::pair{Figure::back_higher_90d, Figure::front_door}, std::pair{Figure::stepped_up_90d, Figure::front_door},
        std::pair{Figure::back_social_care_90d, Figure::social_care}})
    potential.balancing.push_back({std::string{name_of(figure).row}, own_label(figure), tally.portions(figure, whole)});
  potential.followed_to_the_end =
      std::max(report.period.to, report.steps.period.to) + balancing_days <= london_date(report.as_at);
  potential.notes = notes_on_potential(report);
  report.notes = notes_on(report, history);
  return report;
}

}  // namespace

Result<Periods> periods_of(DemandQuery const& query) {
  Periods periods{{query.from, query.to}, {query.steps_from.value_or(query.from), query.steps_to.value_or(query.to)}};
  for (auto const& [period, field] :
       {std::pair{periods.period, "to"}, std::pair{periods.steps, query.steps_to ? "steps-to" : "steps-from"}})
    if (period.to < period.from) {
      auto const sentence = fmt::format("The period ends on {}, before it begins on {}. Give a later end.",
                                        to_text(period.to), to_text(period.from));
      return invalid("bad_period", sentence, {{field, "bad_period", sentence}});
    }
  return periods;
}

Result<DemandReport> demand_report(sql::Connection& connection, profile::Profile const& profile,
                                   DemandQuery const& query, KeptFacts* kept) {
  TRY(periods_of(query));
  auto const areas = TRY(resolve_areas(profile, query.areas));
  return with_facts(connection, query, Detail::counts_only, kept, [&](FactTable const& facts) {
    return report_on(History(facts, profile, areas, query), profile, areas, query);
  });
}

}  // namespace kith::insight
