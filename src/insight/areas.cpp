#include "insight/areas.h"

#include <fmt/format.h>

#include <algorithm>

#include "profile/place_codes.h"

namespace kith::insight {

namespace {
// The label of the place or alias that goes by `name`.
std::string label_of_area(profile::Profile const& profile, std::string_view name,
                          std::vector<profile::PlaceCode> const& places) {
  auto const key = profile::name_key(name);
  for (auto const& alias : profile.aliases)
    if (profile::name_key(alias.name) == key) return alias.name;
  return profile::place_label(profile, places.front());
}

std::unordered_set<std::string> covered_by(profile::Profile const& profile,
                                           std::vector<profile::PlaceCode> const& places) {
  std::unordered_set<std::string> covered;
  for (auto const& place : places)
    for (auto const& inside : profile::within(profile, place)) covered.insert(inside.value);
  return covered;
}
}  // namespace

Result<std::vector<Area>> resolve_areas(profile::Profile const& profile, std::vector<std::string> const& names) {
  std::vector<Area> areas{{profile::place_label(profile, profile.authority), covered_by(profile, {profile.authority})}};
  for (auto const& name : names) {
    auto const places = profile::resolve_places(profile, name);
    if (places.empty()) {
      auto const sentence = fmt::format(
          "There is no place called \"{}\" in the profile {}. Give the name of a place as the profile "
          "spells it, or one of its aliases.",
          name, profile.name);
      return invalid("unknown_area", sentence, {{"areas", "unknown_area", sentence}});
    }
    if (std::ranges::find(places, profile.authority) != places.end()) continue;
    auto label = label_of_area(profile, name, places);
    if (std::ranges::find(areas, label, &Area::label) != areas.end()) continue;
    areas.push_back({std::move(label), covered_by(profile, places)});
  }
  if (areas.size() > area_limit)
    return invalid("too_many_areas",
                   fmt::format("A report takes at most {} areas; {} were named.", area_limit - 1, areas.size() - 1));
  return areas;
}

namespace {
bool lies_within(Area const& inner, Area const& outer) {
  return std::ranges::all_of(inner.covered, [&](auto const& code) { return outer.covered.contains(code); });
}

// Whether every smallest place of `whole` is in one of the areas of `parts`.
bool cover(std::vector<Area> const& areas, AreaMask parts, Area const& whole, profile::Profile const& profile) {
  return std::ranges::all_of(profile.places, [&](profile::Place const& place) {
    bool const has_parts =
        std::ranges::any_of(profile.places, [&](auto const& one) { return one.within == place.code; });
    if (has_parts || !whole.covered.contains(place.code.value)) return true;
    for (std::size_t i = 0; i < areas.size(); ++i)
      if ((parts >> i & 1) != 0 && areas[i].covered.contains(place.code.value)) return true;
    return false;
  });
}
}  // namespace

Nesting nesting_of(std::vector<Area> const& areas, profile::Profile const& profile) {
  Nesting nesting;
  nesting.around.resize(areas.size(), 0);
  for (std::size_t whole = 0; whole < areas.size(); ++whole) {
    AreaMask inside = 0;
    for (std::size_t i = 0; i < areas.size(); ++i)
      if (i != whole && lies_within(areas[i], areas[whole])) {
        nesting.around[i] |= AreaMask{1} << whole;
        inside |= AreaMask{1} << i;
      }
    if (inside != 0 && cover(areas, inside, areas[whole], profile)) nesting.partitions.push_back({whole, inside});
  }
  return nesting;
}

Where where(profile::Profile const& profile, std::vector<Area> const& areas, std::string_view places) {
  Where found;
  for (auto const& code : profile::parted(places)) {
    found.located |= profile::find_place(profile, code) != nullptr;
    for (std::size_t i = 1; i < areas.size(); ++i)
      if (areas[i].covered.contains(code.value)) found.areas |= AreaMask{1} << i;
  }
  return found;
}

}  // namespace kith::insight
