// For every distinct value, the other values that agree with it at some level above `different`. Found once, so that a
// pair of records costs a look-up instead of a comparison.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "link/filter.h"
#include "link/records.h"

namespace kith::link {

struct Neighbour {
  Code code = 0;
  Level level = different_level;

  bool operator==(Neighbour const&) const = default;
};

class Neighbours {
 public:
  Neighbours() = default;
  Neighbours(Measure measure, std::vector<std::vector<Neighbour>> const& lists);
  // The same from neighbourly pairs of codes, each pair once; taken over.
  struct Near {
    Code a = 0;
    Code b = 0;
    Level level = different_level;
  };
  Neighbours(Measure measure, Code codes, std::vector<Near> pairs);

  // In the order of their codes, the value itself left out.
  std::span<Neighbour const> of(Code code) const {
    return std::span(entries_).subspan(begins_[code], begins_[code + 1] - begins_[code]);
  }
  Level level(Code a, Code b) const;
  std::size_t bytes() const { return begins_.size() * sizeof begins_[0] + entries_.size() * sizeof entries_[0]; }

 private:
  Level exact_ = 0;
  std::vector<std::uint32_t> begins_;
  std::vector<Neighbour> entries_;
};

// Numbers that name one person or one home are nearly all different, and with many of them two that differ in two
// places say nothing: from this many on only one slip counts, and neighbours are found by what they share.
inline constexpr Code many_values = 20000;
bool mostly_different(Measure measure);  // identifiers, telephone numbers, e-mail addresses

// Values arranged so that those which may be close to a given one are found without comparing all: by length and
// characters, and by what names and dates have in common besides spelling. Values can be added at any time.
class Vicinity {
 public:
  explicit Vicinity(Dictionary const& dictionary, InstructionSet set = best_instruction_set(), Code many = many_values);

  // Takes in the values that the dictionary has and this has not.
  void catch_up();
  // All values above `different` to `value`, in the order of their codes, equal ones left out. `value` need not be in
  // the dictionary.
  std::vector<Neighbour> neighbours_of(Value const& value) const;
  // As `compare`, but for what many values make meaningless.
  Level level(Value const& a, Value const& b) const;

 private:
  void add(Code code);
  void sort_by_ends();
  void append_sharing_an_end(Value const& value, std::vector<Code>& possible) const;

  Dictionary const& dictionary_;
  InstructionSet set_;
  bool many_ = false;
  Code known_ = 1;
  std::vector<LengthGroup> groups_;  // by length
  std::unordered_map<std::uint64_t, std::vector<Code>> by_key_;
  std::vector<Code> by_front_;  // of numbers, when they are many: those there were at first
  std::vector<Code> by_back_;
};

// Every value of the dictionary against every other: what Vicinity would find of each.
Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads, InstructionSet set = best_instruction_set(),
                           Code many = many_values);

}  // namespace kith::link
