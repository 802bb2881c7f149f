// Who belongs to whom in a genogram, looked up once: whoever arranges its people asks hundreds of times. Used by its
// layout only.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "html/picture/genogram.h"

namespace kith::html::picture {

// Several lists of numbers in one piece of memory.
class Lists {
 public:
  struct Entry {
    std::size_t list = 0, item = 0;
  };
  Lists() = default;
  // Each list has its items in the order of the entries.
  Lists(std::size_t count, std::span<Entry const> entries);

  std::span<std::size_t const> operator[](std::size_t list) const {
    auto const* const start = starts_.data() + list;
    return {items_.data() + start[0], items_.data() + start[1]};
  }

 private:
  std::vector<std::size_t> starts_ = {};  // of each list in `items_`, and the end of the last
  std::vector<std::size_t> items_ = {};
};

// People and couples are places in Genogram::people and Genogram::unions.
struct Kin {
  // `row` has everybody's generation.
  Kin(Genogram const& genogram, std::vector<int> const& row);

  Lists parents = {};   // of each couple, one or two people, or none
  Lists children = {};  // of each couple, the eldest first
  // For each person:
  Lists child_of = {};         // couples with parents whose child they are
  Lists parent_in = {};        // couples with children whose first parent they are
  Lists partners = {};         // in their own generation
  std::vector<int> pull = {};  // how many siblings must stand at their right, less those who must stand at their left
};

}  // namespace kith::html::picture
