// The profile's questions, until the room is there.
#include "base/text.h"
#include "profile/profile.h"

namespace kith::profile {
namespace {
template <class W>
W const* find(std::vector<W> const& words, std::string_view name) {
  for (auto const& word : words) {
    if (fold(word.code) == fold(name) || fold(word.label) == fold(name)) return &word;
    for (auto const& alias : word.aliases)
      if (fold(alias) == fold(name)) return &word;
  }
  return nullptr;
}
}  // namespace
Word const* find_word(std::vector<Word> const& words, std::string_view name) { return find(words, name); }
Agency const* find_agency(Profile const& profile, std::string_view name) { return find(profile.agencies, name); }
std::vector<PlaceCode> resolve_places(Profile const& profile, std::string_view name) {
  for (auto const& place : profile.places)
    if (fold(place.code.value) == fold(name) || fold(place.label) == fold(name)) return {place.code};
  for (auto const& alias : profile.aliases)
    if (fold(alias.name) == fold(name)) return alias.places;
  return {};
}
}  // namespace kith::profile
