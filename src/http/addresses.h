// Internet addresses as text and as bytes: enough to say who is near (loopback), who is trusted (proxies), and whom a
// proxy speaks for. No names are ever looked up.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::http {

// IPv6, with IPv4 in its mapped form, so that one comparison serves both.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(Address const&) const = default;
};

// "192.0.2.7", "2001:db8::7", also in brackets. nullopt for anything else, names included.
std::optional<Address> parse_address(std::string_view text);
std::string to_text(Address const& address);
bool is_loopback(Address const& address);

// "10.1.0.0/16" or a single address.
struct AddressRange {
  Address first;
  int prefix_bits = 128;

  bool holds(Address const& address) const;
};
std::optional<AddressRange> parse_range(std::string_view text);

class TrustedProxies {
 public:
  TrustedProxies() = default;
  explicit TrustedProxies(std::vector<AddressRange> ranges) : ranges_(std::move(ranges)) {}

  bool empty() const { return ranges_.empty(); }
  bool trusts(Address const& address) const;
  // Who really asks, when `peer` is a trusted proxy: the rightmost address of X-Forwarded-For that is not itself a
  // trusted proxy. The peer's own address when it is not trusted, or when what it forwards cannot be read.
  Address asker(Address const& peer, std::string_view x_forwarded_for) const;

 private:
  std::vector<AddressRange> ranges_;
};

}  // namespace kith::http
