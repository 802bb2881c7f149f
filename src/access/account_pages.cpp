#include <fmt/format.h>

#include "access/account_forms.h"
#include "base/log.h"
#include "base/text.h"
#include "html/components.h"

namespace kith::access {

namespace {

html::Url address_of(Account const& account) { return html::url("/accounts/{}", account.account); }

// A task for the writer that checks the administrator's own right once more.
journal::Task as_administrator(Visitor const& visitor, http::Request const& request,
                               std::function<Result<std::string>(journal::Transaction&, journal::Author const&)> run) {
  return task_for(visitor, request,
                  [author = author_of(visitor, "accounts"),
                   run = std::move(run)](journal::Transaction& transaction) -> Result<std::string> {
                    TRY(authorised(transaction, author.actor, Action::manage_accounts));
                    return run(transaction, author);
                  });
}

std::optional<Account> account_in(Services const& services, http::Request const& request) {
  auto const id = ActorId::parse(request.parameters.at("id"));
  return id ? account_by_id(*services.readers->lease(), *id) : std::nullopt;
}

http::Response no_account(Services const& services, Visitor const& visitor) {
  return error_page(services, visitor, not_found("no_account", "There is no such account."));
}

html::Html state_tag(Account const& account) {
  if (!account.enabled) return html::tag({.text = "Disabled", .colour = html::TagColour::red});
  if (account.one_time_password) return html::tag({.text = "Has not signed in yet", .colour = html::TagColour::yellow});
  return html::tag({.text = "In use", .colour = html::TagColour::green});
}

http::Answer show_accounts(Services const& services, Visitor const& visitor, http::Request const&) {
  html::Page page;
  page.title = "Accounts";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = html::button({.text = "Add an account", .href = "/accounts/new"}) +
              html::markup(
                  "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/agreements\">Agencies’ agreements to share "
                  "information</a></p>");
  html::SortableTable table{
      .caption = "Everybody who has or had an account",
      .columns = {
          {.text = "Name"}, {.text = "Sign-in name"}, {.text = "Agency"}, {.text = "Roles"}, {.text = "State"}}};
  for (auto const& account : all_accounts(*services.readers->lease()))
    table.rows.push_back({html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", address_of(account), account.name),
                          html::text(account.login), html::text(agency_label(services, account.agency)),
                          html::text(role_words(services, account.roles)), state_tag(account)});
  page.main += html::sortable_table(table);
  return framed(services, visitor, std::move(page));
}

// The one time that a one-time password is shown. It is not stored anywhere but as its hash.
http::Response password_page(Services const& services, Visitor const& visitor, std::string title,
                             Account const& account, std::string const& password) {
  html::Page page;
  page.title = std::move(title);
  page.main = html::panel({.title = html::text(page.title), .text = html::text(account.name)});
  page.main.add(
      "<p class=\"govuk-body\">Sign-in name: <strong>{}</strong></p>"
      "<p class=\"govuk-body\">One-time password: <strong class=\"kith-one-time-password\">{}</strong></p>"
      "<p class=\"govuk-body\">Write it down now: it is shown only here. Give it to the person yourself or by "
      "telephone, not by e-mail. At the first sign-in they must choose their own.</p>"
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">Go on to the account</a></p>",
      account.login, password, address_of(account));
  return framed(services, visitor, std::move(page));
}

html::Page new_account_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  html::Page page;
  page.title = "Add an account";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.href = "/accounts"};
  page.main = draft_form_for(services, visitor, "/accounts/new",
                             login_and_name_fields(form) + agency_and_role_fields(services, form) +
                                 html::button({.text = "Add the account", .prevent_double_click = true}));
  return page;
}

http::Answer show_new_account(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const kept = kept_draft(services, visitor, request.path);
  return framed(services, visitor, new_account_page(services, visitor, kept.value_or(html::FormState{})));
}

http::Response new_account_refused(Services const& services, Visitor const& visitor, std::vector<FieldError> faults) {
  auto const form = form_state(visitor.form, std::move(faults));
  return with_errors(services, visitor, new_account_page(services, visitor, form), form);
}

// What becomes of adding an account: the password, the form again, or an error.
http::Response added(Services const& services, Visitor const& visitor, std::string const& password,
                     Result<std::string> const& result) {
  if (!result && !result.error().fields.empty()) return new_account_refused(services, visitor, result.error().fields);
  if (!result) return error_page(services, visitor, result.error());
  auto const account = account_by_id(*services.readers->lease(), ActorId::parse(*result).value_or(ActorId{}));
  if (!account) return no_account(services, visitor);
  return password_page(services, visitor, "Account added", *account, password);
}

