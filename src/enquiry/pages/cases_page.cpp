// Cases that partners hold: who leads, whether they have met the family, when the next look is due.
#include <fmt/format.h>

#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/words.h"
#include "enquiry/partner_cases.h"
#include "html/components.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

int constexpr cases_a_page = 50;

html::Url here(CaseState state, std::string const& agency) {
  auto url = html::Url{"/cases"}.with("show", wire(state));
  return agency.empty() ? url : url.with("agency", agency);
}

Html tabs(sql::Connection& c, CaseQuery query, CaseDeadlines const& deadlines, std::string const& chosen_agency) {
  html::SubNavigation navigation{.label = "Cases that partners hold"};
  auto const shown = query.state;
  for (auto const& member : members_of<CaseState>) {
    query.state = member.value;
    navigation.items.push_back({.text = member.label,
                                .href = here(member.value, chosen_agency),
                                .current = member.value == shown,
                                .count = static_cast<int>(count_cases(c, query, deadlines))});
  }
  return html::sub_navigation(navigation);
}

Html agency_filter(profile::Profile const& profile, CaseState state, std::string const& agency) {
  html::Select select{.name = "agency", .label = {.text = "Agency"}, .value = agency};
  select.items.push_back({.value = "", .text = "Any agency"});
  for (auto const& one : profile.agencies) select.items.push_back({.value = one.code, .text = one.label});
  html::Filter filter{.action = "/cases",
                      .clear = here(state, ""),
                      .fields = html::select(select),
                      .hidden = html::hidden_field("show", wire(state))};
  if (!agency.empty())
    filter.selected.push_back(
        {.text = html::text("Agency: " + agency_words(profile, agency)), .remove = here(state, "")});
  return html::filter(filter);
}

Html contact_cell(AllocationRow const& row, CaseDeadlines const& deadlines) {
  if (row.lead_contact_on) return html::markup("Made on {}", for_people(*row.lead_contact_on));
  if (contact_overdue(row, deadlines)) return html::tag({.text = "No contact yet", .colour = html::TagColour::red});
  return "Not yet";
}

Html review_cell(AllocationRow const& row, CaseDeadlines const& deadlines) {
  Html cell;
  if (review_overdue(row, deadlines))
    cell = html::tag({.text = "Overdue", .colour = html::TagColour::red}) + html::markup("<br>");
  if (row.next_review_on) return cell + html::text("Due on " + for_people(*row.next_review_on));
  if (row.last_review_on) return cell + html::text("Held on " + for_people(*row.last_review_on));
  return cell + html::text("None held yet");
}

std::vector<Html> row_of(Services const& services, Visitor const& visitor, PartnerCase const& one,
                         CaseDeadlines const& deadlines) {
  auto const& profile = *services.profile;
  auto const& row = one.row;
  Html lead = row.lead_name.empty() ? html::tag({.text = "No lead", .colour = html::TagColour::orange})
                                    : html::text(row.lead_name);
  if (!row.lead_agency.empty()) lead.add("<br>{}", agency_words(profile, row.lead_agency));
  if (!row.team.empty()) lead.add("<br>{}", team_words(profile, row.team));
  return {html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/allocations/{}", row.allocation),
                       listed_child(one.child, deadlines.today)),
          shown_area(profile, row.places, one.child.protected_address, visitor.subject),
          lead,
          for_people(row.allocated_on),
          contact_cell(row, deadlines),
          review_cell(row, deadlines)};
}

http::Answer show_cases(Services const& services, Visitor const& visitor, http::Request const& request) {
  bool const hub = works_in_hub(visitor.subject);
  CaseQuery query;
  query.state = parse<CaseState>(request.query.get("show")).value_or(CaseState::all);
  query.viewer = visitor.subject.account;
  query.page = std::max(1, std::atoi(std::string{request.query.get("page")}.c_str()));
  query.page_size = cases_a_page;
  std::string chosen;
  if (hub)
    if (auto const* agency = profile::find_agency(*services.profile, request.query.get("agency")))
      chosen = agency->code;
  query.agency = hub ? chosen : visitor.subject.agency;
  html::Page page;
  page.title = "Cases that partners hold";
  page.heading = html::text(page.title);
  page.wide = true;
  if (!hub && query.agency.empty()) {
    page.main = html::markup(
        "<p class=\"govuk-body\">Your account belongs to no agency, so there are no cases to show. "
        "An administrator can put that right.</p>");
    return access::framed(services, visitor, std::move(page));
  }
  auto const deadlines = case_deadlines(services.profile->clocks, services.now());
  std::vector<PartnerCase> cases;
  std::int64_t total = 0;
  {
    auto reader = services.readers->lease();
    page.main = tabs(*reader, query, deadlines, chosen);
    total = count_cases(*reader, query, deadlines);
    cases = cases_held(*reader, query, deadlines);
  }
  std::string ids;
  for (auto const& one : cases) ids += (ids.empty() ? "" : ",") + one.row.allocation.text();
  auto const decision = access::decide(visitor.subject, Action::see_partner_cases);
  if (!ids.empty()) {
    auto const noted =
        access::note_read(services, visitor, request, Action::see_partner_cases, decision, "allocations", ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  if (hub) page.main += agency_filter(*services.profile, query.state, chosen);
  html::SortableTable table{.caption = html::text(std::string{label(query.state)}),
                            .caption_hidden = true,
                            .columns = {{.text = "Child"},
                                        {.text = "Area"},
                                        {.text = "Lead"},
                                        {.text = "Allocated"},
                                        {.text = "Contact"},
                                        {.text = "Review"}},
                            .here = here(query.state, chosen),
                            .empty_text = "No case is in this list."};
  for (auto const& one : cases) table.rows.push_back(row_of(services, visitor, one, deadlines));
  page.main.add("<p class=\"kith-showing\">{}</p>", count_words(total, "case", "cases"));
  page.main += html::sortable_table(table);
  auto const pages = static_cast<int>((total + cases_a_page - 1) / cases_a_page);
  page.main += html::page_links(here(query.state, chosen), query.page, pages);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_partner_cases(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/cases",
               .action = Action::see_partner_cases,
               .name = "partner_cases",
               .summary = "Open allocations: no lead, no contact yet, review overdue",
               .page = show_cases});
}

}  // namespace kith::enquiry
