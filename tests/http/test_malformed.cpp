// What attackers and broken proxies send, against a live server: each is answered with the right status and the
// connection closed; none hangs and none reaches a handler.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "http/running.h"

using namespace kith::http;
using namespace kith::http::test;

namespace {
struct Case {
  char const* what;
  std::string bytes;
  int status;
};

std::string const get_line = "GET / HTTP/1.1\r\n";
std::string const host = "Host: kith.example\r\n";
std::string const post_head = "POST /page HTTP/1.1\r\nHost: kith.example\r\n";

std::vector<Case> malformed_requests() {
  std::string const nul(1, '\0');
  return {
      {"Content-Length and Transfer-Encoding",
       post_head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"Transfer-Encoding and Content-Length",
       post_head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
      {"two differing Content-Lengths", post_head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400},
      {"two equal Content-Lengths", post_head + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", 400},
      {"a list of Content-Lengths", post_head + "Content-Length: 5, 5\r\n\r\nabcde", 400},
      {"a Content-Length with a plus", post_head + "Content-Length: +5\r\n\r\nabcde", 400},
      {"a negative Content-Length", post_head + "Content-Length: -1\r\n\r\n", 400},
      {"a Content-Length in words", post_head + "Content-Length: five\r\n\r\nabcde", 400},
      {"a Content-Length beyond 64 bits", post_head + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {"an unknown transfer coding", post_head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
      {"gzip before chunked", post_head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked twice", post_head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked then identity",
       post_head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400},
      {"chunked in HTTP/1.0", "POST /page HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"a chunk size in 0x", post_head + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n", 400},
      {"a chunk size that overflows", post_head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400},
      {"a chunk larger than the limit", post_head + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", 413},
      {"a negative chunk size", post_head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400},
      {"a chunk without its line end", post_head + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdeXX0\r\n\r\n", 400},
      {"a chunk extension without end", post_head + "Transfer-Encoding: chunked\r\n\r\n5;" + std::string(40'000, 'x'),
       400},
      {"trailer fields", post_head + "Transfer-Encoding: chunked\r\n\r\n0\r\nHost: other.example\r\n\r\n", 400},
      {"a space before the colon", get_line + "Host : kith.example\r\n\r\n", 400},
      {"a header without a colon", get_line + host + "nonsense\r\n\r\n", 400},
      {"a header name with a blank", get_line + host + "A b: c\r\n\r\n", 400},
      {"an empty header name", get_line + host + ": c\r\n\r\n", 400},
      {"bare line feeds", "GET / HTTP/1.1\nHost: kith.example\n\n", 400},
      {"a bare CR in a value", get_line + host + "X-Note: a\rb\r\n\r\n", 400},
      {"a NUL in a value", get_line + host + "X-Note: a" + nul + "b\r\n\r\n", 400},
      {"a folded header", get_line + host + "X-Note: a\r\n b\r\n\r\n", 400},
      {"a folded first header", get_line + " " + host + "\r\n", 400},
      {"no Host", get_line + "\r\n", 400},
      {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400},
      {"two Hosts", get_line + host + host + "\r\n", 400},
      {"an empty Host", get_line + "Host:\r\n\r\n", 400},
      {"a Host with a path", get_line + "Host: kith.example/x\r\n\r\n", 400},
      {"a Host with a user", get_line + "Host: a@kith.example\r\n\r\n", 400},
      {"HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", 505},
      {"HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/0.9", "GET /\r\n\r\n", 400},
      {"lower-case protocol", "GET / http/1.1\r\n" + host + "\r\n", 400},
      {"two blanks", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", 400},
      {"PUT", "PUT / HTTP/1.1\r\n" + host + "\r\n", 405},
      {"DELETE", "DELETE / HTTP/1.1\r\n" + host + "\r\n", 405},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405},
      {"CONNECT", "CONNECT kith.example:443 HTTP/1.1\r\n" + host + "\r\n", 405},
      {"OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 405},
      {"an unknown method", "BREW / HTTP/1.1\r\n" + host + "\r\n", 501},
      {"a method in lower case", "get / HTTP/1.1\r\n" + host + "\r\n", 501},
      {"absolute form", "GET http://kith.example/ HTTP/1.1\r\n" + host + "\r\n", 400},
      {"asterisk form", "GET * HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a path without its slash", "GET page HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a broken escape", "GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400},
      {"an unfinished escape", "GET /a%2 HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a path that is not UTF-8", "GET /%ff HTTP/1.1\r\n" + host + "\r\n", 400},
      {"an overlong slash", "GET /%c0%af HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a NUL in the path", "GET /a%00b HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a line feed in the path", "GET /a%0Ab HTTP/1.1\r\n" + host + "\r\n", 400},
      {"two dots", "GET /../etc/passwd HTTP/1.1\r\n" + host + "\r\n", 400},
      {"two encoded dots", "GET /a/%2e%2e/b HTTP/1.1\r\n" + host + "\r\n", 400},
      {"an encoded slash", "GET /a%2fb HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a backslash", "GET /%5cevil.example HTTP/1.1\r\n" + host + "\r\n", 400},
      {"two slashes", "GET //evil.example HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a fragment", "GET /#x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"raw bytes in the path", "GET /\xc3\xa9 HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a query that is not UTF-8", "GET /?q=%ff HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a broken escape in the query", "GET /?q=% HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a target of 10 KB", "GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
      {"a target of 64 KB", "GET /" + std::string(65'536, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
      {"a header of 20 KB", get_line + host + "X-Note: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
      {"headers without end", get_line + host + "X-Note: " + std::string(100'000, 'a'), 431},
      {"a body beyond the limit", post_head + "Content-Length: 70000\r\n\r\n", 413},
      {"a body with a GET", get_line + host + "Content-Length: 5\r\n\r\nabcde", 413},
      {"a chunked body with a GET", get_line + host + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n", 413},
      {"an unknown expectation", post_head + "Content-Length: 5\r\nExpect: miracles\r\n\r\nabcde", 417},
  };
}

std::string many_headers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "A" + std::to_string(i) + ": b\r\n";
  return text;
}
}  // namespace

TEST_CASE("malformed requests are answered with the right status and a close, and none hangs") {
  Running running{route_everything_to(
      [](Request const&) -> Answer {
        FAIL_CHECK("a malformed request reached a handler");
        return plain_text("no");
      },
      64 * 1024)};
  for (auto const& one : malformed_requests()) {
    INFO(std::string{one.what});
    auto peer = running.peer();
    auto const reply = peer.ask(one.bytes);
    CHECK(reply.status == one.status);
    CHECK(reply.header("Connection") == "close");
    CHECK(peer.is_closed_by_server());
  }
}

TEST_CASE("a million headers are refused after the first hundred") {
  Running running;
  auto peer = running.peer();
  peer.send("GET / HTTP/1.1\r\nHost: kith.example\r\n");
  auto const piece = many_headers(500);
  // The server stops listening long before the end: sending fails, or the reply is there.
  for (int i = 0; i < 2'000; ++i)
    if (!peer.send(piece)) break;
  auto again = running.peer();
  CHECK(again.ask("GET / HTTP/1.1\r\nHost: kith.example\r\n" + many_headers(99) + "\r\n").status == 200);
  auto more = running.peer();
  CHECK(more.ask("GET / HTTP/1.1\r\nHost: kith.example\r\n" + many_headers(100) + "\r\n").status == 431);
}

TEST_CASE("a refused request takes what was smuggled behind it with it") {
  Running running{route_everything_to([](Request const& request) -> Answer { return plain_text(request.path); })};
  auto peer = running.peer();
  auto const reply = peer.ask(
      "POST /first HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\nGET /second HTTP/1.1\r\nHost: kith.example\r\n\r\n");
  CHECK(reply.status == 400);
  CHECK(peer.is_closed_by_server());
}
