// What somebody asked for and what became of it: states alone, never the record.
#include "enquiry/pages/door_pages.h"
#include "html/components.h"
#include "journal/store.h"

namespace kith::enquiry {

namespace {

using access::Action;
using html::Html;

int constexpr most_shown = 100;

// The outcome as somebody outside the hub would say it.
std::string_view plain_words(ScreeningOutcome outcome) {
  switch (outcome) {
    case ScreeningOutcome::continue_universal:
      return "The family goes on with the services that everyone has, such as school, GP and health visitor.";
    case ScreeningOutcome::information_advice:
      return "Information and advice were given.";
    case ScreeningOutcome::link_existing:
      return "It was joined to early help that is already under way.";
    case ScreeningOutcome::progress_pathway:
      return "Early help is being arranged for the family.";
    case ScreeningOutcome::transfer_social_care:
      return "It was passed to children's social care.";
    case ScreeningOutcome::to_be_completed:
    case ScreeningOutcome::unknown:
      break;
  }
  return "It was decided. Ring the hub to hear how.";
}

Html state_of(EnquiryRow const& row, Enquiry const& enquiry, profile::Contacts const& contacts) {
  using enum html::TagColour;
  Html state;
  if (row.urgent == UrgentState::raised)
    state = html::tag({.text = "Urgent: waiting for the MASH", .colour = red}) +
            html::markup("<br>Not accepted yet: ring {} again.<br>", phone_link(contacts.mash_phone));
  else if (row.urgent == UrgentState::accepted)
    state = html::tag({.text = html::text("Urgent: accepted by " + row.urgent_worker), .colour = green}) +
            html::markup("<br>");
  bool const decided = enquiry.decision && enquiry.decision->outcome != ScreeningOutcome::to_be_completed;
  if (decided)
    return state + html::tag({.text = "Decided", .colour = green}) +
           html::markup("<br>{}<br>Decided on {}.", plain_words(enquiry.decision->outcome),
                        for_people(enquiry.decision->screened_on));
  bool const looked_at = row.outcome || row.first_contact_on || row.stage != Stage::fresh;
  if (looked_at) return state + html::tag({.text = "Being looked at", .colour = yellow});
  return state + html::tag({.text = "Received", .colour = blue});
}

http::Answer show(access::Services const& services, access::Visitor const& visitor, http::Request const&) {
  html::Page page;
  page.title = "My requests";
  page.heading = html::text(page.title);
  html::SortableTable table{.caption = "What you asked the hub for, newest first",
                            .caption_hidden = true,
                            .columns = {{.text = "Reference"}, {.text = "Received"}, {.text = "What became of it"}}};
  {
    auto reader = services.readers->lease();
    for (auto const& row : enquiries_sent_by(*reader, visitor.subject.account, most_shown)) {
      // A record that has been restricted since is not shown here either.
      if (row.restricted && !access::decide(visitor.subject, Action::see_own_requests,
                                            resource_of(*reader, row.enquiry, visitor.subject.account)))
        continue;
      auto const enquiry = row.outcome ? fold(journal::load(*reader, row.enquiry.raw())) : Enquiry{};
      table.rows.push_back({html::text(row.reference), html::text(for_people(row.received_at)),
                            state_of(row, enquiry, services.profile->contacts)});
    }
  }
  page.main = html::button({.text = "Ask for help for a family", .href = "/requests/new"});
  page.main += table.rows.empty() ? html::markup("<p class=\"govuk-body\">You have not asked for anything yet.</p>")
                                  : html::sortable_table(table);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

Html own_request_state(EnquiryRow const& row) {
  using enum html::TagColour;
  if (row.urgent == UrgentState::raised) return html::tag({.text = "Urgent: not accepted yet", .colour = red});
  if (row.outcome && *row.outcome != ScreeningOutcome::to_be_completed)
    return html::tag({.text = "Decided", .colour = green}) + html::markup(" {}", plain_words(*row.outcome));
  if (row.outcome || row.first_contact_on || row.stage != Stage::fresh)
    return html::tag({.text = "Being looked at", .colour = yellow});
  return html::tag({.text = "Received", .colour = blue});
}

void hang_own_requests(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/requests",
               .action = Action::see_own_requests,
               .name = "own_requests",
               .summary = "What somebody asked for, and what became of it",
               .page = show});
}

}  // namespace kith::enquiry
