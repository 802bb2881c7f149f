// The code that was sent is typed here: the one page behind both a reference and answers put aside.
#include "base/text.h"
#include "door/door_pages.h"
#include "door/proof.h"
#include "html/components.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;

html::Url begun_at(Purpose purpose) {
  return purpose == Purpose::look ? html::Url{"/help/look"} : html::Url{"/help/return"};
}

http::Response ask_code(Visit const& visit, Purpose purpose, std::string const& fault = {}, int status = 200) {
  return code_page(visit,
                   {.self = "/help/code", .sent = visit.words("code.sent"), .again = visit.at(begun_at(purpose))},
                   fault, status);
}

http::Answer show_code(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const token = proof_token(visit);
  auto const proof = proof_behind(services, token);
  if (!proof) return http::redirect(std::string{visit.at("/help/look").text()});
  if (proof->proved_at) return http::redirect(std::string{visit.at("/help/news").text()});
  return ask_code(visit, proof->purpose);
}

// What follows a right code: the status, or the answers under a cookie of their own.
http::Response let_in(Visit const& visit, Purpose purpose, std::string const& answers_token) {
  if (purpose == Purpose::look) return http::redirect(std::string{visit.at("/help/news").text()});
  auto response = http::redirect(std::string{visit.at("/help/later/on").text()});
  response.set_header("Cache-Control", "no-store");
  remember(response, answers_token);
  forget_proof(response);
  return response;
}

http::Answer answer_code(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const token = proof_token(visit);
  auto const proof = proof_behind(services, token);
  if (!proof || !is_proof_form(visit)) return http::redirect(std::string{visit.at("/help/look").text()});
  auto const purpose = proof->purpose;
  auto const typed = std::string{trimmed(visitor.form.get("code"))};
  if (typed.empty()) return ask_code(visit, purpose, visit.words.plain("code.empty"), 422);
  if (auto const wait = wait_before(visit, "code"); wait.count() > 0)
    return ask_code(visit, purpose, visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto const answers_token = random_token(*services.random);
  journal::Task task{{},
                     {},
                     [token, typed, answers_token, key = message::code_key(services.draft_key)](
                         journal::Transaction& t) { return try_proof(t, token, key, typed, answers_token); },
                     {}};
  return access::perform(services, std::move(task), [visit, purpose, answers_token](Result<std::string> const& tried) {
    auto const& phone = visit.profile().contacts.hub_phone;
    if (!tried) return ask_code(visit, purpose, visit.words.plain("fault.not_kept", {{"phone", phone}}), 503);
    if (*tried == "right") return let_in(visit, purpose, answers_token);
    if (*tried == "gone") return http::redirect(std::string{visit.at(begun_at(purpose)).text()});
    return ask_code(visit, purpose, visit.words.plain("code." + *tried), 422);
  });
}

}  // namespace

http::Response code_page(Visit const& visit, CodePage page, std::string const& fault, int status) {
  auto const& words = visit.words;
  html::FormState form;
  form.error_word = words.plain("frame.error");
  if (!fault.empty()) form.errors.push_back({"code", "code", fault});
  auto const field = html::input_field(
      form, {.name = "code",
             .label = {.text = words("code.label"), .classes = "govuk-label--m"},
             .hint = {.text = words("code.hint", {{"minutes", Html(std::to_string(message::code_lifetime.count()))}})},
             .width_characters = 10,
             .inputmode = "numeric",
             .autocomplete = "one-time-code",
             .attributes = {{"dir", "ltr"}}});
  auto main = title_of(words("code.title")) + paragraph(page.sent);
  main += proof_form(visit, visit.at(page.self),
                     field + html::button({.text = words("frame.continue"), .prevent_double_click = true}));
  if (!page.again.empty())
    main.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>", page.again, words("code.again"));
  main += paragraph(words("code.none", {{"phone", phone_link(visit.profile().contacts.hub_phone)}}));
  return shown(visit,
               {.self = page.self,
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = page.again,
                .error = !fault.empty()},
               status);
}

void hang_code(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/help/code",
               .action = Action::open_to_all,
               .name = "help_code",
               .summary = "Asks for the code that was sent",
               .page = show_code});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/help/code",
               .action = Action::open_to_all,
               .name = "help_try_code",
               .summary = "Tries a code: five times at most, within fifteen minutes",
               .page = answer_code,
               .keeps_draft = false});
}

}  // namespace kith::door
