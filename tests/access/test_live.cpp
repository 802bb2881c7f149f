// The whole way, through a socket: what a browser sees on the wire.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "access/office.h"
#include "http/peer.h"
#include "http/server.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;
using http::test::Peer;

namespace {

struct LiveOffice : Office {
  http::Server server{{.worker_threads = 2}, std::move(router)};
  LiveOffice() { REQUIRE(server.start().ok()); }
};

std::string form_of(Form const& form) { return urlencoded(form); }

std::string cookie_in(http::test::Reply const& reply) {
  auto const set = reply.header("Set-Cookie");
  return set.substr(0, set.find(';'));
}

std::string with_cookies(std::string const& cookies) {
  return "Cookie: " + cookies + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
}

}  // namespace

TEST_CASE("signing in, looking and signing out over a socket") {
  LiveOffice office;
  office.hire("ada", {Role::coordinator});
  Peer peer(office.server.port());
  CHECK(peer.ask(http::test::get("/")).status == 200);
  CHECK(peer.ask(http::test::get("/account")).header("Location") == "/sign-in?next=%2Faccount");

  auto page = peer.ask(http::test::get("/sign-in"));
  REQUIRE(page.status == 200);
  auto const before = cookie_in(page);
  CHECK(before.starts_with("__Host-kith-form="));
  auto const token = hidden_value(page.body, "csrf_token");
  auto const sign_in = [&](std::string_view password) {
    return peer.ask(http::test::post(
        "/sign-in",
        form_of({{"login", "ada"}, {"password", std::string{password}}, {"next", "/account"}, {"csrf_token", token}}),
        with_cookies(before)));
  };
  auto const wrong = sign_in("wrong password");
  CHECK(wrong.status == 422);
  CHECK(wrong.header("Set-Cookie").empty());

  auto const right = sign_in(good_password);
  CHECK(right.status == 303);
  CHECK(right.header("Location") == "/account");
  auto const set = right.header("Set-Cookie");
  CHECK(set.starts_with("__Host-kith="));
  for (auto const* part : {"; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"}) CHECK_MESSAGE(has(set, part), part);
  CHECK_FALSE(has(set, "Max-Age"));
  CHECK_FALSE(has(set, "Domain"));
  auto const session = cookie_in(right);

  auto const account = peer.ask(http::test::get("/account", with_cookies(session)));
  CHECK(account.status == 200);
  CHECK(has(account.body, "ada Example"));
  CHECK(account.header("Cache-Control") == "no-store");

  auto const out = peer.ask(http::test::post(
      "/sign-out", form_of({{"csrf_token", hidden_value(account.body, "csrf_token")}}), with_cookies(session)));
  CHECK(out.status == 303);
  CHECK(out.header("Location") == "/sign-in?signed_out=1");
  CHECK(out.header("Clear-Site-Data") == "\"cookies\", \"storage\"");
  CHECK(has(out.header("Set-Cookie"), "Max-Age=0"));
  CHECK(peer.ask(http::test::get("/account", with_cookies(session))).status == 303);
}

TEST_CASE("while many sign in at once, pages are still shown") {
  LiveOffice office;
  office.hire("ada", {Role::coordinator});
  Peer first(office.server.port());
  auto const page = first.ask(http::test::get("/sign-in"));
  auto const request = http::test::post("/sign-in",
                                        form_of({{"login", "ada"},
                                                 {"password", std::string{good_password}},
                                                 {"csrf_token", hidden_value(page.body, "csrf_token")}}),
                                        with_cookies(cookie_in(page)));
  std::vector<Peer> crowd;
  for (int i = 0; i < 24; ++i) {
    crowd.emplace_back(office.server.port());
    crowd.back().send(request);
  }
  CHECK(first.ask(http::test::get("/")).status == 200);
  for (auto& peer : crowd) CHECK(peer.reply().status == 303);
  CHECK(office.readers->lease()->integer("SELECT count(*) FROM session") == 24);
}

TEST_CASE("the server stops cleanly while passwords wait to be hashed") {
  auto office = std::make_unique<LiveOffice>();
  Peer peer(office->server.port());
  auto const page = peer.ask(http::test::get("/sign-in"));
  for (int i = 0; i < 6; ++i)
    peer.send(http::test::post(
        "/sign-in",
        form_of({{"login", "ada"}, {"password", "x"}, {"csrf_token", hidden_value(page.body, "csrf_token")}}),
        with_cookies(cookie_in(page))));
  auto ended = std::async(std::launch::async, [&office] { office.reset(); });
  CHECK(ended.wait_for(std::chrono::seconds{30}) == std::future_status::ready);
}

TEST_CASE("when the log of looks cannot be written the page is refused, and nothing of it goes out") {
  auto const pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    std::signal(SIGXFSZ, SIG_IGN);
    Office office;
    office.hire("grace", {Role::manager});
    office.reads->record({office.clock.now(), {}, "a", Action::see_enquiry, "hub", "canary", "x", "r"}).value();
    Browser browser(office);
    browser.sign_in("grace");
    auto const before = browser.get("/read-log");
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    auto const plenty = limit.rlim_cur;
    limit.rlim_cur = static_cast<rlim_t>(office.reads->bytes());
    setrlimit(RLIMIT_FSIZE, &limit);
    auto const full = browser.get("/read-log");
    limit.rlim_cur = plenty;
    setrlimit(RLIMIT_FSIZE, &limit);
    auto const after = browser.get("/read-log");
    bool const as_promised = before.status == 200 && has(before.body, "canary") && full.status == 503 &&
                             !has(full.body, "canary") && has(full.body, "cannot be shown") && after.status == 200 &&
                             has(after.body, "canary");
    ::_exit(as_promised ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
