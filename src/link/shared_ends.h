// Very many numbers, found by what a slip of the finger leaves of them: of two values that differ by one, the front or
// the back is the same. Which of those that share an end may be near is told from two bytes beside each, so that
// hardly any of the values themselves, which lie all over memory, need be read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "link/records.h"

namespace kith::link {

class SharedEnds {
 public:
  SharedEnds() = default;
  explicit SharedEnds(Dictionary const& dictionary);

  // Appends the codes of the values that may be within one slip of `text`, an exchange of two neighbours included, as
  // edit_distance has it: never too few. A code may come twice.
  void append_possible(std::string_view text, std::vector<Code>& codes) const;
  bool empty() const { return codes_.size() == 0; }
  std::size_t bytes() const;

 private:
  template <class Take>
  static void each_end(std::string_view text, std::size_t length, Take const& take);
  std::size_t bucket(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> shift_); }

  unsigned shift_ = 63;
  std::uint64_t lengths_ = 0;          // a bit for each length that there is, 1 the lowest
  std::vector<std::uint32_t> begins_;  // by bucket: of values that share a front or a back
  std::vector<std::uint16_t> odd_;     // beside each of them: see odd_characters
  PackedNumbers codes_;
};

}  // namespace kith::link
