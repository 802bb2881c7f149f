#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "html/url.h"

using namespace kith;
using namespace kith::html;

TEST_CASE("only addresses that are safe to follow become a Url") {
  for (auto safe : {"/", "/families?page=2#x", "#top", "?q=1", "https://example.org/a:b", "mailto:a@example.org",
                    "tel:+441234567890", "HTTP://example.org", "families/7", "/a:b"})
    CHECK_MESSAGE(Url::parse(safe).has_value(), safe);
  for (auto unsafe :
       {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/", "/\\evil.example",
        "\\\\evil.example", "/a b", "https:evil\n", "file:///etc/passwd", "blob:x", "javascript&colon;x:y"})
    CHECK_MESSAGE(!Url::parse(unsafe).has_value(), unsafe);
}

TEST_CASE("query parameters are percent-encoded and come before the fragment") {
  CHECK(Url("/list").with("q", "O'Brien & sons").with("page", 2).text() == "/list?q=O%27Brien%20%26%20sons&page=2");
  CHECK(Url("/list?a=1#row").with("b", "é").text() == "/list?a=1&b=%C3%A9#row");
  CHECK(Url("/list#old").at("new row").text() == "/list#new%20row");
  CHECK(Url().at("top").text() == "#top");
}

TEST_CASE("a path's holes take one segment each") {
  CHECK(url("/families/{}/notes/{}", "a/b?c#d", 7).text() == "/families/a%2Fb%3Fc%23d/notes/7");
  SeededRandom random{3};
  auto id = Id<struct Family>::mint(Instant{9}, random);
  CHECK(url("/families/{}", id).text() == "/families/" + id.text());
  CHECK(url("/families").text() == "/families");
}

TEST_CASE("whatever goes into an address, the address stays safe and on this site") {
  CHECK(rc::check([](std::string const& segment, std::string const& name, std::string const& value) {
    auto built = url("/families/{}", segment).with(name, value).at(value);
    RC_ASSERT(is_safe_url(built.text()));
    RC_ASSERT(built.text().starts_with("/families/"));
  }));
}
