// Given the accounts there are, when a command on an account, then its code, and nothing is left behind.
#include "access/office.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;

namespace {

struct Accounts : Office {
  Accounts() { root = hire("root", {Role::administrator}); }

  // Every code of a refusal that left no event; "accepted" when it was none.
  std::vector<std::string> codes_of(std::function<Result<std::string>(journal::Transaction&)> const& command) {
    auto const before = journal::head(*readers->lease()).sequence;
    auto const answer = run(command);
    if (answer) return {"accepted"};
    CHECK(journal::head(*readers->lease()).sequence == before);
    std::vector<std::string> codes = {answer.error().code};
    for (auto const& field : answer.error().fields)
      if (field.code != codes.front()) codes.push_back(field.code);
    return codes;
  }
  AddAccount an_account(std::string login) {
    return {ActorId::mint(clock.now(), random), std::move(login), "Somebody New", "school", {Role::practitioner}, "h"};
  }
  std::vector<std::string> adding(AddAccount const& account) {
    return codes_of([&](journal::Transaction& t) { return add_account(t, account, {}); });
  }

  ActorId root;
};

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an account that lacks something is refused with all that it lacks") {
  Accounts office;
  auto empty = office.an_account(" ");
  empty.name = std::string{"\t"};
  empty.roles.clear();
  CHECK(office.adding(empty) == Codes{"account_incomplete", "login_missing", "name_missing", "no_roles"});
}

TEST_CASE("a sign-in name is one person's, whatever its case and accents: login_taken") {
  Accounts office;
  CHECK(office.adding(office.an_account("zoe")) == Codes{"accepted"});
  CHECK(office.adding(office.an_account("Zoë")) == Codes{"login_taken"});
  CHECK(office.adding(office.an_account(" ZOE ")) == Codes{"login_taken"});
}

TEST_CASE("nothing can be changed on an account that is not there: no_account") {
  Accounts office;
  auto const nobody = ActorId::mint(office.clock.now(), office.random);
  CHECK(office.codes_of([&](auto& t) { return set_password(t, nobody, "h", false, {}); }) == Codes{"no_account"});
  CHECK(office.codes_of([&](auto& t) { return change_roles(t, nobody, "", {Role::manager}, {}); }) ==
        Codes{"no_account"});
  CHECK(office.codes_of([&](auto& t) { return disable_account(t, nobody, "Has left", {}); }) == Codes{"no_account"});
}

TEST_CASE("an account keeps at least one role: no_roles") {
  Accounts office;
  CHECK(office.codes_of([&](auto& t) { return change_roles(t, office.root, "", {}, {}); }) == Codes{"no_roles"});
}

TEST_CASE("nobody disables their own account: own_account") {
  Accounts office;
  auto const ada = office.hire("ada", {Role::administrator});
  CHECK(office.codes_of([&](auto& t) {
    return disable_account(t, ada, "Tired", {ada, {}, {}});
  }) == Codes{"own_account"});
  CHECK(office.codes_of([&](auto& t) {
    return disable_account(t, ada, "Has left", {office.root, {}, {}});
  }) == Codes{"accepted"});
}

TEST_CASE("the last administrator stays one: last_administrator") {
  Accounts office;
  CHECK(office.codes_of([&](auto& t) { return disable_account(t, office.root, "Has left", {}); }) ==
        Codes{"last_administrator"});
  CHECK(office.codes_of([&](auto& t) { return change_roles(t, office.root, "", {Role::manager}, {}); }) ==
        Codes{"last_administrator"});
  auto const ada = office.hire("ada", {Role::administrator});
  CHECK(office.codes_of([&](auto& t) { return change_roles(t, office.root, "", {Role::manager}, {}); }) ==
        Codes{"accepted"});
  // A disabled administrator does not count.
  CHECK(office.codes_of([&](auto& t) { return disable_account(t, ada, "Has left", {}); }) ==
        Codes{"last_administrator"});
}

TEST_CASE("an account is disabled and enabled once; doing it again changes nothing") {
  Accounts office;
  auto const ada = office.hire("ada", {Role::manager});
  auto head = [&] { return journal::head(*office.readers->lease()).sequence; };
  auto const before = head();
  CHECK(office.run([&](auto& t) { return disable_account(t, ada, "Has left", {}); }).ok());
  CHECK_FALSE(office.account(ada)->enabled);
  CHECK(office.run([&](auto& t) { return disable_account(t, ada, "Has left", {}); }).ok());
  CHECK(office.run([&](auto& t) { return enable_account(t, ada, {}); }).ok());
  CHECK(office.run([&](auto& t) { return enable_account(t, ada, {}); }).ok());
  CHECK(office.account(ada)->enabled);
  CHECK(head() == before + 2);
}
