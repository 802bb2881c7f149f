// Small numbers for ids: which children and families are the same, at a few nanoseconds each.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::insight {

// The 128 bits that the 26 letters and digits of an id hold, five each: two ids are one when these are equal.
struct IdBits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(IdBits const&) const = default;

  static constexpr auto values = [] {
    std::array<std::uint8_t, 256> table{};
    std::uint8_t next = 0;
    for (char const letter : std::string_view{"0123456789abcdefghjkmnpqrstvwxyz"})
      table[static_cast<unsigned char>(letter)] = next++;
    return table;
  }();
  static IdBits of(std::string_view id) {
    IdBits bits;
    for (char const letter : id) {
      bits.high = bits.high << 5 | bits.low >> 59;
      bits.low = bits.low << 5 | values[static_cast<unsigned char>(letter)];
    }
    return bits;
  }
};

// Gives each different id the next number, 0 first. The id stands in the table itself and its end is random, so that
// finding one is one look into memory: with nodes, strings or a hash that must be confirmed, this took longer than
// reading the records from the database.
class Numbering {
 public:
  Numbering() : slots_(1 << 12) {}

  std::uint32_t number_of(std::string_view id) {
    auto const bits = IdBits::of(id);
    auto& slot = slot_of(slots_, bits);
    if (slot.number != none) return slot.number;
    auto const number = count_++;
    slot = {bits, number};
    if (count_ * std::size_t{10} > slots_.size() * 7) grow();
    return number;
  }
  std::uint32_t count() const { return count_; }

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct Slot {
    IdBits bits;
    std::uint32_t number = none;
  };

  // The slot that holds these bits, or the empty one where they belong.
  static Slot& slot_of(std::vector<Slot>& slots, IdBits const& bits) {
    auto at = (bits.low ^ bits.low >> 32) & (slots.size() - 1);
    while (slots[at].number != none && slots[at].bits != bits) at = (at + 1) & (slots.size() - 1);
    return slots[at];
  }
  void grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (auto const& slot : slots_)
      if (slot.number != none) slot_of(larger, slot.bits) = slot;
    slots_ = std::move(larger);
  }

  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

}  // namespace kith::insight
