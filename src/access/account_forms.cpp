#include "access/account_forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "html/components.h"

namespace kith::access {

namespace {
std::size_t constexpr longest_login = 60;
std::size_t constexpr longest_name = 120;

std::string clean(http::Fields const& fields, std::string_view name) {
  return clean_text(fields.get(name)).value_or("");
}

void check_text(AccountForm& form) {
  if (fold(form.login).empty())
    form.faults.push_back({"login", "login_missing", "Enter a sign-in name."});
  else if (length_in_characters(form.login) > longest_login)
    form.faults.push_back({"login", "too_long", fmt::format("Use at most {} characters.", longest_login)});
  if (form.name.empty())
    form.faults.push_back({"name", "name_missing", "Enter the person's name."});
  else if (length_in_characters(form.name) > longest_name)
    form.faults.push_back({"name", "too_long", fmt::format("Use at most {} characters.", longest_name)});
}
}  // namespace

AccountForm read_account_form(Services const& services, http::Fields const& fields, bool existing) {
  AccountForm form{clean(fields, "login"), clean(fields, "name"), std::string{fields.get("agency")}, {}, {}};
  if (!existing) check_text(form);
  auto const& agencies = services.profile->agencies;
  bool const known = std::ranges::any_of(agencies, [&](auto const& agency) { return agency.code == form.agency; });
  if (!known) form.faults.push_back({"agency", "agency_missing", "Choose the agency that the person works for."});
  for (auto const text : fields.all("roles"))
    if (auto const role = parse<Role>(text); role && std::ranges::find(form.roles, *role) == form.roles.end())
      form.roles.push_back(*role);
  if (form.roles.empty()) form.faults.push_back({"roles", "no_roles", "Choose at least one role."});
  return form;
}

html::Html login_and_name_fields(html::FormState const& form) {
  return html::input_field(form, {.name = "login",
                                  .label = {.text = "Sign-in name"},
                                  .hint = {.text = "What the person types to sign in. It cannot be changed later."},
                                  .width_characters = 20,
                                  .autocomplete = "off",
                                  .autocapitalize = "none",
                                  .spellcheck = false}) +
         html::input_field(form, {.name = "name",
                                  .label = {.text = "Name"},
                                  .hint = {.text = "As colleagues know the person; it stands beside what they do."},
                                  .autocomplete = "off",
                                  .spellcheck = false});
}

html::Html agency_and_role_fields(Services const& services, html::FormState const& form) {
  html::Select agencies{.name = "agency", .label = {.text = "Agency"}};
  agencies.items.push_back({.value = "", .text = "Choose an agency"});
  auto const today = london_date(services.now());
  for (auto const& agency : services.profile->agencies)
    if (agency.in_use_on(today) || agency.code == form.value("agency"))
      agencies.items.push_back({.value = agency.code, .text = agency.label});
  html::Checkboxes roles{.name = "roles", .fieldset = {.legend = {.text = "Roles"}}};
  for (auto const& member : members_of<Role>)
    roles.items.push_back({.value = std::string{member.wire}, .text = html::text(role_label(services, member.value))});
  return html::select_field(form, agencies) + html::checkboxes_field(form, roles);
}

html::FormState state_of(Account const& account) {
  html::FormState form;
  form.values.emplace_back("agency", account.agency);
  for (auto const role : account.roles) form.values.emplace_back("roles", std::string{wire(role)});
  return form;
}

std::string one_time_password(Services const& services, Visitor const& visitor, http::Request const& request) {
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";  // 32, none like another
  std::string key{visitor.form.get(form_key_field)};
  if (key.empty()) key = random_token(*services.random);
  auto const digest =
      hmac_sha256(bytes_of(services.draft_key),
                  fmt::format("one-time password\n{}\n{}\n{}", visitor.subject.account.text(), request.path, key));
  std::string password;
  for (std::size_t i = 0; i < 20; ++i) {
    if (i > 0 && i % 5 == 0) password += '-';
    password += letters[digest[i] % letters.size()];
  }
  return password;
}

}  // namespace kith::access
