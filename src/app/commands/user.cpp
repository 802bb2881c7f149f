// Accounts from the command line: for the first ones, and for an administrator without a browser.
#include <fmt/format.h>

#include "access/accounts.h"
#include "app/commands/commands.h"

namespace kith::app {

namespace {

Result<std::vector<access::Role>> roles_of(std::vector<std::string> const& names) {
  std::vector<access::Role> roles;
  for (auto const& name : names) {
    auto const role = parse<access::Role>(name);
    if (!role) {
      std::string known;
      for (auto const& member : members_of<access::Role>)
        known += fmt::format("{}{}", known.empty() ? "" : ", ", member.wire);
      return invalid("no_such_role", fmt::format("There is no role {}. The roles are: {}.", name, known));
    }
    roles.push_back(*role);
  }
  return roles;
}

Result<std::string> in_words(House& house, std::function<Result<std::string>(journal::Transaction&)> run) {
  return house.writer().perform({{}, {}, std::move(run), {}});
}

Result<Done> act(Terminal const& terminal, House& house, UserOptions const& options) {
  journal::Author const author{{}, {}, "command_line"};
  if (options.act == "list") {
    auto reader = house.readers().lease();
    for (auto const& account : access::all_accounts(*reader)) {
      std::string roles;
      for (auto role : account.roles) roles += fmt::format("{}{}", roles.empty() ? "" : ", ", wire(role));
      terminal.say("{:20} {:28} {:16} {} {}", account.login, account.name, account.agency, roles,
                   account.enabled ? "" : "(disabled)");
    }
    return Done{};
  }
  auto const password = random_token(house.random()).substr(0, 20);
  auto const hash = [&] { return hash_password(password, house.services().password_cost, house.random()); };
  if (options.act == "add") {
    access::AddAccount command;
    command.account = access::ActorId::mint(house.clock().now(), house.random());
    command.login = options.login;
    command.name = options.name.empty() ? options.login : options.name;
    command.agency = options.agency;
    command.roles = TRY(roles_of(options.roles));
    if (!command.agency.empty() && profile::find_agency(house.profile(), command.agency) == nullptr)
      return invalid("no_such_agency", fmt::format("The profile has no agency {}.", command.agency));
    command.password_hash = hash();
    TRY(in_words(house, [&](journal::Transaction& t) { return access::add_account(t, command, author); }));
    terminal.say("{} may sign in with this one-time password: {}", options.login, password);
    return Done{};
  }
  auto const account = access::account_by_login(*house.readers().lease(), options.login);
  if (!account) return not_found("no_account", fmt::format("Nobody signs in as {}.", options.login));
  if (options.act == "disable") {
    auto const disabled = in_words(house, [&](journal::Transaction& t) -> Result<std::string> {
      TRY(access::end_sessions_of(t, account->account));
      return access::disable_account(t, account->account, "command line", author);
    });
    if (!disabled) return disabled.error();
    terminal.say("{} can no longer sign in.", options.login);
  } else if (options.act == "enable") {
    TRY(in_words(house, [&](journal::Transaction& t) { return access::enable_account(t, account->account, author); }));
    terminal.say("{} can sign in again.", options.login);
  } else if (options.act == "roles") {
    auto const roles = TRY(roles_of(options.roles));
    TRY(in_words(house, [&](journal::Transaction& t) {
      return access::change_roles(t, account->account, options.agency.empty() ? account->agency : options.agency, roles,
                                  author);
    }));
    terminal.say("The roles of {} were changed.", options.login);
  } else {
    auto const hashed = hash();
    TRY(in_words(house, [&](journal::Transaction& t) {
      return access::set_password(t, account->account, hashed, true, author);
    }));
    terminal.say("{} may sign in with this one-time password: {}", options.login, password);
  }
  return Done{};
}

}  // namespace

int run_user(Terminal const& terminal, House& house, UserOptions const& options) {
  auto const done = act(terminal, house, options);
  return done ? 0 : terminal.complain(done.error());
}

}  // namespace kith::app
