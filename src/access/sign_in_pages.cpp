#include <fmt/format.h>

#include "access/pages.h"
#include "base/log.h"
#include "base/text.h"
#include "html/components.h"
#include "http/cookie.h"

namespace kith::access {

namespace {

// Somebody signing in has no session whose token could prove the form ours, so the page brings a cookie of its own:
// without it, a stranger's page could sign a worker in as somebody else and read along.
auto constexpr form_cookie = "kith-form";

// What somebody typed to sign in, and where they want to go on.
struct Attempt {
  std::string login;
  std::string password;
  html::Url next;
  bool kept = false;  // a form of theirs waits for them
  std::string form_token;
};

Attempt attempt_of(http::Fields const& fields) {
  return {clean_text(fields.get("login")).value_or(""),
          std::string{fields.get("password")},
          own_place(fields.get("next")),
          fields.get("kept") == "1",
          {}};
}

html::FormState typed(Attempt const& attempt, std::vector<FieldError> errors = {}) {
  return {{{"login", attempt.login}}, std::move(errors)};
}

html::Page page_of(Attempt const& attempt, html::FormState const& form) {
  html::Page page;
  page.title = "Sign in";
  page.heading = html::text(page.title);
  if (attempt.kept)
    page.above_heading = html::notification_banner(
        {.text = "You were signed out because you had not used this service for a while. What you typed was kept: sign "
                 "in to go on with it."});
  page.main = html::post_form(
      "/sign-in", csrf_token(attempt.form_token),
      html::hidden_field("next", attempt.next.text()) + html::hidden_field("kept", attempt.kept ? "1" : "") +
          html::input_field(form, {.name = "login",
                                   .label = {.text = "Sign-in name"},
                                   .width_characters = 20,
                                   .autocomplete = "username",
                                   .autocapitalize = "none",
                                   .spellcheck = false}) +
          html::password_input_field(form, {.name = "password", .label = {.text = "Password"}}) +
          html::button({.text = "Sign in", .prevent_double_click = true}));
  page.main += html::markup(
      "<p class=\"govuk-body\">If you have forgotten your password or have no account, ask the person who looks after "
      "accounts in your organisation.</p>");
  return page;
}

http::Answer show_sign_in(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto attempt = attempt_of(request.query);
  if (visitor.subject.signed_in) return http::redirect(std::string{attempt.next.text()});
  attempt.form_token = request.cookie(form_cookie);
  bool const fresh = attempt.form_token.empty();
  if (fresh) attempt.form_token = random_token(*services.random);
  auto page = page_of(attempt, {});
  if (request.query.get("signed_out") == "1")
    page.above_heading = success_banner("You have signed out.") + page.above_heading;
  auto response = framed(services, visitor, std::move(page));
  if (fresh) {
    auto const cookie = http::set_cookie({.name = form_cookie, .value = attempt.form_token});
    response.add_header(cookie.name, cookie.value);
  }
  return response;
}

// The same words for a wrong name, a wrong password and a disabled account: a stranger learns nothing from them.
http::Response refused(Services const& services, Attempt const& attempt) {
  auto const form =
      typed(attempt, {{"login", "wrong",
                       "The sign-in name or the password is not right. Check both, and whether capital letters are on "
                       "by mistake."}});
  return with_errors(services, {}, page_of(attempt, form), form);
}

http::Response signed_in(Attempt const& attempt, std::string const& token) {
  auto response = http::redirect(std::string{attempt.next.text()});
  auto const cookie = http::set_cookie({.name = std::string{session_cookie}, .value = token});
  response.add_header(cookie.name, cookie.value);
  response.set_header("Cache-Control", "no-store");
  return response;
}

// A session of its own for every sign-in; one that this browser had before ends with it.
void start(Services const& services, Visitor const& visitor, Attempt const& attempt, ActorId account,
           http::Resume const& resume) {
  auto const token = random_token(*services.random);
  auto const before = visitor.session ? visitor.session->token_hash : std::string{};
  perform(services,
          {{},
           {},
           [account, token, before](journal::Transaction& t) -> Result<std::string> {
             if (!subject_now(t, account).signed_in) return forbidden("disabled", "This account is disabled.");
             if (!before.empty()) TRY(end_session(t, before));
             return start_session(t, token, account);
           },
           {}},
          [&services, attempt, token, account](Result<std::string> const& started) {
            if (!started && started.error().kind == Kind::forbidden) return refused(services, attempt);
            if (!started) return error_page(services, {}, started.error());
            log::info("signed_in", {{"account", account}});
            return signed_in(attempt, token);
          })(resume);
}

// At the desk. An unknown name costs a hash too, so that the answer takes as long.
void check(Services const& services, Visitor const& visitor, Attempt const& attempt, std::string const& address,
           std::string const& nobodys_hash, http::Resume const& resume) {
  auto const key = login_key_of(attempt.login);
  if (auto const wait = services.throttle->wait(key, address, services.now()); wait.count() > 0)
    return resume([&services, attempt, wait] {
      return too_fast(services, {}, page_of(attempt, typed(attempt)), typed(attempt), wait);
    });
  auto const account = account_by_login(*services.readers->lease(), attempt.login);
  bool const has_hash = account && !account->password_hash.empty();
  bool const right = password_matches(has_hash ? account->password_hash : nobodys_hash, attempt.password);
  if (has_hash && right && account->enabled) {
    services.throttle->succeeded(key, address);
    return start(services, visitor, attempt, account->account, resume);
  }
  services.throttle->failed(key, address, services.now());
  log::warning("sign_in_refused", {{"account", account ? account->account.text() : std::string{}}});
  resume([&services, attempt] { return refused(services, attempt); });
}

http::Answer sign_in(Services const& services, Desk const& desk, std::string const& nobodys_hash,
                     Visitor const& visitor, http::Request const& request) {
  auto attempt = attempt_of(visitor.form);
  attempt.form_token = request.cookie(form_cookie);
  bool const ours = !attempt.form_token.empty() &&
                    equal_in_constant_time(visitor.form.get(html::csrf_field_name), csrf_token(attempt.form_token));
  if (!ours)
    return error_page(services, visitor,
                      forbidden("stale_form",
                                "This page was open too long, or your browser does not take cookies from it. Go back, "
                                "reload the page and sign in again."));
  std::vector<FieldError> faults;
  if (fold(attempt.login).empty()) faults.push_back({"login", "missing", "Enter your sign-in name."});
  if (attempt.password.empty()) faults.push_back({"password", "missing", "Enter your password."});
  if (!faults.empty()) {
    auto const form = typed(attempt, faults);
    return with_errors(services, visitor, page_of(attempt, form), form);
  }
  auto const wait = services.throttle->wait(login_key_of(attempt.login), request.remote_address, services.now());
  if (wait.count() > 0) return too_fast(services, visitor, page_of(attempt, typed(attempt)), typed(attempt), wait);
  return at_the_desk(
      services, desk, visitor,
      [&services, visitor, attempt, nobodys_hash, address = request.remote_address](http::Resume const& resume) {
        check(services, visitor, attempt, address, nobodys_hash, resume);
      });
}

// The session ends here first; then the browser forgets what it has.
http::Answer sign_out(Services const& services, Visitor const& visitor, http::Request const&) {
  auto const left = [] {
    auto response = http::redirect("/sign-in?signed_out=1");
    auto const cookie = http::forget_cookie(session_cookie);
    response.add_header(cookie.name, cookie.value);
    response.set_header("Clear-Site-Data", "\"cookies\", \"storage\"");
    response.set_header("Cache-Control", "no-store");
    return response;
  };
  if (!visitor.session) return left();
  return perform(
      services,
      {{}, {}, [hash = visitor.session->token_hash](journal::Transaction& t) { return end_session(t, hash); }, {}},
      [&services, visitor, left](Result<std::string> const& ended) {
        return ended ? left() : error_page(services, visitor, ended.error());
      });
}

}  // namespace

void hang_sign_in(http::Router& router, Services const& services, Desk desk) {
  auto const nobodys_hash = hash_password(random_token(*services.random), services.password_cost, *services.random);
  add(router, services,
      {.pattern = "/sign-in",
       .action = Action::open_to_all,
       .name = "sign_in",
       .summary = "The sign-in form",
       .page = show_sign_in,
       .urgent = true});
  add(router, services,
      {.method = http::Method::post,
       .pattern = "/sign-in",
       .action = Action::open_to_all,
       .name = "sign_in_post",
       .summary = "Signs in",
       .page = [desk, nobodys_hash](
                   Services const& s, Visitor const& visitor,
                   http::Request const& request) { return sign_in(s, desk, nobodys_hash, visitor, request); },
       .body_limit_bytes = 16 * 1024,
       .urgent = true});
  add(router, services,
      {.method = http::Method::post,
       .pattern = "/sign-out",
       .action = Action::open_to_all,
       .name = "sign_out",
       .summary = "Ends the session",
       .page = sign_out,
       .body_limit_bytes = 16 * 1024});
}

}  // namespace kith::access
