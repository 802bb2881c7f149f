#include <doctest/doctest.h>

#include "access/office.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;

namespace {

struct Staffed : Office {
  ActorId admin = hire("root", {Role::administrator});
  Browser browser{*this};
  Staffed() { REQUIRE(browser.sign_in("root").status == 303); }

  std::string place_of(ActorId id, std::string const& rest = {}) const { return "/accounts/" + id.text() + rest; }
  http::Response act(ActorId id, std::string const& what, Form const& form = {}) {
    return browser.fill(place_of(id), place_of(id, what), form);
  }
};

Form const new_person{
    {"login", "Zoë.W"}, {"name", "Zoë Winter"}, {"agency", "school"}, {"roles", "practitioner"}, {"roles", "analyst"}};

std::string one_time_password_on(std::string const& page) {
  std::string const mark = "kith-one-time-password\">";
  auto const at = page.find(mark);
  REQUIRE(at != std::string::npos);
  auto const from = at + mark.size();
  return page.substr(from, page.find('<', from) - from);
}

}  // namespace

TEST_CASE("an account is added with a password that is shown once and works once") {
  Staffed office;
  auto const answer = office.browser.fill("/accounts/new", "/accounts/new", new_person);
  CHECK(answer.status == 200);
  auto const password = one_time_password_on(answer.body);
  CHECK(password.size() == 23);
  auto const account = account_by_login(*office.readers->lease(), "zoe w");
  REQUIRE(account);
  CHECK(account->name == "Zoë Winter");
  CHECK(account->roles == std::vector{Role::practitioner, Role::analyst});
  CHECK(account->one_time_password);
  for (auto const& place : {std::string{"/accounts"}, office.place_of(account->account)}) {
    auto const page = office.browser.get(place);
    CHECK(has(page.body, "Zoë Winter"));
    CHECK(has(page.body, "Has not signed in yet"));
    CHECK_FALSE(has(page.body, password));
  }
  Browser zoe(office);
  CHECK(zoe.sign_in("zoë.w", password).status == 303);
  CHECK(header_of(zoe.get("/account"), "Location") == "/account/password");
}

TEST_CASE("a new account sent twice is one account, and shows the password that was really set") {
  Staffed office;
  auto const page = office.browser.get("/accounts/new");
  auto form = new_person;
  form.emplace_back("csrf_token", hidden_value(page.body, "csrf_token"));
  form.emplace_back("form_key", hidden_value(page.body, "form_key"));
  auto const first = office.browser.send("/accounts/new", form);
  auto const second = office.browser.send("/accounts/new", form);
  CHECK(one_time_password_on(first.body) == one_time_password_on(second.body));
  CHECK(all_accounts(*office.readers->lease()).size() == 2);
  Browser zoe(office);
  CHECK(zoe.sign_in("zoë.w", one_time_password_on(second.body)).status == 303);
}

TEST_CASE("two new passwords are never the same") {
  Staffed office;
  auto const ada = office.hire("ada", {Role::coordinator});
  auto const first = one_time_password_on(office.act(ada, "/new-password").body);
  auto const second = one_time_password_on(office.act(ada, "/new-password").body);
  CHECK(first != second);
  Browser browser(office);
  CHECK(browser.sign_in("ada", first).status == 422);
  CHECK(browser.sign_in("ada", second).status == 303);
}

TEST_CASE("what is wrong with a new account stands beside its field, and nothing typed is lost") {
  Staffed office;
  auto const answer =
      office.browser.fill("/accounts/new", "/accounts/new",
                          {{"login", "zoe"}, {"name", " "}, {"agency", "no such agency"}, {"roles", "emperor"}});
  CHECK(answer.status == 422);
  for (auto const* sentence :
       {"Enter the person&#39;s name.", "Choose the agency that the person works for.", "Choose at least one role."})
    CHECK_MESSAGE(has(answer.body, sentence), sentence);
  CHECK(has(answer.body, "value=\"zoe\""));
  CHECK(has(answer.body, "<title>Error: "));

  auto taken = new_person;
  taken[0].second = "ROOT";
  auto const refused = office.browser.fill("/accounts/new", "/accounts/new", taken);
  CHECK(refused.status == 422);
  CHECK(has(refused.body, "somebody already has this one"));
  CHECK(has(refused.body, "value=\"Zoë Winter\""));
  CHECK(all_accounts(*office.readers->lease()).size() == 1);
}

