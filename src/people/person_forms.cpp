// Restricting a record to named people, protecting an address, and lifting either: each with a reason.
#include "access/accounts.h"
#include "base/text.h"
#include "html/components/button.h"
#include "html/components/text_blocks.h"
#include "people/matching/pairs.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using access::Action;
using html::Html;

struct PersonForm {
  std::string slug;
  std::string title;
  std::string button;
  std::string explanation;
  Action action = Action::restrict_record;
  std::string who = {};  // the question to which people are named, if any are
  // The command, from the reason and the accounts named.
  std::function<PersonCommand(std::string reason, std::vector<journal::ActorId> named)> command;
};

std::vector<PersonForm> forms() {
  return {
      {"restrict", "Restrict this record", "Restrict",
       "Only the people you name will know that this record exists: not in lists, counts, searches or warnings, "
       "whatever their role. Every request about this person is restricted with it.",
       Action::restrict_record, "Who may see it?",
       [](std::string reason, std::vector<journal::ActorId> named) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return restrict_person(t, id, named, reason, author);
         };
       }},
      {"lift-restriction", "Lift the restriction", "Lift the restriction",
       "Everybody whose role includes it will find this record again.", Action::restrict_record, "",
       [](std::string reason, std::vector<journal::ActorId>) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return lift_restriction(t, id, reason, author);
         };
       }},
      {"protect-address", "Protect the address", "Protect the address",
       "Only the people you name will see address and postcode, on the record itself and nowhere else: not in any "
       "list, search or export. Later, only they and managers can change who is named, or lift the protection.",
       Action::protect_address, "Who needs the address?",
       [](std::string reason, std::vector<journal::ActorId> named) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return protect_address(t, id, named, reason, author);
         };
       }},
      {"lift-protection", "Show the address again", "Show the address again",
       "Address and postcode will be shown to everybody who may see this record.", Action::protect_address, "",
       [](std::string reason, std::vector<journal::ActorId>) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return lift_address_protection(t, id, reason, author);
         };
       }},
      {"protect-identity", "Protect the identity", "Protect the identity",
       "For an adopted child, or somebody whose former name must not be found out. This record will never be proposed "
       "as "
       "somebody else's, nor joined to another, and no search by likeness finds it.",
       Action::restrict_record, "",
       [](std::string reason, std::vector<journal::ActorId>) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return protect_identity(t, id, reason, author);
         };
       }},
      {"lift-identity-protection", "End the protection of the identity", "End the protection",
       "This record will be compared with others again.", Action::restrict_record, "",
       [](std::string reason, std::vector<journal::ActorId>) -> PersonCommand {
         return [=](journal::Transaction& t, PersonId id, journal::Author const& author) {
           return lift_identity_protection(t, id, reason, author);
         };
       }},
  };
}

// Enough to choose from on one page; in a larger council the rest are named by how they sign in.
std::size_t constexpr most_offered = 60;

// Those who work with records, and those who are named already: what there is to tick. Whoever restricts a record is
// ticked beforehand, because without themselves they could not go back to it.
html::Checkboxes people_to_choose(access::Services const& services, access::Visitor const& visitor,
                                  OpenedPerson const& opened, PersonForm const& wanted, html::FormState const& form) {
  html::Checkboxes boxes{.name = "who",
                         .fieldset = {.legend = {.text = wanted.who}},
                         .values = form.all_values("who"),
                         .classes = "govuk-checkboxes--small kith-columns"};
  auto reader = services.readers->lease();
  bool const restricts = wanted.action == Action::restrict_record;
  for (auto const& account : access::all_accounts(*reader)) {
    bool const named = restricts ? is_named(*reader, opened.record.person, account.account)
                                 : needs_address(*reader, opened.record.person, account.account);
    bool const works_here = account.enabled && access::may_enter(account.subject(), Action::search_people);
    if (!named && (!works_here || boxes.items.size() >= most_offered)) continue;
    auto roles = std::string{};
    for (auto const role : account.roles) roles += (roles.empty() ? "" : ", ") + std::string{label(role)};
    auto const id = account.account.text();
    boxes.items.push_back({.value = id, .text = account.name, .hint = {.text = roles}});
    bool const beforehand =
        named || (restricts && !opened.record.restricted && account.account == visitor.subject.account);
    if (form.values.empty() && beforehand) boxes.values.push_back(id);
  }
  return boxes;
}

