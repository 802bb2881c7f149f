#include "base/id.h"

namespace kith {

namespace {
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";  // no i, l, o, u

constexpr auto values = [] {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return table;
}();
}  // namespace

RawId mint_raw_id(Instant now, Random& random) {
  RawId id;
  random.fill(id.bytes);
  auto ms = static_cast<std::uint64_t>(now.ms);
  for (int i = 5; i >= 0; --i) {
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms & 0xff);
    ms >>= 8;
  }
  return id;
}

// 128 bits are 26 digits of five bits with two to spare at the front.
std::string to_text(RawId const& id) {
  std::string text(26, '0');
  unsigned buffer = 0;
  int bits = 2;  // the two spare bits, zero
  std::size_t at = 0;
  for (auto byte : id.bytes) {
    buffer = buffer << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at++] = alphabet[buffer >> bits & 31];
    }
    buffer &= (1u << bits) - 1;
  }
  return text;
}

std::optional<RawId> parse_raw_id(std::string_view text) {
  if (text.size() != 26) return std::nullopt;
  RawId id;
  unsigned buffer = 0;
  int bits = -2;
  std::size_t at = 0;
  for (char letter : text) {
    auto value = values[static_cast<unsigned char>(letter)];
    if (value < 0 || (bits == -2 && value > 7)) return std::nullopt;
    buffer = buffer << 5 | static_cast<unsigned>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      id.bytes[at++] = static_cast<std::uint8_t>(buffer >> bits & 0xff);
    }
    buffer &= (1u << (bits > 0 ? bits : 0)) - 1;
  }
  return id;
}

}  // namespace kith
