#include <doctest/doctest.h>

#include <string>

#include "http/addresses.h"

using namespace kith::http;

namespace {
Address at(std::string_view text) { return parse_address(text).value(); }
bool holds(std::string_view range, std::string_view address) { return parse_range(range)->holds(at(address)); }
}  // namespace

TEST_CASE("addresses read back from their text") {
  for (auto text : {"127.0.0.1", "192.0.2.7", "::1", "2001:db8::7"}) CHECK(to_text(at(text)) == text);
  CHECK(to_text(at("[2001:db8::7]")) == "2001:db8::7");
  CHECK(at("::ffff:192.0.2.7") == at("192.0.2.7"));
  for (auto text : {"", "localhost", "192.0.2", "192.0.2.7:80", "1.2.3.4 ", "[", "[]", "2001:db8::7%eth0"})
    CHECK_MESSAGE(parse_address(text) == std::nullopt, std::string{text});
}

TEST_CASE("only this machine is loopback") {
  for (auto text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) CHECK(is_loopback(at(text)));
  for (auto text : {"128.0.0.1", "10.0.0.1", "::2", "0.0.0.0", "::"}) CHECK_FALSE(is_loopback(at(text)));
}

TEST_CASE("a range holds what its prefix says") {
  CHECK(holds("10.0.0.0/8", "10.255.1.2"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  CHECK(holds("192.0.2.128/25", "192.0.2.200"));
  CHECK_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
  CHECK(holds("192.0.2.7", "192.0.2.7"));
  CHECK_FALSE(holds("192.0.2.7", "192.0.2.8"));
  CHECK(holds("2001:db8::/32", "2001:db8:ffff::1"));
  CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  for (auto text : {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "x/8", "::/129"})
    CHECK_MESSAGE(!parse_range(text), std::string{text});
}

TEST_CASE("a forwarded address is believed from trusted proxies only, and as far as they reach") {
  TrustedProxies const proxies{{*parse_range("10.0.0.0/8")}};
  auto const asker = [&](std::string_view peer, std::string_view forwarded) {
    return to_text(proxies.asker(at(peer), forwarded));
  };
  CHECK(asker("192.0.2.7", "198.51.100.1") == "192.0.2.7");
  CHECK(asker("10.0.0.1", "198.51.100.1") == "198.51.100.1");
  CHECK(asker("10.0.0.1", "203.0.113.9, 198.51.100.1") == "198.51.100.1");
  CHECK(asker("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2") == "198.51.100.1");
  CHECK(asker("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
  CHECK(asker("10.0.0.1", "nonsense") == "10.0.0.1");
  CHECK(asker("10.0.0.1", "198.51.100.1, nonsense") == "10.0.0.1");
  CHECK(asker("10.0.0.1", "") == "10.0.0.1");
  CHECK(to_text(TrustedProxies{}.asker(at("10.0.0.1"), "198.51.100.1")) == "10.0.0.1");
}
