// The hub's side: what somebody who asked may look up and hear, and stopping it when they ring and say that it is no
// longer safe.
#include "door/door_pages.h"
#include "door/following.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "html/components.h"
#include "message/records.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;

struct Opened {
  enquiry::EnquiryId enquiry;
  access::Decision decision;
  std::string reference;
};
Result<Opened> open(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const none = not_found("no_enquiry", "There is no such request.");
  auto const id = enquiry::EnquiryId::parse(request.parameters.at("id"));
  if (!id) return none;
  auto reader = services.readers->lease();
  auto const row = enquiry::enquiry_row(*reader, *id);
  if (!row) return none;
  auto const resource = enquiry::resource_of(*reader, *id, visitor.subject.account);
  auto const decision = access::decide(visitor.subject, Action::work_enquiry, resource);
  if (!decision && decision.hidden) return none;
  if (!decision) return forbidden("not_allowed", "Your role does not let you do this.");
  return Opened{*id, decision, row->reference};
}

html::Url address_of(enquiry::EnquiryId id) { return html::url("/enquiries/{}/looked-up", id.text()); }

http::Answer show_follow(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const opened = open(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  if (auto const noted = access::note_read(services, visitor, request, Action::work_enquiry, opened->decision,
                                           "enquiry", opened->enquiry.text());
      !noted)
    return access::error_page(services, visitor, noted.error());
  auto const follow = follow_of(*services.readers->lease(), opened->enquiry);
  html::Page page{.title = "Looked up by the person who asked",
                  .heading = html::text("Looked up by the person who asked")};
  page.back_link = html::BackLink{.text = "Back to " + html::text(opened->reference),
                                  .href = html::url("/enquiries/{}", opened->enquiry.text())};
  if (!follow) {
    page.main = html::markup("<p class=\"govuk-body\">{}</p>",
                             "Whoever asked cannot look up how far it has come, and nothing is written to them.");
    return access::framed(services, visitor, std::move(page));
  }
  page.main = html::markup(
      "<p class=\"govuk-body\">They can look up how far it has come, with a code that goes to {} ({}).{}</p>",
      message::masked(follow->channel, follow->to.reveal()), label(follow->channel),
      follow->news ? " They also get a short message when there is news." : "");
  page.main.add("<p class=\"govuk-body\">{}</p>",
                "When they tell you that this is no longer safe, stop it here. Nothing more is sent from that moment.");
  page.main += access::form_for(
      services, visitor, address_of(opened->enquiry),
      html::button({.text = "Stop this now", .variant = html::ButtonVariant::warning, .prevent_double_click = true}));
  return access::framed(services, visitor, std::move(page));
}

http::Answer stop_following(access::Services const& services, access::Visitor const& visitor,
                            http::Request const& request) {
  auto const opened = open(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto task = access::task_for(visitor, request,
                               [id = opened->enquiry, author = access::author_of(visitor, "public door")](
                                   journal::Transaction& t) -> Result<std::string> {
                                 TRY(access::authorised(t, author.actor, Action::work_enquiry,
                                                        enquiry::resource_of(t.connection(), id, author.actor)));
                                 return end_follow(t, id, StoppedBy::hub, "Said to be no longer safe", author);
                               });
  return access::perform(services, std::move(task),
                         [&services, visitor, id = opened->enquiry](Result<std::string> const& done) {
                           if (!done) return access::error_page(services, visitor, done.error());
                           return http::redirect(std::string{address_of(id).text()});
                         });
}

}  // namespace

void hang_hub_side(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/enquiries/{id}/looked-up",
               .action = Action::work_enquiry,
               .name = "enquiry_looked_up",
               .summary = "Whether whoever asked can look up how far it has come",
               .page = show_follow});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/enquiries/{id}/looked-up",
               .action = Action::work_enquiry,
               .name = "enquiry_stop_looking_up",
               .summary = "Stops that, and every message to them",
               .page = stop_following,
               .keeps_draft = false});
}

}  // namespace kith::door
