#include "access/gate.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/log.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/url.h"

namespace kith::access {

namespace {

auto constexpr session_cookie = "kith";

// The form came from one of our own pages: browsers say so in Sec-Fetch-Site, older ones in Origin.
bool same_origin(http::Request const& request) {
  auto const site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
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

Visitor recognise(Services const& services, http::Request const& request, bool& expired) {
  Visitor visitor;
  auto const token = request.cookie(session_cookie);
  if (token.empty()) return visitor;
  auto reader = services.readers->lease();
  auto const found = find_session(*reader, token, services.now(), services.session_limits);
  expired = found.expired;
  if (!found.session) return visitor;
  visitor.session = found.session;
  auto const account = account_by_id(*reader, found.session->account);
  if (!account || !account->enabled || found.expired) return visitor;
  visitor.subject = account->subject();
  visitor.csrf = csrf_token(token);
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

html::Url sign_in_for(http::Request const& request, bool kept) {
  html::Url url = "/sign-in";
  std::string place = request.path;
  if (request.method != http::Method::post && !request.query_text.empty()) place += "?" + request.query_text;
  if (place != "/") url = url.with("next", place);
  return kept ? url.with("kept", "1") : url;
}

// What was typed, without the token: for drafts and for comparing repeats.
std::string urlencoded(http::Fields const& fields) {
  http::Fields typed;
  for (auto const& field : fields)
    if (field.name != html::csrf_field_name) typed.add(field.name, field.value);
  return http::to_urlencoded(typed);
}

// Keeps what was typed for the owner of a session that has run out, then asks them to sign in.
http::Answer keep_and_ask_to_sign_in(Services const& services, http::Request const& request, Visitor const& visitor) {
  auto const body = urlencoded(visitor.form);
  if (!visitor.session || body.empty()) return http::redirect(std::string{sign_in_for(request, false).text()});
  auto const where = sign_in_for(request, true);
  return perform(services,
                 {{},
                  {},
                  [&services, account = visitor.session->account, path = request.path, body](journal::Transaction& t) {
                    return keep_draft(t, bytes_of(services.draft_key), account, path, body);
                  },
                  {}},
                 [where](Result<std::string> const&) { return http::redirect(std::string{where.text()}); });
}

http::Answer guarded(Services const& services, GuardedRoute const& route, http::Request const& request) {
  bool expired = false;
  auto visitor = recognise(services, request, expired);
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
    return posted ? keep_and_ask_to_sign_in(services, request, visitor)
                  : http::Answer{http::redirect(std::string{sign_in_for(request, false).text()})};
  if (posted && visitor.subject.signed_in &&
      !equal_in_constant_time(visitor.form.get(html::csrf_field_name), visitor.csrf))
    return error_page(
        services, visitor,
        forbidden("stale_form",
                  "This form was opened in another session. Go back, reload the page and send it again."));
  if (!decide(visitor.subject, route.action))
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
      if (decide(visitor.subject, destination.action))
        page.navigation.push_back({.text = destination.label, .href = destination.href});
    if (decide(visitor.subject, Action::raise_urgent)) page.urgent = html::UrgentLink{};
    if (services.alert)
      if (auto alert = services.alert(visitor)) page.above_heading = *alert + page.above_heading;
  }
  auto response = http::html_page(html::render(page), status);
  response.set_header("Cache-Control", "no-store");
  return response;
}

http::Response error_page(Services const& services, Visitor const& visitor, Error const& error) {
  html::Page page;
  page.title = error.kind == Kind::not_found ? "Page not found" : "There is a problem";
  page.heading = html::text(page.title);
  page.main = html::markup("<p class=\"govuk-body-l\">{}</p>", error.sentence);
  for (auto const& field : error.fields) page.main += html::markup("<p class=\"govuk-body\">{}</p>", field.sentence);
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
          request.path + "\n" + urlencoded(visitor.form),
          std::move(run),
          {}};
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
