// A TOML file as a plain tree with its lines, so that one .cpp alone includes the TOML library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "profile/faults.h"

namespace kith::profile {

struct Node {
  enum class Shape { text, whole_number, day, list, table, other };
  Shape shape = Shape::other;
  int line = 0;  // counted from 1

  std::string text;                                    // text
  std::int64_t number = 0;                             // whole_number
  Date day;                                            // day
  std::vector<Node> items;                             // list, in the file's order
  std::vector<std::pair<std::string, Node>> children;  // table, in the file's order
};

// The tree of a file's text, a table at its root. What the library cannot read becomes one fault with its line.
Node read_tree(std::string_view toml, std::string const& file, Faults& faults);

}  // namespace kith::profile
