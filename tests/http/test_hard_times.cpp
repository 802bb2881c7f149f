// Slow clients, too many clients, too much work, and the end: what must not disturb those who do as they should.
#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "http/running.h"

using namespace kith;
using namespace kith::http;
using namespace kith::http::test;
using namespace std::chrono_literals;

namespace {
// Only the one deadline under test is short: on a busy machine every other must have all the time it needs.
ServerOptions impatient(std::chrono::milliseconds Timeouts::*deadline) {
  ServerOptions options;
  options.timeouts.check = 5ms;
  options.timeouts.linger = 30ms;
  options.timeouts.slowest_bytes_per_second = 1'000'000'000;
  options.timeouts.*deadline = 60ms;
  return options;
}
}  // namespace

TEST_CASE("a head that does not arrive in time is answered 408") {
  Running running{small_router(), impatient(&Timeouts::head)};
  auto peer = running.peer();
  CHECK(peer.ask("GET / HTTP/1.1\r\nHost: kith").status == 408);
  CHECK(peer.is_closed_by_server());
  CHECK(running.refused(Reason::head_timeout) == 1);
}

TEST_CASE("a body that does not arrive in time is answered 408") {
  Running running{small_router(), impatient(&Timeouts::body)};
  auto peer = running.peer();
  CHECK(peer.ask("POST /page HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 100\r\n\r\nhel").status == 408);
  CHECK(peer.is_closed_by_server());
}

