// The faults of a profile, all of them at once: whoever edits a profile wants the whole list, not the first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::profile {

// Where something was written. Line 0 means the file as a whole.
struct Origin {
  std::string file;
  int line = 0;
};
std::string for_people(Origin const& origin);  // "profiles/doncaster/places.toml line 14"

// The faults found so far, in the order of finding.
struct Faults {
  std::vector<FieldError> found;

  // `sentence` says what is wrong and what to do; the place is put before it.
  void add(Origin const& origin, std::string_view field, std::string code, std::string const& sentence);
};

// " Did you mean 'balby_south'?" when one of `known` is near enough to `typed` to be what was meant; empty otherwise.
std::string did_you_mean(std::string_view typed, std::vector<std::string> const& known);

}  // namespace kith::profile
