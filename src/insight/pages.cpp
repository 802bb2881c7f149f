// The demand report in the browser: a form by GET, so that an address holds a whole report; every figure opens the list
// it counts.
#include <fmt/format.h>

#include "access/gate.h"
#include "html/components.h"
#include "html/form.h"
#include "insight/advice_page.h"
#include "insight/drill.h"
#include "insight/forecast_pages.h"
#include "insight/formats/demand_formats.h"
#include "insight/kept_facts.h"
#include "insight/report_html.h"
#include "insight/routes.h"
#include "insight/trial_pages.h"

namespace kith::insight {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;
using html::markup;

// What the address asks for, as typed, and as a query when it makes sense.
struct Asked {
  html::FormState form;
  DemandQuery query;
  std::string areas;
  Form shape = Form::complete;
};

std::optional<Date> date_in(http::Request const& request, std::string_view name, std::vector<FieldError>& faults,
                            html::FormState& form) {
  std::string const typed{request.query.get(name)};
  form.values.emplace_back(std::string{name}, typed);
  if (typed.empty()) return std::nullopt;
  auto const date = parse_date(typed);
  if (!date) faults.push_back({std::string{name}, "bad_date", "Write the date like 2019-06-30."});
  return date;
}

// Without dates: the twelve whole months before this one.
Asked asked_of(Services const& services, Visitor const& visitor, http::Request const& request) {
  Asked asked;
  auto& faults = asked.form.errors;
  auto const today = london_date(services.now());
  auto const this_month = *Date::of(today.year(), today.month(), 1);
  asked.query.from = date_in(request, "from", faults, asked.form).value_or(this_month.plus_months(-12));
  asked.query.to = date_in(request, "to", faults, asked.form).value_or(this_month - 1);
  asked.query.steps_from = date_in(request, "steps_from", faults, asked.form);
  asked.query.steps_to = date_in(request, "steps_to", faults, asked.form);
  if (auto const known = date_in(request, "as_known_on", faults, asked.form))
    asked.query.as_known_at = from_london(*known + 1);
  if (request.query.get("from").empty()) asked.form.values[0].second = to_text(asked.query.from);
  if (request.query.get("to").empty()) asked.form.values[1].second = to_text(asked.query.to);
  asked.areas = request.query.get("areas");
  asked.form.values.emplace_back("areas", asked.areas);
  for (std::string_view rest = asked.areas; !rest.empty();) {
    auto const end = std::min(rest.find(','), rest.size());
    auto part = rest.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) asked.query.areas.emplace_back(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  asked.query.viewer = visitor.subject.account;
  asked.query.now = services.now();
  if (request.query.get("published") == "yes") asked.shape = Form::published;
  return asked;
}

html::Url with_query(html::Url url, http::Request const& request) {
  for (auto const& field : request.query)
    if (field.name != "table" && field.name != "row" && field.name != "area" && field.name != "format")
      url = url.with(field.name, field.value);
  return url;
}

Html question(Asked const& asked) {
  auto field = [&](char const* name, char const* label, char const* hint) {
    return html::input_field(
        asked.form,
        {.name = name, .label = {.text = label}, .hint = html::Hint{.text = hint}, .classes = "govuk-input--width-10"});
  };
  return markup(
      "<form class=\"kith-report-form\" action=\"{}\" method=\"get\" novalidate>{}{}{}"
      "<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span "
      "class=\"govuk-details__summary-text\">More choices</span></summary>"
      "<div class=\"govuk-details__text\">{}{}{}</div></details>{}</form>",
      html::Url{"/reports/demand"}, field("from", "First day", "For example 2018-07-01"),
      field("to", "Last day", "For example 2019-06-30"),
      field("areas", "Places beside the whole borough", "For example Denaby, Hexthorpe"),
      field("steps_from", "Social care: first day", "If its table has another period"),
      field("steps_to", "Social care: last day", ""),
      field("as_known_on", "As known on", "The records as they stood at the end of this day"),
      html::button({.text = "Show the report"}));
}

http::Answer report_page(Services const& services, KeptFacts& kept, Visitor const& visitor,
                         http::Request const& request) {
  auto asked = asked_of(services, visitor, request);
  auto reader = services.readers->lease();
  auto report = asked.form.errors.empty()
                    ? demand_report(*reader, *services.profile, asked.query, &kept)
                    : Result<DemandReport>{invalid("bad_form", "There is a problem with what was typed.")};
  if (!report && asked.form.errors.empty()) {
    bool const about_areas = report.error().code == "unknown_area" || report.error().code == "too_many_areas";
    asked.form.errors.push_back({about_areas ? "areas" : "from", report.error().code, report.error().sentence});
  }
  std::string const format{request.query.get("format")};
  if (report && !format.empty()) {
    auto const presented = present(*report, asked.shape);
    http::Response file;
    if (format == "csv")
      file = {.content_type = "text/csv; charset=utf-8", .body = demand_as_csv(presented)};
    else if (format == "json")
      file = {.content_type = "application/json", .body = demand_as_json(*report)};
    else if (format == "xlsx") {
      auto made = demand_as_xlsx(presented);
      if (!made) return access::error_page(services, visitor, made.error());
      file = {.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              .body = *std::move(made)};
    } else
      return access::error_page(services, visitor, not_found("no_format", "There is no such format."));
    file.set_header("Content-Disposition", fmt::format("attachment; filename=\"demand.{}\"", format));
    file.set_header("Cache-Control", "no-store");
    return file;
  }
  html::Page page;
  page.title = "Demand report";
  page.heading = html::text(page.title);
  page.wide = true;
  page.error = !asked.form.errors.empty();
  page.above_heading = html::error_summary(asked.form);
  page.main = markup(
      "<p class=\"govuk-body kith-no-print\"><a class=\"govuk-link\" href=\"{}\">Try a change on a model of the "
      "borough</a><br><a class=\"govuk-link\" href=\"{}\">The next twelve months</a></p>{}",
      html::Url{"/reports/try"}, html::Url{"/reports/forecast"}, question(asked));
  if (report) {
    bool const opens = static_cast<bool>(access::decide(visitor.subject, Action::open_figures));
    page.main += report_body(present(*report, asked.shape), [&](FigureLink const& link) {
      if (!opens) return html::Url{};
      return with_query("/reports/demand/figure", request)
          .with("table", link.table)
          .with("row", link.row)
          .with("area", link.area);
    });
    page.main += advice_line(*reader, asked.query.from, asked.query.to);
    auto download = [&](char const* type, char const* name) {
      return markup("<a class=\"govuk-link\" href=\"{}\">{}</a> ",
                    with_query("/reports/demand", request).with("format", type), name);
    };
    page.main += markup("<p class=\"govuk-body kith-no-print\">Download: {}{}{}</p>", download("csv", "CSV"),
                        download("xlsx", "Spreadsheet"), download("json", "JSON"));
  }
  return access::framed(services, visitor, std::move(page), page.error ? 422 : 200);
}

http::Answer figure_page(Services const& services, KeptFacts& kept, Visitor const& visitor,
                         http::Request const& request) {
  auto const asked = asked_of(services, visitor, request);
  std::size_t constexpr most_shown = 2000;
  auto reader = services.readers->lease();
  auto const list =
      drill(*reader, *services.profile, asked.query,
            {request.query.get("table"), request.query.get("row"), request.query.get("area")}, most_shown, &kept);
  if (!list) return access::error_page(services, visitor, list.error());
  auto const decision = access::decide(visitor.subject, Action::open_figures);
  if (auto const noted = access::note_read(services, visitor, request, Action::open_figures, decision,
                                           fmt::format("list of {}", list->count),
                                           fmt::format("{}/{}", request.query.get("table"), request.query.get("row")));
      !noted)
    return access::error_page(services, visitor, noted.error());
  bool const may_open = static_cast<bool>(access::decide(visitor.subject, Action::see_enquiry));
  html::SortableTable table;
  table.caption = fmt::format("{} {}", list->count, list->count == 1 ? "record" : "records");
  table.empty_text = table.caption + " are counted here.";
  table.columns = {{.text = "Reference"}, {.text = "Date"}, {.text = "Outcome"}, {.text = "Place"}};
  // Only a coming back has an earlier record that it is counted for.
  bool const has_causes = std::ranges::any_of(list->rows, [](auto const& r) { return r.because.has_value(); });
  if (has_causes) table.columns.push_back({.text = "Because of"});
  for (auto const& r : list->rows) {
    Html reference = html::text(r.reference);
    if (may_open && r.kind == "enquiry")
      reference = markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/enquiries/{}", r.id), r.reference);
    if (may_open && r.kind == "allocation")
      reference = markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/allocations/{}", r.id), r.reference);
    if (may_open && r.kind == "referral")
      reference = markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/referrals/{}", r.id), r.reference);
    std::string places = r.place_masked ? "Protected" : "";
    for (auto const& place : r.places)
      places += (places.empty() ? "" : ", ") + profile::place_label(*services.profile, profile::PlaceCode{place});
    auto outcome = r.kind == "enquiry"    ? profile::label_of(services.profile->screening_outcomes, r.outcome)
                   : r.kind == "referral" ? profile::label_of(services.profile->step_outcomes, r.outcome)
                                          : std::string{};
    auto const because =
        r.because ? fmt::format("{}, {}", r.because->reference, for_people(r.because->day)) : std::string{};
    table.rows.push_back({reference, html::text(for_people(r.day)), html::text(outcome), html::text(places)});
    if (has_causes) table.rows.back().push_back(html::text(because));
  }
  html::Page page;
  page.title = "Records behind a figure";
  page.heading = html::text(page.title);
  page.wide = true;
  page.back_link = html::BackLink{.text = "Back to the report", .href = with_query("/reports/demand", request)};
  page.main = html::sortable_table(table);
  if (list->count > most_shown)
    page.main +=
        markup("<p class=\"govuk-body\">The first {} are shown. Narrow the period or the place to see the rest.</p>",
               most_shown);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_routes(http::Router& router, access::Services const& services) {
  auto const kept = std::make_shared<KeptFacts>();
  auto const page_with = [&kept](auto* page) -> access::Page {
    return [kept, page](Services const& s, Visitor const& visitor, http::Request const& request) {
      return page(s, *kept, visitor, request);
    };
  };
  access::add(router, services,
              {.pattern = "/reports/demand",
               .action = Action::see_reports,
               .name = "demand_report",
               .summary = "The demand report",
               .page = page_with(report_page)});
  access::add(router, services,
              {.pattern = "/reports/demand/figure",
               .action = Action::open_figures,
               .name = "demand_figure",
               .summary = "The records that a figure counts",
               .page = page_with(figure_page)});
  hang_advice_route(router, services);
  hang_forecast_route(router, services, kept);
  hang_trial_routes(router, services, kept);
}

}  // namespace kith::insight
