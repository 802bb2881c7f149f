// Putting answers aside for another day, and coming back to them with six words and a code.
#include "base/text.h"
#include "door/door_pages.h"
#include "door/proof.h"
#include "html/components.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;
using message::Channel;

html::Input address_field(Visit const& visit, Channel channel) {
  bool const text = channel == Channel::text;
  return {.name = text ? "phone" : "email",
          .label = {.text = visit.words(text ? "contact.phone" : "contact.email_address")},
          .width_characters = text ? 20 : 0,
          .type = text ? "tel" : "email",
          .autocomplete = text ? "tel" : "email",
          .spellcheck = false,
          .attributes = {{"dir", "ltr"}}};
}

http::Response later_page(Visit const& visit, html::FormState form, int status = 200) {
  auto const& words = visit.words;
  form.error_word = words.plain("frame.error");
  html::Radios where{.name = "channel",
                     .fieldset = {.legend = {.text = words("later.where"), .classes = "govuk-fieldset__legend--s"}}};
  for (auto const channel : {Channel::text, Channel::email}) {
    if (!(channel == Channel::text ? visit.services->sends_texts : visit.services->sends_emails)) continue;
    where.items.push_back({.value = std::string{wire(channel)},
                           .text = words(channel == Channel::text ? "contact.text" : "contact.email"),
                           .conditional = html::input_field(form, address_field(visit, channel))});
  }
  html::Radios safe{.name = "safe",
                    .fieldset = {.legend = {.text = words("safety.later_title"),
                                            .is_page_heading = true,
                                            .classes = "govuk-fieldset__legend--l"}},
                    .hint = {.text = words("safety.later_hint")}};
  safe.items.push_back({.value = "yes", .text = words("later.yes"), .conditional = html::radios_field(form, where)});
  safe.items.push_back({.value = "no", .text = words("later.no")});
  auto const main = form_of(
      visit, visit.at("/help/later"),
      html::radios_field(form, safe) + html::button({.text = words("frame.continue"), .prevent_double_click = true}));
  return shown(visit,
               {.self = "/help/later",
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = html::Url::parse(place_of(visit)).value_or(html::Url{"/help"}),
                .error = !form.errors.empty()},
               status);
}

// Where to send a visitor who has nothing to put aside.
std::optional<http::Response> nothing_to_keep(Visit const& visit) {
  if (!visit.answers) return gone(visit);
  if (visit.answers->sent || !can_write(visit)) return http::redirect(place_of(visit));
  return std::nullopt;
}

http::Answer show_later(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (auto elsewhere = nothing_to_keep(visit)) return *std::move(elsewhere);
  html::FormState form;
  form.values.emplace_back("phone", visit.answers->phone.reveal());
  form.values.emplace_back("email", visit.answers->email.reveal());
  return later_page(visit, std::move(form));
}

// What was chosen, or the field and the message that say what is missing.
struct Chosen {
  Channel channel = Channel::text;
  std::string to = {};
  std::string field = {};
  std::string fault = {};
};
Chosen chosen_in(Visit const& visit) {
  auto const& form = visit.visitor.form;
  auto const channel = parse<Channel>(form.get("channel"));
  bool const ours = channel && (*channel == Channel::text ? visit.services->sends_texts : visit.services->sends_emails);
  if (!ours) return {.field = "channel", .fault = "watch.choose_where"};
  bool const text = *channel == Channel::text;
  Chosen chosen{*channel, clean_text(form.get(text ? "phone" : "email")).value_or(std::string{}), {}, {}};
  chosen.to = trimmed(chosen.to);
  bool const good = chosen.to.size() <= longest_line && (text ? is_phone(chosen.to) : is_email(chosen.to));
  if (chosen.to.empty() || !good) chosen.field = text ? "phone" : "email";
  if (chosen.to.empty())
    chosen.fault = text ? "contact.no_phone" : "contact.no_email";
  else if (!good)
    chosen.fault = text ? "contact.bad_phone" : "contact.bad_email";
  return chosen;
}

