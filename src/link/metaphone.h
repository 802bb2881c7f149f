// How a name sounds: Lawrence Philips' Double Metaphone (C/C++ Users Journal, June 2000), four characters.
#pragma once

#include <string>
#include <string_view>

namespace kith::link {

struct Sound {
  std::string primary;
  std::string secondary;  // equal to primary when there is only one way to say it

  bool operator==(Sound const&) const = default;
};

// `name` in lower-case Latin letters; blanks are passed over.
Sound double_metaphone(std::string_view name);

}  // namespace kith::link