http::Answer add_new_account(Services const& services, Desk const& desk, Visitor const& visitor,
                             http::Request const& request) {
  auto form = read_account_form(services, visitor.form, false);
  if (!form.faults.empty()) return new_account_refused(services, visitor, std::move(form.faults));
  return at_the_desk(services, desk, visitor, [&services, visitor, &request, form](http::Resume const& resume) {
    auto const password = one_time_password(services, visitor, request);
    auto const hash = hash_password(password, services.password_cost, *services.random);
    auto const run = [form, hash](journal::Transaction& t, journal::Author const& author) {
      return add_account(
          t, {ActorId::mint(t.now(), t.random()), form.login, form.name, form.agency, form.roles, hash, true}, author);
    };
    perform(services, as_administrator(visitor, request, run),
            [&services, visitor, password](Result<std::string> const& result) {
              return added(services, visitor, password, result);
            })(resume);
  });
}

html::Html facts_of(Services const& services, Account const& account) {
  html::SummaryList list;
  auto const row = [&](std::string_view key, html::Html value) {
    list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = std::move(value)}});
  };
  row("Name", html::text(account.name));
  row("Sign-in name", html::text(account.login));
  row("Agency", html::text(agency_label(services, account.agency)));
  row("Roles", html::text(role_words(services, account.roles)));
  row("State", state_tag(account));
  return html::summary_list(list);
}

html::Html disable_form(Services const& services, Visitor const& visitor, Account const& account,
                        html::FormState const& form) {
  return form_for(services, visitor, html::url("/accounts/{}/disable", account.account),
                  html::input_field(form, {.name = "reason",
                                           .label = {.text = "Why is it to be disabled?"},
                                           .hint = {.text = "For example: left the council, long leave"}}) +
                      html::button({.text = "Disable the account", .variant = html::ButtonVariant::warning}));
}

html::Page account_page(Services const& services, Visitor const& visitor, Account const& account,
                        html::FormState const& form) {
  auto const section = [](std::string_view heading) {
    return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>", heading);
  };
  html::Page page;
  page.title = "Account";
  page.heading = html::text(account.name);
  page.back_link = html::BackLink{.text = "All accounts", .href = "/accounts"};
  page.main = facts_of(services, account);
  if (may_enter(visitor.subject, Action::see_read_log))
    page.main.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">What this person looked at</a></p>",
                  html::Url{"/read-log"}.with("account", account.account.text()));
  page.main.add(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">Parts of the borough they answer for</a></p>",
      html::url("/accounts/{}/areas", account.account));
  page.main += section("Agency and roles") +
               form_for(services, visitor, html::url("/accounts/{}/roles", account.account),
                        agency_and_role_fields(services, form) + html::button({.text = "Save agency and roles"}));
  if (account.account == visitor.subject.account) return page;
  page.main += section("Password");
  page.main += html::markup(
      "<p class=\"govuk-body\">If the password is lost, give the person a new one-time password. It ends their "
      "sessions.</p>");
  page.main += form_for(services, visitor, html::url("/accounts/{}/new-password", account.account),
                        html::button({.text = "Make a one-time password",
                                      .variant = html::ButtonVariant::secondary,
                                      .prevent_double_click = true}));
  page.main += section(account.enabled ? "Disable" : "Enable");
  page.main += account.enabled ? disable_form(services, visitor, account, form)
                               : form_for(services, visitor, html::url("/accounts/{}/enable", account.account),
                                          html::button({.text = "Enable the account"}));
  return page;
}

std::string_view sentence_for(std::string_view done) {
  if (done == "roles") return "Agency and roles have been saved. They count from this moment.";
  if (done == "disabled") return "The account has been disabled and its sessions have ended.";
  if (done == "enabled") return "The account has been enabled. The person signs in with the password they had.";
  return {};
}

http::Answer show_account(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_in(services, request);
  if (!account) return no_account(services, visitor);
  auto page = account_page(services, visitor, *account, state_of(*account));
  if (auto const sentence = sentence_for(request.query.get("done")); !sentence.empty())
    page.above_heading = success_banner(sentence);
  return framed(services, visitor, std::move(page));
}

// The account again with what was typed into the one form that was sent; the others show what is.
http::Response refused(Services const& services, Visitor const& visitor, Account const& account,
                       std::vector<FieldError> faults) {
  auto form = form_state(visitor.form, std::move(faults));
  if (!visitor.form.has("agency"))
    for (auto& value : state_of(account).values) form.values.push_back(std::move(value));
  return with_errors(services, visitor, account_page(services, visitor, account, form), form);
}