TEST_CASE("dripping a head byte by byte does not put its deadline off") {
  Running running{small_router(), impatient(&Timeouts::head)};
  auto peer = running.peer();
  std::promise<void> over;
  auto ended = over.get_future();
  // A byte every five milliseconds: more often than any timeout.
  std::thread dripping{[&] {
    std::string const head = "GET / HTTP/1.1\r\nHost: kith.example\r\nX: " + std::string(10'000, 'x');
    for (char byte : head)
      if (!peer.send({&byte, 1}) || ended.wait_for(5ms) == std::future_status::ready) break;
  }};
  CHECK(peer.reply().status == 408);
  over.set_value();
  dripping.join();
}

TEST_CASE("silent and idle connections are closed without a word") {
  SUBCASE("silent from the start") {
    Running running{small_router(), impatient(&Timeouts::head)};
    auto silent = running.peer();
    CHECK(silent.is_closed_by_server());
  }
  SUBCASE("idle after an answer") {
    Running running{small_router(), impatient(&Timeouts::idle)};
    auto idle = running.peer();
    CHECK(idle.ask(get("/")).status == 200);
    CHECK(idle.is_closed_by_server());
  }
}

TEST_CASE("a peer that does not read its answer is cut off") {
  Router router = small_router();
  router.add(answer_get("/large", [](Request const&) -> Answer {
    return Response{.content_type = "application/octet-stream", .body = std::string(20'000'000, 'x')};
  }));
  Running running{std::move(router), impatient(&Timeouts::write)};
  auto peer = running.peer(4'096);
  peer.send(get("/large"));
  while (running.refused(Reason::write_timeout) == 0) {
    auto watcher = running.peer();  // served all the while; also gives the deadline time to pass
    CHECK(watcher.ask(get("/")).status == 200);
  }
  CHECK(peer.reply().status == 0);
}

TEST_CASE("an answer that does not come in time is 503, and comes to nothing when it does") {
  std::promise<Resume> given;
  Router router = small_router();
  router.add(answer_get("/never", [&](Request const&) -> Answer {
    return Later{[&](Resume resume) { given.set_value(std::move(resume)); }};
  }));
  Running running{std::move(router), impatient(&Timeouts::answer)};
  auto peer = running.peer();
  auto const reply = peer.ask(get("/never"));
  CHECK(reply.status == 503);
  CHECK(reply.header("Retry-After") == "2");
  given.get_future().get()([] { return plain_text("too late"); });
  CHECK(peer.is_closed_by_server());
  CHECK(running.server().counters().requests_in_flight == 0);
}

TEST_CASE("hundreds of idle and half-open connections do not disturb others") {
  Running running;
  std::vector<Peer> idle;
  for (int i = 0; i < 400; ++i) {
    idle.push_back(running.peer());
    if (i % 2 == 0) CHECK(idle.back().ask(get("/")).status == 200);
  }
  std::vector<Peer> half_open;
  for (int i = 0; i < 100; ++i) {
    half_open.push_back(running.peer());
    half_open.back().send(i % 2 == 0 ? "GET / HTT" : "POST /page HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  }
  auto peer = running.peer();
  for (int i = 0; i < 20; ++i) CHECK(peer.ask(get("/page")).status == 200);
  CHECK(running.server().counters().open_connections == 501);
  for (auto& one : idle) CHECK(one.ask(get("/")).status == 200);
}

TEST_CASE("past the limit the longest idle connection makes room for a new one") {
  ServerOptions options;
  options.limits.connections = 3;
  Running running{small_router(), options};
  auto first = running.peer();
  CHECK(first.ask(get("/")).status == 200);
  std::vector<Peer> busy;
  for (int i = 0; i < 2; ++i) {
    busy.push_back(running.peer());
    CHECK(busy.back().ask(get("/")).status == 200);
    busy.back().send("GET / HTTP/1.1\r\nHost: kith.");  // half a request: not idle
  }
  // What one connection sent before is read before another is accepted: one round trip shows it has been.
  while (running.server().counters().bytes_in < 3 * get("/").size() + 2 * 27) CHECK(first.ask(get("/")).status == 200);
  auto newcomer = running.peer();
  CHECK(newcomer.ask(get("/")).status == 200);
  CHECK(first.is_closed_by_server());
  newcomer.send("GET / HT");
  busy[0].send("example\r\n\r\n");
  CHECK(busy[0].reply().status == 200);
}

TEST_CASE("one address has its own limit, unless it is a trusted proxy") {
  ServerOptions options;
  options.limits.connections_per_address = 2;
  bool trusted = false;
  SUBCASE("a stranger") {}
  SUBCASE("a trusted proxy") { trusted = true; }
  if (trusted) options.trusted_proxies = {"127.0.0.1"};
  Running running{small_router(), options};
  auto first = running.peer();
  auto second = running.peer();
  CHECK(first.ask(get("/")).status == 200);
  CHECK(second.ask(get("/")).status == 200);
  auto third = running.peer();
  CHECK(third.ask(get("/")).status == (trusted ? 200 : 0));
  CHECK(running.refused(Reason::address_full) == (trusted ? 0 : 1));
}

TEST_CASE("bodies together have a limit") {
  ServerOptions options;
  options.limits.bodies_bytes = 50'000;
  Running running{small_router(), options};
  auto first = running.peer();
  first.send("POST /page HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 40000\r\n\r\n" + std::string(30'000, 'x'));
  auto second = running.peer();
  while (running.server().counters().bytes_in < 30'000) CHECK(second.ask(get("/")).status == 200);
  auto const reply = second.ask(post("/page", std::string(40'000, 'y')));
  CHECK(reply.status == 503);
  CHECK(reply.header("Retry-After") == "2");
  first.send(std::string(10'000, 'x'));
  CHECK(first.reply().status == 200);
  auto third = running.peer();
  CHECK(third.ask(post("/page", std::string(40'000, 'y'))).status == 200);
}

TEST_CASE("when the queue is full ordinary requests are told to come back, and urgent ones are answered") {
  Gate gate;
  Router router = small_router();
  router.add(answer_get("/report", [&](Request const&) -> Answer {
    gate.pass();
    return plain_text("report");
  }));
  auto urgent = answer_post("/step-up", echo);
  urgent.urgent = true;
  router.add(std::move(urgent));
  ServerOptions options;
  options.worker_threads = 2;
  options.limits.waiting_requests = 3;
  Running running{std::move(router), options};

  std::vector<Peer> reports;
  for (int i = 0; i < 2; ++i) {
    reports.push_back(running.peer());
    reports.back().send(get("/report"));
  }
  gate.wait_until_waiting(2);  // both workers are stuck
  for (int i = 0; i < 3; ++i) {
    reports.push_back(running.peer());
    reports.back().send(get("/report"));
  }
  auto urgent_peer = running.peer();
  while (running.server().counters().waiting_requests < 3)
    CHECK(urgent_peer.ask(post("/step-up", "now")).status == 200);

  auto late = running.peer();
  auto const shed = late.ask(get("/page"));
  CHECK(shed.status == 503);
  CHECK(shed.header("Retry-After") == "2");
  CHECK(shed.header("Connection") == "keep-alive");
  for (int i = 0; i < 5; ++i) CHECK(urgent_peer.ask(post("/step-up", "now")).status == 200);
  CHECK(running.refused(Reason::queue_full) == 1);

  gate.open();
  for (auto& one : reports) CHECK(one.reply().body == "report");
  CHECK(late.ask(get("/page")).status == 200);
}

TEST_CASE("stopping lets requests in flight finish and takes nothing new") {
  Gate gate;
  std::promise<Resume> given;
  Router router = small_router();
  router.add(answer_get("/slow", [&](Request const&) -> Answer {
    gate.pass();
    return plain_text("slow");
  }));
  router.add(answer_get("/later", [&](Request const&) -> Answer {
    return Later{[&](Resume resume) { given.set_value(std::move(resume)); }};
  }));
  ServerOptions options;
  options.timeouts.linger = 30ms;
  options.timeouts.check = 5ms;
  Running running{std::move(router), options};
  auto slow = running.peer();
  auto later = running.peer();
  auto idle = running.peer();
  CHECK(idle.ask(get("/")).status == 200);
  slow.send(get("/slow"));
  later.send(get("/later"));
  gate.wait_until_waiting(1);
  auto resume = given.get_future().get();

  std::thread stopping{[&] { running.server().stop(); }};
  CHECK(idle.is_closed_by_server());
  gate.open();
  resume([] { return plain_text("later"); });
  auto const reply = slow.reply();
  CHECK(reply.body == "slow");
  CHECK(reply.header("Connection") == "close");
  CHECK(later.reply().body == "later");
  stopping.join();
  running.server().stop();  // again is fine
  CHECK(running.server().counters().open_connections == 0);
}

TEST_CASE("stopping does not wait longer than it was told to") {
  std::promise<Resume> given;
  Router router = small_router();
  router.add(answer_get("/never", [&](Request const&) -> Answer {
    return Later{[&](Resume resume) { given.set_value(std::move(resume)); }};
  }));
  ServerOptions options;
  options.timeouts.stop = 30ms;
  options.timeouts.check = 5ms;
  std::optional<Running> running{std::in_place, std::move(router), options};
  auto peer = running->peer();
  peer.send(get("/never"));
  auto resume = given.get_future().get();
  auto half = running->peer();
  half.send("GET / HT");
  running.reset();
  CHECK(peer.is_closed_by_server());
  // The server is gone; whoever still holds an answer may give it.
  resume([] { return plain_text("nobody hears"); });
}

TEST_CASE("a server that was never started, or never asked, ends well") {
  { Server server{{}, small_router()}; }
  { Running running; }
  {
    Running running;
    auto peer = running.peer();
  }
  Server server{{}, small_router()};
  server.stop();
  CHECK(server.start().error().code == "started_twice");
}

TEST_CASE("running until a signal also ends when another thread stops the server") {
  // Which of the two comes first is left to chance: many rounds meet both orders.
  for (int round = 0; round < 50; ++round) {
    Running running;
    auto peer = running.peer();
    std::thread waiting{[&] { running.server().run_until_signal(); }};
    running.server().stop();
    waiting.join();
    CHECK(running.server().counters().open_connections == 0);
  }
}
