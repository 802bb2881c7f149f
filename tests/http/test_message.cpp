#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <zlib.h>

#include <string>

#include "http/caching.h"
#include "http/compression.h"
#include "http/cookie.h"
#include "http/message.h"
#include "http/wire.h"

using namespace kith;
using namespace kith::http;

namespace {
std::string unpacked(std::string const& packed) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string text(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  auto const size = stream.total_out;
  inflateEnd(&stream);
  return text.substr(0, size);
}

Wire wired(Response response, WireRequest request = {}, std::vector<Header> defaults = {}) {
  bool faulty = false;
  return to_wire(std::move(response), request, defaults, Instant{0}, faulty);
}
bool has_line(Wire const& wire, std::string const& line) {
  return wire.head.find("\r\n" + line + "\r\n") != std::string::npos;
}
std::string const long_text(5'000, 'a');
}  // namespace

TEST_CASE("no response header can hold a line end or a NUL") {
  Response response;
  for (auto value : {"a\r\nSet-Cookie: b=c", "a\nb", "a\rb", "\x7f"})
    CHECK_THROWS_AS(response.set_header("X-Note", value), std::invalid_argument);
  CHECK_THROWS_AS(response.set_header("X-Note", std::string_view{"a\0b", 3}), std::invalid_argument);
  for (auto name : {"", "X Note", "X:Note", "X\r\nNote", "N\xc3\xb6te"})
    CHECK_THROWS_AS(response.add_header(name, "a"), std::invalid_argument);
  for (auto name : {"Content-Length", "transfer-encoding", "Connection", "Date"})
    CHECK_THROWS_AS(response.set_header(name, "1"), std::invalid_argument);
  CHECK(response.headers.empty());
  response.set_header("X-Note", "a\tb \xc3\xa9");
  response.set_header("x-note", "c");
  CHECK(response.headers == std::vector<Header>{{"x-note", "c"}});
}

TEST_CASE("a response whose headers were filled by hand is checked again before it is sent") {
  Response response = plain_text("secret");
  response.headers.push_back({"X-Note", "a\r\nX-Other: b"});
  bool faulty = false;
  auto const wire = to_wire(response, {}, {}, Instant{0}, faulty);
  CHECK(faulty);
  CHECK(wire.status == 500);
  CHECK(wire.head.find("X-Other") == std::string::npos);
  CHECK(wire.body.find("secret") == std::string::npos);
  for (int status : {0, 100, 199, 600}) {
    to_wire({.status = status}, {}, {}, Instant{0}, faulty);
    CHECK(faulty);
  }
}

TEST_CASE("any value that may be set is sent in one line") {
  CHECK(rc::check("one header, one line", [](std::string const& value) {
    Response response;
    try {
      response.set_header("X-Note", value);
    } catch (std::invalid_argument const&) {
      return;
    }
    auto const wire = wired(response);
    RC_ASSERT(wire.head.find("\r\nX-Note: " + value + "\r\n") != std::string::npos);
    RC_ASSERT(std::count(wire.head.begin(), wire.head.end(), '\n') == 4);
  }));
}

TEST_CASE("a redirect cannot be split or sent elsewhere by what it holds") {
  auto const response = redirect("/a b\r\nX: \xc3\xa9?q=%20&x=\"\\");
  CHECK(response.status == 303);
  CHECK(response.headers[0].value == "/a%20b%0D%0AX:%20%C3%A9?q=%20&x=%22%5C");
}

TEST_CASE("default headers are on every response unless it says otherwise") {
  std::vector<Header> const defaults = {{"X-Frame-Options", "DENY"}, {"Cache-Control", "no-store"}};
  Response response = plain_text("a");
  response.set_header("cache-control", "public");
  auto const wire = wired(response, {}, defaults);
  CHECK(has_line(wire, "X-Frame-Options: DENY"));
  CHECK(has_line(wire, "cache-control: public"));
  CHECK_FALSE(has_line(wire, "Cache-Control: no-store"));
}

TEST_CASE("text of some size is compressed for those who take it") {
  auto const packed = wired(html_page(long_text), {.takes_gzip = true});
  CHECK(has_line(packed, "Content-Encoding: gzip"));
  CHECK(has_line(packed, "Vary: Accept-Encoding"));
  CHECK(has_line(packed, "Content-Length: " + std::to_string(packed.body.size())));
  CHECK(unpacked(packed.body) == long_text);
  auto const plain = wired(html_page(long_text));
  CHECK(plain.body == long_text);
  CHECK(has_line(plain, "Vary: Accept-Encoding"));
  auto secret = html_page(long_text);
  secret.compress = false;
  CHECK(wired(secret, {.takes_gzip = true}).body == long_text);
  CHECK(wired(html_page("short"), {.takes_gzip = true}).body == "short");
  CHECK(wired({.content_type = "image/png", .body = long_text}, {.takes_gzip = true}).body == long_text);
}

TEST_CASE("whether gzip is taken is read from the header's weights") {
  for (auto yes : {"gzip", "deflate, gzip, br", "GZIP;q=0.5", "*", "br;q=1, *;q=0.1", "x-gzip", " gzip ; q=1.0 "})
    CHECK_MESSAGE(accepts_coding(yes, "gzip"), std::string{yes});
  for (auto no : {"", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "identity", "gzip;q=x", "gzipped"})
    CHECK_MESSAGE(!accepts_coding(no, "gzip"), std::string{no});
}

TEST_CASE("what the build compressed with brotli goes to those who take it, and to nobody else") {
  auto const asset = make_asset("text/css", long_text, "as brotli");
  Request request;
  auto const to = [&](WireRequest const& wanted) { return wired(serve(asset, request, Freshness::immutable), wanted); };
  auto const brotli = to({.takes_gzip = true, .takes_brotli = true});
  CHECK(brotli.payload() == "as brotli");
  CHECK(has_line(brotli, "Content-Encoding: br"));
  CHECK(has_line(brotli, "Content-Length: 9"));
  CHECK(has_line(brotli, "Vary: Accept-Encoding"));
  CHECK(has_line(brotli, "ETag: W/" + asset->etag));
  CHECK(has_line(to({.takes_gzip = true}), "Content-Encoding: gzip"));
  CHECK(to({}).payload() == long_text);

  request.headers = {{"Accept-Encoding", "gzip, br;q=0.9"}};
  CHECK(wanted_by(request).takes_brotli);
  request.headers = {{"Accept-Encoding", "gzip, br;q=0"}};
  CHECK_FALSE(wanted_by(request).takes_brotli);
  CHECK(wanted_by(request).takes_gzip);
}

TEST_CASE("any text survives compression, at every level, on one thread") {
  CHECK(rc::check("unpacking undoes packing", [](std::string const& text) {
    for (int level : {1, 9, 1}) RC_ASSERT(unpacked(gzip(text, level)) == text);
  }));
}

TEST_CASE("a HEAD tells the length and sends nothing") {
  auto const wire = wired(html_page("hello"), {.head_only = true});
  CHECK(has_line(wire, "Content-Length: 5"));
  CHECK(wire.payload().empty());
}

TEST_CASE("answers that carry no body say so") {
  auto const nothing = wired({.status = 204, .body = "stray"});
  CHECK(nothing.payload().empty());
  CHECK(nothing.head.find("Content-Length") == std::string::npos);
  CHECK(has_line(wired(redirect("/")), "Content-Length: 0"));
}

TEST_CASE("an asset is sent whole once, then confirmed") {
  auto const asset = make_asset("text/css", long_text);
  Request request;
  auto const first = serve(asset, request, Freshness::immutable);
  auto const wire = wired(first);
  CHECK(wire.payload() == long_text);
  CHECK(has_line(wire, "Content-Type: text/css"));
  CHECK(has_line(wire, "Cache-Control: public, max-age=31536000, immutable"));
  CHECK(unpacked(std::string{wired(first, {.takes_gzip = true}).payload()}) == long_text);
  CHECK(has_line(wired(first, {.takes_gzip = true}), "ETag: W/" + asset->etag));
  CHECK(has_line(wired(first, {.takes_gzip = true, .takes_brotli = true}), "Content-Encoding: gzip"));

  for (auto const& tag : {asset->etag, "W/" + asset->etag, "\"x\", " + asset->etag, std::string{"*"}}) {
    request.headers = {{"If-None-Match", tag}};
    auto const again = wired(serve(asset, request, Freshness::revalidate));
    CHECK(again.status == 304);
    CHECK(again.payload().empty());
    CHECK(has_line(again, "ETag: " + asset->etag));
  }
  request.headers = {{"If-None-Match", "\"x\""}};
  CHECK(serve(asset, request, Freshness::revalidate).status == 200);
  CHECK(etag_of("a") != etag_of("b"));
}

TEST_CASE("cookies are for this host only, and read back by their bare name") {
  auto const header = set_cookie({.name = "session", .value = "abc", .max_age = std::chrono::hours{1}});
  CHECK(header == Header{"Set-Cookie", "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600"});
  CHECK(forget_cookie("session").value == "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
  Request request;
  request.headers = {{"Cookie", "session=forged; __Host-session=abc"}, {"cookie", "__Host-seen=\"1\""}};
  CHECK(request.cookie("session") == "abc");
  CHECK(request.cookie("seen") == "1");
  CHECK(request.cookie("sess").empty());
  CHECK(request.cookie("absent").empty());
  for (auto bad : {"a;b", "a b", "a\r\nb", "a\"b", "a,b", "\xc3\xa9"}) {
    CHECK_THROWS_AS(set_cookie({.name = "a", .value = bad}), std::invalid_argument);
    CHECK_THROWS_AS(set_cookie({.name = bad, .value = "a"}), std::invalid_argument);
  }
  CHECK_THROWS_AS(set_cookie({.name = "", .value = "a"}), std::invalid_argument);
}

TEST_CASE("any token survives a cookie") {
  auto const token =
      rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abcXYZ0189-._~!#$%&'()*+/:<=>?@[]^`{|}"}));
  CHECK(rc::check("reading undoes writing", [&] {
    auto const value = *token;
    auto const header = set_cookie({.name = "token", .value = value});
    auto const sent = header.value.substr(0, header.value.find(';'));
    RC_ASSERT(find_cookie("a=b; " + sent + "; c=d", "token") == value);
  }));
}

TEST_CASE("dates are told as HTTP wants them") {
  CHECK(http_date(*parse_instant("1994-11-06T08:49:37.000Z")) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(http_date(*parse_instant("2026-02-01T00:00:00.999Z")) == "Sun, 01 Feb 2026 00:00:00 GMT");
}
