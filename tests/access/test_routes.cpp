// Promises about every route of this room at once.
#include <doctest/doctest.h>

#include "access/office.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;

namespace {

std::string path_of(http::Route const& route, ActorId id) {
  auto path = route.pattern;
  if (auto const at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, id.text());
  REQUIRE_MESSAGE(path.find('{') == std::string::npos, "a parameter that this test does not know: ", path);
  return path;
}

// Everything in the database that a page could change.
std::string state_of(Office& office) {
  auto reader = office.readers->lease();
  auto const head = journal::head(*reader);
  std::string state = std::to_string(head.sequence) + to_hex(head.chain);
  for (auto const& digest : journal::digest_records({account_records()}, *reader)) state += digest.digest;
  for (auto const* sql :
       {"SELECT token_hash, account, started_at, seen_at, coalesce(ended_at,0) FROM session ORDER BY 1",
        "SELECT account, path, at, 0, 0 FROM draft ORDER BY 1, 2",
        "SELECT key, answer, 0, 0, 0 FROM answered ORDER BY 1"})
    reader->query(sql, {}, [&](sql::Row const& row) {
      for (int column = 0; column < 5; ++column) state += "|" + row.string(column);
    });
  return state;
}

}  // namespace

TEST_CASE("every route stands under a rule, has a name of its own and says what it is") {
  Office office;
  std::map<std::string, int> names;
  for (auto const* route : office.router.list()) {
    CAPTURE(route->pattern);
    CHECK(parse<Action>(route->rule));
    CHECK_FALSE(route->summary.empty());
    CHECK(++names[route->name] == 1);
  }
  CHECK(names.size() == 23);
}

TEST_CASE("only the front page, signing in and signing out are open to strangers") {
  Office office;
  auto const id = office.hire("ada", {Role::administrator});
  auto const before = state_of(office);
  for (auto const* route : office.router.list()) {
    CAPTURE(route->pattern);
    bool const open = route->pattern == "/" || route->pattern == "/sign-in" || route->pattern == "/sign-out";
    CHECK((route->rule == wire(Action::open_to_all)) == open);
    if (open) continue;
    Browser stranger(office);
    auto const path = path_of(*route, id);
    auto const answer = route->method == http::Method::get ? stranger.get(path) : stranger.send(path, {{"a", "b"}});
    CHECK(answer.status == 303);
    CHECK(header_of(answer, "Location").starts_with("/sign-in"));
  }
  CHECK(state_of(office) == before);
}

TEST_CASE("every role gets every page that decide() gives it, and no other") {
  Office office;
  auto const id = office.hire("root", {Role::administrator});
  for (auto const& role : members_of<Role>) {
    auto const login = std::string{role.wire};
    auto const account = office.hire(login, {role.value});
    Browser browser(office);
    browser.sign_in(login);
    auto const subject = office.account(account)->subject();
    for (auto const* route : office.router.list()) {
      if (route->method != http::Method::get || route->pattern == "/sign-in") continue;
      CAPTURE(route->pattern);
      CAPTURE(login);
      // The id is an account's: whoever may end an agreement hears that there is no such one.
      int const found = route->pattern == "/agreements/{id}/end" ? 404 : 200;
      CHECK(browser.get(path_of(*route, id)).status == (may_enter(subject, *parse<Action>(route->rule)) ? found : 403));
    }
  }
}

TEST_CASE("looking changes nothing but the log of looks") {
  Office office;
  auto const id = office.hire("root", {Role::administrator, Role::manager});
  Browser browser(office);
  browser.sign_in("root");
  auto const before = state_of(office);
  auto const looks = office.reads->lines();
  for (auto const* route : office.router.list())
    if (route->method == http::Method::get)
      browser.get(path_of(*route, id) + "?next=%2F&done=roles&account=" + id.text());
  CHECK(office.run([](journal::Transaction&) { return std::string{}; }).ok());  // whatever was sent has been written
  CHECK(state_of(office) == before);
  CHECK(office.reads->lines() == looks + 1);  // the page of the log itself
}

TEST_CASE("no form is taken without a token") {
  Office office;
  auto const id = office.hire("root", {Role::administrator, Role::manager});
  Browser browser(office);
  browser.sign_in("root");
  auto const before = state_of(office);
  for (auto const* route : office.router.list()) {
    if (route->method != http::Method::post) continue;
    CAPTURE(route->pattern);
    CHECK(browser.send(path_of(*route, id), {{"login", "x"}, {"csrf_token", "guessed"}}).status == 403);
  }
  CHECK(state_of(office) == before);
}

TEST_CASE("a route without a rule does not start") {
  Office office;
  CHECK_THROWS_AS(add(office.router, office.services, {.pattern = "/x", .action = static_cast<Action>(999)}),
                  std::invalid_argument);
}

TEST_CASE("the log of looks is shown to those who may see it, filtered, and writes down that it was") {
  Office office;
  auto const grace = office.hire("grace", {Role::manager});
  auto const ada = office.hire("ada", {Role::coordinator});
  auto const record = ActorId::mint(office.clock.now(), office.random).text();
  auto const look = [&](ActorId who, std::string const& what) {
    office.reads->record({office.clock.now(), who, "school", Action::see_enquiry, "hub", "enquiry", what, "r"}).value();
  };
  look(ada, record);
  look(ada, "other");
  look(grace, record);
  Browser browser(office);
  browser.sign_in("grace");
  auto const rows = [&](std::string const& query) {
    auto const page = browser.get("/read-log" + query);
    CHECK(page.status == 200);
    auto const body = page.body.substr(page.body.find("<tbody"));
    std::size_t count = 0;
    for (auto at = body.find("<tr"); at != std::string::npos; at = body.find("<tr", at + 1)) ++count;
    return count;
  };
  CHECK(rows("") == 3);
  CHECK(rows("") == 4);  // the look at the log before this one
  CHECK(rows("?account=" + ada.text()) == 2);
  CHECK(rows("?record=" + record) >= 2);
  CHECK(rows("?account=" + ada.text() + "&record=" + record) == 1);
  auto const page = browser.get("/read-log?account=" + ada.text());
  CHECK(has(page.body, "ada Example"));
  CHECK(has(page.body, "See an enquiry"));
  CHECK(has(page.body, "Fernhill School"));
  CHECK(browser.get("/read-log?record=nonsense").status == 422);
  auto const found = std::make_shared<std::string>();
  REQUIRE(read_log_lines(office.read_log_file(), [&](ReadLine const& line) { *found = line.about; }).ok());
  CHECK(*found == "read log");
}

TEST_CASE("a long log comes in pages, newest first") {
  Office office;
  office.hire("grace", {Role::manager});
  for (int i = 0; i < 120; ++i)
    office.reads
        ->record({office.clock.now(), {}, "school", Action::see_enquiry, "hub", "look " + std::to_string(i), "x", "r"})
        .value();
  Browser browser(office);
  browser.sign_in("grace");
  auto page = browser.get("/read-log");
  CHECK(has(page.body, ">look 119<"));
  CHECK(has(page.body, ">look 70<"));
  CHECK_FALSE(has(page.body, ">look 69<"));
  auto const at = page.body.find("/read-log?until=");
  REQUIRE(at != std::string::npos);
  page = browser.get(page.body.substr(at, page.body.find('"', at) - at));
  CHECK(has(page.body, ">look 69<"));
  CHECK(has(page.body, ">look 20<"));
  CHECK_FALSE(has(page.body, ">look 70<"));
}
