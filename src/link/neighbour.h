// A value that agrees with another at some level above `different`.
#pragma once

#include "link/records.h"

namespace kith::link {

struct Neighbour {
  Code code = 0;
  Level level = different_level;

  bool operator==(Neighbour const&) const = default;
};

}  // namespace kith::link
