#include "profile/profile.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/text.h"

namespace kith::profile {

namespace {
bool has_key(std::vector<std::string> const& keys, std::string const& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// load() has computed the keys; a word made by hand, as tests do, has none and is folded here.
bool goes_by(Word const& word, std::string const& key) {
  if (!word.keys.empty()) return has_key(word.keys, key);
  if (name_key(word.code) == key || name_key(word.label) == key) return true;
  return std::any_of(word.aliases.begin(), word.aliases.end(),
                     [&](std::string const& alias) { return name_key(alias) == key; });
}

bool goes_by(Place const& place, std::string const& key) {
  if (!place.keys.empty()) return has_key(place.keys, key);
  return name_key(place.code.value) == key || name_key(place.label) == key;
}

bool goes_by(PlaceAlias const& alias, std::string const& key) {
  return (alias.key.empty() ? name_key(alias.name) : alias.key) == key;
}

// The first of `list` that goes by `name`; load() has seen to it that there is no second.
template <class T>
T const* find_by_name(std::vector<T> const& list, std::string_view name) {
  auto const key = name_key(name);
  if (key.empty()) return nullptr;
  auto const found = std::find_if(list.begin(), list.end(), [&](T const& one) { return goes_by(one, key); });
  return found == list.end() ? nullptr : &*found;
}
}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  std::string const folded = fold(name);
  for (auto const word : words_in(folded)) {
    if (word == "and") continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

std::vector<PlaceCode> resolve_places(Profile const& profile, std::string_view name) {
  if (auto const* place = find_by_name(profile.places, name)) return {place->code};
  if (auto const* alias = find_by_name(profile.aliases, name)) return alias->places;
  return {};
}

std::optional<PlaceCode> place_of_postcode(Profile const& profile, std::string_view postcode) {
  // "DN4" must not find DN40: the outward half has to end where the beginning does, or the beginning be longer.
  auto const packed = without_blanks(postcode);
  if (packed.size() < 5) return std::nullopt;
  auto const spaced = packed.substr(0, packed.size() - 3) + ' ' + packed.substr(packed.size() - 3);
  PostcodeArea const* best = nullptr;
  for (auto const& area : profile.postcode_areas) {
    auto const end = area.starts.size();
    bool const whole = area.starts.find(' ') != std::string::npos || (end < spaced.size() && spaced[end] == ' ');
    if (whole && spaced.starts_with(area.starts) && (best == nullptr || best->starts.size() < end)) best = &area;
  }
  return best == nullptr ? std::nullopt : std::optional{best->place};
}

std::vector<LocalService> services_near(Profile const& profile, std::vector<PlaceCode> const& places) {
  std::vector<std::pair<int, LocalService const*>> near;
  for (auto const& service : profile.services) {
    int nearest = -1;
    for (auto const& place : places) {
      auto const around = upwards(profile, place);
      auto const inside = within(profile, place);
      for (auto const& served : service.places) {
        bool const meets = std::find(around.begin(), around.end(), served) != around.end() ||
                           std::find(inside.begin(), inside.end(), served) != inside.end();
        auto const* where = find_place(profile, served);
        if (meets && where != nullptr) nearest = std::max(nearest, static_cast<int>(where->rank));
      }
    }
    if (nearest >= 0) near.emplace_back(nearest, &service);
  }
  std::stable_sort(near.begin(), near.end(), [](auto const& a, auto const& b) { return a.first > b.first; });
  std::vector<LocalService> found;
  for (auto const& [rank, service] : near) found.push_back(*service);
  return found;
}

std::vector<PlaceCode> within(Profile const& profile, PlaceCode const& place) {
  std::vector<PlaceCode> inside;
  std::unordered_set<std::string_view> seen;
  // Places stand in the order of rank, so that whatever lies around a place has been seen before it.
  for (auto const& one : profile.places)
    if (one.code == place || (!one.within.empty() && seen.contains(one.within.value))) {
      inside.push_back(one.code);
      seen.insert(one.code.value);
    }
  return inside;
}

std::vector<PlaceCode> upwards(Profile const& profile, PlaceCode const& place) {
  std::vector<PlaceCode> path;
  for (auto const* at = find_place(profile, place); at; at = find_place(profile, at->within)) path.push_back(at->code);
  return path;
}

Place const* find_place(Profile const& profile, PlaceCode const& code) {
  for (auto const& place : profile.places)
    if (place.code == code) return &place;
  return nullptr;
}

Word const* find_word(std::vector<Word> const& words, std::string_view name) { return find_by_name(words, name); }
Agency const* find_agency(Profile const& profile, std::string_view name) {
  return find_by_name(profile.agencies, name);
}
Team const* find_team(Profile const& profile, std::string_view name) { return find_by_name(profile.teams, name); }

std::string label_of(std::vector<Word> const& words, std::string_view code) {
  for (auto const& word : words)
    if (word.code == code) return word.label;
  return std::string{code};
}

std::string place_label(Profile const& profile, PlaceCode const& code) {
  auto const* place = find_place(profile, code);
  return place ? place->label : code.value;
}

}  // namespace kith::profile
