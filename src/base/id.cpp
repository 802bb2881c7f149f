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

__extension__ using Bits = unsigned __int128;
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
  Bits bits = 0;
  for (auto byte : id.bytes) bits = bits << 8 | byte;
  std::string text(26, '0');
  for (auto letter = text.rbegin(); letter != text.rend(); ++letter) {
    *letter = alphabet[static_cast<std::size_t>(bits & 31)];
    bits >>= 5;
  }
  return text;
}

std::optional<RawId> parse_raw_id(std::string_view text) {
  if (text.size() != 26) return std::nullopt;
  if (values[static_cast<unsigned char>(text[0])] > 7) return std::nullopt;  // more than 128 bits
  Bits bits = 0;
  int any_wrong = 0;
  for (char letter : text) {
    int const value = values[static_cast<unsigned char>(letter)];
    any_wrong |= value;  // negative as soon as one is
    bits = bits << 5 | static_cast<unsigned>(value & 31);
  }
  if (any_wrong < 0) return std::nullopt;
  RawId id;
  for (auto byte = id.bytes.rbegin(); byte != id.bytes.rend(); ++byte) {
    *byte = static_cast<std::uint8_t>(bits & 0xff);
    bits >>= 8;
  }
  return id;
}

}  // namespace kith
