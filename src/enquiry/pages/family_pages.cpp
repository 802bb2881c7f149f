// The register's pages, with what this room knows: everything a person's family ever asked.
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "html/components/table.h"
#include "people/routes.h"

namespace kith::enquiry {

namespace {

html::Html family_requests(access::Services const& services, access::Visitor const& visitor,
                           people::PersonRecord const& person) {
  html::Table table{.caption = "Requests about this family",
                    .head = {{.text = "Reference"}, {.text = "Received"}, {.text = "Where it stands"}},
                    .first_cell_is_header = true,
                    .caption_classes = "govuk-table__caption--m"};
  auto reader = services.readers->lease();
  for (auto const& row : enquiries_of_family(*reader, person.family)) {
    auto const resource = resource_of(*reader, row.enquiry, visitor.subject.account);
    if (!access::decide(visitor.subject, access::Action::see_enquiry, resource)) continue;
    auto link = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", enquiry_url(row.enquiry), row.reference);
    table.rows.push_back(
        {{.text = link},
         {.text = for_people(row.received_on)},
         {.text = row.outcome ? outcome_words(*services.profile, *row.outcome) : std::string{label(row.stage)}}});
  }
  if (table.rows.empty())
    return html::markup("<p class=\"govuk-body\">No request about this family that you may see.</p>");
  return html::table(table);
}

}  // namespace

void hang_family_pages(http::Router& router, access::Services const& services) {
  people::hang_people_routes(router, services, family_requests);
}

}  // namespace kith::enquiry
