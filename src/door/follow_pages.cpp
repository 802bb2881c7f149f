// Looking up how far a request has come: whether that is safe, the reference, and what is shown.
#include "base/text.h"
#include "door/door_pages.h"
#include "door/proof.h"
#include "enquiry/records.h"
#include "html/components.h"
#include "journal/store.h"
#include "message/records.h"

namespace kith::door {

namespace {

using access::Action;
using enquiry::SafeWay;
using html::Html;
using message::Channel;

// The ways that the visitor called safe and that we can use.
std::vector<Channel> channels_of(Visit const& visit, Sent const& sent) {
  std::vector<Channel> channels;
  auto const is_safe = [&](SafeWay way) { return std::ranges::find(sent.ways, way) != sent.ways.end(); };
  if (visit.services->sends_texts && is_safe(SafeWay::text)) channels.push_back(Channel::text);
  if (visit.services->sends_emails && is_safe(SafeWay::email)) channels.push_back(Channel::email);
  return channels;
}

Html page_of_form(Visit const& visit, html::Url const& action, Html const& fields, std::string_view button) {
  return form_of(visit, visit.at(action),
                 fields + html::button({.text = visit.words(button), .prevent_double_click = true}));
}

http::Response ring_us(Visit const& visit, html::Url const& self) {
  auto main = title_of(visit.words("look.title")) +
              paragraph(visit.words("look.off", {{"phone", phone_link(visit.profile().contacts.hub_phone)}}));
  return shown(visit, {.self = self, .main = main, .back = visit.at("/help")});
}

// Is this device safe?

http::Response watch_page(Visit const& visit, html::FormState form = {}, int status = 200) {
  auto const& words = visit.words;
  form.error_word = words.plain("frame.error");
  auto const channels = channels_of(visit, *visit.answers->sent);
  Html within;
  if (channels.size() > 1) {
    html::Radios where{.name = "channel",
                       .fieldset = {.legend = {.text = words("watch.where"), .classes = "govuk-fieldset__legend--s"}}};
    for (auto const channel : channels)
      where.items.push_back({.value = std::string{wire(channel)},
                             .text = words(channel == Channel::text ? "contact.text" : "contact.email")});
    within += html::radios_field(form, where);
  } else {
    within += paragraph(words(channels.front() == Channel::text ? "watch.by_text" : "watch.by_email"));
  }
  within += html::checkboxes_field(
      form, {.name = "news",
             .items = {{.value = "yes", .text = words("watch.news"), .hint = {.text = words("watch.news_hint")}}},
             .classes = "govuk-checkboxes--small"});
  html::Radios safe{.name = "safe",
                    .fieldset = {.legend = {.text = words("safety.watch_title"),
                                            .is_page_heading = true,
                                            .classes = "govuk-fieldset__legend--l"}},
                    .hint = {.text = words("safety.watch_hint")}};
  safe.items.push_back({.value = "yes", .text = words("watch.yes"), .conditional = within});
  safe.items.push_back({.value = "no", .text = words("watch.no")});
  return shown(visit,
               {.self = "/help/watch",
                .above = html::error_summary(form, words("frame.problem")),
                .main = page_of_form(visit, "/help/watch", html::radios_field(form, safe), "frame.continue"),
                .back = visit.at("/help/sent"),
                .error = !form.errors.empty()},
               status);
}

// Where to send a visitor who has nothing to choose here.
std::optional<http::Response> not_to_be_watched(Visit const& visit) {
  if (!visit.answers) return gone(visit);
  if (!visit.answers->sent) return http::redirect(place_of(visit));
  if (channels_of(visit, *visit.answers->sent).empty())
    return http::redirect(std::string{visit.at("/help/sent").text()});
  return std::nullopt;
}

http::Answer show_watch(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (auto elsewhere = not_to_be_watched(visit)) return *std::move(elsewhere);
  return watch_page(visit);
}

http::Answer choose_watch(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (visit.answers && !is_own_form(visit)) return gone(visit);
  if (auto elsewhere = not_to_be_watched(visit)) return *std::move(elsewhere);
  auto const sent_page = std::string{visit.at("/help/sent").text()};
  auto const refused = [&](std::string const& field, std::string_view key) {
    return watch_page(visit, access::form_state(visitor.form, {{field, "choose", visit.words.plain(key)}}), 422);
  };
  auto const safe = visitor.form.get("safe");
  if (safe == "no") return http::redirect(sent_page);
  if (safe != "yes") return refused("safe", "watch.choose");
  auto const channels = channels_of(visit, *visit.answers->sent);
  auto const chosen = channels.size() == 1 ? channels.front() : parse<Channel>(visitor.form.get("channel"));
  if (!chosen || std::ranges::find(channels, *chosen) == channels.end())
    return refused("channel", "watch.choose_where");
  AllowFollow allow;
  allow.path = visit.answers->path;
  allow.channel = *chosen;
  allow.news = visitor.form.has("news");
  allow.language = visit.language;
  auto answers = *visit.answers;
  answers.sent->follows = true;
  journal::Task task{{},
                     {},
                     [allow, answers, token = visit.token](journal::Transaction& t) mutable -> Result<std::string> {
                       auto const enquiry = enquiry::enquiry_by_reference(t.connection(), answers.sent->reference);
                       if (!enquiry) return not_found("no_request", "There is no such request.");
                       allow.enquiry = *enquiry;
                       TRY(allow_follow(t, allow));
                       return access::keep_on(t, access::answers_shelf, token, codec::to_json(answers));
                     },
                     {}};
  return access::perform(services, std::move(task), [visit, sent_page](Result<std::string> const& done) {
    if (done) return http::redirect(sent_page);
    auto const& phone = visit.profile().contacts.hub_phone;
    return watch_page(visit,
                      access::form_state(visit.visitor.form,
                                         {{"", "not_kept", visit.words.plain("fault.not_kept", {{"phone", phone}})}}),
                      access::status_of(done.error().kind));
  });
}

// The reference.

http::Response look_page(Visit const& visit, html::FormState form = {}, int status = 200) {
  auto const& words = visit.words;
  form.error_word = words.plain("frame.error");
  auto const field = html::input_field(form, {.name = "reference",
                                              .label = {.text = words("look.reference"), .classes = "govuk-label--m"},
                                              .hint = {.text = words("look.reference_hint")},
                                              .autocomplete = "off",
                                              .spellcheck = false,
                                              .attributes = {{"dir", "ltr"}}});
  auto main = title_of(words("look.title")) + paragraph(words.counted("look.how", most_codes_an_hour));
  main += page_of_form(visit, "/help/look", field, "look.send");
  return shown(visit,
               {.self = "/help/look",
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = visit.at("/help"),
                .error = !form.errors.empty()},
               status);
}

http::Answer show_look(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  return can_write(visit) ? look_page(visit) : ring_us(visit, "/help/look");
}

http::Answer send_look(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!can_write(visit)) return ring_us(visit, "/help/look");
  auto const refused = [&](std::string sentence, int status) {
    return look_page(visit, access::form_state(visitor.form, {{"reference", "reference", std::move(sentence)}}),
                     status);
  };
  auto const typed = clean_text(visitor.form.get("reference")).value_or(std::string{});
  if (trimmed(typed).empty() || typed.size() > longest_line) return refused(visit.words.plain("look.empty"), 422);
  if (auto const wait = wait_before(visit, "look"); wait.count() > 0)
    return refused(visit.words.plain_counted("fault.too_fast", wait.count()), 429);
  auto const token = random_token(*services.random);
  auto const code = message::MessageId::mint(services.now(), *services.random);
  journal::Task task{
      {}, {}, [token, code](journal::Transaction& t) { return begin_proof(t, Purpose::look, token, code); }, {}};
  return access::perform(services, std::move(task), [visit, typed, token](Result<std::string> const& begun) {
    if (!begun) {
      auto const& phone = visit.profile().contacts.hub_phone;
      return look_page(visit,
                       access::form_state(visit.visitor.form,
                                          {{"", "not_kept", visit.words.plain("fault.not_kept", {{"phone", phone}})}}),
                       503);
    }
    return on_to_the_code(visit, token,
                          [typed, token](journal::Transaction& t) { return send_code_for_reference(t, token, typed); });
  });
}

// How far it has come.

Html steps_of(Words const& words, Progress progress, Path path) {
  struct Step {
    Progress at;
    char const* key;
  };
  static constexpr Step steps[] = {{Progress::received, "news.received"},
                                   {Progress::read, "news.read"},
                                   {Progress::arranging, "news.arranging"},
                                   {Progress::spoken, "news.spoken"}};
  html::SummaryList list;
  for (auto const& step : steps) {
    if (path == Path::child && step.at > Progress::read) break;
    list.rows.push_back({.key = {.text = words(step.key)},
                         .value = {.text = words(progress >= step.at ? "news.done" : "news.not_yet")}});
  }
  return html::summary_list(list);
}

// The request that a visitor has proved to be theirs.
std::optional<FollowRow> proved(access::Services const& services, std::string const& token) {
  auto const proof = proof_behind(services, token);
  if (!proof || !proof->proved_at || proof->purpose != Purpose::look) return std::nullopt;
  auto const id = FollowId::parse(proof->follow);
  return id ? follow_by_id(*services.readers->lease(), *id) : std::nullopt;
}

http::Answer show_news(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const token = proof_token(visit);
  auto const follow = proved(services, token);
  if (!follow) return http::redirect(std::string{visit.at("/help/look").text()});
  access::Decision const by_code{true, false, "one_time_code", access::Sight::status};
  auto const noted = access::note_read(services, visitor, request, Action::open_to_all, by_code, "status of a request",
                                       follow->enquiry.text());
  if (!noted) return access::error_page(services, visitor, noted.error());
  auto const& words = visit.words;
  auto const phone = phone_link(visit.profile().contacts.hub_phone);
  auto const progress = progress_in(journal::load(*services.readers->lease(), follow->enquiry.raw()), follow->path);
  auto main = title_of(words("news.title")) + steps_of(words, progress, follow->path);
  if (follow->path == Path::child) main += paragraph(words("news.private"));
  main += paragraph(words("sent.add", {{"phone", phone}, {"emergency", phone_link("999")}}));
  main += heading(words("news.stop_heading")) + paragraph(words("news.stop"));
  main += proof_form(
      visit, visit.at("/help/news/stop"),
      html::button(
          {.text = words("news.stop_button"), .variant = html::ButtonVariant::warning, .prevent_double_click = true}));
  return shown(visit, {.self = "/help/news", .main = main});
}

http::Answer stop(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  auto const token = proof_token(visit);
  auto const follow = proved(services, token);
  if (!follow || !is_proof_form(visit)) return http::redirect(std::string{visit.at("/help/look").text()});
  journal::Task task{{},
                     {},
                     [enquiry = follow->enquiry, token](journal::Transaction& t) -> Result<std::string> {
                       TRY(end_follow(t, enquiry, StoppedBy::asker, {}, {{}, {}, "public door"}));
                       return access::drop_from(t, access::proof_shelf, token);
                     },
                     {}};
  return access::perform(services, std::move(task), [visit](Result<std::string> const& done) {
    auto const phone = phone_link(visit.profile().contacts.hub_phone);
    auto const main =
        done ? title_of(visit.words("news.stopped_title")) + paragraph(visit.words("news.stopped", {{"phone", phone}}))
             : title_of(visit.words("news.stop_heading")) +
                   paragraph(visit.words("news.not_stopped", {{"phone", phone}}));
    auto response = shown(visit, {.self = "/help/look", .main = main}, done ? 200 : 503);
    if (done) forget_proof(response);
    return response;
  });
}

}  // namespace

