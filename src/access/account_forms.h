// The form for an account: read, checked and shown, for a new account and for changing one.
#pragma once

#include <string>
#include <vector>

#include "access/pages.h"
#include "base/result.h"

namespace kith::access {

// What an administrator filled in. `faults` is empty when all of it will do.
struct AccountForm {
  std::string login;
  std::string name;
  std::string agency;
  std::vector<Role> roles;
  std::vector<FieldError> faults;
};
// The fields of a new account, or with `existing` only those that can change: agency and roles.
AccountForm read_account_form(Services const& services, http::Fields const& fields, bool existing);

html::Html login_and_name_fields(html::FormState const& form);
html::Html agency_and_role_fields(Services const& services, html::FormState const& form);
// An account's agency and roles as the form shows them.
html::FormState state_of(Account const& account);

// A password for one sign-in, in groups that can be read out: 100 bits. The same form gives the same password, so that
// a form sent twice shows what was really set.
std::string one_time_password(Services const& services, Visitor const& visitor, http::Request const& request);

}  // namespace kith::access
