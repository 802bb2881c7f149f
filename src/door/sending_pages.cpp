// The answers to be checked, sent once, and what happens next.
#include <fmt/format.h>

#include "base/crypto.h"
#include "door/door_pages.h"
#include "door/send.h"
#include "enquiry/records.h"
#include "enquiry/spoken.h"
#include "html/components.h"
#include "profile/clock.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;

html::SummaryListRow row_of(Visit const& visit, Question const& question) {
  auto const& words = visit.words;
  auto told = question.told(*visit.answers, words);
  if (told.empty()) told = html::markup("<span class=\"govuk-hint\">{}</span>", words("check.nothing"));
  html::SummaryListRow row{.key = {.text = words(question.row)}, .value = {.text = told}};
  row.actions.items.push_back({.text = words("check.change"),
                               .href = visit.at(question_url(question)),
                               .visually_hidden_text = words(question.row)});
  return row;
}

http::Response check_page(Visit const& visit, std::string const& problem = {}, int status = 200) {
  auto const& words = visit.words;
  auto const asked = questions_of(*visit.answers);
  html::SummaryList list;
  for (auto const* question : asked) list.rows.push_back(row_of(visit, *question));
  auto main = title_of(words("check.title")) + html::summary_list(list);
  main += heading(words("check.send_heading")) + paragraph(words("check.send_promise"));
  main +=
      form_of(visit, visit.at("/help/send"), html::button({.text = words("check.send"), .prevent_double_click = true}));
  html::FormState form;
  if (!problem.empty()) form.errors.push_back({"", "not_sent", problem});
  return shown(visit,
               {.self = "/help/check",
                .title = words.plain("check.title"),
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = visit.at(question_url(*asked.back())),
                .error = !problem.empty()},
               status);
}

// Where to go instead, when these answers cannot be checked and sent yet, or any more.
std::optional<html::Url> elsewhere(Answers const& answers) {
  if (answers.sent) return html::Url{"/help/sent"};
  if (auto const* next = next_unanswered(answers)) return question_url(*next);
  return std::nullopt;
}

http::Answer show_check(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  if (auto const other = elsewhere(*visit.answers)) return http::redirect(std::string{visit.at(*other).text()});
  return check_page(visit);
}

// One transaction: the request is received, and its answers go. Only what the next page says stays.
Result<std::string> send(journal::Transaction& t, Answers const& answers, profile::Profile const& profile,
                         std::string const& language, std::string const& token) {
  auto request = request_of(answers, profile, language, london_date(t.now()));
  request.enquiry = enquiry::EnquiryId::mint(t.now(), t.random());
  request.received.received_at = t.now();
  request.received.received_on = london_date(t.now());
  enquiry::By by;
  by.purpose = "public door";
  by.system = true;  // nobody is signed in: the house itself takes the request
  TRY(enquiry::receive(t, request, by));
  auto const row = enquiry::enquiry_row(t.connection(), request.enquiry);
  if (!row) return unavailable("not_received", "The request could not be read back.");
  Answers left;
  left.path = answers.path;
  left.sent = Sent{row->reference,          t.now(),     answers.is_anonymous(), answers.wants(enquiry::SafeWay::none),
                   request.received.places, answers.ways};
  if (answers.aside) TRY(access::drop_from(t, access::later_shelf, answers.aside->token));
  TRY(access::keep_on(t, access::answers_shelf, token, codec::to_json(left)));
  return row->reference;
}

http::Answer post_send(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers || !is_own_form(visit)) return gone(visit);
  if (auto const other = elsewhere(*visit.answers)) return http::redirect(std::string{visit.at(*other).text()});
  if (auto const wait = wait_before(visit, "send"); wait.count() > 0)
    return check_page(visit, visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto const answers = *visit.answers;
  // However often the button is pressed, these answers are one request.
  journal::Task task{"help:" + to_hex(sha256(visit.token)),
                     codec::to_json(answers),
                     [answers, profile = services.profile, language = visit.language, token = visit.token](
                         journal::Transaction& t) { return send(t, answers, *profile, language, token); },
                     {}};
  return access::perform(services, std::move(task), [visit](Result<std::string> const& sent) {
    if (sent) return http::redirect(std::string{visit.at("/help/sent").text()});
    auto const& phone = visit.profile().contacts.hub_phone;
    return check_page(visit, visit.words.plain("fault.not_sent", {{"phone", phone}}),
                      access::status_of(sent.error().kind));
  });
}