Html for_those_who_come_again(Visit const& visit) {
  if (!can_write(visit)) return {};
  auto const& words = visit.words;
  return heading(words("front.again_heading")) +
         html::markup(
             "<ul class=\"govuk-list\"><li><a class=\"govuk-link\" href=\"{}\">{}</a></li>"
             "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li></ul>",
             visit.at("/help/look"), words("front.look"), visit.at("/help/return"), words("front.return"));
}

Html look_up_later(Visit const& visit) {
  auto const& words = visit.words;
  auto const& sent = *visit.answers->sent;
  if (channels_of(visit, sent).empty()) return {};
  auto html = heading(words("look.title"));
  if (sent.follows) return html + paragraph(words("watch.chosen"));
  html += paragraph(words("watch.offer"));
  return html + html::markup("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>",
                             visit.at("/help/watch"), words("watch.offer_link"));
}

void hang_following(http::Router& router, access::Services const& services) {
  auto const add = adding_open_pages(router, services);
  using enum http::Method;
  add(get, "/help/watch", "help_watch", "Whether it is safe to look up later how far a request has come", show_watch);
  add(post, "/help/watch", "help_choose_watch", "Keeps that choice", choose_watch);
  add(get, "/help/look", "help_look", "Asks for the reference of a request, to look up how far it has come", show_look);
  add(post, "/help/look", "help_send_code", "Sends a code to where it was called safe, if the reference is known",
      send_look);
  add(get, "/help/news", "help_news", "How far a request has come, for whoever has proved to have sent it", show_news);
  add(post, "/help/news/stop", "help_stop", "Ends looking up and writing at once", stop);
}

}  // namespace kith::door
