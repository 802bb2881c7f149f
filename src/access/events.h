// What can have happened to an account.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <variant>
#include <vector>

#include "access/roles.h"
#include "base/personal.h"
#include "journal/event_set.h"

namespace kith::access {

using journal::EventName;

struct AccountAdded {
  static constexpr EventName event{"account.added", 1};
  ActorId account;
  std::string login;  // what the person types; unique without case or accents
  Personal<std::string> name;
  std::string agency;
  std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(AccountAdded, (), (account, login, name, agency, roles))

// Only the hash is kept. A one-time password must be changed at the first sign-in.
struct PasswordSet {
  static constexpr EventName event{"account.password_set", 1};
  ActorId account;
  std::string hash;
  bool one_time = false;
};
BOOST_DESCRIBE_STRUCT(PasswordSet, (), (account, hash, one_time))

struct RolesChanged {
  static constexpr EventName event{"account.roles_changed", 1};
  ActorId account;
  std::string agency;
  std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(RolesChanged, (), (account, agency, roles))

struct AccountDisabled {
  static constexpr EventName event{"account.disabled", 1};
  ActorId account;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AccountDisabled, (), (account, reason))

struct AccountEnabled {
  static constexpr EventName event{"account.enabled", 1};
  ActorId account;
};
BOOST_DESCRIBE_STRUCT(AccountEnabled, (), (account))

using Events =
    journal::EventSet<std::variant<AccountAdded, PasswordSet, RolesChanged, AccountDisabled, AccountEnabled>>;

}  // namespace kith::access