Html named_fields(access::Services const& services, access::Visitor const& visitor, OpenedPerson const& opened,
                  PersonForm const& wanted, html::FormState const& form) {
  auto const elsewhere = html::textarea_field(
      form, {.name = "named", .label = {.text = "Sign-in names, one a line"}, .rows = 3, .spellcheck = false});
  return html::checkboxes_field(form, people_to_choose(services, visitor, opened, wanted, form)) +
         html::details({.summary = "Somebody who is not in this list",
                        .text = elsewhere,
                        .open = !form.value("named").empty() || form.error("named") != nullptr});
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, OpenedPerson const& opened,
                     PersonForm const& wanted, html::FormState const& form, int status) {
  Html body = html::inset_text({.text = wanted.explanation});
  if (!wanted.who.empty()) body += named_fields(services, visitor, opened, wanted, form);
  body += html::textarea_field(form, {.name = "reason", .label = {.text = "Why?"}, .rows = 3}) +
          html::button({.text = wanted.button, .prevent_double_click = true});
  auto const action = html::url("/people/{}/{}", opened.record.person, wanted.slug);
  return person_form(services, visitor, opened, wanted.title, form,
                     access::draft_form_for(services, visitor, action, body), status);
}

http::Answer get(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                 PersonForm const& wanted) {
  auto const opened = open_person(services, visitor, request, wanted.action);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const form = access::kept_draft(services, visitor, request.path).value_or(html::FormState{});
  return shown(services, visitor, *opened, wanted, form, 200);
}

// The accounts that were ticked, and those of the sign-in names. Errors: unknown_login, naming each; nobody_named.
Result<std::vector<journal::ActorId>> accounts_named(sql::Connection& c, http::Fields const& form) {
  std::vector<journal::ActorId> named;
  for (auto const ticked : form.all("who")) {
    auto const id = journal::ActorId::parse(ticked);
    if (id && access::account_by_id(c, *id)) named.push_back(*id);
  }
  std::string_view typed = form.get("named");
  std::string unknown;
  while (!typed.empty()) {
    auto const end = std::min(typed.find_first_of(",;\n\r"), typed.size());
    auto const login = trimmed(typed.substr(0, end));
    typed.remove_prefix(std::min(end + 1, typed.size()));
    if (login.empty()) continue;
    auto const account = access::account_by_login(c, login);
    bool const found = account && account->enabled;
    if (found && std::ranges::find(named, account->account) == named.end()) named.push_back(account->account);
    if (!found) unknown += (unknown.empty() ? "" : ", ") + std::string{login};
  }
  if (unknown.empty() && named.empty())
    return invalid(
        "nobody_named", "",
        {{"who", "nobody_named", "Choose at least one person who may see the record: otherwise nobody could."}});
  if (unknown.empty()) return named;
  auto const sentence = "Nobody signs in as: " + unknown + ". Check how it is written.";
  return invalid("unknown_login", sentence, {{"named", "unknown_login", sentence}});
}

http::Answer post(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                  PersonForm const& wanted) {
  auto again = [&services, visitor, &request, wanted](Error const& error) {
    auto const opened = open_person(services, visitor, request, wanted.action);
    if (!opened) return access::error_page(services, visitor, opened.error());
    return shown(services, visitor, *opened, wanted, typed_with(visitor.form, error), access::status_of(error.kind));
  };
  auto const reason = clean_text(visitor.form.get("reason")).value_or("");
  if (reason.empty()) return again(invalid("no_reason", "Say why.", {{"reason", "no_reason", "Say why."}}));
  std::vector<journal::ActorId> named;
  if (!wanted.who.empty()) {
    auto reader = services.readers->lease();
    auto found = accounts_named(*reader, visitor.form);
    if (!found) return again(found.error());
    named = *std::move(found);
  }
  // Whoever restricts a record without naming themselves cannot go back to it.
  bool const loses_sight =
      wanted.slug == "restrict" && std::ranges::find(named, visitor.subject.account) == named.end();
  return carry_out(services, visitor, request, wanted.action, wanted.command(reason, std::move(named)),
                   loses_sight ? "" : wanted.slug, again);
}

}  // namespace

void hang_person_forms(http::Router& router, access::Services const& services) {
  for (auto const& form : forms()) {
    auto const pattern = "/people/{id}/" + form.slug;
    access::add(router, services,
                {.method = http::Method::get,
                 .pattern = pattern,
                 .action = form.action,
                 .name = "person_" + form.slug,
                 .summary = form.title,
                 .page = [form](auto const& s, auto const& v, auto const& r) { return get(s, v, r, form); }});
    access::add(router, services,
                {.method = http::Method::post,
                 .pattern = pattern,
                 .action = form.action,
                 .name = "person_" + form.slug + "_post",
                 .summary = form.title,
                 .page = [form](auto const& s, auto const& v, auto const& r) { return post(s, v, r, form); }});
  }
}

}  // namespace kith::people
