#include "access/gate.h"

#include <fmt/format.h>

#include <stdexcept>

#include "access/agreements.h"
#include "base/log.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/url.h"

namespace kith::access {

namespace {

// The form came from one of our own pages: browsers say so in Sec-Fetch-Site, older ones in Origin. The first decides
// when it is there, because a page that sends no referrer sends "null" for its origin.
bool same_origin(http::Request const& request) {
  auto const site = request.header("Sec-Fetch-Site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  auto const origin = request.header("Origin");
  if (origin.empty()) return true;
  auto const host = request.header("Host");
  return origin == fmt::format("http://{}", host) || origin == fmt::format("https://{}", host);
}

Result<Done> read_form(http::Request const& request, Visitor& visitor) {
  if (!request.header("Content-Type").starts_with("multipart/")) {
    visitor.form = TRY(http::parse_form(request));
    return Done{};
  }
  for (auto& part : TRY(http::parse_multipart(request))) {
    if (part.file_name.empty())
      visitor.form.add(part.name, part.body);
    else
      visitor.files.push_back(std::move(part));
  }
  return Done{};
}

// Who asks. A session that has run out still says whose form this is, so that a draft can be kept for them; it opens
// nothing.
Visitor recognise(Services const& services, http::Request const& request) {
  Visitor visitor;
  auto const token = request.cookie(session_cookie);
  if (token.empty()) return visitor;
  auto reader = services.readers->lease();
  auto const found = find_session(*reader, token, services.now(), services.session_limits);
  auto const& account = found.account;
  if (!found.session || !account || !account->enabled) return visitor;
  visitor.session = found.session;
  visitor.csrf = csrf_token(token);
  if (found.expired) return visitor;
  visitor.subject = account->subject();
  visitor.subject.agency_agreement = has_agreement(*reader, visitor.subject, london_date(services.now()));
  visitor.one_time_password = account->one_time_password;
  return visitor;
}

// The idle limit counts from the last minute somebody was seen; writing it more often would cost a flush a page.
void keep_alive(Services const& services, Visitor const& visitor) {
  auto const now = services.now();
  if (now - visitor.session->seen_at < std::chrono::minutes{1}) return;
  services.writer->submit(
      {{},
       {},
       [hash = visitor.session->token_hash, now](journal::Transaction& t) { return note_seen(t, hash, now); },
       [](Result<std::string> const&) {}});
}

// Where to go on after signing in. A form's own address may have no page, so for a form it is the page that it stood
// on, which same-origin browsers name.
std::string place_of(http::Request const& request) {
  if (request.method != http::Method::post)
    return request.query_text.empty() ? request.path : request.path + "?" + request.query_text;
  auto const referrer = request.header("Referer");
  for (auto const* scheme : {"http", "https"}) {
    auto const ours = fmt::format("{}://{}/", scheme, request.header("Host"));
    if (referrer.starts_with(ours)) return std::string{referrer.substr(ours.size() - 1)};
  }
  return request.path;
}

html::Url sign_in_for(http::Request const& request, bool kept) {
  html::Url url = "/sign-in";
  auto const place = place_of(request);
  if (place != "/") url = url.with("next", place);
  return kept ? url.with("kept", "1") : url;
}

// What was typed, for comparing repeats.
std::string request_text(http::Fields const& fields) {
  http::Fields typed;
  for (auto const& field : fields)
    if (field.name != html::csrf_field_name) typed.add(field.name, field.value);
  return http::to_urlencoded(typed);
}

// Keeps what was typed for the owner of a session that has run out, then asks them to sign in. The form's token must be
// that session's: nobody else may plant a draft.
http::Answer keep_and_ask_to_sign_in(Services const& services, GuardedRoute const& route, http::Request const& request,
                                     Visitor const& visitor) {
  auto const body = draft_text(visitor.form);
  bool const ours = visitor.session && equal_in_constant_time(visitor.form.get(html::csrf_field_name), visitor.csrf);
  if (!ours || !route.keeps_draft || body.empty())
    return http::redirect(std::string{sign_in_for(request, false).text()});
  return perform(services,
                 {{},
                  {},
                  [&services, account = visitor.session->account, path = request.path, body](journal::Transaction& t) {
                    return keep_draft(t, bytes_of(services.draft_key), account, path, body);
                  },
                  {}},
                 [&request](Result<std::string> const& kept) {
                   return http::redirect(std::string{sign_in_for(request, kept.ok()).text()});
                 });
}

http::Answer guarded(Services const& services, GuardedRoute const& route, http::Request const& request) {
  auto visitor = recognise(services, request);
  bool const posted = request.method == http::Method::post;
  if (posted) {
    auto const read = read_form(request, visitor);
    if (!read) return error_page(services, visitor, read.error());
    if (!same_origin(request))
      return error_page(services, visitor,
                        forbidden("foreign_form", "This form came from another website, so it was not taken."));
  }
  bool const open = route.action == Action::open_to_all;
  if (!visitor.subject.signed_in && !open)
    return posted ? keep_and_ask_to_sign_in(services, route, request, visitor)
                  : http::Answer{http::redirect(std::string{sign_in_for(request, false).text()})};
  if (posted && visitor.subject.signed_in &&
      !equal_in_constant_time(visitor.form.get(html::csrf_field_name), visitor.csrf))
    return error_page(
        services, visitor,
        forbidden("stale_form",
                  "This form was opened in another session. Go back, reload the page and send it again."));
  if (!may_enter(visitor.subject, route.action))
    return error_page(
        services, visitor,
        forbidden("not_allowed",
                  "Your role does not include this page. If you need it for your work, ask your manager."));
  if (visitor.subject.signed_in) {
    keep_alive(services, visitor);
    if (visitor.one_time_password && !open && request.path != "/account/password" && request.path != "/sign-out")
      return http::redirect("/account/password");
  }
  return route.page(services, visitor, request);
}

}  // namespace

void add(http::Router& router, Services const& services, GuardedRoute route) {
  if (wire(route.action).empty()) throw std::invalid_argument("a route without a rule: " + route.pattern);
  auto shared = std::make_shared<GuardedRoute const>(std::move(route));
  router.add(
      {.method = shared->method,
       .pattern = shared->pattern,
       .body_limit_bytes = shared->body_limit_bytes,
       .handler = [&services, shared](http::Request const& request) { return guarded(services, *shared, request); },
       .name = shared->name,
       .urgent = shared->urgent,
       .rule = std::string{wire(shared->action)},
       .summary = shared->summary});
}

int status_of(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return 422;
    case Kind::forbidden:
      return 403;
    case Kind::not_found:
      return 404;
    case Kind::conflict:
      return 409;
    case Kind::unavailable:
      return 503;
    case Kind::internal:
      break;
  }
  return 500;
}

http::Response framed(Services const& services, Visitor const& visitor, html::Page page, int status) {
  page.service_name = services.profile->service;
  page.council_name = services.profile->council;
  if (services.fictional)
    page.banner =
        html::PhaseBanner{.tag = {.text = "Demo"}, .text = "Every family, child and worker here is invented."};
  if (visitor.subject.signed_in) {
    page.user = html::UserMenu{.name = visitor.subject.name, .account = "/account", .csrf_token = visitor.csrf};
    for (auto const& destination : services.destinations)
      if (may_enter(visitor.subject, destination.action))
        page.navigation.push_back({.text = destination.label, .href = destination.href});
    if (decide(visitor.subject, Action::raise_urgent)) page.urgent = html::UrgentLink{};
    if (services.alert)
      if (auto alert = services.alert(visitor)) page.above_heading = *alert + page.above_heading;
  }
  auto response = http::html_page(html::render(page), status);
  response.set_header("Cache-Control", "no-store");
  // To our own pages only: a form that comes too late then tells the gate which page it stood on.
  response.set_header("Referrer-Policy", "same-origin");
  return response;
}

http::Response error_page(Services const& services, Visitor const& visitor, Error const& error) {
  html::Page page;
  page.title = error.kind == Kind::not_found   ? "Page not found"
               : error.kind == Kind::forbidden ? "You cannot do this"
                                               : "There is a problem";
  page.heading = html::text(page.title);
  page.main = html::markup("<p class=\"govuk-body-l\">{}</p>", error.sentence);
  for (auto const& field : error.fields) page.main += html::markup("<p class=\"govuk-body\">{}</p>", field.sentence);
  page.main += html::markup("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/\">Go to the start page</a></p>");
  return framed(services, visitor, std::move(page), status_of(error.kind));
}

Result<Done> note_read(Services const& services, Visitor const& visitor, http::Request const& request, Action action,
                       Decision const& decision, std::string about, std::string record) {
  return services.reads->record({services.now(), visitor.subject.account, visitor.subject.agency, action,
                                 std::string{decision.rule}, std::move(about), std::move(record), request.request_id});
}

journal::Author author_of(Visitor const& visitor, std::string_view purpose) {
  return {visitor.subject.account, visitor.subject.agency, std::string{purpose}};
}

std::string new_form_key(Services const& services) { return random_token(*services.random); }

http::Later perform(Services const& services, journal::Task task,
                    std::function<http::Response(Result<std::string> const&)> done) {
  return [&services, task = std::move(task), done = std::move(done)](http::Resume resume) mutable {
    task.done = [resume = std::move(resume), done = std::move(done)](Result<std::string> result) {
      resume([result = std::move(result), done = std::move(done)] { return done(result); });
    };
    services.writer->submit(std::move(task));
  };
}

journal::Task task_for(Visitor const& visitor, http::Request const& request,
                       std::function<Result<std::string>(journal::Transaction&)> run) {
  auto const key = visitor.form.get(form_key_field);
  return {key.empty() ? std::string{} : fmt::format("{}:{}", visitor.subject.account.text(), key),
          request.path + "\n" + request_text(visitor.form),
          drop_draft_after(visitor, request.path, std::move(run)),
          {}};
}

std::function<Result<std::string>(journal::Transaction&)> drop_draft_after(
    Visitor const& visitor, std::string path, std::function<Result<std::string>(journal::Transaction&)> run) {
  return [account = visitor.subject.account, path = std::move(path),
          run = std::move(run)](journal::Transaction& transaction) -> Result<std::string> {
    auto answer = TRY(run(transaction));
    TRY(drop_draft(transaction, account, path));
    return answer;
  };
}

Result<Subject> authorised(journal::Transaction& transaction, ActorId actor, Action action, Resource const& resource) {
  auto const subject = subject_now(transaction, actor);
  auto const decision = decide(subject, action, resource);
  if (decision.hidden) return not_found("no_such_record", "There is no such record.");
  if (!decision)
    return forbidden("not_allowed", "Your role does not include this. If you need it for your work, ask your manager.");
  return subject;
}

html::Html form_for(Services const& services, Visitor const& visitor, html::Url const& action, html::Html const& body) {
  return html::post_form(action, visitor.csrf, html::hidden_field(form_key_field, new_form_key(services)) + body);
}

html::Html draft_form_for(Services const& services, Visitor const& visitor, html::Url const& action,
                          html::Html const& body) {
  return html::markup("<form action=\"{}\" method=\"post\" novalidate data-keep-draft>{}{}{}</form>", action,
                      html::csrf_field(visitor.csrf), html::hidden_field(form_key_field, new_form_key(services)), body);
}

std::string draft_text(http::Fields const& fields) {
  http::Fields typed;
  bool any = false;
  for (auto const& field : fields) {
    if (field.name == html::csrf_field_name || field.name == form_key_field) continue;
    if (field.name.find("password") != std::string::npos) continue;
    typed.add(field.name, field.value);
    any = any || !trimmed(field.value).empty();
  }
  return any ? http::to_urlencoded(typed) : std::string{};
}

std::vector<FieldError> faults_of(Error const& error) {
  return error.fields.empty() ? std::vector{FieldError{"", error.code, error.sentence}} : error.fields;
}

html::FormState typed_with(http::Fields const& fields, Error const& error) {
  return form_state(fields, faults_of(error));
}

html::FormState form_state(http::Fields const& fields, std::vector<FieldError> errors) {
  html::FormState state;
  for (auto const& field : fields) state.values.emplace_back(field.name, field.value);
  state.errors = std::move(errors);
  return state;
}

std::optional<html::FormState> kept_draft(Services const& services, Visitor const& visitor, std::string_view path) {
  if (!visitor.subject.signed_in) return std::nullopt;
  auto const body = find_draft(*services.readers->lease(), bytes_of(services.draft_key), visitor.subject.account, path);
  if (!body) return std::nullopt;
  auto fields = http::parse_form("application/x-www-form-urlencoded", *body, {});
  if (!fields) return std::nullopt;
  return form_state(*fields);
}

}  // namespace kith::access
