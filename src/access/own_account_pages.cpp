#include <fmt/format.h>

#include "access/pages.h"
#include "base/log.h"
#include "base/text.h"
#include "html/components.h"

namespace kith::access {

namespace {

http::Answer show_own_account(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_by_id(*services.readers->lease(), visitor.subject.account);
  if (!account) return error_page(services, visitor, not_found("no_account", "There is no such account."));
  html::Page page;
  page.title = "Your account";
  page.heading = html::text(page.title);
  if (request.query.get("changed") == "1")
    page.above_heading = success_banner(
        "Your password has been changed. If you were signed in anywhere else, you are signed out there.");
  html::SummaryList list;
  auto const row = [&](std::string_view key, std::string const& value) {
    list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = html::text(value)}});
  };
  row("Name", account->name);
  row("Sign-in name", account->login);
  row("Agency", agency_label(services, account->agency));
  row(account->roles.size() == 1 ? "Role" : "Roles", role_words(services, account->roles));
  list.rows.push_back(
      {.key = {.text = "Password"},
       .value = {.text = "Hidden"},
       .actions = {.items = {{.text = "Change", .href = "/account/password", .visually_hidden_text = "password"}}}});
  page.main = html::summary_list(list);
  page.main += html::markup(
      "<p class=\"govuk-body\">If your name, agency or roles are not right, ask the person who looks after "
      "accounts.</p>");
  return framed(services, visitor, std::move(page));
}

html::Page password_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  html::Page page;
  page.title = visitor.one_time_password ? "Choose your own password" : "Change your password";
  page.heading = html::text(page.title);
  if (!visitor.one_time_password) page.back_link = html::BackLink{.href = "/account"};
  html::Html body;
  if (visitor.one_time_password)
    body = html::inset_text({.text = "Somebody gave you the password that you signed in with. Choose one that nobody "
                                     "else knows before you go on."});
  body += html::password_input_field(
      form, {.name = "old_password",
             .label = {.text = visitor.one_time_password ? "The password you were given" : "Your password now"}});
  body += html::password_input_field(
      form, {.name = "password",
             .label = {.text = "New password"},
             .hint = {.text = "At least 12 characters. Three words that do not belong together work well."},
             .autocomplete = "new-password"});
  body += html::password_input_field(
      form, {.name = "password_again", .label = {.text = "New password again"}, .autocomplete = "new-password"});
  body += html::button({.text = "Save the new password", .prevent_double_click = true});
  page.main = form_for(services, visitor, "/account/password", body);
  return page;
}

http::Answer show_password(Services const& services, Visitor const& visitor, http::Request const&) {
  return framed(services, visitor, password_page(services, visitor, {}));
}

http::Response password_refused(Services const& services, Visitor const& visitor, std::vector<FieldError> faults) {
  html::FormState const form{{}, std::move(faults)};
  return with_errors(services, visitor, password_page(services, visitor, form), form);
}

std::vector<FieldError> faults_of(http::Fields const& form, std::string_view login) {
  std::vector<FieldError> faults;
  auto const old = form.get("old_password");
  auto const fresh = form.get("password");
  if (old.empty()) faults.push_back({"old_password", "missing", "Enter the password you have now."});
  if (fresh.empty())
    faults.push_back({"password", "missing", "Enter a new password."});
  else if (auto fault = password_fault(fresh, login))
    faults.push_back(std::move(*fault));
  else if (fresh == old)
    faults.push_back({"password", "same", "Choose a password that you have not got already."});
  else if (fresh != form.get("password_again"))
    faults.push_back({"password_again", "different", "The two new passwords are not the same. Enter them again."});
  return faults;
}

// The new password is hashed, then saved if the old one is still the one that was checked.
void save(Services const& services, Visitor const& visitor, http::Request const& request, std::string const& checked,
          http::Resume const& resume) {
  auto const hash = hash_password(visitor.form.get("password"), services.password_cost, *services.random);
  auto const run = [hash, checked, account = visitor.subject.account, session = visitor.session->token_hash,
                    author = author_of(visitor, "own_account")](journal::Transaction& t) -> Result<std::string> {
    TRY(authorised(t, account, Action::use_own_account));
    if (t.state<Account>(account.raw())->password_hash != checked)
      return conflict("changed_meanwhile", "Your password was changed while this page was open. Sign in again.");
    TRY(end_other_sessions_of(t, account, session));
    return set_password(t, account, hash, false, author);
  };
  perform(services, task_for(visitor, request, run), [&services, visitor](Result<std::string> const& saved) {
    if (!saved) return error_page(services, visitor, saved.error());
    log::info("password_changed", {{"account", visitor.subject.account}});
    return http::redirect(visitor.one_time_password ? "/" : "/account?changed=1");
  })(resume);
}

http::Answer change_password(Services const& services, Desk const& desk, Visitor const& visitor,
                             http::Request const& request) {
  auto const account = account_by_id(*services.readers->lease(), visitor.subject.account);
  if (!account) return error_page(services, visitor, not_found("no_account", "There is no such account."));
  if (auto faults = faults_of(visitor.form, account->login); !faults.empty())
    return password_refused(services, visitor, std::move(faults));
  return at_the_desk(
      services, desk, visitor, [&services, visitor, &request, account = *account](http::Resume const& resume) {
        auto const key = login_key_of(account.login);
        auto const wait = services.throttle->wait(key, request.remote_address, services.now());
        if (wait.count() > 0)
          return resume([&services, visitor, wait] {
            return too_fast(services, visitor, password_page(services, visitor, {}), {}, wait);
          });
        if (!password_matches(account.password_hash, visitor.form.get("old_password"))) {
          services.throttle->failed(key, request.remote_address, services.now());
          return resume([&services, visitor] {
            return password_refused(services, visitor,
                                    {{"old_password", "wrong", "This is not the password you have now."}});
          });
        }
        services.throttle->succeeded(key, request.remote_address);
        save(services, visitor, request, account.password_hash, resume);
      });
}

}  // namespace

void hang_own_account(http::Router& router, Services const& services, Desk desk) {
  add(router, services,
      {.pattern = "/account",
       .action = Action::use_own_account,
       .name = "own_account",
       .summary = "One's own account",
       .page = show_own_account});
  add(router, services,
      {.pattern = "/account/password",
       .action = Action::use_own_account,
       .name = "own_password",
       .summary = "The form for a new password",
       .page = show_password});
  add(router, services,
      {.method = http::Method::post,
       .pattern = "/account/password",
       .action = Action::use_own_account,
       .name = "own_password_post",
       .summary = "Changes one's password and ends one's other sessions",
       .page = [desk](Services const& s, Visitor const& visitor,
                      http::Request const& request) { return change_password(s, desk, visitor, request); },
       .body_limit_bytes = 16 * 1024,
       .keeps_draft = false});
}

}  // namespace kith::access
