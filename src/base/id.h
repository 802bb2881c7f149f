// Ids: 128 bits, the first 48 the millisecond of minting, the rest random. Sorting by id is roughly sorting by age, and
// nobody can guess one. In text: 26 letters and digits (Crockford's base 32, lower case), safe in URLs, free of
// look-alikes. Distinct types for distinct things: Id<Family> does not compile where Id<Person> is wanted.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/time.h"

namespace kith {

// The bytes under every Id. Big-endian, so that byte order is time order.
struct RawId {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(RawId const&) const = default;
};

RawId mint_raw_id(Instant now, Random& random);
std::string to_text(RawId const& id);
// nullopt unless `text` is exactly 26 letters and digits of the alphabet that hold 128 bits.
std::optional<RawId> parse_raw_id(std::string_view text);

template <class Thing>
class Id {
 public:
  Id() = default;  // the nil id: no thing has it
  explicit Id(RawId raw) : raw_(raw) {}

  static Id mint(Instant now, Random& random) { return Id{mint_raw_id(now, random)}; }
  static std::optional<Id> parse(std::string_view text) {
    auto raw = parse_raw_id(text);
    if (!raw) return std::nullopt;
    return Id{*raw};
  }

  RawId const& raw() const { return raw_; }
  std::string text() const { return to_text(raw_); }
  bool is_nil() const { return raw_ == RawId{}; }

  auto operator<=>(Id const&) const = default;

 private:
  RawId raw_{};
};

}  // namespace kith

template <class Thing>
struct std::hash<kith::Id<Thing>> {
  std::size_t operator()(kith::Id<Thing> const& id) const noexcept {
    std::size_t h = 0;
    for (int i = 8; i < 16; ++i) h = h << 8 | id.raw().bytes[static_cast<std::size_t>(i)];
    return h;
  }
};
