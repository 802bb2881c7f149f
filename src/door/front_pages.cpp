// The front page of the public door, the page before the questions, help nearby, and the way out.
#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/crypto.h"
#include "door/door_pages.h"
#include "door/send.h"
#include "html/components.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;

Html door_to(html::Url const& href, Html const& text, Html const& hint) {
  return html::markup(
      "<li class=\"kith-doors__door\"><a class=\"govuk-link kith-doors__link\" href=\"{}\">{}</a>"
      "<p class=\"kith-doors__hint\">{}</p></li>",
      href, text, hint);
}

std::optional<Path> path_named(http::Request const& request) { return parse<Path>(request.parameters.at("path")); }

html::Url start_url(Path path) { return html::url("/help/{}", wire(path)); }

http::Response not_here(Visit const& visit) {
  return access::error_page(*visit.services, visit.visitor, not_found("no_page", "There is no page at this address."));
}

// Where a visitor's connection ends, for counting: of IPv6 the first 64 bits, which are one household's or one
// building's; the rest each machine makes up for itself.
std::string network_of(std::string const& address) {
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return address;
  return to_hex({six.s6_addr, 8});
}

Html bullets(std::initializer_list<Html> items) {
  Html list;
  for (auto const& item : items) list.add("<li>{}</li>", item);
  return html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", list);
}

http::Response start_page(Visit const& visit, Path path, html::FormState const& form = {}, int status = 200) {
  auto const& words = visit.words;
  bool const family = path == Path::family;
  Answers fresh;
  fresh.path = path;
  auto const count = static_cast<std::int64_t>(questions_of(fresh).size());
  auto main = title_of(words(family ? "start.heading_family" : "start.heading_child"));
  main += numbers_to_ring(visit);
  main += paragraph(words("safety.not_here"));
  main += paragraph(words("safety.device"));
  main += heading(words("start.how_heading"));
  main += bullets({words.counted("start.how_questions", count),
                   words.counted("start.how_kept", access::answers_shelf.lifetime.count()), words("start.how_read"),
                   words("start.how_who", {{"council", words.english(visit.profile().council)}})});
  main += form_of(visit, visit.at(start_url(path)),
                  html::button({.text = words("start.continue"), .prevent_double_click = true}));
  return shown(visit,
               {.self = start_url(path),
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = visit.at("/help"),
                .error = !form.errors.empty()},
               status);
}

http::Answer show_start(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const path = path_named(request);
  if (!path) return not_here(visit);
  return start_page(visit, *path);
}

// Answers of their own for everybody who begins: a new token, whoever used this browser before.
http::Answer begin(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const path = path_named(request);
  if (!path) return not_here(visit);
  if (auto const wait = wait_before(visit, "begin"); wait.count() > 0)
    return start_page(visit, *path,
                      {.errors = {{"", "too_fast", visit.words.plain_counted("fault.too_fast", wait.count())}}}, 429);
  Answers answers;
  answers.path = *path;
  auto const token = random_token(*services.random);
  auto const first = visit.at(question_url(*questions_of(answers).front()));
  auto start = [token, before = visit.token,
                body = codec::to_json(answers)](journal::Transaction& t) -> Result<std::string> {
    if (!before.empty()) TRY(access::drop_from(t, access::answers_shelf, before));
    return access::keep_on(t, access::answers_shelf, token, body);
  };
  return access::perform(
      services, {{}, {}, std::move(start), {}}, [visit, token, first, path = *path](Result<std::string> const& kept) {
        if (!kept) {
          auto const& phone = visit.profile().contacts.hub_phone;
          return start_page(visit, path,
                            {.errors = {{"", "not_kept", visit.words.plain("fault.not_kept", {{"phone", phone}})}}},
                            503);
        }
        auto response = http::redirect(std::string{first.text()});
        response.set_header("Cache-Control", "no-store");
        remember(response, token);
        return response;
      });
}

