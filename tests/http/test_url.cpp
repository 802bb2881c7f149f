#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "base/text.h"
#include "http/url.h"

using namespace kith;
using namespace kith::http;

TEST_CASE("escapes are decoded exactly, and broken ones refused") {
  CHECK(percent_decoded("a%20b%C3%A9", false) == "a b\xc3\xa9");
  CHECK(percent_decoded("a+b", true) == "a b");
  CHECK(percent_decoded("a+b", false) == "a+b");
  for (auto broken : {"%", "%2", "%zz", "%2g", "a%", "%%20"}) CHECK(percent_decoded(broken, false) == std::nullopt);
}

TEST_CASE("any bytes survive encoding and decoding") {
  CHECK(rc::check("decoding undoes encoding", [](std::string const& bytes) {
    auto const encoded = percent_encoded(bytes);
    RC_ASSERT(percent_decoded(encoded, false) == bytes);
    RC_ASSERT(percent_decoded(encoded, true) == bytes);
  }));
}

TEST_CASE("any fields survive a query string") {
  auto const text = rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  CHECK(rc::check("reading undoes writing", [&] {
    Fields fields;
    auto const count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) fields.add("f" + *text, *text);
    auto const read = parse_urlencoded(to_urlencoded(fields));
    RC_ASSERT(read.ok());
    RC_ASSERT(read.value() == fields);
  }));
}

TEST_CASE("a query gives its fields in order, repeated and empty ones too") {
  auto const fields = parse_urlencoded("need=housing&need=money&note=&flag&&a=b=c").value();
  CHECK(fields.size() == 5);
  CHECK(fields.get("need") == "housing");
  CHECK(fields.all("need").size() == 2);
  CHECK(fields.has("flag"));
  CHECK(fields.get("a") == "b=c");
  CHECK_FALSE(fields.has("absent"));
  CHECK(fields.get("absent").empty());
}

TEST_CASE("fields that are no text, too many or too long are refused by name") {
  CHECK(parse_urlencoded("a=%ff").error().code == "not_utf8");
  CHECK(parse_urlencoded("a=%00").error().code == "not_utf8");
  CHECK(parse_urlencoded("%ed%a0%80=surrogate").error().code == "not_utf8");
  CHECK(parse_urlencoded("a=%e").error().code == "bad_encoding");
  CHECK(parse_urlencoded("a=1&b=2&c=3", {.fields = 2}).error().code == "too_many_fields");
  CHECK(parse_urlencoded("abc=1", {.name_bytes = 2}).error().code == "field_too_long");
  CHECK(parse_urlencoded("a=123", {.value_bytes = 2}).error().code == "field_too_long");
  CHECK(parse_urlencoded("a=12", {.value_bytes = 2}).ok());
}

TEST_CASE("a path is decoded once, and harmless") {
  CHECK(decoded_path("/") == "/");
  CHECK(decoded_path("/families/zo%C3%AB/plan") == "/families/zo\xc3\xab/plan");
  CHECK(decoded_path("/a/") == "/a/");
  CHECK(decoded_path("/%2541") == "/%41");
  CHECK(decoded_path("/a...b/.c") == "/a...b/.c");
  for (auto harmful :
       {"",       "a",      "*",    "/..",  "/a/../b", "/%2e%2E", "/.", "/a/./b", "//a",     "/a//b",
        "/a%2Fb", "/a%5Cb", "/%00", "/%7f", "/a%0d",   "/#a",     "/%", "/\x80",  "/%c0%af", "http://a/"})
    CHECK_MESSAGE(decoded_path(harmful) == std::nullopt, std::string{harmful});
}

TEST_CASE("whatever path is accepted has no step upwards and no control character") {
  CHECK(rc::check("accepted paths are harmless", [] {
    auto const alphabet = std::string{"/.%25eE\\a#?:2f"};
    auto const raw = "/" + *rc::gen::container<std::string>(rc::gen::elementOf(alphabet));
    auto const path = decoded_path(raw);
    if (!path) return;
    RC_ASSERT(path->front() == '/');
    RC_ASSERT(is_valid_utf8(*path));
    RC_ASSERT((*path + "/").find("/../") == std::string::npos);
    RC_ASSERT((*path + "/").find("/./") == std::string::npos);
    RC_ASSERT(path->find("//") == std::string::npos);
    RC_ASSERT(path->find('\\') == std::string::npos);
  }));
}
