// The register's pages, with what this room knows: everything a person's family ever asked.
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "html/components/sortable_table.h"
#include "people/routes.h"

namespace kith::enquiry {

namespace {

// Who holds an open case of one of the family: the hub sees all, as on a request's own page; others may not be told.
html::Html working_with(sql::Connection& c, access::Services const& services, access::Visitor const& visitor,
                        people::PersonRecord const& person) {
  if (!access::decide(visitor.subject, access::Action::see_inbox)) return {};
  html::Html held;
  for (auto const& member : people::family_members(c, person.family)) {
    if (member.restricted && !people::is_named(c, member.person, visitor.subject.account)) continue;
    for (auto const& row : allocations_of_child(c, member.person))
      if (!row.closed_on)
        held.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a>: {}{}, since {}</li>",
                 html::url("/allocations/{}", row.allocation), member.shown_name(),
                 team_words(*services.profile, row.team.empty() ? row.lead_agency : row.team),
                 row.lead_name.empty() ? std::string{} : ", " + row.lead_name, for_people(row.allocated_on));
  }
  if (held.empty())
    return html::markup("<p class=\"govuk-body\">Nobody holds an open case of this family that you may know of.</p>");
  return html::markup("<h3 class=\"govuk-heading-s\">Working with this family</h3><ul class=\"govuk-list\">{}</ul>",
                      held);
}

html::Html family_requests(access::Services const& services, access::Visitor const& visitor,
                           people::PersonRecord const& person) {
  html::SortableTable table{.caption = "Requests about this family",
                            .columns = {{.text = "Reference"}, {.text = "Received"}, {.text = "Where it stands"}}};
  auto reader = services.readers->lease();
  for (auto const& row : enquiries_of_family(*reader, person.family)) {
    auto const resource = resource_of(*reader, row.enquiry, visitor.subject.account);
    if (!access::decide(visitor.subject, access::Action::see_enquiry, resource)) continue;
    auto link = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", enquiry_url(row.enquiry), row.reference);
    table.rows.push_back(
        {link, for_people(row.received_on),
         row.outcome ? outcome_words(*services.profile, *row.outcome) : std::string{label(row.stage)}});
  }
  auto const working = working_with(*reader, services, visitor, person);
  if (table.rows.empty())
    return working + html::markup("<p class=\"govuk-body\">No request about this family that you may see.</p>");
  return working + html::sortable_table(table);
}

}  // namespace

void hang_family_pages(http::Router& router, access::Services const& services,
                       std::shared_ptr<people::KnownPeople> known) {
  people::hang_people_routes(router, services, family_requests, std::move(known));
}

}  // namespace kith::enquiry
