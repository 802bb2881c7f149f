// Accounts: the commands that change one, and the records that signing in reads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/events.h"
#include "base/crypto.h"
#include "base/result.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::access {

struct AddAccount {
  ActorId account;
  std::string login;
  std::string name;
  std::string agency;
  std::vector<Role> roles;
  std::string password_hash;
  bool one_time = true;
};

// A task for the writer. Errors: login_taken, login_missing, name_missing, no_roles.
Result<std::string> add_account(journal::Transaction& transaction, AddAccount const& command,
                                journal::Author const& author);
// A one-time password ends the account's sessions: it is given when the old one is lost. Errors: no_account.
Result<std::string> set_password(journal::Transaction& transaction, ActorId account, std::string hash, bool one_time,
                                 journal::Author const& author);
// Errors: no_account, no_roles, last_administrator.
Result<std::string> change_roles(journal::Transaction& transaction, ActorId account, std::string agency,
                                 std::vector<Role> roles, journal::Author const& author);
// Ends the account's sessions in the same transaction. Errors: no_account, own_account, last_administrator.
Result<std::string> disable_account(journal::Transaction& transaction, ActorId account, std::string reason,
                                    journal::Author const& author);
Result<std::string> enable_account(journal::Transaction& transaction, ActorId account, journal::Author const& author);

struct Account {
  ActorId account;
  std::string login;
  std::string name;
  std::string agency;
  std::vector<Role> roles;
  std::string password_hash;
  bool one_time_password = false;
  bool enabled = false;

  Subject subject() const { return {account, name, agency, roles, enabled}; }
};

void evolve(Account& account, journal::Recorded const& recorded);

journal::Projection account_records();
// The account as it stands when a command runs, not as it stood when the page began; nobody for one that never was.
Subject subject_now(journal::Transaction& transaction, ActorId account);
// For questions that ask for an account beside something else: its columns (of the table `account`) and how many they
// are, and the account from a row that begins with them.
inline constexpr std::string_view account_columns = "id, login, name, agency, roles, password_hash, one_time, enabled";
inline constexpr int account_column_count = 8;
Account account_of(sql::Row const& row);
std::optional<Account> account_by_login(sql::Connection& connection, std::string_view login);
std::optional<Account> account_by_id(sql::Connection& connection, ActorId account);
std::vector<Account> all_accounts(sql::Connection& connection);  // by sign-in name
// The name shown beside what somebody did; empty for an account that never was.
std::string name_of(sql::Connection& connection, ActorId account);

// Why a password will not do, or nothing. At least twelve characters, no upper limit below 1,000, no rules of
// composition; the commonest ones and those holding the person's own login are refused (Cyber Essentials v3.3).
std::optional<FieldError> password_fault(std::string_view password, std::string_view login);

}  // namespace kith::access