// Sends a change and shows the account with what was done, or with what was wrong.
http::Answer change(Services const& services, Visitor const& visitor, http::Request const& request,
                    Account const& account, std::string_view done,
                    std::function<Result<std::string>(journal::Transaction&, journal::Author const&)> run) {
  auto const place = address_of(account).with("done", done);
  return perform(services, as_administrator(visitor, request, std::move(run)),
                 [&services, visitor, account, place](Result<std::string> const& result) {
                   if (result) return http::redirect(std::string{place.text()});
                   auto const& error = result.error();
                   if (error.kind != Kind::invalid) return error_page(services, visitor, error);
                   return refused(services, visitor, account, faults_of(error));
                 });
}

http::Answer save_roles(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_in(services, request);
  if (!account) return no_account(services, visitor);
  auto form = read_account_form(services, visitor.form, true);
  if (!form.faults.empty()) return refused(services, visitor, *account, std::move(form.faults));
  return change(services, visitor, request, *account, "roles",
                [id = account->account, form](journal::Transaction& t, journal::Author const& author) {
                  return change_roles(t, id, form.agency, form.roles, author);
                });
}

http::Answer disable(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_in(services, request);
  if (!account) return no_account(services, visitor);
  auto const reason = clean_text(visitor.form.get("reason")).value_or("");
  if (reason.empty())
    return refused(services, visitor, *account, {{"reason", "missing", "Enter why the account is to be disabled."}});
  if (length_in_characters(reason) > 500)
    return refused(services, visitor, *account, {{"reason", "too_long", "Use at most 500 characters."}});
  return change(services, visitor, request, *account, "disabled",
                [id = account->account, reason](journal::Transaction& t, journal::Author const& author) {
                  return disable_account(t, id, reason, author);
                });
}

http::Answer enable(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_in(services, request);
  if (!account) return no_account(services, visitor);
  return change(services, visitor, request, *account, "enabled",
                [id = account->account](journal::Transaction& t, journal::Author const& author) {
                  return enable_account(t, id, author);
                });
}

http::Answer make_password(Services const& services, Desk const& desk, Visitor const& visitor,
                           http::Request const& request) {
  auto const account = account_in(services, request);
  if (!account) return no_account(services, visitor);
  if (account->account == visitor.subject.account) return http::redirect("/account/password");
  return at_the_desk(
      services, desk, visitor, [&services, visitor, &request, account = *account](http::Resume const& resume) {
        auto const password = one_time_password(services, visitor, request);
        auto const hash = hash_password(password, services.password_cost, *services.random);
        perform(services,
                as_administrator(visitor, request,
                                 [id = account.account, hash](journal::Transaction& t, journal::Author const& author) {
                                   return set_password(t, id, hash, true, author);
                                 }),
                [&services, visitor, account, password](Result<std::string> const& result) {
                  if (!result) return error_page(services, visitor, result.error());
                  return password_page(services, visitor, "New one-time password", account, password);
                })(resume);
      });
}

}  // namespace

void hang_accounts(http::Router& router, Services const& services, Desk desk) {
  auto const with_desk = [desk](auto page) {
    return [desk, page](Services const& s, Visitor const& visitor, http::Request const& request) {
      return page(s, desk, visitor, request);
    };
  };
  auto const get = [&](std::string pattern, std::string name, std::string summary, Page page) {
    add(router, services,
        {.pattern = std::move(pattern),
         .action = Action::manage_accounts,
         .name = std::move(name),
         .summary = std::move(summary),
         .page = std::move(page)});
  };
  auto const post = [&](std::string pattern, std::string name, std::string summary, Page page) {
    add(router, services,
        {.method = http::Method::post,
         .pattern = std::move(pattern),
         .action = Action::manage_accounts,
         .name = std::move(name),
         .summary = std::move(summary),
         .page = std::move(page),
         .body_limit_bytes = 16 * 1024});
  };
  get("/accounts", "accounts", "Every account", show_accounts);
  get("/accounts/new", "account_new", "The form for a new account", show_new_account);
  get("/accounts/{id}", "account", "One account", show_account);
  post("/accounts/new", "account_new_post", "Adds an account; shows its one-time password once",
       with_desk(add_new_account));
  post("/accounts/{id}/roles", "account_roles_post", "Changes agency and roles", save_roles);
  post("/accounts/{id}/disable", "account_disable_post", "Disables an account and ends its sessions", disable);
  post("/accounts/{id}/enable", "account_enable_post", "Enables an account", enable);
  post("/accounts/{id}/new-password", "account_password_post", "Gives a new one-time password; shows it once",
       with_desk(make_password));
}

}  // namespace kith::access
