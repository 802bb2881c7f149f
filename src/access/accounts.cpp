#include "access/accounts.h"

#include <fmt/format.h>

#include "access/agreements.h"
#include "access/sessions.h"
#include "base/text.h"

namespace kith::access {

namespace {

Result<std::string> append(journal::Transaction& transaction, ActorId account, Events::Event const& event,
                           journal::Author const& author) {
  auto const standing = transaction.state<Account>(account.raw());
  if (standing.version == 0) return not_found("no_account", "There is no such account.");
  TRY(transaction.append(account.raw(), standing.version, {Events::encode(event, transaction.now())}, author));
  return account.text();
}

bool is_administrator(Account const& account) { return account.enabled && account.subject().is(Role::administrator); }

// Without an administrator nobody could ever make one again, short of the command line.
Result<Done> another_administrator(journal::Transaction& transaction, ActorId account) {
  bool this_one = false;
  bool another = false;
  for (auto const& each : all_accounts(transaction.connection()))
    (each.account == account ? this_one : another) |= is_administrator(each);
  if (this_one && !another)
    return invalid("last_administrator", "This is the last administrator. Make somebody else an administrator first.",
                   {{"roles", "last_administrator",
                     "This is the last administrator. Make somebody else an administrator first."}});
  return Done{};
}

std::string joined(std::vector<Role> const& roles) {
  std::string text;
  for (auto role : roles) {
    if (!text.empty()) text += ' ';
    text += wire(role);
  }
  return text;
}

std::vector<Role> parted(std::string_view text) {
  std::vector<Role> roles;
  for (auto const word : words_in(text))
    if (auto role = parse<Role>(word)) roles.push_back(*role);
  return roles;
}

auto constexpr ddl = R"(
CREATE TABLE account(
  id TEXT PRIMARY KEY, login TEXT NOT NULL, login_key TEXT NOT NULL, name TEXT NOT NULL, agency TEXT NOT NULL,
  roles TEXT NOT NULL, password_hash TEXT NOT NULL, one_time INTEGER NOT NULL, enabled INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX account_by_login ON account(login_key);
)";

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = Events::decode(recorded);
  if (!event) return;
  auto const id = to_text(recorded.header.stream);
  if (auto const* added = std::get_if<AccountAdded>(&*event))
    c.post(
        "INSERT INTO account(id, login, login_key, name, agency, roles, password_hash, one_time, enabled) "
        "VALUES($1,$2,$3,$4,$5,$6,'',1,1)",
        {id, added->login, recorded.body ? fold(added->login) : id, added->name, added->agency, joined(added->roles)});
  else if (auto const* password = std::get_if<PasswordSet>(&*event))
    c.post("UPDATE account SET password_hash=$1, one_time=$2 WHERE id=$3", {password->hash, password->one_time, id});
  else if (auto const* changed = std::get_if<RolesChanged>(&*event))
    c.post("UPDATE account SET agency=$1, roles=$2 WHERE id=$3", {changed->agency, joined(changed->roles), id});
  else
    c.post("UPDATE account SET enabled=$1 WHERE id=$2", {std::holds_alternative<AccountEnabled>(*event), id});
}

std::string select_account(std::string_view which) {
  return fmt::format("SELECT {} FROM account {}", account_columns, which);
}

}  // namespace

Account account_of(sql::Row const& row) {
  return {row.id<journal::Actor>(0), row.string(1), row.string(2), row.string(3),
          parted(row.text(4)),       row.string(5), row.flag(6),   row.flag(7)};
}

void evolve(Account& account, journal::Recorded const& recorded) {
  auto const event = Events::decode(recorded);
  if (!event) return;
  account.account = ActorId{recorded.header.stream};
  if (auto const* added = std::get_if<AccountAdded>(&*event)) {
    account.login = added->login;
    account.name = added->name.reveal();
    account.agency = added->agency;
    account.roles = added->roles;
    account.enabled = true;
  } else if (auto const* password = std::get_if<PasswordSet>(&*event)) {
    account.password_hash = password->hash;
    account.one_time_password = password->one_time;
  } else if (auto const* changed = std::get_if<RolesChanged>(&*event)) {
    account.agency = changed->agency;
    account.roles = changed->roles;
  } else {
    account.enabled = std::holds_alternative<AccountEnabled>(*event);
  }
}

