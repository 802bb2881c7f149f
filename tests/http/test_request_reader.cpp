#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "http/request_reader.h"

using namespace kith::http;

namespace {
struct ReadOutcome {
  bool complete = false;
  int status = 0;
  std::string path = {};
  std::string body = {};
  std::string left = {};

  bool operator==(ReadOutcome const&) const = default;
};

// Feeds the pieces as a socket would: what is not taken is given again with more behind it.
ReadOutcome read(std::vector<std::string> const& pieces, std::size_t body_limit = 1'000) {
  using Progress = RequestReader::Progress;
  RequestReader reader{{}};
  std::string held;
  ReadOutcome outcome;
  for (auto const& piece : pieces) {
    held += piece;
    while (!outcome.complete) {
      std::size_t used = 0;
      auto const progress = reader.feed(held, used);
      held.erase(0, used);
      if (progress == Progress::refused) return {.status = reader.refusal().status};
      if (progress == Progress::needs_more) break;
      if (progress == Progress::head_read) reader.limit_body(body_limit);
      outcome.complete = progress == Progress::complete;
    }
  }
  if (outcome.complete) {
    outcome.path = reader.request().path;
    outcome.body = reader.request().body;
    outcome.left = held;
  }
  return outcome;
}

std::vector<std::string> cut(std::string const& text, std::vector<std::size_t> const& sizes) {
  std::vector<std::string> pieces;
  std::size_t at = 0;
  for (auto size : sizes) {
    if (at >= text.size()) break;
    pieces.push_back(text.substr(at, size));
    at += size;
  }
  if (at < text.size()) pieces.push_back(text.substr(at));
  return pieces;
}
}  // namespace

TEST_CASE("a request is the same however the network cuts it up") {
  std::vector<std::string> const requests = {
      "GET /a?b=c HTTP/1.1\r\nHost: kith.example\r\nX: y\r\n\r\nGET /next",
      "POST /a HTTP/1.1\r\nHost: kith.example\r\nContent-Length: 5\r\n\r\nhelloPOST",
      "POST /a HTTP/1.1\r\nHost: kith.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\na;x=y\r\n, "
      "families\r\n0\r\n\r\nrest",
      "POST /a HTTP/1.1\r\nHost: kith.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7d0\r\n",
      "GET /a HTTP/1.1\r\nHost: kith.example\r\nX: y\r\n folded\r\n\r\n",
      "GET /a HTTP/1.1\r\nHost: kith.example\r\nX: " + std::string(15'000, 'x') + "\r\nY: " + std::string(3'000, 'y') +
          "\r\n\r\n",
      "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: kith.example\r\n\r\n",
  };
  std::vector<int> const statuses = {0, 0, 0, 413, 400, 431, 414};
  for (std::size_t i = 0; i < requests.size(); ++i) CHECK(read({requests[i]}).status == statuses[i]);
  CHECK(read({requests[2]}) == ReadOutcome{true, 0, "/a", "hello, families", "rest"});
  CHECK(rc::check("any cutting gives the same", [&] {
    auto const& request = requests[*rc::gen::inRange<std::size_t>(0, requests.size())];
    auto const sizes = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 40));
    RC_ASSERT(read(cut(request, sizes)) == read({request}));
  }));
}

TEST_CASE("a request read byte by byte is the same too") {
  std::string const request =
      "POST /a HTTP/1.1\r\nHost: kith.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  CHECK(read(cut(request, std::vector<std::size_t>(request.size(), 1))) == ReadOutcome{true, 0, "/a", "hello", ""});
}

TEST_CASE("no bytes crash the reader, and what it refuses it refuses for good") {
  CHECK(rc::check("any bytes", [](std::string const& bytes) {
    RequestReader reader{{}};
    std::size_t used = 0;
    auto const progress = reader.feed("GET / HTTP/1.1\r\nHost: a\r\n" + bytes, used);
    if (progress == RequestReader::Progress::refused) RC_ASSERT(reader.feed("\r\n\r\n", used) == progress);
  }));
}

TEST_CASE("a chunked body is read however it is cut, an empty one too") {
  std::string const head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (auto const& [chunks, body] : std::vector<std::pair<std::string, std::string>>{
           {"0\r\n\r\n", ""}, {"1\r\na\r\n0\r\n\r\n", "a"}, {"3;x=y\r\nabc\r\n2\r\nde\r\n00\r\n\r\n", "abcde"}})
    for (std::size_t first = 1; first <= chunks.size(); ++first)
      for (std::size_t step = 1; step <= chunks.size(); ++step) {
        CAPTURE(chunks);
        CAPTURE(first);
        CAPTURE(step);
        auto pieces = cut(chunks, std::vector<std::size_t>(chunks.size(), step));
        pieces.insert(pieces.begin(), head);
        auto const outcome = read(pieces);
        CHECK(outcome.complete);
        CHECK(outcome.body == body);
        auto const split = read({head + chunks.substr(0, first), chunks.substr(first)});
        CHECK(split.complete);
        CHECK(split.body == body);
      }
}
