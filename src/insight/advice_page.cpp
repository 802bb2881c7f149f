// Advice given without names, counted by itself: it is no contact and stands in no figure of the demand report. Every
// figure opens what it counts.
#include "insight/advice_page.h"

#include "access/gate.h"
#include "enquiry/consultation.h"
#include "html/components.h"
#include "html/form.h"

namespace kith::insight {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

int constexpr most_listed = 500;

struct AdvicePeriod {
  html::FormState form;
  Date from;
  Date to;
};

// Without dates: the twelve whole months before this one, as the demand report has them.
AdvicePeriod advice_period(Services const& services, http::Request const& request) {
  AdvicePeriod period;
  auto const today = london_date(services.now());
  auto const this_month = *Date::of(today.year(), today.month(), 1);
  auto day = [&](char const* name, Date otherwise) {
    std::string const typed{request.query.get(name)};
    auto const date = parse_date(typed);
    if (!typed.empty() && !date) period.form.errors.push_back({name, "bad_date", "Write the date like 2019-06-30."});
    period.form.values.emplace_back(name, typed.empty() ? to_text(otherwise) : typed);
    return date.value_or(otherwise);
  };
  period.from = day("from", this_month.plus_months(-12));
  period.to = day("to", this_month - 1);
  if (period.form.errors.empty() && period.to < period.from)
    period.form.errors.push_back({"to", "to_before_from", "The last day cannot be before the first."});
  return period;
}

Html period_form(html::FormState const& form) {
  auto field = [&](char const* name, char const* label, char const* hint) {
    return html::input_field(
        form,
        {.name = name, .label = {.text = label}, .hint = html::Hint{.text = hint}, .classes = "govuk-input--width-10"});
  };
  return html::markup(
      "<form class=\"kith-report-form\" action=\"/reports/advice\" method=\"get\" novalidate>{}{}{}</form>",
      field("from", "First day", "For example 2018-07-01"), field("to", "Last day", "For example 2019-06-30"),
      html::button({.text = "Show"}));
}

// The list behind the whole or behind one source, on this page: references, days and codes, and nobody's words.
html::Url list_url(AdvicePeriod const& period, std::string_view source) {
  auto url = html::Url{"/reports/advice"}.with("from", to_text(period.from)).with("to", to_text(period.to));
  return url.with("list", source.empty() ? "all" : source);
}

Html counts_table(profile::Profile const& profile, AdvicePeriod const& period,
                  std::vector<enquiry::AdviceCount> const& counts) {
  html::SortableTable table{.caption = "Advice without names, by who asked",
                            .columns = {{.text = "Who asked"},
                                        {.text = "Advice given"},
                                        {.text = "Told to name the child"},
                                        {.text = "Became a request"}},
                            .empty_text = "No advice was given without names in these days."};
  enquiry::AdviceCount all;
  auto row = [&](std::string const& label, enquiry::AdviceCount const& count) {
    table.rows.push_back(
        {label, html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", list_url(period, count.source), count.given),
         std::to_string(count.must_be_named), std::to_string(count.named)});
  };
  for (auto const& count : counts) {
    all.given += count.given;
    all.must_be_named += count.must_be_named;
    all.named += count.named;
    row(profile::label_of(profile.sources, count.source), count);
  }
  if (!counts.empty()) row("All", all);
  return html::sortable_table(table);
}

Html listed(Services const& services, Visitor const& visitor, AdvicePeriod const& period, std::string_view source) {
  auto const& profile = *services.profile;
  enquiry::ConsultationQuery query;
  query.from = period.from;
  query.to = period.to;
  query.page_size = most_listed;
  if (source != "all") query.source = source;
  auto const rows = enquiry::consultations(*services.readers->lease(), query);
  bool const opens = static_cast<bool>(access::decide(visitor.subject, Action::give_advice));
  html::SortableTable table{
      .caption = "What is counted",
      .columns = {{.text = "Reference"}, {.text = "Given"}, {.text = "Who asked"}, {.text = "What came of it"}},
      .empty_text = "Nothing is counted here."};
  for (auto const& r : rows)
    table.rows.push_back({opens ? html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>",
                                               html::url("/consultations/{}", r.consultation), r.reference)
                                : html::text(r.reference),
                          for_people(r.given_on), profile::label_of(profile.sources, r.source),
                          r.enquiry               ? "Became a request"
                          : r.must_be_named_since ? "Told to name the child"
                                                  : "Advice given"});
  auto html = html::sortable_table(table);
  if (rows.size() == std::size_t{most_listed})
    html.add("<p class=\"govuk-body\">The first {} are shown. Narrow the days to see the rest.</p>", most_listed);
  return html;
}

http::Answer show_advice(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const period = advice_period(services, request);
  html::Page page;
  page.title = "Advice given without names";
  page.heading = html::text(page.title);
  page.wide = true;
  page.back_link = html::BackLink{.text = "Demand report", .href = "/reports/demand"};
  page.error = !period.form.errors.empty();
  page.above_heading = html::error_summary(period.form);
  page.main = html::markup(
                  "<p class=\"govuk-body\">Consultations in which nobody was named. They are counted here and nowhere "
                  "else: not as contacts, not as requests. One that became a request is also in the demand report, on "
                  "the day the child was named.</p>") +
              period_form(period.form);
  if (page.error) return access::framed(services, visitor, std::move(page), 422);
  auto const counts = enquiry::advice_given(*services.readers->lease(), period.from, period.to);
  page.main += counts_table(*services.profile, period, counts);
  std::string const source{request.query.get("list")};
  if (!source.empty() && access::may_enter(visitor.subject, Action::open_figures)) {
    auto const noted =
        access::note_read(services, visitor, request, Action::open_figures,
                          access::decide(visitor.subject, Action::open_figures), "list of advice", "advice");
    if (!noted) return access::error_page(services, visitor, noted.error());
    page.main += listed(services, visitor, period, source);
  }
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

html::Html advice_line(sql::Connection& connection, Date from, Date to) {
  std::int64_t given = 0;
  for (auto const& count : enquiry::advice_given(connection, from, to)) given += count.given;
  return html::markup(
      "<p class=\"govuk-body\">Advice given without names in these days, counted apart from every figure above: <a "
      "class=\"govuk-link\" href=\"{}\">{}</a></p>",
      html::Url{"/reports/advice"}.with("from", to_text(from)).with("to", to_text(to)).with("list", "all"), given);
}

void hang_advice_route(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/reports/advice",
               .action = Action::see_reports,
               .name = "advice_report",
               .summary = "Advice given without names, by who asked",
               .page = show_advice});
}

}  // namespace kith::insight