http::Answer show_nearby(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  auto const& words = visit.words;
  auto const& answers = *visit.answers;
  auto const places = answers.sent ? answers.sent->places : places_of(visit.profile(), answers.where.reveal());
  auto const place = place_words(visit.profile(), places);
  auto main = title_of(place.empty() ? words("nearby.heading_anywhere")
                                     : words("nearby.heading", {{"place", words.english(place)}}));
  auto const list = nearby_list(visit, places);
  main += list.empty() ? paragraph(words("nearby.none", {{"phone", phone_link(visit.profile().contacts.hub_phone)}}))
                       : list;
  auto const* next = answers.sent ? nullptr : next_unanswered(answers);
  auto const onward = visit.at(answers.sent ? html::Url{"/help/sent"}
                               : next       ? question_url(*next)
                                            : html::Url{"/help/check"});
  if (!answers.sent) main += html::button({.text = words("nearby.go_on"), .href = onward});
  return shown(visit, {.self = "/help/nearby", .main = main, .back = onward});
}

}  // namespace

http::Response front_page(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const visit = visit_of(services, visitor, request, false);
  auto const& words = visit.words;
  auto const& contacts = visit.profile().contacts;
  auto main = title_of(words("front.heading"));
  main.add("<p class=\"govuk-body-l\">{}</p>", words("front.intro"));
  main += numbers_to_ring(visit, true);
  main.add("<ul class=\"kith-doors govuk-!-margin-bottom-6\">{}{}{}</ul>",
           door_to(visit.at("/help/family"), words("front.family"), words("front.family_hint")),
           door_to(visit.at("/help/child"), words("front.child"), words("front.child_hint")),
           door_to("/sign-in", words("front.work"), words("front.work_hint")));
  main += for_those_who_come_again(visit);
  main += heading(words("front.talk_heading")) +
          paragraph(words("front.talk", {{"phone", phone_link(contacts.hub_phone)}})) + reading_hours(visit);
  return shown(visit, {.main = main});
}

Html title_of(Html const& text) { return page_heading(text); }

Html nearby_list(Visit const& visit, std::vector<PlaceCode> const& places) {
  auto const& words = visit.words;
  Html html;
  for (auto const& service : profile::services_near(visit.profile(), places)) {
    Html about = words.english(service.what);
    if (!service.when.empty()) about.add("<br>{}", words("nearby.open", {{"when", words.english(service.when)}}));
    if (!service.phone.empty()) about.add("<br>{}", phone_link(service.phone));
    html.add("<h2 class=\"govuk-heading-s govuk-!-margin-bottom-1\">{}</h2><p class=\"govuk-body\">{}</p>",
             words.english(service.label), about);
  }
  return html;
}

std::string place_words(profile::Profile const& profile, std::vector<PlaceCode> const& places) {
  return places.size() == 1 ? profile::place_label(profile, places.front()) : std::string{};
}

std::chrono::seconds wait_before(Visit const& visit, std::string const& what) {
  auto& throttle = *visit.services->throttle;
  auto const key = "help " + what;
  auto const address = network_of(visit.request->remote_address);
  auto const wait = throttle.wait(key, address, visit.now());
  if (wait.count() == 0) throttle.failed(key, address, visit.now());
  return wait;
}

void hang_front(http::Router& router, access::Services& services) {
  services.welcome = [&services](access::Visitor const& visitor, http::Request const& request) {
    return front_page(services, visitor, request);
  };
  access::add(router, services,
              {.pattern = "/help",
               .action = Action::open_to_all,
               .name = "help",
               .summary = "The public door: help for a family, a worry about a child, or work with families",
               .page = [](access::Services const& s, access::Visitor const& v, http::Request const& r) -> http::Answer {
                 return front_page(s, v, r);
               }});
  access::add(router, services,
              {.pattern = "/help/{path}",
               .action = Action::open_to_all,
               .name = "help_start",
               .summary = "Whom to ring in danger, and how asking works",
               .page = show_start});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/help/{path}",
               .action = Action::open_to_all,
               .name = "help_begin",
               .summary = "Begins the questions",
               .page = begin,
               .keeps_draft = false});
  access::add(router, services,
              {.pattern = "/help/nearby",
               .action = Action::open_to_all,
               .name = "help_nearby",
               .summary = "Help near the place that was answered",
               .page = show_nearby});
}

}  // namespace kith::door
