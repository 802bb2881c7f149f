#include "insight/forecast_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "html/components.h"
#include "html/pictures.h"
#include "insight/forecast_words.h"

namespace kith::insight {

namespace {

using demand::Forecast;
using demand::months_ahead;
using demand::PlaceForecast;
using html::Html;
using html::markup;
using html::text;

constexpr std::size_t months_drawn = 24;  // of what was counted; all of it is in the file

Period months_of(Forecast const& forecast, std::size_t first, std::size_t count) {
  return {forecast.month(first), forecast.month(first + count) - 1};
}

Html linked(std::int64_t count, html::Url const& url) {
  auto const shown = with_thousands(count);
  if (url.empty()) return text(shown);
  return markup("<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a>", url, shown);
}

Html summary(Forecast const& forecast, Counted flow, RecordsUrl const& records) {
  html::SortableTable table;
  auto const known = std::min<std::size_t>(months_ahead, forecast.months);
  table.caption = text(fmt::format("The next twelve months: {} from {} to {}", words_of(flow),
                                   short_month(forecast.month(forecast.months)),
                                   short_month(forecast.month(forecast.months + months_ahead - 1))));
  table.classes = "kith-trial-table";
  table.columns = {{.text = "Place"},
                   {.text = fmt::format("Last {} months, counted", known), .numeric = true},
                   {.text = "Next 12 months, the middle", .numeric = true},
                   {.text = "80 of 100 futures", .numeric = true},
                   {.text = "95 of 100 futures", .numeric = true}};
  auto const add = [&](PlaceForecast const& place, std::string const& area) {
    auto const period = months_of(forecast, forecast.months - known, known);
    std::vector<Html> row{text(place.name), linked(place.last_year, records(period, area))};
    if (place.year) {
      row.push_back(text(with_thousands(std::llround(place.year->middle))));
      row.push_back(text(from_to(place.year->low80, place.year->high80)));
      row.push_back(text(from_to(place.year->low95, place.year->high95)));
    } else {
      row.insert(row.end(), 3, text("–"));
    }
    table.rows.push_back(std::move(row));
  };
  add(forecast.whole, "");
  for (auto const& place : forecast.places) add(place, place.name);
  return html::sortable_table(table);
}

Html tests(Forecast const& forecast) {
  html::SortableTable table;
  table.caption = "How far to believe it: the same forecast made on past months, against what came";
  table.classes = "kith-trial-table";
  table.columns = {{.text = "Place"},
                   {.text = "The 80 band held", .numeric = true},
                   {.text = "The 95 band held", .numeric = true},
                   {.text = "Against last year’s month"}};
  auto const add = [&](PlaceForecast const& place) {
    auto const held = held_by(place);
    auto const verdict = verdict_of(place);
    bool const warns = !place.ahead || (place.tested && place.tested->loses());
    table.rows.push_back({text(place.name), text(held.within80), text(held.within95),
                          warns ? markup("<strong>{}</strong>", verdict) : text(verdict)});
  };
  add(forecast.whole);
  for (auto const& place : forecast.places) add(place);
  return html::sortable_table(table) +
         markup(
             "<p class=\"govuk-body\">A forecast is made as if on the first of each past month, with what was known "
             "then, and its next months are compared with what was counted. “Off by” is the mean continuous "
             "ranked probability score (CRPS), in records a month: how far off the whole spread was. It stands beside "
             "that of taking the same month of the year before, with the spread of its own past errors.</p>");
}

Html picture(Forecast const& forecast, PlaceForecast const& place, Counted flow, std::size_t number,
             std::string const& area, RecordsUrl const& records, html::Url const& csv) {
  std::size_t const drawn = std::min(months_drawn, forecast.months);
  std::size_t const from = forecast.months - drawn;
  html::LineChart chart;
  chart.about.id = fmt::format("forecast-{}", number);
  chart.about.title = place.year ? fmt::format("{}: {} in the next twelve months, most likely", place.name,
                                               from_to(place.year->low80, place.year->high80))
                                 : fmt::format("{}: too few records to forecast", place.name);
  chart.about.subtitle =
      fmt::format("{}: {} a month, counted, and the spread of what may come", place.name, words_of(flow));
  chart.about.csv = csv;
  chart.about.level = 2;
  html::LineSeries counted{"Counted", {}}, middle{"Forecast: half of all futures lie below", {}};
  for (std::size_t at = from; at < forecast.months + (place.ahead ? months_ahead : 0); ++at) {
    bool const is_known = at < forecast.months;
    chart.times.push_back(short_month(forecast.month(at)));
    counted.values.push_back(is_known ? std::optional(static_cast<double>(place.counted[at])) : std::nullopt);
    middle.values.push_back(is_known ? std::nullopt : std::optional((*place.ahead)[at - forecast.months].middle));
    chart.records.push_back(is_known ? records(months_of(forecast, at, 1), area) : html::Url{});
  }
  chart.series = {std::move(counted)};
  if (place.ahead) {
    chart.series.push_back(std::move(middle));
    html::FanBand wide{"95 of 100 futures", drawn, {}, {}}, narrow{"80 of 100 futures", drawn, {}, {}};
    for (auto const& month : *place.ahead) {
      wide.low.push_back(month.low95);
      wide.high.push_back(month.high95);
      narrow.low.push_back(month.low80);
      narrow.high.push_back(month.high80);
    }
    chart.fan = {std::move(wide), std::move(narrow)};
  }
  return html::line(chart);
}

Html list_of(std::vector<std::string> const& sentences) {
  Html items;
  for (auto const& sentence : sentences) items += markup("<li>{}</li>", sentence);
  return markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", items);
}

}  // namespace

Html forecast_html(Forecast const& forecast, Counted flow, RecordsUrl const& records, html::Url const& csv) {
  Html out = summary(forecast, flow, records) + tests(forecast);
  std::size_t number = 0;
  out += picture(forecast, forecast.whole, flow, number, "", records, csv);
  for (auto const& place : forecast.places) out += picture(forecast, place, flow, ++number, place.name, records, csv);
  out += markup("<h2 class=\"govuk-heading-m\">What the forecast cannot say</h2>") +
         list_of(what_it_cannot_say(forecast)) + markup("<h2 class=\"govuk-heading-m\">What it rests on</h2>") +
         list_of(what_it_rests_on(forecast, flow));
  return out;
}

}  // namespace kith::insight
