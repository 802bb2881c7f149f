#include <doctest/doctest.h>

#include "access/office.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;

namespace {
auto constexpr wrong_sentence = "The sign-in name or the password is not right.";
}

TEST_CASE("the front page says what this is to anybody, and lets nobody further") {
  Office office;
  Browser stranger(office);
  auto const page = stranger.get("/");
  CHECK(page.status == 200);
  CHECK(has(page.body, "href=\"/sign-in\""));
  CHECK(has(page.body, "Ring 999"));
  auto const account = stranger.get("/account");
  CHECK(account.status == 303);
  CHECK(header_of(account, "Location") == "/sign-in?next=%2Faccount");
}

TEST_CASE("signing in gives a cookie that scripts and other sites cannot use, and goes on where one wanted to go") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  auto const answer =
      browser.fill("/sign-in?next=%2Faccount%3Fa%3D1", "/sign-in",
                   {{"login", "ADA"}, {"password", std::string{good_password}}, {"next", "/account?a=1"}});
  CHECK(answer.status == 303);
  CHECK(header_of(answer, "Location") == "/account?a=1");
  auto const cookie = header_of(answer, "Set-Cookie");
  CHECK(cookie.starts_with("__Host-kith="));
  CHECK(has(cookie, "; Path=/; Secure; HttpOnly; SameSite=Lax"));
  CHECK_FALSE(has(cookie, "Max-Age"));
  CHECK_FALSE(has(cookie, "Expires"));
  CHECK(browser.get("/account").status == 200);
  CHECK(header_of(browser.get("/sign-in"), "Location") == "/");
}

TEST_CASE("a wrong password, an unknown name and a disabled account are told the same") {
  Office office;
  auto const ada = office.hire("ada", {Role::coordinator});
  office.hire("grace", {Role::administrator});
  Browser browser(office);
  auto const masked = [](http::Response const& response, std::string const& login) {
    auto text = response.body;
    for (auto at = text.find(login); at != std::string::npos; at = text.find(login))
      text.replace(at, login.size(), "*");
    return text;
  };
  auto const wrong = browser.sign_in("ada", "not the password");
  auto const unknown = browser.sign_in("nobody", "not the password");
  REQUIRE(office.run([&](journal::Transaction& t) { return disable_account(t, ada, "left", {}); }).ok());
  auto const disabled = browser.sign_in("ada");
  for (auto const* answer : {&wrong, &unknown, &disabled}) {
    CHECK(answer->status == 422);
    CHECK(has(answer->body, wrong_sentence));
    CHECK(header_of(*answer, "Set-Cookie").empty());
  }
  CHECK(masked(wrong, "ada") == masked(unknown, "nobody"));
  CHECK(masked(wrong, "ada") == masked(disabled, "ada"));
}

TEST_CASE("what was typed comes back after a mistake, but never the password") {
  Office office;
  Browser browser(office);
  auto const answer = browser.sign_in("ada <b>", "a secret of mine");
  CHECK(has(answer.body, "value=\"ada &lt;b&gt;\""));
  CHECK_FALSE(has(answer.body, "a secret of mine"));
  auto const empty = browser.sign_in("", "");
  CHECK(empty.status == 422);
  CHECK(has(empty.body, "Enter your sign-in name."));
  CHECK(has(empty.body, "Enter your password."));
  CHECK(has(empty.body, "href=\"#login\""));
}

TEST_CASE("nobody is sent to another site, or in a circle") {
  Office office;
  office.hire("ada", {Role::coordinator});
  for (auto const* next : {"https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "\\/x",
                           "javascript:alert(1)", "/sign-in?next=/", "/sign-out", "/a b", ""}) {
    Browser browser(office);
    auto const answer = browser.fill("/sign-in", "/sign-in",
                                     {{"login", "ada"}, {"password", std::string{good_password}}, {"next", next}});
    CHECK_MESSAGE(header_of(answer, "Location") == "/", next);
  }
}

TEST_CASE("a sign-in form that is not ours signs nobody in") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Form const form{{"login", "ada"}, {"password", std::string{good_password}}};
  SUBCASE("without a token") {
    Browser browser(office);
    browser.get("/sign-in");
    CHECK(browser.send("/sign-in", form).status == 403);
  }
  SUBCASE("with the token of another browser") {
    Browser other(office);
    auto forged = form;
    forged.emplace_back("csrf_token", hidden_value(other.get("/sign-in").body, "csrf_token"));
    Browser browser(office);
    browser.get("/sign-in");
    CHECK(browser.send("/sign-in", forged).status == 403);
  }
  SUBCASE("from another origin") {
    Browser browser(office);
    browser.headers = {{"Sec-Fetch-Site", "cross-site"}};
    CHECK(browser.sign_in("ada").status == 403);
    browser.headers = {{"Origin", "https://elsewhere.example"}};
    CHECK(browser.sign_in("ada").status == 403);
    CHECK_FALSE(browser.cookies.contains("__Host-kith"));
  }
}

TEST_CASE("every sign-in is a new session, and the one this browser had ends") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const first = browser.cookies["__Host-kith"];
  office.wait(std::chrono::minutes{31});
  browser.sign_in("ada");
  auto const second = browser.cookies["__Host-kith"];
  CHECK(first != second);
  CHECK_FALSE(find_session(*office.readers->lease(), first, office.clock.now(), {}).session);
  CHECK(find_session(*office.readers->lease(), second, office.clock.now(), {}).session);
}

