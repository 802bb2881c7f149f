#include "door/picture_words.h"

namespace kith::door {

html::PictureWords picture_words(Words const& words) {
  return html::PictureWords([&](std::string_view key) {
    // The picture fills the holes, so each is filled with itself here.
    std::vector<std::pair<std::string_view, std::string>> holes;
    for (auto const* hole : {"count", "name", "value", "low", "high", "first", "begin", "last", "end", "lowest",
                             "highest", "latest", "higher", "lower", "same", "from", "to", "unusual", "mean"})
      holes.emplace_back(hole, "{" + std::string{hole} + "}");
    return words.plain(key, holes);
  });
}

}  // namespace kith::door
