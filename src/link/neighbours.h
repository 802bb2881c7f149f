// For every distinct value, the other values that agree with it at some level above `different`. Found once, so that a
// pair of records costs a look-up instead of a comparison.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "link/filter.h"
#include "link/near_dates.h"
#include "link/packed.h"
#include "link/shared_ends.h"

namespace kith::link {

class Neighbours {
 public:
  // From lists by code, each in the order of codes.
  Neighbours(Dictionary const& dictionary, std::vector<std::vector<Neighbour>> const& lists);
  // From neighbourly pairs of codes, each pair once; taken over.
  struct Near {
    Code a = 0;
    Code b = 0;
    Level level = different_level;
  };
  Neighbours(Dictionary const& dictionary, std::vector<Near> pairs);
  // Of dates.
  Neighbours(Dictionary const& dictionary, NearDates dates);

  // In the order of their codes (of dates in any), the value itself left out; in `room`, whatever that held.
  std::span<Neighbour const> of(Code code, std::vector<Neighbour>& room) const;
  Level level(Code a, Code b) const;
  std::size_t bytes() const { return begins_.bytes() + lists_.capacity() + (dates_ ? dates_->bytes() : 0); }

 private:
  void append(Neighbour neighbour, Code last);

  Dictionary const* dictionary_;
  // One list after another: of each neighbour how much its code is above the last one's, and the level, seven bits a
  // byte, the lowest first; the highest bit says that more follow.
  std::vector<std::uint8_t> lists_;
  PackedNumbers begins_;
  std::optional<NearDates> dates_;
};

// Numbers that name one person or one home are nearly all different, and with many of them two that differ in two
// places say nothing: from this many on only one slip counts, and neighbours are found by what they share.
inline constexpr Code many_values = 20000;
bool mostly_different(Measure measure);  // identifiers, telephone numbers, e-mail addresses

// Values arranged so that those which may be close to a given one are found without comparing all: by length and
// characters, and by what names have in common besides spelling.
class Vicinity {
 public:
  explicit Vicinity(Dictionary const& dictionary, InstructionSet set = best_instruction_set(), Code many = many_values);

  // All values above `different` to `value`, in the order of their codes, equal ones left out. `value` need not be in
  // the dictionary.
  std::vector<Neighbour> neighbours_of(Value const& value) const;
  // The values that are compared for that, each once: few more than are near. Not of categories and dates.
  std::vector<Code> possible_neighbours(Value const& value) const;
  // As `compare`, but for what many values make meaningless.
  Level level(Value const& a, Value const& b) const;

 private:
  void add(Code code);

  Dictionary const& dictionary_;
  InstructionSet set_;
  bool many_ = false;
  std::vector<LengthGroup> groups_;  // by length
  std::unordered_map<std::uint64_t, std::vector<Code>> by_key_;
  SharedEnds shared_ends_;  // of numbers, when they are many
  NearDates dates_;
};

// Every value of the dictionary against every other: what Vicinity would find of each.
Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads, InstructionSet set = best_instruction_set(),
                           Code many = many_values);

}  // namespace kith::link
