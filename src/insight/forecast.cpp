#include "insight/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "insight/areas.h"
#include "insight/history.h"

namespace kith::insight {

namespace {

Date month_of(Date day) { return *Date::of(day.year(), day.month(), 1); }

// The places right below the authority.
std::vector<std::string> first_places(profile::Profile const& profile) {
  std::vector<std::string> names;
  for (auto const& place : profile.places)
    if (place.within == profile.authority) names.push_back(place.label);
  return names;
}

// The day after the last month that is over. Records that ended long ago end a month when little of it is missing:
// nothing may have come on its last days.
Date end_of_months(Date last_day, Date today) {
  constexpr int quiet_days = 4;
  Date const next = month_of(last_day).plus_months(1);
  bool const is_over = next <= today && (next - last_day <= quiet_days || month_of(today) == next);
  return is_over ? next : month_of(last_day);
}

}  // namespace

FigureName const& figure_of(Counted flow) {
  switch (flow) {
    case Counted::allocations:
      return name_of(Figure::allocations);
    case Counted::referrals:
      return name_of(Figure::steps_total);
    default:
      return name_of(Figure::screening_total);
  }
}

std::string_view words_of(Counted flow) {
  switch (flow) {
    case Counted::allocations:
      return "allocations";
    case Counted::referrals:
      return "referrals to social care";
    default:
      return "requests for help";
  }
}

Result<demand::ForecastQuestion> forecast_question(FactTable const& facts, profile::Profile const& profile,
                                                   ForecastAsk const& ask) {
  auto const areas = TRY(resolve_areas(profile, ask.areas.empty() ? first_places(profile) : ask.areas));
  DemandQuery query;
  query.viewer = ask.viewer;
  Date first = ask.today, last{std::numeric_limits<std::int32_t>::min()};
  for (auto const& fact : facts.list(ask.flow).facts)
    if (fact.day < ask.today) {
      first = std::min(first, fact.day);
      last = std::max(last, fact.day);
    }
  if (first == ask.today)
    return invalid("no_records", fmt::format("There are no {} on record yet, so there is nothing to forecast from.",
                                             words_of(ask.flow)));
  // A month that the records begin within is not whole.
  query.from = first.day() == 1 ? first : month_of(first).plus_months(1);
  Date const end = end_of_months(last, ask.today);
  query.to = end - 1;
  demand::ForecastQuestion question;
  question.first = query.from;
  auto const days = static_cast<std::size_t>(std::max(0, end - query.from));
  std::vector<demand::DaySeries> all;
  for (auto const& area : areas) all.push_back({area.label, std::vector<std::int64_t>(days, 0)});
  if (days > 0) {
    History const history(facts, profile, areas, query);
    history.for_each(ask.flow, [&](std::uint32_t, Fact const& fact) {
      auto const day = static_cast<std::size_t>(fact.day - query.from);
      for (auto in = history.areas_of(fact.places); in != 0; in &= in - 1)
        ++all[static_cast<std::size_t>(std::countr_zero(in))].counts[day];
    });
  }
  question.whole = std::move(all.front());
  question.places.assign(std::make_move_iterator(all.begin() + 1), std::make_move_iterator(all.end()));
  // A month without anything is one before the records were kept, or one whose records are not here.
  Date begin = question.first;
  for (Date month = question.first; month < end; month = month.plus_months(1)) {
    auto const from = question.whole.counts.begin() + (month - question.first);
    if (std::all_of(from, from + (month.plus_months(1) - month), [](auto count) { return count == 0; }))
      begin = month.plus_months(1);
  }
  auto const cut = begin - question.first;
  auto const leave_out = [&](demand::DaySeries& series) {
    series.counts.erase(series.counts.begin(), series.counts.begin() + cut);
  };
  leave_out(question.whole);
  std::ranges::for_each(question.places, leave_out);
  question.first = begin;
  return question;
}

Result<std::shared_ptr<demand::Forecast const>> KeptForecasts::of(demand::ForecastQuestion const& question) {
  {
    std::scoped_lock const lock(mutex_);
    for (auto const& kept : kept_)
      if (kept.question == question) return kept.forecast;
  }
  auto made = std::make_shared<demand::Forecast const>(TRY(demand::forecast(question)));
  constexpr std::size_t most_kept = 24;
  std::scoped_lock const lock(mutex_);
  if (kept_.size() >= most_kept) kept_.erase(kept_.begin());
  kept_.push_back({question, made});
  return made;
}

}  // namespace kith::insight
