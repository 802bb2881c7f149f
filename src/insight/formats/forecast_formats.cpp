#include "insight/formats/forecast_formats.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "base/csv.h"
#include "base/text.h"
#include "demand/json_writer.h"
#include "insight/forecast_words.h"

namespace kith::insight {

namespace {

using demand::Forecast;
using demand::JsonWriter;
using demand::PlaceForecast;
using demand::Range;
using demand::Spread;

template <class Use>
void for_each_place(Forecast const& forecast, Use use) {
  use(forecast.whole);
  for (auto const& place : forecast.places) use(place);
}

// Means to one decimal; the others are counts, and so whole.
std::string whole(double value) { return fmt::format("{:.0f}", value); }

void put(JsonWriter& json, Spread const& spread) {
  json.key("middle").value(spread.middle);
  json.key("mean").value(spread.mean);
  json.key("low80").value(spread.low80);
  json.key("high80").value(spread.high80);
  json.key("low95").value(spread.low95);
  json.key("high95").value(spread.high95);
}
void put(JsonWriter& json, std::string_view name, Range const& range) {
  json.key(name).open('{');
  json.key("middle").value(range.middle);
  json.key("low").value(range.low);
  json.key("high").value(range.high);
  json.close('}');
}

void put(JsonWriter& json, Forecast const& forecast, PlaceForecast const& place) {
  json.open('{');
  json.key("name").value(place.name);
  json.key("counted").open('[');
  for (auto const count : place.counted) json.value(count);
  json.close(']');
  json.key("months").open('[');
  for (std::size_t ahead = 0; place.ahead && ahead < place.ahead->size(); ++ahead) {
    json.open('{');
    json.key("month").value(to_text(forecast.month(forecast.months + ahead)).substr(0, 7));
    put(json, (*place.ahead)[ahead]);
    json.close('}');
  }
  json.close(']');
  if (place.year) {
    json.key("year").open('{');
    put(json, *place.year);
    json.close('}');
  }
  if (place.tested) {
    json.key("tested").open('{');
    json.key("forecasts").value(place.tested->forecasts);
    json.key("within80").value(place.tested->within80);
    json.key("within95").value(place.tested->within95);
    json.key("crps").value(place.tested->crps);
    json.key("naive_crps").value(place.tested->naive_crps);
    json.key("loses_to_naive").value(place.tested->loses());
    json.close('}');
  }
  json.key("verdict").value(verdict_of(place));
  json.close('}');
}

void put(JsonWriter& json, std::string_view name, std::vector<std::string> const& sentences) {
  json.key(name).open('[');
  for (auto const& sentence : sentences) json.value(sentence);
  json.close(']');
}

}  // namespace

std::string forecast_as_csv(Forecast const& forecast, Counted flow) {
  std::string out;
  CsvWriter writer(out);
  writer.record({"place", "month", "counts", "counted", "middle", "mean", "low80", "high80", "low95", "high95"});
  for_each_place(forecast, [&](PlaceForecast const& place) {
    auto const month = [&](std::size_t at) { return to_text(forecast.month(at)).substr(0, 7); };
    for (std::size_t at = 0; at < place.counted.size(); ++at)
      writer.record({place.name, month(at), wire(flow), std::to_string(place.counted[at]), "", "", "", "", "", ""});
    for (std::size_t ahead = 0; place.ahead && ahead < place.ahead->size(); ++ahead) {
      auto const& spread = (*place.ahead)[ahead];
      writer.record({place.name, month(forecast.months + ahead), wire(flow), "", whole(spread.middle),
                     fmt::format("{:.1f}", spread.mean), whole(spread.low80), whole(spread.high80), whole(spread.low95),
                     whole(spread.high95)});
    }
  });
  return out;
}

std::string forecast_as_json(Forecast const& forecast, Counted flow) {
  JsonWriter json;
  json.open('{');
  json.key("forecast").value(wire(flow));
  json.key("first_month").value(to_text(forecast.first_month).substr(0, 7));
  json.key("months").value(static_cast<std::int64_t>(forecast.months));
  json.key("other_days").value(forecast.other_days);
  if (forecast.has_season) {
    put(json, "trend_a_year", forecast.trend_a_year);
    json.key("seasons").open('[');
    for (auto const& season : forecast.seasons) json.value(season.middle);
    json.close(']');
  }
  json.key("places").open('[');
  for_each_place(forecast, [&](PlaceForecast const& place) { put(json, forecast, place); });
  json.close(']');
  put(json, "cannot_say", what_it_cannot_say(forecast));
  put(json, "rests_on", what_it_rests_on(forecast, flow));
  json.close('}');
  return std::move(json).result();
}

std::string forecast_as_text(Forecast const& forecast, Counted flow) {
  std::string out;
  auto const add = [&]<class... Values>(fmt::format_string<Values const&...> form, Values const&... values) {
    fmt::format_to(std::back_inserter(out), form, values...);
  };
  add("The next twelve months: {} by month and place\n", words_of(flow));
  for_each_place(forecast, [&](PlaceForecast const& place) {
    add("\n{}\n", place.name);
    if (place.ahead) {
      add("  {:<12}{:>10}{:>20}{:>20}\n", "", "middle", "80 of 100 futures", "95 of 100 futures");
      auto const line = [&](std::string const& name, Spread const& spread) {
        add("  {:<12}{:>10}{:>20}{:>20}\n", name, with_thousands(std::llround(spread.middle)),
            from_to(spread.low80, spread.high80), from_to(spread.low95, spread.high95));
      };
      for (std::size_t ahead = 0; ahead < place.ahead->size(); ++ahead)
        line(short_month(forecast.month(forecast.months + ahead)), (*place.ahead)[ahead]);
      line("All twelve", *place.year);
    }
    add("  Last {} months, counted: {}\n", std::min<std::size_t>(place.counted.size(), demand::months_ahead),
        with_thousands(place.last_year));
    if (place.tested) {
      auto const held = held_by(place);
      add("  On past months the 80 band held {}, the 95 band {}\n", held.within80, held.within95);
    }
    add("  {}\n", verdict_of(place));
  });
  add("\nWhat it cannot say\n");
  for (auto const& sentence : what_it_cannot_say(forecast)) add("  - {}\n", sentence);
  add("\nWhat it rests on\n");
  for (auto const& sentence : what_it_rests_on(forecast, flow)) add("  - {}\n", sentence);
  return out;
}

}  // namespace kith::insight