http::Answer put_aside(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (visit.answers && !is_own_form(visit)) return gone(visit);
  if (auto elsewhere = nothing_to_keep(visit)) return *std::move(elsewhere);
  auto const refused = [&visit](std::string const& field, std::string sentence, int status) {
    return later_page(visit, access::form_state(visit.visitor.form, {{field, "later", std::move(sentence)}}), status);
  };
  auto const safe = visitor.form.get("safe");
  if (safe == "no") return http::redirect(place_of(visit));
  if (safe != "yes") return refused("safe", visit.words.plain("watch.choose"), 422);
  auto const chosen = chosen_in(visit);
  if (!chosen.fault.empty()) return refused(chosen.field, visit.words.plain(chosen.fault), 422);
  if (auto const wait = wait_before(visit, "later"); wait.count() > 0)
    return refused("", visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto answers = *visit.answers;
  if (!answers.aside) {
    auto const words = new_return_words(*services.random);
    answers.aside = PutAside{words, token_of_words(services, words), services.now()};
  }
  answers.aside->at = services.now();
  SavedAnswers const saved{answers, chosen.channel, chosen.to, visit.language};
  journal::Task task{{},
                     {},
                     [answers, saved, token = visit.token](journal::Transaction& t) -> Result<std::string> {
                       TRY(access::keep_on(t, access::later_shelf, answers.aside->token, codec::to_json(saved)));
                       return access::keep_on(t, access::answers_shelf, token, codec::to_json(answers));
                     },
                     {}};
  return access::perform(services, std::move(task), [visit, refused](Result<std::string> const& kept) {
    if (kept) return http::redirect(std::string{visit.at("/help/later/words").text()});
    auto const& phone = visit.profile().contacts.hub_phone;
    return refused("", visit.words.plain("fault.not_kept", {{"phone", phone}}), 503);
  });
}

http::Answer show_words(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  if (!visit.answers->aside || visit.answers->sent) return http::redirect(place_of(visit));
  auto const& words = visit.words;
  auto const& aside = *visit.answers->aside;
  auto const until = london_date(aside.at + access::later_shelf.lifetime);
  auto main =
      html::panel({.title = words("later.kept_title"),
                   .text = words("later.kept_words") + html::markup("<br><strong class=\"kith-reference\">{}</strong>",
                                                                    words.english(html::text(aside.words)))});
  main += paragraph(words("later.kept_hint"));
  main += paragraph(words("later.kept_until", {{"date", html::text(words.date(until))}}));
  main += html::button({.text = words("later.go_on"), .href = *html::Url::parse(place_of(visit))});
  return shown(visit, {.self = "/help/later/words", .main = main});
}

// The answers have been opened again: on to the next question.
http::Answer go_on(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  return http::redirect(place_of(visit));
}

http::Response return_page(Visit const& visit, html::FormState form = {}, int status = 200) {
  auto const& words = visit.words;
  form.error_word = words.plain("frame.error");
  auto main = title_of(words("later.return_title"));
  if (!can_write(visit)) {
    main += paragraph(words("look.off", {{"phone", phone_link(visit.profile().contacts.hub_phone)}}));
    return shown(visit, {.self = "/help/return", .main = main, .back = visit.at("/help")});
  }
  main += paragraph(words.counted("look.how", most_codes_an_hour));
  main += form_of(visit, visit.at("/help/return"),
                  html::input_field(form, {.name = "words",
                                           .label = {.text = words("later.kept_words"), .classes = "govuk-label--m"},
                                           .hint = {.text = words("later.return_hint")},
                                           .autocomplete = "off",
                                           .spellcheck = false,
                                           .attributes = {{"dir", "ltr"}}}) +
                      html::button({.text = words("look.send"), .prevent_double_click = true}));
  return shown(visit,
               {.self = "/help/return",
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = visit.at("/help"),
                .error = !form.errors.empty()},
               status);
}

http::Answer show_return(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  return return_page(visit_of(services, visitor, request));
}

http::Answer come_back(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!can_write(visit)) return return_page(visit);
  auto const refused = [&visit](std::string sentence, int status) {
    return return_page(visit, access::form_state(visit.visitor.form, {{"words", "words", std::move(sentence)}}),
                       status);
  };
  auto const typed = clean_text(visitor.form.get("words")).value_or(std::string{});
  if (trimmed(typed).empty() || typed.size() > longest_line)
    return refused(visit.words.plain("later.return_empty"), 422);
  // Each try costs this machine as much as a password: counted before it is made.
  if (auto const wait = wait_before(visit, "return"); wait.count() > 0)
    return refused(visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto const opens = token_of_words(services, typed);
  if (opens.empty()) return refused(visit.words.plain("later.return_empty"), 422);
  auto const token = random_token(*services.random);
  auto const code = message::MessageId::mint(services.now(), *services.random);
  journal::Task task{
      {}, {}, [token, code](journal::Transaction& t) { return begin_proof(t, Purpose::come_back, token, code); }, {}};
  return access::perform(services, std::move(task), [visit, refused, opens, token](Result<std::string> const& begun) {
    auto const& phone = visit.profile().contacts.hub_phone;
    if (!begun) return refused(visit.words.plain("fault.not_kept", {{"phone", phone}}), 503);
    return on_to_the_code(visit, token,
                          [opens, token](journal::Transaction& t) { return send_code_for_words(t, token, opens); });
  });
}

}  // namespace

void hang_later(http::Router& router, access::Services const& services) {
  auto const add = adding_open_pages(router, services);
  using enum http::Method;
  add(get, "/help/later", "help_later", "Whether it is safe to put answers aside, and where a code may go", show_later);
  add(post, "/help/later", "help_put_aside", "Puts the answers aside, sealed, for seven days", put_aside);
  add(get, "/help/later/words", "help_words", "The six words that open them again", show_words);
  add(get, "/help/later/on", "help_go_on", "On to the next question after coming back", go_on);
  add(get, "/help/return", "help_return", "Asks for the six words of answers that were put aside", show_return);
  add(post, "/help/return", "help_come_back", "Sends a code to where it was called safe, if the words are known",
      come_back);
}

}  // namespace kith::door