TEST_CASE("disabling somebody ends what they are doing, and enabling lets them sign in again") {
  Staffed office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  CHECK(office.act(ada, "/disable").status == 422);
  CHECK(office.account(ada)->enabled);
  auto const answer = office.act(ada, "/disable", {{"reason", "left the council"}});
  CHECK(header_of(answer, "Location") == office.place_of(ada, "?done=disabled"));
  CHECK(browser.get("/account").status == 303);
  CHECK(browser.sign_in("ada").status == 422);
  CHECK(office.readers->lease()->integer("SELECT count(*) FROM session WHERE account=$1 AND ended_at IS NULL", {ada}) ==
        0);
  CHECK(header_of(office.act(ada, "/enable"), "Location") == office.place_of(ada, "?done=enabled"));
  CHECK(browser.sign_in("ada").status == 303);
}

TEST_CASE("a new one-time password ends the sessions of whoever had the old one") {
  Staffed office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  CHECK(office.act(ada, "/new-password").status == 200);
  CHECK(browser.get("/account").status == 303);
}

TEST_CASE("roles change at once, and must be some") {
  Staffed office;
  auto const ada = office.hire("ada", {Role::coordinator});
  CHECK(office.act(ada, "/roles", {{"agency", "clinic"}}).status == 422);
  CHECK(office.act(ada, "/roles", {{"agency", "clinic"}, {"roles", "analyst"}, {"roles", "manager"}}).status == 303);
  auto const account = office.account(ada);
  CHECK(account->agency == "clinic");
  CHECK(account->roles == std::vector{Role::analyst, Role::manager});
}

TEST_CASE("nobody disables themselves, and the last administrator stays one") {
  Staffed office;
  auto const other = office.hire("other", {Role::administrator, Role::analyst});
  CHECK(office.act(office.admin, "/disable", {{"reason", "tired"}}).status == 422);
  CHECK(office.account(office.admin)->enabled);

  CHECK(office.act(other, "/roles", {{"agency", "school"}, {"roles", "analyst"}}).status == 303);
  auto const refused = office.act(office.admin, "/roles", {{"agency", "school"}, {"roles", "analyst"}});
  CHECK(refused.status == 422);
  CHECK(has(refused.body, "This is the last administrator."));
  CHECK(office.account(office.admin)->roles == std::vector{Role::administrator});

  auto const by_the_system =
      office.run([&](journal::Transaction& t) { return disable_account(t, office.admin, "gone", {}); });
  CHECK(by_the_system.error().code == "last_administrator");
  CHECK(office.act(other, "/disable", {{"reason", "left"}}).status == 303);
}

TEST_CASE("an administrator's own password is changed where everybody changes theirs") {
  Staffed office;
  CHECK_FALSE(has(office.browser.get(office.place_of(office.admin)).body, "/new-password"));
  CHECK(header_of(office.act(office.admin, "/new-password"), "Location") == "/account/password");
}

TEST_CASE("an account that is not there is not found") {
  Staffed office;
  CHECK(office.browser.get("/accounts/nonsense").status == 404);
  CHECK(office.browser.get("/accounts/" + ActorId{}.text()).status == 404);
}

TEST_CASE("accounts are rebuilt from the journal as they were") {
  Staffed office;
  auto const ada = office.hire("ada", {Role::coordinator});
  office.browser.fill("/accounts/new", "/accounts/new", new_person);
  office.act(ada, "/disable", {{"reason", "left"}});
  auto const live = journal::digest_records({account_records()}, *office.readers->lease());
  office.writer.reset();
  auto connection = sql::connect(office.database.location(), sql::Access::read_write);
  journal::rebuild({account_records()}, *connection, [](std::int64_t) {});
  CHECK(journal::digest_records({account_records()}, *connection) == live);
}
