// `kith forecast`: the next twelve months by month and place, from the records.
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "insight/fact_reading.h"
#include "insight/forecast.h"
#include "insight/formats/forecast_formats.h"

namespace kith::app {

namespace {

Result<std::string> made(Place const& place, ForecastOptions const& options) {
  auto const flow = parse<insight::Counted>(options.flow);
  if (!flow)
    return invalid("no_such_flow",
                   fmt::format("There is no flow {}. Choose requests, allocations or referrals.", options.flow));
  bool const known = options.format == "text" || options.format == "json" || options.format == "csv";
  if (!known)
    return invalid("no_such_format", fmt::format("There is no format {}. Choose text, json or csv.", options.format));
  auto opened = TRY(open_read_only(place));
  TRY(check_records(*opened.connection));
  insight::ForecastAsk ask;
  ask.flow = *flow;
  ask.areas = options.areas;
  ask.today = options.to ? *options.to + 1 : london_date(SystemClock{}.now());
  try {
    auto const facts = insight::read_all_facts(*opened.connection).table;
    auto const question = TRY(insight::forecast_question(facts, opened.profile, ask));
    auto const forecast = TRY(demand::forecast(question));
    if (options.format == "json") return insight::forecast_as_json(forecast, *flow);
    if (options.format == "csv") return insight::forecast_as_csv(forecast, *flow);
    return insight::forecast_as_text(forecast, *flow);
  } catch (sql::Fault const& fault) {
    return sql::to_error(fault);
  }
}

}  // namespace

int run_forecast(Terminal const& terminal, Place const& place, ForecastOptions const& options) {
  auto const text = made(place, options);
  if (!text) return terminal.complain(text.error());
  terminal.out(*text);
  return 0;
}

}  // namespace kith::app
