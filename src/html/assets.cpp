#include "html/assets.h"

#include <algorithm>
#include <stdexcept>

namespace kith::html {

Asset const* find_asset(std::string_view path) {
  auto const all = assets();
  auto found = std::ranges::find(all, path, &Asset::path);
  return found == all.end() ? nullptr : &*found;
}

Url asset_url(std::string_view name) {
  auto const all = assets();
  auto found = std::ranges::find(all, name, &Asset::name);
  if (found == all.end()) throw std::out_of_range("no asset of this name: " + std::string(name));
  return Url::parse(found->path).value();
}

}  // namespace kith::html
