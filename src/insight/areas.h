// The columns of a report: the authority first, then the places or aliases that were asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "insight/demand.h"
#include "profile/profile.h"

namespace kith::insight {

struct Area {
  std::string label;                        // the profile's own spelling
  std::unordered_set<std::string> covered;  // codes of the places asked for and of every place within them
};

// One bit an area, the authority lowest: a record with both places of an alias is in that area once.
using AreaMask = std::uint64_t;
inline constexpr std::size_t area_limit = 60;

// The authority is the first whether named or not; a second name for it, and an area named twice, make no column more.
// Errors: "unknown_area" names the one nobody knows; "too_many_areas" beyond area_limit.
Result<std::vector<Area>> resolve_areas(profile::Profile const& profile, std::vector<std::string> const& names);

// How they lie to each other, for suppression: a difference of two published figures is a figure too.
Nesting nesting_of(std::vector<Area> const& areas, profile::Profile const& profile);

// Looks a std::string up by a view of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

// Where a record counts.
struct Where {
  AreaMask areas = 1;
  bool located = false;  // the profile knows at least one of the places
};
// `places` is codes joined by ';'. A code that the profile has dropped counts for the authority alone.
Where where(profile::Profile const& profile, std::vector<Area> const& areas, std::string_view places);

}  // namespace kith::insight
