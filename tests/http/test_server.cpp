// A live server and what honest clients ask of it.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http/running.h"

using namespace kith;
using namespace kith::http;
using namespace kith::http::test;

TEST_CASE("requests on one connection are answered in turn") {
  Running running;
  auto peer = running.peer();
  for (int i = 0; i < 5; ++i) {
    auto const reply = peer.ask(get("/page?x=" + std::to_string(i)));
    CHECK(reply.status == 200);
    CHECK(reply.header("Connection") == "keep-alive");
    CHECK(reply.body == "GET /page ");
  }
  CHECK(running.server().counters().accepted_connections == 1);
  CHECK(running.server().counters().requests == 5);
  CHECK(running.server().counters().answers.at(200) == 5);
}

TEST_CASE("pipelined requests are answered in order, also when the first takes longer") {
  Gate gate;
  Router router = small_router();
  router.add(answer_get("/slow", [&](Request const&) -> Answer {
    gate.pass();
    return plain_text("slow");
  }));
  Running running{std::move(router)};
  auto peer = running.peer();
  peer.send(get("/slow") + post("/page", "hello") + get("/nowhere") + get("/page", "Connection: close\r\n") + get("/"));
  gate.wait_until_waiting(1);
  gate.open();
  CHECK(peer.reply().body == "slow");
  CHECK(peer.reply().body == "POST /page hello");
  CHECK(peer.reply().status == 404);
  CHECK(peer.reply().body == "GET /page ");
  CHECK(peer.is_closed_by_server());
}

TEST_CASE("a HEAD gets the headers of a GET and no body") {
  Running running;
  auto peer = running.peer();
  peer.send("HEAD /page HTTP/1.1\r\nHost: kith.example\r\n\r\n");
  auto const reply = peer.reply(true);
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Length") == std::to_string(std::string_view{"HEAD /page "}.size()));
  CHECK(peer.ask(get("/page")).body == "GET /page ");
}

TEST_CASE("HTTP/1.0 closes unless asked to stay") {
  Running running;
  auto once = running.peer();
  CHECK(once.ask("GET / HTTP/1.0\r\nHost: kith.example\r\n\r\n").header("Connection") == "close");
  CHECK(once.is_closed_by_server());
  auto staying = running.peer();
  for (int i = 0; i < 2; ++i)
    CHECK(staying.ask("GET / HTTP/1.0\r\nHost: kith.example\r\nConnection: keep-alive\r\n\r\n").header("Connection") ==
          "keep-alive");
}

