// For every distinct value, the other values that agree with it at some level above `different`. Found once, so that a
// pair of records costs a look-up instead of a comparison.
#pragma once

#include <span>
#include <vector>

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

  // In the order of their codes, the value itself left out.
  std::span<Neighbour const> of(Code code) const {
    return std::span(entries_).subspan(begins_[code], begins_[code + 1] - begins_[code]);
  }
  Level level(Code a, Code b) const;

 private:
  Level exact_ = 0;
  std::vector<std::size_t> begins_;
  std::vector<Neighbour> entries_;
};

// Every value of the dictionary against every other.
Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads);
// The neighbours of a value that need not be in the dictionary.
std::vector<Neighbour> neighbours_of(Dictionary const& dictionary, Value const& value);

}  // namespace kith::link
