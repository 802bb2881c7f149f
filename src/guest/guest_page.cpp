// The one page behind a link and a code: a family's plan, or a partner's own part in one.
#include "guest/guest_pages.h"
#include "html/components.h"

namespace kith::guest {

namespace {

// Everybody's look is written down before anything is shown: by which link, at which family.
Result<Done> note_guest(door::Visit const& visit, GuestRow const& guest) {
  access::Decision const by_code{true, false, "one_time_code", access::Sight::status};
  return access::note_read(*visit.services, visit.visitor, *visit.request, access::Action::open_to_all, by_code,
                           guest.kind == GuestKind::partner ? "a partner’s link" : "the family’s own view",
                           guest.family.text() + "," + guest.guest.text());
}

http::Response page_for(door::Visit const& visit, GuestRow const& guest, html::FormState form = {}, int status = 200) {
  if (auto const noted = note_guest(visit, guest); !noted)
    return access::error_page(*visit.services, visit.visitor, noted.error());
  return guest.kind == GuestKind::partner ? partner_page_for(visit, guest, std::move(form), status)
                                          : family_page_for(visit, guest, std::move(form), status);
}

http::Answer show_guest(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = door::visit_of(services, visitor, request);
  auto const guest = proved_guest(visit);
  return guest ? page_for(visit, *guest) : closed_page(visit);
}

http::Answer hear_guest(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = door::visit_of(services, visitor, request);
  auto const guest = door::is_proof_form(visit) ? proved_guest(visit) : std::nullopt;
  if (!guest) return closed_page(visit);
  auto again = [visit, guest = *guest](Error const& error) {
    auto form = access::typed_with(visit.visitor.form, error);
    form.error_word = visit.words.plain("frame.error");
    return page_for(visit, guest, std::move(form), access::status_of(error.kind));
  };
  auto step = guest->kind == GuestKind::partner ? partner_step(visit, *guest) : family_step(visit, *guest);
  if (!step) return again(step.error());
  auto const what = std::string{visitor.form.get("what")};
  // Pressed twice, or sent again from a page gone back to, it counts once.
  return access::perform(
      services, access::task_for(visitor, request, *std::move(step)),
      [visit, what, again = std::move(again)](Result<std::string> const& done) -> http::Response {
        if (!done && done.error().code == "shut") return closed_page(visit);
        if (!done) return again(done.error());
        if (what == "stop" || what == "leave") {
          auto const& words = visit.words;
          auto const phone = door::phone_link(visit.profile().contacts.hub_phone);
          auto const main = what == "stop" ? door::title_of(words("news.stopped_title")) +
                                                 door::paragraph(words("news.stopped", {{"phone", phone}}))
                                           : door::title_of("Thank you") +
                                                 door::paragraph(
                                                     "It is recorded that you are no longer involved. This link "
                                                     "opens nothing any more.");
          auto response = door::shown(visit, {.self = "/help/page", .main = main, .english_only = what == "leave"});
          door::forget_proof(response);
          return response;
        }
        return http::redirect(std::string{visit.at(html::Url{"/help/page"}.with("done", "yes")).text()});
      });
}

}  // namespace

void hang_guest_page(http::Router& router, access::Services const& services) {
  auto const add = door::adding_open_pages(router, services);
  add(http::Method::get, "/help/page", "guest_page", "A family's own plan, or what a partner has to do in one",
      show_guest);
  add(http::Method::post, "/help/page", "guest_says", "What they say, agree to, have done, or end", hear_guest);
}

}  // namespace kith::guest
