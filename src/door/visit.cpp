#include "door/visit.h"

#include <fmt/format.h>

#include "base/text.h"
#include "html/components.h"
#include "http/cookie.h"
#include "profile/clock.h"

namespace kith::door {

namespace {

using html::Html;

html::LanguageNavigation languages_of(Visit const& visit, html::Url const& self) {
  html::LanguageNavigation navigation{.aria_label = visit.words.plain("frame.languages")};
  bool const front = self == html::Url{"/help"};
  for (auto const& catalogue : all_catalogues()) {
    if (!catalogue.whole && !front) continue;
    navigation.items.push_back({.text = catalogue.name,
                                .lang = catalogue.language,
                                .href = catalogue.language == "en" ? self : self.with("lang", catalogue.language),
                                .href_lang = catalogue.language,
                                .dir = catalogue.direction,
                                .current = catalogue.language == visit.words.language()});
  }
  return navigation;
}

html::ExitThisPage exit_of(Visit const& visit) {
  auto const& words = visit.words;
  return {.text = html::markup("<span class=\"govuk-visually-hidden\">{}</span> {}", words("frame.exit_hidden"),
                               words("frame.exit")),
          .redirect_url = "/help/exit",
          .activated_text = words.plain("frame.exit_leaving"),
          .timed_out_text = words.plain("frame.exit_timed_out"),
          .press_two_more_times_text = words.plain("frame.exit_press_two"),
          .press_one_more_time_text = words.plain("frame.exit_press_one")};
}

// The answers behind a cookie; nothing when they are gone, or were written by another program.
std::optional<Answers> answers_behind(access::Services const& services, std::string const& token) {
  auto const body = access::find_on(*services.readers->lease(), access::answers_shelf, token, services.now());
  if (!body) return std::nullopt;
  try {
    return codec::from_json<Answers>(*body);
  } catch (codec::DecodeFault const&) {
    return std::nullopt;
  }
}

std::string time_of_day(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace

Visit visit_of(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
               bool whole) {
  std::string language{request.query.get("lang")};
  auto const& known = all_catalogues();
  if (std::ranges::find(known, language, &Catalogue::language) == known.end()) language = "en";
  Visit visit{&services, visitor, &request, words_for(language, whole), language, {}, {}};
  visit.token = request.cookie(answers_cookie);
  if (!visit.token.empty()) visit.answers = answers_behind(services, visit.token);
  return visit;
}

http::Response shown(Visit const& visit, DoorPage door, int status) {
  auto const& words = visit.words;
  html::Page page;
  page.title = door.title.empty() ? words.plain("frame.title") : door.title;
  page.above_heading = door.above;
  page.main = door.main;
  page.error = door.error;
  page.bundle = "door";
  page.council_name = visit.profile().council;
  page.home = visit.at("/help");
  page.lang = words.language();
  page.dir = words.direction();
  page.words.error = words.plain("frame.error");
  page.words.skip_link = words.plain("frame.skip");
  if (!door.english_only) page.languages = languages_of(visit, door.self);
  if (door.exits) page.exit_this_page = exit_of(visit);
  if (!door.back.empty()) page.back_link = html::BackLink{.text = words("frame.back"), .href = door.back};
  if (visit.services->fictional) page.banner = html::PhaseBanner{.tag = {.text = "Demo"}, .text = words("frame.demo")};
  auto response = http::html_page(html::render(page), status);
  response.set_header("Cache-Control", "no-store");
  return response;
}

Html form_of(Visit const& visit, html::Url const& action, Html const& body) {
  auto const& visitor = visit.visitor;
  auto const token = visitor.subject.signed_in ? visitor.csrf : access::csrf_token(visit.token);
  return html::post_form(action, token, body);
}

bool is_own_form(Visit const& visit) {
  // The gate has compared the token of somebody who is signed in already.
  if (visit.visitor.subject.signed_in) return true;
  return equal_in_constant_time(visit.visitor.form.get(html::csrf_field_name), access::csrf_token(visit.token));
}

http::Answer keep(Visit const& visit, Answers const& answers,
                  std::function<http::Response(Result<std::string> const&)> done) {
  return access::perform(*visit.services,
                         {{},
                          {},
                          [token = visit.token, body = codec::to_json(answers)](journal::Transaction& t) {
                            return access::keep_on(t, access::answers_shelf, token, body);
                          },
                          {}},
                         std::move(done));
}

void remember(http::Response& response, std::string const& token) {
  auto const cookie =
      http::set_cookie({.name = std::string{answers_cookie}, .value = token, .same_site = http::SameSite::strict});
  response.add_header(cookie.name, cookie.value);
}

void forget(http::Response& response) {
  auto const cookie = http::forget_cookie(answers_cookie);
  response.add_header(cookie.name, cookie.value);
}

http::Response gone(Visit const& visit) {
  auto const& words = visit.words;
  bool const posted = visit.request->method == http::Method::post;
  auto main = html::markup("<h1 class=\"govuk-heading-l\">{}</h1>", words("gone.heading"));
  main += paragraph(words("gone.body"));
  main += paragraph(words("gone.cookies", {{"phone", phone_link(visit.profile().contacts.hub_phone)}}));
  Html typed;
  for (auto const& field : visit.visitor.form)
    if (field.name != html::csrf_field_name && !trimmed(field.value).empty())
      typed += html::inset_text({.text = html::markup("<div class=\"kith-typed\" dir=\"auto\">{}</div>", field.value)});
  if (!typed.empty()) main += paragraph(words("gone.typed")) + typed;
  main += html::button({.text = words("gone.again"), .href = visit.at("/help")});
  return shown(visit, {.main = main}, posted ? 409 : 404);
}

Html paragraph(Html const& text) { return html::markup("<p class=\"govuk-body\">{}</p>", text); }
Html heading(Html const& text) { return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>", text); }

Html phone_link(std::string const& number) {
  std::string dialled;
  for (char c : number)
    if ((c >= '0' && c <= '9') || (c == '+' && dialled.empty())) dialled += c;
  auto const url = html::Url::parse("tel:" + dialled);
  if (dialled.empty() || !url) return html::text(number);
  return html::markup("<a class=\"govuk-link kith-ring__number\" href=\"{}\" dir=\"ltr\">{}</a>", *url, number);
}

Html numbers_to_ring(Visit const& visit, bool brief) {
  auto const& words = visit.words;
  auto const& contacts = visit.profile().contacts;
  auto ring = heading(words("safety.danger_heading"));
  ring += paragraph(words("safety.danger_ring", {{"phone", phone_link("999")}}));
  if (!brief) ring += paragraph(words("safety.danger_silent", {{"phone", phone_link("999")}}));
  ring += paragraph(words("safety.danger_mash",
                          {{"name", words.english(contacts.mash_name)}, {"phone", phone_link(contacts.mash_phone)}}));
  if (!brief) ring += paragraph(words("safety.danger_mash_late", {{"phone", phone_link(contacts.out_of_hours_phone)}}));
  if (!words.in_english()) ring += paragraph(words("frame.interpreter", {{"phone", phone_link(contacts.hub_phone)}}));
  return html::markup("<div class=\"kith-ring\">{}</div>", ring);
}

Html reading_hours(Visit const& visit) {
  auto const hours = profile::reading_hours_of(visit.profile());
  Html lines;
  for (std::size_t at = 0; at < hours.size();) {
    auto last = at;
    while (last + 1 < hours.size() && hours[last + 1].weekday == hours[last].weekday + 1 &&
           hours[last + 1].from_minute == hours[at].from_minute && hours[last + 1].to_minute == hours[at].to_minute)
      ++last;
    auto const from = Html(time_of_day(hours[at].from_minute)), to = Html(time_of_day(hours[at].to_minute));
    auto const first_day = Html(visit.words.weekday(hours[at].weekday));
    auto const line = at == last
                          ? visit.words("sent.hours_line", {{"day", first_day}, {"from", from}, {"to", to}})
                          : visit.words("sent.hours_lines", {{"first", first_day},
                                                             {"last", Html(visit.words.weekday(hours[last].weekday))},
                                                             {"from", from},
                                                             {"to", to}});
    lines.add("<li>{}</li>", line);
    at = last + 1;
  }
  return html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", lines);
}

}  // namespace kith::door
