// "The next twelve months": a form by GET, so that an address holds the whole question; every count opens its records.
#include "insight/forecast_pages.h"

#include <fmt/format.h>

#include "html/components.h"
#include "html/form.h"
#include "insight/forecast.h"
#include "insight/forecast_html.h"
#include "insight/formats/forecast_formats.h"

namespace kith::insight {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;
using html::markup;

// What lives as long as the server.
struct Forecasts {
  std::shared_ptr<KeptFacts> facts;
  KeptForecasts kept;
};

struct AskedForecast {
  html::FormState form;
  ForecastAsk ask;
};

AskedForecast forecast_asked_of(Services const& services, Visitor const& visitor, http::Request const& request) {
  AskedForecast asked;
  asked.ask.today = london_date(services.now());
  asked.ask.viewer = visitor.subject.account;
  std::string const flow{request.query.get("flow")};
  asked.ask.flow = parse<Counted>(flow).value_or(Counted::requests);
  asked.form.values.emplace_back("flow", std::string{wire(asked.ask.flow)});
  if (!flow.empty() && wire(asked.ask.flow) != flow)
    asked.form.errors.push_back({"flow", "unknown_flow", "Choose requests, allocations or referrals."});
  std::string const areas{request.query.get("areas")};
  asked.form.values.emplace_back("areas", areas);
  for (std::string_view rest = areas; !rest.empty();) {
    auto const end = std::min(rest.find(','), rest.size());
    auto part = rest.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) asked.ask.areas.emplace_back(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return asked;
}

html::Url address_of(AskedForecast const& asked) {
  html::Url url{"/reports/forecast"};
  for (auto const& [name, value] : asked.form.values)
    if (!value.empty()) url = url.with(name, value);
  return url;
}

Html forecast_question(AskedForecast const& asked) {
  html::Select flow{.name = "flow", .label = {.text = "What is counted"}};
  for (auto const& member : members_of<Counted>) {
    std::string words{words_of(member.value)};
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
    flow.items.push_back({.value = std::string{member.wire}, .text = words});
  }
  return markup(
      "<form class=\"kith-report-form kith-no-print\" action=\"/reports/forecast\" method=\"get\" "
      "novalidate>{}{}{}</form>",
      html::select_field(asked.form, flow),
      html::input_field(asked.form, {.name = "areas",
                                     .label = {.text = "Places beside the whole borough"},
                                     .hint = html::Hint{.text = "For example Denaby, Hexthorpe. Left empty: the "
                                                                "largest places."},
                                     .classes = "govuk-input--width-20"}),
      html::button({.text = "Show the forecast"}));
}

// The list of the demand report that counts the same records.
RecordsUrl records_of(Visitor const& visitor, Counted flow) {
  bool const opens = static_cast<bool>(access::decide(visitor.subject, Action::open_figures));
  return [opens, flow](Period const& period, std::string const& area) {
    if (!opens) return html::Url{};
    auto const& figure = figure_of(flow);
    auto url = html::Url{"/reports/demand/figure"}
                   .with("from", to_text(period.from))
                   .with("to", to_text(period.to))
                   .with("table", wire(figure.table))
                   .with("row", figure.row);
    return area.empty() ? url : url.with("areas", area).with("area", area);
  };
}

http::Response file_of(demand::Forecast const& forecast, Counted flow, std::string const& format) {
  http::Response file;
  if (format == "csv")
    file = {.content_type = "text/csv; charset=utf-8", .body = forecast_as_csv(forecast, flow)};
  else
    file = {.content_type = "application/json", .body = forecast_as_json(forecast, flow)};
  file.set_header("Content-Disposition", fmt::format("attachment; filename=\"forecast-{}.{}\"", wire(flow), format));
  file.set_header("Cache-Control", "no-store");
  return file;
}

http::Answer forecast_page(Services const& services, Forecasts& forecasts, Visitor const& visitor,
                           http::Request const& request) {
  auto asked = forecast_asked_of(services, visitor, request);
  using Made = Result<std::shared_ptr<demand::Forecast const>>;
  Made made = invalid("bad_form", "There is a problem with what was typed.");
  if (asked.form.errors.empty()) {
    auto reader = services.readers->lease();
    auto const days = forecasts.facts->with(
        *reader, [&](FactTable const& facts) { return forecast_question(facts, *services.profile, asked.ask); });
    made = days ? forecasts.kept.of(*days) : Made{days.error()};
    if (!made && !made.error().fields.empty()) asked.form.errors = made.error().fields;
  }
  std::string const format{request.query.get("format")};
  if (format == "csv" || format == "json") {
    if (!made) return access::error_page(services, visitor, made.error());
    return file_of(**made, asked.ask.flow, format);
  }
  if (!format.empty()) return access::error_page(services, visitor, not_found("no_format", "There is no such format."));
  html::Page page;
  page.title = "The next twelve months";
  page.heading = html::text(page.title);
  page.wide = true;
  page.back_link = html::BackLink{.text = "Back to the demand report", .href = "/reports/demand"};
  page.error = !asked.form.errors.empty();
  page.above_heading = html::error_summary(asked.form);
  page.main = markup(
                  "<p class=\"govuk-body\">How many may come, by month and place, if things go on as the records know "
                  "them. Not one number but a spread of futures, tested on the past.</p>") +
              forecast_question(asked);
  if (made) {
    auto const here = address_of(asked);
    page.main += forecast_html(**made, asked.ask.flow, records_of(visitor, asked.ask.flow), here.with("format", "csv"));
    page.main += markup(
        "<p class=\"govuk-body kith-no-print\">Download: <a class=\"govuk-link\" href=\"{}\">CSV</a> <a "
        "class=\"govuk-link\" href=\"{}\">JSON</a></p>",
        here.with("format", "csv"), here.with("format", "json"));
  } else if (asked.form.errors.empty()) {
    page.main += html::inset_text({.text = html::text(made.error().sentence)});
  }
  return access::framed(services, visitor, std::move(page), page.error ? 422 : 200);
}

}  // namespace

void hang_forecast_route(http::Router& router, Services const& services, std::shared_ptr<KeptFacts> const& kept) {
  auto const forecasts = std::make_shared<Forecasts>();
  forecasts->facts = kept;
  access::add(router, services,
              {.pattern = "/reports/forecast",
               .action = Action::see_reports,
               .name = "forecast",
               .summary = "The next twelve months, by month and place",
               .page = [forecasts](Services const& s, Visitor const& visitor, http::Request const& request) {
                 return forecast_page(s, *forecasts, visitor, request);
               }});
}

}  // namespace kith::insight
