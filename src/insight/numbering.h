// Small numbers for ids: which children and families are the same, at a few nanoseconds each.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/large_pages.h"

namespace kith::insight {

// The 128 bits that the 26 letters and digits of an id hold, five each: two ids are one when these are equal, and they
// stand in the order of their texts.
struct IdBits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(IdBits const&) const = default;

  static constexpr auto values = [] {
    std::array<std::uint8_t, 256> table{};
    std::uint8_t next = 0;
    for (char const letter : std::string_view{"0123456789abcdefghjkmnpqrstvwxyz"})
      table[static_cast<unsigned char>(letter)] = next++;
    return table;
  }();
  // Takes what a projection wrote without looking twice: a text that is no id gives bits of no meaning.
  static IdBits of(std::string_view id) {
    auto const folded = [&](std::size_t from, std::size_t to) {
      std::uint64_t bits = 0;
#pragma GCC unroll 16
      for (auto at = from; at < to; ++at) bits = bits << 5 | values[static_cast<unsigned char>(id[at])];
      return bits;
    };
    if (id.size() != 26) return {0, folded(0, id.size())};
    auto const middle = folded(13, 14);  // its first bit belongs to the upper half
    return {folded(0, 13) << 1 | middle >> 4, middle << 60 | folded(14, 26)};
  }
  std::string text() const {
    RawId id;
    for (std::size_t i = 0; i < 8; ++i) {
      id.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
      id.bytes[8 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
    }
    return to_text(id);
  }
};

// Gives each different id the next number, 0 first. The end of an id is random, so that it is its own hash.
class Numbering {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  Numbering() : slots_(1 << 10) {}

  std::uint32_t number_of(std::string_view id) { return number_of(IdBits::of(id)); }
  std::uint32_t number_of(IdBits const& bits) {
    auto& slot = slots_[slot_of(bits)];
    if (slot.number != none) return slot.number;
    auto const number = count();
    slot = {hash_of(bits), number};
    make_room_for_one(ids_);
    ids_.push_back(bits);
    if (ids_.size() * 10 > slots_.size() * 7) grow();
    return number;
  }
  // Says that number_of or find will be asked for these bits soon: among millions of ids, what waits is the memory.
  void expect(IdBits const& bits) const { __builtin_prefetch(&slots_[home_of(hash_of(bits))]); }
  // The same again, when what the first was for has come: the id in the slot is what the bits are compared with.
  void expect_id(IdBits const& bits) const {
    if (auto const number = slots_[home_of(hash_of(bits))].number; number != none) __builtin_prefetch(&ids_[number]);
  }
  // The number that an id has got, or none.
  std::uint32_t find(std::string_view id) const { return find(IdBits::of(id)); }
  std::uint32_t find(IdBits const& bits) const { return slots_[slot_of(bits)].number; }
  IdBits const& id_of(std::uint32_t number) const { return ids_[number]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(ids_.size()); }

 private:
  // With a part of its id at hand, whoever comes past a slot of another does not look that id up in vain.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = none;
  };

  static std::uint32_t hash_of(IdBits const& bits) { return static_cast<std::uint32_t>(bits.low ^ bits.low >> 32); }
  std::size_t home_of(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t after(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  // The slot of these bits, or the empty one where they belong.
  std::size_t slot_of(IdBits const& bits) const {
    auto const hash = hash_of(bits);
    auto at = home_of(hash);
    while (slots_[at].number != none && (slots_[at].hash != hash || ids_[slots_[at].number] != bits)) at = after(at);
    return at;
  }
  void grow() {
    auto const before = std::exchange(slots_, LargeVector<Slot>(slots_.size() * 2));
    for (auto const& slot : before) {
      if (slot.number == none) continue;
      auto at = home_of(slot.hash);
      while (slots_[at].number != none) at = after(at);
      slots_[at] = slot;
    }
  }

  LargeVector<Slot> slots_;  // by hash
  LargeVector<IdBits> ids_;  // by number
};

}  // namespace kith::insight
