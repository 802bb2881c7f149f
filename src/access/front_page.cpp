#include <fmt/format.h>

#include "access/pages.h"
#include "html/components.h"

namespace kith::access {

namespace {

html::Html what_this_is(Services const& services) {
  auto const& profile = *services.profile;
  auto const& contacts = profile.contacts;
  auto html = html::markup(
      "<p class=\"govuk-body-l\">For people who work with families: ask the early help team for support for a family, "
      "see what became of a request, and keep the work in one place.</p>");
  html += html::button({.text = "Sign in", .href = "/sign-in", .start = true});
  html.add(
      "<p class=\"govuk-body\">Only people with an account can sign in. Ask the person who looks after accounts in "
      "your "
      "organisation, or ring the early help team on {} ({}).</p>"
      "<h2 class=\"govuk-heading-m\">If a child is in danger</h2>"
      "<p class=\"govuk-body\">Ring 999 at once. If you are worried about a child who is not in danger this minute, "
      "ring "
      "{} on {}, or {} outside office hours.</p>",
      contacts.hub_phone, contacts.hub_hours, contacts.mash_name, contacts.mash_phone, contacts.out_of_hours_phone);
  return html;
}

html::Html where_to_go(Services const& services, Visitor const& visitor) {
  html::Html places;
  for (auto const& destination : services.destinations)
    if (may_enter(visitor.subject, destination.action))
      places.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", destination.href, destination.label);
  return html::markup("<ul class=\"govuk-list govuk-list--spaced\">{}</ul>", places);
}

http::Answer front_page(Services const& services, Visitor const& visitor, http::Request const& request) {
  if (visitor.one_time_password) return http::redirect("/account/password");
  html::Page page;
  if (!visitor.subject.signed_in) {
    if (services.welcome) return services.welcome(visitor, request);
    page.title = "Early help for families";
    page.heading = html::text(page.title);
    page.main = what_this_is(services);
    return framed(services, visitor, std::move(page));
  }
  page.title = "Home";
  page.heading = html::markup("Hello, {}", visitor.subject.name);
  if (services.home) {
    auto home = services.home(visitor, request);
    if (!home) return error_page(services, visitor, home.error());
    page.main = *std::move(home);
  } else {
    page.main = where_to_go(services, visitor);
  }
  page.wide = true;
  return framed(services, visitor, std::move(page));
}

}  // namespace

void hang_front_page(http::Router& router, Services const& services) {
  add(router, services,
      {.pattern = "/",
       .action = Action::open_to_all,
       .name = "front_page",
       .summary = "What this is, or where those signed in go on",
       .page = front_page});
}

}  // namespace kith::access
