// The way in: a link, a code, and the one page behind it.
#include "base/text.h"
#include "guest/guest_pages.h"
#include "html/components.h"

namespace kith::guest {

namespace {

using door::Visit;
using html::Html;

html::Url const code_address{"/help/open-code"};
html::Url const page_address{"/help/page"};

std::string_view link_of(Visit const& visit) { return visit.request->parameters.at("link"); }

http::Response link_page(Visit const& visit, std::string const& fault = {}, int status = 200) {
  auto const& words = visit.words;
  html::FormState form;
  form.error_word = words.plain("frame.error");
  if (!fault.empty()) form.errors.push_back({"", "open", fault});
  auto const self = html::url("/help/open/{}", link_of(visit));
  auto const main =
      door::title_of(words("open.title")) + door::paragraph(words("open.how")) +
      door::paragraph(words("safety.device")) +
      door::form_of(visit, visit.at(self), html::button({.text = words("open.send"), .prevent_double_click = true}));
  return door::shown(
      visit,
      {.self = self, .above = html::error_summary(form, words("frame.problem")), .main = main, .error = !fault.empty()},
      status);
}

http::Answer show_link(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  return link_page(door::visit_of(services, visitor, request));
}

std::string not_kept(Visit const& visit) {
  return visit.words.plain("fault.not_kept", {{"phone", visit.profile().contacts.hub_phone}});
}

http::Answer send_code_for(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const visit = door::visit_of(services, visitor, request);
  if (auto const wait = door::wait_before(visit, "open"); wait.count() > 0)
    return link_page(visit, visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto const token = random_token(*services.random);
  auto const code = MessageId::mint(services.now(), *services.random);
  journal::Task task{{},
                     {},
                     [link = std::string{link_of(visit)}, token, code](journal::Transaction& t) {
                       return begin_to_open(t, link, token, code);
                     },
                     {}};
  return access::perform(services, std::move(task), [visit, token](Result<std::string> const& begun) {
    if (!begun) return link_page(visit, not_kept(visit), 503);
    return door::on_to_the_code(
        visit, token, [token](journal::Transaction& t) { return send_code_for_link(t, token); }, code_address);
  });
}

http::Response guest_code_page(Visit const& visit, std::string const& fault = {}, int status = 200) {
  return door::code_page(visit, {.self = code_address, .sent = visit.words("open.sent")}, fault, status);
}

http::Answer show_code_for(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const visit = door::visit_of(services, visitor, request);
  if (door::proof_token(visit).empty()) return closed_page(visit);
  return guest_code_page(visit);
}

http::Answer try_code_for(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const visit = door::visit_of(services, visitor, request);
  auto const token = door::proof_token(visit);
  if (token.empty() || !door::is_proof_form(visit)) return closed_page(visit);
  auto const typed = std::string{trimmed(visitor.form.get("code"))};
  if (typed.empty()) return guest_code_page(visit, visit.words.plain("code.empty"), 422);
  if (auto const wait = door::wait_before(visit, "code"); wait.count() > 0)
    return guest_code_page(visit, visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  journal::Task task{{},
                     {},
                     [token, typed, key = message::code_key(services.draft_key)](journal::Transaction& t) {
                       return try_guest_code(t, token, key, typed);
                     },
                     {}};
  return access::perform(services, std::move(task), [visit](Result<std::string> const& tried) {
    if (!tried) return guest_code_page(visit, not_kept(visit), 503);
    if (*tried == "right") return http::redirect(std::string{visit.at(page_address).text()});
    if (*tried == "gone") return closed_page(visit);
    return guest_code_page(visit, visit.words.plain("code." + *tried), 422);
  });
}

}  // namespace

Html guest_form(Visit const& visit, Html const& body) {
  auto const& services = *visit.services;
  return door::proof_form(visit, visit.at(page_address),
                          html::hidden_field(access::form_key_field, access::new_form_key(services)) + body);
}

http::Response closed_page(Visit const& visit) {
  auto const& words = visit.words;
  auto const main =
      door::title_of(words("open.closed_title")) +
      door::paragraph(words("open.closed", {{"phone", door::phone_link(visit.profile().contacts.hub_phone)}}));
  return door::shown(visit, {.self = page_address, .main = main}, 404);
}

void hang_entry(http::Router& router, access::Services const& services) {
  auto const add = door::adding_open_pages(router, services);
  using enum http::Method;
  add(get, "/help/open/{link}", "guest_link", "What a link opens with: a code, on asking", show_link);
  add(post, "/help/open/{link}", "guest_send_code", "Sends the code, if the link opens anything", send_code_for);
  add(get, "/help/open-code", "guest_code", "Asks for the code that was sent", show_code_for);
  add(post, "/help/open-code", "guest_try_code", "Tries a code: five times at most, within fifteen minutes",
      try_code_for);
}

}  // namespace kith::guest