TEST_CASE("a body arrives whole, counted or in chunks, and up to its limit") {
  Running running;
  auto peer = running.peer();
  std::string const large(64 * 1024, 'x');
  CHECK(peer.ask(post("/page", large)).body == "POST /page " + large);
  CHECK(peer.ask("POST /page HTTP/1.1\r\nHost: kith.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "5\r\nhello\r\n6;note=x\r\n there\r\n0\r\n\r\n")
            .body == "POST /page hello there");
  CHECK(peer.ask(post("/page", large + "x")).status == 413);
  CHECK(peer.is_closed_by_server());
}

TEST_CASE("a body that never ends is refused at its limit, not stored") {
  Running running;
  auto peer = running.peer();
  peer.send("POST /page HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 10737418240\r\n\r\n");
  CHECK(peer.reply().status == 413);
  auto chunked = running.peer();
  chunked.send("POST /page HTTP/1.1\r\nHost: kith.example\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string const chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
  for (int i = 0; i < 8; ++i)
    if (!chunked.send(chunk)) break;
  CHECK(chunked.reply().status == 413);
}

TEST_CASE("a client that asks before it sends is told to go on, or why not") {
  Running running;
  auto peer = running.peer();
  auto const head = [](std::string path, int length) {
    return "POST " + path +
           " HTTP/1.1\r\nHost: kith.example\r\nExpect: 100-continue\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n";
  };
  CHECK(peer.ask(head("/page", 5)).status == 100);
  CHECK(peer.ask("hello").body == "POST /page hello");
  // A client that does not wait is not told.
  CHECK(peer.ask(head("/page", 5) + "hello").body == "POST /page hello");
  CHECK(peer.ask(head("/page", 100'000)).status == 413);
  auto other = running.peer();
  CHECK(other.ask(head("/nowhere", 5)).status == 404);
}

TEST_CASE("unknown paths and methods are told apart") {
  Running running;
  auto peer = running.peer();
  CHECK(peer.ask(get("/nowhere")).status == 404);
  auto const reply = peer.ask(post("/", ""));
  CHECK(reply.status == 405);
  CHECK(reply.header("Allow") == "GET, HEAD");
  auto other = running.peer();
  CHECK(other.ask("PATCH / HTTP/1.1\r\nHost: kith.example\r\n\r\n").header("Allow") == "GET, HEAD, POST");
}

TEST_CASE("default headers are on answers of handlers and on every kind of error") {
  ServerOptions options;
  options.default_headers = {{"Content-Security-Policy", "default-src 'none'"}, {"X-Content-Type-Options", "nosniff"}};
  options.error_page = [](Refusal const& refusal, std::string const& request_id) {
    return html_page("<h1>" + std::to_string(refusal.status) + "</h1>" + request_id);
  };
  Running running{small_router(), std::move(options)};
  for (auto const& bytes :
       {get("/"), get("/nowhere"), std::string{"nonsense\r\n\r\n"}, post("/page", std::string(70'000, 'x')),
        std::string{"PUT / HTTP/1.1\r\nHost: a\r\n\r\n"}}) {
    auto peer = running.peer();
    auto const reply = peer.ask(bytes);
    CAPTURE(reply.head);
    CHECK(reply.header("Content-Security-Policy") == "default-src 'none'");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
    if (reply.status == 200) continue;
    CHECK(reply.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(reply.body.starts_with("<h1>" + std::to_string(reply.status) + "</h1>"));
    CHECK(reply.body.size() == std::string_view{"<h1>404</h1>"}.size() + 26);
  }
}

TEST_CASE("a handler that throws is answered 500, and its words stay inside") {
  std::promise<std::string> told;
  ServerOptions options;
  options.on_fault = [&](std::string const&, std::string const& what) { told.set_value(what); };
  Router router = small_router();
  router.add(
      answer_get("/broken", [](Request const&) -> Answer { throw std::runtime_error("secret of the database"); }));
  Running running{std::move(router), std::move(options)};
  auto peer = running.peer();
  auto const reply = peer.ask(get("/broken"));
  CHECK(reply.status == 500);
  CHECK(reply.body.find("secret") == std::string::npos);
  CHECK(told.get_future().get() == "secret of the database");
  CHECK(peer.ask(get("/")).status == 200);
}

TEST_CASE("a header a handler may not send is a 500, not a split response") {
  Router router = small_router();
  router.add(answer_get("/split", [](Request const&) -> Answer {
    auto response = plain_text("a");
    response.headers.push_back({"X-Note", "a\r\n\r\nHTTP/1.1 200 OK"});
    return response;
  }));
  Running running{std::move(router)};
  auto peer = running.peer();
  CHECK(peer.ask(get("/split")).status == 500);
  CHECK(peer.ask(get("/")).status == 200);
}

TEST_CASE("an answer may come later, from any thread") {
  std::promise<Resume> given;
  Router router = small_router();
  router.add(answer_post("/command", [&](Request const&) -> Answer {
    return Later{[&](Resume resume) { given.set_value(std::move(resume)); }};
  }));
  Running running{std::move(router)};
  auto peer = running.peer();
  peer.send(post("/command", "do"));
  auto resume = given.get_future().get();
  // Meanwhile others are served, and the waiting request holds no thread.
  auto other = running.peer();
  CHECK(other.ask(get("/")).status == 200);
  std::thread{[&] {
    resume([] { return redirect("/done"); });
    resume([] { return plain_text("a second answer"); });
  }}.join();
  auto const reply = peer.reply();
  CHECK(reply.status == 303);
  CHECK(reply.header("Location") == "/done");
  CHECK(peer.ask(get("/")).body == "GET / ");
}

TEST_CASE("an answer made at once within Later, one never made, and one that throws") {
  Router router;
  router.add(answer_get("/now", [](Request const&) -> Answer {
    return Later{[](Resume const& resume) { resume([] { return plain_text("now"); }); }};
  }));
  router.add(answer_get("/never", [](Request const&) -> Answer { return Later{[](Resume const&) {}}; }));
  router.add(answer_get("/throws", [](Request const&) -> Answer {
    return Later{[](Resume const& resume) { resume([]() -> Response { throw std::runtime_error("no"); }); }};
  }));
  router.add(answer_get("/throws-early", [](Request const&) -> Answer {
    return Later{[](Resume const&) { throw std::runtime_error("no"); }};
  }));
  Running running{std::move(router)};
  auto peer = running.peer();
  CHECK(peer.ask(get("/now")).body == "now");
  CHECK(peer.ask(get("/never")).status == 500);
  CHECK(peer.ask(get("/throws")).status == 500);
  CHECK(peer.ask(get("/throws-early")).status == 500);
  CHECK(peer.ask(get("/now")).body == "now");
}

TEST_CASE("parameters, query, cookies and addresses reach the handler") {
  Router router;
  router.add(answer_get("/families/{id}", [](Request const& request) -> Answer {
    return plain_text(request.parameters.at("id") + "|" + std::string{request.query.get("tab")} + "|" +
                      std::string{request.cookie("session")} + "|" + request.remote_address + "|" +
                      (request.secure ? "secure" : "plain") + "|" + std::to_string(request.request_id.size()));
  }));
  ServerOptions options;
  SUBCASE("from nearby") {
    Running running{std::move(router), options};
    auto peer = running.peer();
    CHECK(peer.ask(get("/families/zo%C3%AB?tab=plan+b",
                       "Cookie: __Host-session=abc\r\nX-Forwarded-For: 198.51.100.1\r\nX-Forwarded-Proto: https\r\n"))
              .body == "zo\xc3\xab|plan b|abc|127.0.0.1|plain|26");
  }
  SUBCASE("through a trusted proxy") {
    options.trusted_proxies = {"127.0.0.0/8"};
    Running running{std::move(router), options};
    auto peer = running.peer();
    CHECK(
        peer.ask(get("/families/f", "X-Forwarded-For: 203.0.113.9, 198.51.100.1\r\nX-Forwarded-Proto: http, https\r\n"))
            .body == "f|||198.51.100.1|secure|26");
    CHECK(peer.ask(get("/families/f", "X-Forwarded-For: 198.51.100.1\r\n")).body == "f|||198.51.100.1|plain|26");
  }
}

TEST_CASE("only our own host names are answered when we have any") {
  ServerOptions options;
  options.hosts = {"kith.example"};
  Running running{small_router(), options};
  auto peer = running.peer();
  CHECK(peer.ask(get("/")).status == 200);
  CHECK(peer.ask("GET / HTTP/1.1\r\nHost: KITH.example:8080\r\n\r\n").status == 200);
  CHECK(peer.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 421);
  CHECK(running.refused(Reason::bad_host) == 1);
}

TEST_CASE("exchanges are told to the log without paths or queries") {
  std::promise<Exchange> told;
  ServerOptions options;
  options.on_exchange = [&](Exchange const& exchange) { told.set_value(exchange); };
  Running running{small_router(), options};
  auto peer = running.peer();
  peer.ask(post("/page", "hello"));
  auto const exchange = told.get_future().get();
  CHECK(exchange.route == "/page");
  CHECK(exchange.status == 200);
  CHECK(exchange.request_body_bytes == 5);
  CHECK(exchange.response_body_bytes == 16);
  CHECK(exchange.remote_address == "127.0.0.1");
}

TEST_CASE("a server refuses to start where it would be unsafe, and says why") {
  auto const started = [](ServerOptions options) {
    Server server{std::move(options), small_router()};
    auto const result = server.start();
    return result.ok() ? std::string{"started"} : result.error().code;
  };
  CHECK(started({.listen_address = "0.0.0.0"}) == "insecure_listen");
  CHECK(started({.listen_address = "0.0.0.0", .trusted_proxies = {"192.0.2.1"}}) == "started");
  CHECK(started({.listen_address = "localhost"}) == "bad_address");
  CHECK(started({.trusted_proxies = {"proxy.example"}}) == "bad_proxy");
  CHECK(started({.default_headers = {{"X-Note", "a\r\nb"}}}) == "bad_header");
  CHECK(started({.tls = {"/nowhere.pem", "/nowhere.key"}}) == "tls_files");
  CHECK(started({.tls = {"/nowhere.pem", ""}}) == "tls_files");
  Running running;
  CHECK(started({.listen_port = running.server().port()}) == "cannot_listen");
}

TEST_CASE("a hundred clients at once, each with many requests, all get their own answers") {
  Running running;
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      std::vector<Peer> peers;
      for (int i = 0; i < 25; ++i) peers.push_back(running.peer());
      for (int round = 0; round < 5; ++round) {
        auto const body = [&](int i) {
          return std::to_string(t) + "/" + std::to_string(i) + "/" + std::to_string(round);
        };
        for (int i = 0; i < 25; ++i) peers[static_cast<std::size_t>(i)].send(post("/page", body(i)));
        for (int i = 0; i < 25; ++i)
          if (peers[static_cast<std::size_t>(i)].reply().body == "POST /page " + body(i)) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(right == 500);
}
