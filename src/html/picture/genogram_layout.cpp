#include "html/picture/genogram_layout.h"

#include <algorithm>

#include "html/picture/genogram_generations.h"
#include "html/picture/genogram_order.h"

namespace kith::html {

namespace {

bool everybody_exists(Genogram const& genogram) {
  auto exists = [&](std::size_t place) { return place < genogram.people.size(); };
  auto of_union = [&](GenogramUnion const& pair) {
    return (!pair.first || exists(*pair.first)) && (!pair.second || exists(*pair.second)) &&
           std::all_of(pair.children.begin(), pair.children.end(),
                       [&](GenogramChild const& child) { return exists(child.person); });
  };
  return std::all_of(genogram.unions.begin(), genogram.unions.end(), of_union) &&
         std::all_of(genogram.feelings.begin(), genogram.feelings.end(),
                     [&](GenogramFeeling const& feeling) { return exists(feeling.from) && exists(feeling.to); });
}

}  // namespace

Result<GenogramLayout> lay_out(Genogram const& genogram) {
  if (genogram.people.size() > most_people_drawn)
    return invalid("genogram_too_large", "There are too many people to draw; they are in the table.");
  if (!everybody_exists(genogram)) return internal_error("genogram_of_nobody", "The picture cannot be drawn.");
  auto row = picture::generations_of(genogram);
  if (!row)
    return invalid("genogram_circle", "The picture cannot be drawn: somebody is recorded among their own forebears.");
  GenogramLayout layout{.row = std::move(*row)};
  if (layout.row.empty()) return layout;
  layout.rows = 1 + *std::max_element(layout.row.begin(), layout.row.end());
  layout.x = picture::places_across(genogram, layout.row, static_cast<std::size_t>(layout.rows));
  layout.width = *std::max_element(layout.x.begin(), layout.x.end()) + genogram_pitch + 8;
  for (int& x : layout.x) x += genogram_pitch / 2 + 4;
  return layout;
}

}  // namespace kith::html
