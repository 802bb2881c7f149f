#include "http/addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace kith::http {

namespace {
constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(Address const& address) {
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
}
}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  std::string const terminated{text};
  Address address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + mapped_prefix.size()) == 1) return address;
  return std::nullopt;
}

std::string to_text(Address const& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (is_mapped(address))
    inet_ntop(AF_INET, address.bytes.data() + mapped_prefix.size(), text, sizeof(text));
  else
    inet_ntop(AF_INET6, address.bytes.data(), text, sizeof(text));
  return text;
}

bool is_loopback(Address const& address) {
  static constexpr Address six = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
  return address == six || (is_mapped(address) && address.bytes[12] == 127);
}

bool AddressRange::holds(Address const& address) const {
  auto const whole = static_cast<std::size_t>(prefix_bits / 8);
  if (!std::equal(first.bytes.begin(), first.bytes.begin() + static_cast<std::ptrdiff_t>(whole), address.bytes.begin()))
    return false;
  int const odd = prefix_bits % 8;
  if (odd == 0) return true;
  auto const mask = static_cast<std::uint8_t>(0xff << (8 - odd));
  return (first.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::optional<AddressRange> parse_range(std::string_view text) {
  auto const slash = std::min(text.find('/'), text.size());
  auto const first = parse_address(text.substr(0, slash));
  if (!first) return std::nullopt;
  if (slash == text.size()) return AddressRange{*first, 128};
  auto const bits_text = text.substr(slash + 1);
  int bits = 0;
  auto const [end, problem] = std::from_chars(bits_text.data(), bits_text.data() + bits_text.size(), bits);
  if (problem != std::errc{} || end != bits_text.data() + bits_text.size()) return std::nullopt;
  int const most = is_mapped(*first) ? 32 : 128;
  if (bits < 0 || bits > most) return std::nullopt;
  return AddressRange{*first, bits + (128 - most)};
}

bool TrustedProxies::trusts(Address const& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](auto const& range) { return range.holds(address); });
}

Address TrustedProxies::asker(Address const& peer, std::string_view x_forwarded_for) const {
  Address asker = peer;
  // Each proxy adds, on the right, the address it heard from: walk leftwards for as long as the speaker is trusted.
  while (trusts(asker) && !x_forwarded_for.empty()) {
    auto const comma = x_forwarded_for.rfind(',');
    auto const start = comma == std::string_view::npos ? 0 : comma + 1;
    auto const heard = parse_address(trimmed(x_forwarded_for.substr(start)));
    if (!heard) break;
    asker = *heard;
    x_forwarded_for = x_forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return asker;
}

}  // namespace kith::http