Result<std::string> add_account(journal::Transaction& transaction, AddAccount const& command,
                                journal::Author const& author) {
  std::vector<FieldError> faults;
  auto const key = fold(command.login);
  if (key.empty()) faults.push_back({"login", "login_missing", "Enter a sign-in name."});
  if (trimmed(command.name).empty()) faults.push_back({"name", "name_missing", "Enter the person's name."});
  if (command.roles.empty()) faults.push_back({"roles", "no_roles", "Choose at least one role."});
  if (!faults.empty()) return invalid("account_incomplete", "The account is not complete.", std::move(faults));
  if (transaction.connection().integer("SELECT 1 FROM account WHERE login_key=$1", {key}))
    return invalid("login_taken", "Somebody already has this sign-in name.",
                   {{"login", "login_taken", "Choose another sign-in name: somebody already has this one."}});
  auto const now = transaction.now();
  TRY(transaction.append(
      command.account.raw(), 0,
      {Events::encode(AccountAdded{command.account, command.login, command.name, command.agency, command.roles}, now),
       Events::encode(PasswordSet{command.account, command.password_hash, command.one_time}, now)},
      author));
  return command.account.text();
}

Result<std::string> set_password(journal::Transaction& transaction, ActorId account, std::string hash, bool one_time,
                                 journal::Author const& author) {
  // Whoever is signed in with the password that somebody thought worth replacing is out.
  if (one_time) TRY(end_sessions_of(transaction, account));
  return append(transaction, account, PasswordSet{account, std::move(hash), one_time}, author);
}

Result<std::string> change_roles(journal::Transaction& transaction, ActorId account, std::string agency,
                                 std::vector<Role> roles, journal::Author const& author) {
  if (roles.empty())
    return invalid("no_roles", "Choose at least one role.", {{"roles", "no_roles", "Choose at least one role."}});
  if (std::ranges::find(roles, Role::administrator) == roles.end()) TRY(another_administrator(transaction, account));
  return append(transaction, account, RolesChanged{account, std::move(agency), std::move(roles)}, author);
}

Result<std::string> disable_account(journal::Transaction& transaction, ActorId account, std::string reason,
                                    journal::Author const& author) {
  auto const standing = transaction.state<Account>(account.raw());
  if (standing.version > 0 && !standing->enabled) return account.text();
  if (author.actor == account)
    return invalid("own_account", "You cannot disable your own account. Ask another administrator.");
  TRY(another_administrator(transaction, account));
  TRY(end_sessions_of(transaction, account));
  return append(transaction, account, AccountDisabled{account, std::move(reason)}, author);
}

Result<std::string> enable_account(journal::Transaction& transaction, ActorId account, journal::Author const& author) {
  if (transaction.state<Account>(account.raw())->enabled) return account.text();
  return append(transaction, account, AccountEnabled{account}, author);
}

journal::Projection account_records() { return {"account", ddl, {{"account", "id"}}, &apply}; }

Subject subject_now(journal::Transaction& transaction, ActorId account) {
  auto subject = transaction.state<Account>(account.raw())->subject();
  subject.agency_agreement = has_agreement(transaction.connection(), subject, london_date(transaction.now()));
  return subject;
}

std::optional<Account> account_by_login(sql::Connection& connection, std::string_view login) {
  std::optional<Account> account;
  connection.query(select_account("WHERE login_key=$1"), {fold(login)},
                   [&](sql::Row const& row) { account = account_of(row); });
  return account;
}

std::optional<Account> account_by_id(sql::Connection& connection, ActorId id) {
  std::optional<Account> account;
  connection.query(select_account("WHERE id=$1"), {id}, [&](sql::Row const& row) { account = account_of(row); });
  return account;
}

std::vector<Account> all_accounts(sql::Connection& connection) {
  std::vector<Account> accounts;
  connection.query(select_account("ORDER BY login_key"), {},
                   [&](sql::Row const& row) { accounts.push_back(account_of(row)); });
  return accounts;
}

std::string name_of(sql::Connection& connection, ActorId account) {
  return connection.text("SELECT name FROM account WHERE id=$1", {account}).value_or("");
}

std::optional<FieldError> password_fault(std::string_view password, std::string_view login) {
  static constexpr std::string_view too_common[] = {
      "passwordpassword", "password1234", "123456789012", "qwertyuiopas",  "letmeinletmein", "iloveyou1234",
      "administrator",    "welcome12345", "changeme1234", "doncaster1234", "earlyhelp123",   "qwerty123456"};
  if (length_in_characters(password) < 12)
    return FieldError{"password", "too_short",
                      "Use at least 12 characters. Three words that do not belong together work well."};
  if (password.size() > 1000) return FieldError{"password", "too_long", "Use at most 1,000 characters."};
  auto const plain = lower_ascii(password);
  bool const common = std::ranges::any_of(too_common, [&](auto word) { return plain == word; });
  auto const own = fold(login);
  if (common || (own.size() >= 4 && fold(password).find(own) != std::string::npos))
    return FieldError{"password", "too_easy", "This password is easy to guess. Choose another."};
  return std::nullopt;
}

}  // namespace kith::access
