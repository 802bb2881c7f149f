#include "profile/place_codes.h"

#include "base/text.h"

namespace kith::profile {

std::string joined(std::vector<PlaceCode> const& places) {
  std::string text;
  for (auto const& place : places) {
    if (!text.empty()) text += ';';
    text += place.value;
  }
  return text;
}

std::vector<PlaceCode> parted(std::string_view text) {
  std::vector<PlaceCode> places;
  while (!text.empty()) {
    auto const end = std::min(text.find(';'), text.size());
    if (auto const code = trimmed(text.substr(0, end)); !code.empty()) places.emplace_back(std::string{code});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return places;
}

}  // namespace kith::profile