TEST_CASE("signing out ends the session here, not only in the browser") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const stolen = browser.cookies;
  auto const answer = browser.fill("/account", "/sign-out", {});
  CHECK(answer.status == 303);
  CHECK(header_of(answer, "Location") == "/sign-in?signed_out=1");
  CHECK(header_of(answer, "Clear-Site-Data") == "\"cookies\", \"storage\"");
  CHECK_FALSE(browser.cookies.contains("__Host-kith"));
  CHECK(has(browser.get("/sign-in?signed_out=1").body, "You have signed out."));
  Browser thief(office);
  thief.cookies = stolen;
  CHECK(thief.get("/account").status == 303);
}

TEST_CASE("after ten wrong passwords the page says how long to wait, and a right one must wait too") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  for (int i = 0; i < 12; ++i) {
    CHECK(browser.sign_in("ada", "wrong").status == 422);
    office.wait(std::chrono::seconds{i < 9 ? 0 : 2});
  }
  auto const answer = browser.sign_in("ada");
  CHECK(answer.status == 429);
  CHECK(has(answer.body, "Wait 2 seconds, then try again."));
  CHECK(header_of(answer, "Retry-After") == "2");

  Browser elsewhere(office);
  elsewhere.address = "192.0.2.99";
  CHECK(elsewhere.sign_in("ada").status == 303);

  office.wait(std::chrono::seconds{3});
  CHECK(browser.sign_in("ada").status == 303);
}

TEST_CASE("unknown names are slowed down like known ones") {
  Office office;
  Browser browser(office);
  for (int i = 0; i < 10; ++i) browser.sign_in("nobody", "wrong");
  CHECK(browser.sign_in("nobody", "wrong").status == 429);
}

TEST_CASE("a one-time password opens one door only: choosing another") {
  Office office;
  auto const ada = office.hire("ada", {Role::coordinator, Role::administrator}, true);
  Browser browser(office);
  browser.sign_in("ada");
  for (auto const* place : {"/", "/account", "/accounts"})
    CHECK(header_of(browser.get(place), "Location") == "/account/password");
  CHECK(has(browser.get("/account/password").body, "Choose your own password"));
  auto const changed = browser.fill("/account/password", "/account/password",
                                    {{"old_password", std::string{good_password}},
                                     {"password", "otter saxophone quilt"},
                                     {"password_again", "otter saxophone quilt"}});
  CHECK(changed.status == 303);
  CHECK(header_of(changed, "Location") == "/");
  CHECK(browser.get("/accounts").status == 200);
  CHECK_FALSE(office.account(ada)->one_time_password);
  Browser again(office);
  CHECK(again.sign_in("ada").status == 422);
  CHECK(again.sign_in("ada", "otter saxophone quilt").status == 303);
}

TEST_CASE("a new password needs the old one, ends the other sessions and keeps this one") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser here(office);
  Browser there(office);
  here.sign_in("ada");
  there.sign_in("ada");
  Form const good{{"old_password", std::string{good_password}},
                  {"password", "otter saxophone quilt"},
                  {"password_again", "otter saxophone quilt"}};
  auto const refused = [&](std::size_t field, std::string const& value, std::string_view sentence) {
    auto form = good;
    form[field].second = value;
    if (field == 1) form[2].second = value;
    auto const answer = here.fill("/account/password", "/account/password", form);
    CHECK(answer.status == 422);
    CHECK_MESSAGE(has(answer.body, sentence), sentence);
    CHECK_FALSE(has(answer.body, "otter saxophone quilt"));
  };
  refused(0, "not the old one", "This is not the password you have now.");
  refused(0, "", "Enter the password you have now.");
  refused(1, "short", "Use at least 12 characters.");
  refused(1, "password1234", "easy to guess");
  refused(1, std::string{good_password}, "not got already");
  refused(2, "something else", "are not the same");
  CHECK(there.get("/account").status == 200);

  auto const saved = here.fill("/account/password", "/account/password", good);
  CHECK(header_of(saved, "Location") == "/account?changed=1");
  CHECK(here.get("/account").status == 200);
  CHECK(there.get("/account").status == 303);
}

TEST_CASE("guessing the old password from an open session is slowed down too") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  Form const guess{
      {"old_password", "a guess"}, {"password", "otter saxophone quilt"}, {"password_again", "otter saxophone quilt"}};
  for (int i = 0; i < 10; ++i) CHECK(browser.fill("/account/password", "/account/password", guess).status == 422);
  CHECK(browser.fill("/account/password", "/account/password", guess).status == 429);
}

TEST_CASE("what makes a password will do or not") {
  CHECK_FALSE(password_fault("teapot lantern gravel", "ada"));
  CHECK_FALSE(password_fault("żółta łódka!", "ada"));  // twelve characters, more bytes
  CHECK(password_fault("elevenchars", "ada")->code == "too_short");
  CHECK(password_fault(std::string(1001, 'x'), "ada")->code == "too_long");
  CHECK(password_fault("PasswordPassword", "ada")->code == "too_easy");
  CHECK(password_fault("i am ada.lovelace", "Ada Lovelace")->code == "too_easy");
}

TEST_CASE("pages with somebody's name on are kept by no cache") {
  Office office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  CHECK(header_of(browser.get("/sign-in"), "Cache-Control") == "no-store");
  CHECK(header_of(browser.sign_in("ada"), "Cache-Control") == "no-store");
  for (auto const* place : {"/", "/account", "/account/password"})
    CHECK(header_of(browser.get(place), "Cache-Control") == "no-store");
}