// What is promised, by when. Dates are the last days of the profile's own clocks.
Html promises(Visit const& visit, Path path, Sent const& sent) {
  auto const& words = visit.words;
  auto const& clocks = visit.profile().clocks;
  auto const phone = phone_link(visit.profile().contacts.hub_phone);
  auto by = [&](profile::ClockLimit limit) {
    return html::text(words.date(london_date(profile::due(limit, sent.at))));
  };
  Html list = html::markup("<li>{}</li>", words("sent.next_read", {{"date", by(clocks.screening)}}));
  if (path == Path::child) {
    list.add("<li>{}</li>", words("sent.next_family", {{"date", by(clocks.first_contact)}}));
    if (!sent.anonymous && !sent.rings_us) list.add("<li>{}</li>", words("sent.next_ask"));
  } else if (!sent.rings_us) {
    list.add("<li>{}</li>", words("sent.next_contact", {{"date", by(clocks.first_contact)}}));
  }
  if (sent.rings_us) list.add("<li>{}</li>", words("sent.next_ring", {{"phone", phone}}));
  auto html = html::markup("<ol class=\"govuk-list govuk-list--number\">{}</ol>", list);
  if (path == Path::child) html += paragraph(words("sent.next_private", {{"phone", phone}}));
  return html;
}

// Whether anybody is reading now; and the hours, so that silence in the evening frightens nobody.
Html when_it_is_read(Visit const& visit) {
  auto const& words = visit.words;
  auto const next = profile::next_reading(visit.profile(), visit.now());
  Html html;
  if (next == visit.now()) {
    html += paragraph(words("sent.open_now"));
  } else {
    auto const at = in_london(next);
    html += html::inset_text(
        {.text = words("sent.closed_now", {{"day", html::text(words.date(at.date))},
                                           {"time", html::text(fmt::format("{:02}:{:02}", at.hour, at.minute))}})});
  }
  return html + paragraph(words("sent.hours")) + reading_hours(visit);
}

http::Answer show_sent(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  if (!visit.answers->sent)
    return http::redirect(std::string{visit.at(elsewhere(*visit.answers).value_or(html::Url{"/help/check"})).text()});
  auto const& words = visit.words;
  auto const path = visit.answers->path;
  auto const& sent = *visit.answers->sent;
  auto const& contacts = visit.profile().contacts;
  auto main =
      html::panel({.title = words(path == Path::family ? "sent.heading_family" : "sent.heading_child"),
                   .text = words("sent.reference") + html::markup("<strong class=\"kith-reference\">{}</strong>",
                                                                  words.english(enquiry::in_words(sent.reference)))});
  main += paragraph(words("sent.reference_hint", {{"number", html::text(sent.reference)}}));
  main += heading(words("sent.next_heading")) + promises(visit, path, sent) + when_it_is_read(visit);
  main += look_up_later(visit);
  main += heading(words("sent.add_heading")) +
          paragraph(words("sent.add", {{"phone", phone_link(contacts.hub_phone)}, {"emergency", phone_link("999")}}));
  auto const near = path == Path::family ? nearby_list(visit, sent.places) : Html{};
  if (!near.empty()) {
    auto const place = place_words(visit.profile(), sent.places);
    main += heading(place.empty() ? words("nearby.heading_anywhere")
                                  : words("nearby.heading", {{"place", words.english(place)}}));
    main += near;
  }
  main += paragraph(words("sent.leave"));
  return shown(visit, {.self = "/help/sent",
                       .title = words.plain(path == Path::family ? "sent.heading_family" : "sent.heading_child"),
                       .main = main});
}

}  // namespace

void hang_sending(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/help/check",
               .action = Action::open_to_all,
               .name = "help_check",
               .summary = "The answers, to be checked before they are sent",
               .page = show_check});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/help/send",
               .action = Action::open_to_all,
               .name = "help_send",
               .summary = "Sends the answers to the hub as a request, once",
               .page = post_send,
               .keeps_draft = false});
  access::add(router, services,
              {.pattern = "/help/sent",
               .action = Action::open_to_all,
               .name = "help_sent",
               .summary = "The reference in words, what happens next and by when",
               .page = show_sent});
}

}  // namespace kith::door
