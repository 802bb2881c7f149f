#include "html/picture/eco_map.h"

#include <algorithm>
#include <cmath>

#include "html/picture/frame.h"
#include "html/picture/label.h"
#include "html/picture/stroke.h"

namespace kith::html {

namespace {

using namespace picture;

constexpr std::size_t most_around = 12;
constexpr int map_width = 400, box_width = 112, box_height = 64, row_height = 84, hub_radius = 48;
constexpr double box_letters = 15;

// Where a box stands, as seen from the family in the middle.
struct Box {
  double x = 0, y = 0;
  Spot near = {};  // where its line ends
};

struct Seats {
  std::vector<Box> boxes = {};
  int height = 0;
};

// One at the top, then by turns right and left down both sides, the last at the foot if the sides are even. No line
// crosses a box: those to the sides end at the inner edge, and nothing stands between.
Seats seats_of(std::size_t count) {
  Seats seats;
  bool const top = count > 2, foot = count > 3;
  auto const beside = count - (top ? 1 : 0) - (foot ? 1 : 0);
  auto const right = (beside + 1) / 2, left = beside / 2;
  auto const rows = std::max<std::size_t>({right, left, 1});
  double const sides = static_cast<double>(rows * row_height);
  double const reach = std::max(sides / 2 + (top ? box_height / 2.0 - 8 : 0), hub_radius + 40.0 + box_height / 2.0);
  double const side_x = map_width / 2.0 - box_width / 2.0 - 2;
  if (top) seats.boxes.push_back({0, -reach, {0, -reach + box_height / 2.0}});
  for (std::size_t i = 0; i < beside; ++i) {
    bool const to_the_right = i % 2 == 0;
    auto const in_column = to_the_right ? right : left;
    double const y = (static_cast<double>(i / 2) - (static_cast<double>(in_column) - 1) / 2) * row_height;
    double const x = to_the_right ? side_x : -side_x;
    seats.boxes.push_back({x, y, {x + (to_the_right ? -box_width : box_width) / 2.0, y}});
  }
  if (foot) seats.boxes.push_back({0, reach, {0, reach - box_height / 2.0}});
  double const half = top || foot ? reach + box_height / 2.0 : std::max(sides / 2, hub_radius + 8.0);
  seats.height = static_cast<int>(std::ceil(2 * half)) + 8;
  return seats;
}

Stroke stroke_of(Strength strength) {
  switch (strength) {
    case Strength::strong:
      return Stroke::thick;
    case Strength::ordinary:
      return Stroke::plain;
    case Strength::tenuous:
      return Stroke::dashed;
    case Strength::stressful:
      return Stroke::zigzag;
  }
  return Stroke::plain;
}

std::string_view word_of(Strength strength, PictureWords const& say) {
  switch (strength) {
    case Strength::strong:
      return say(Said::strong);
    case Strength::ordinary:
      return say(Said::ordinary);
    case Strength::tenuous:
      return say(Said::tenuous);
    case Strength::stressful:
      return say(Said::stressful);
  }
  return "";
}

std::string_view word_of(HelpFlows help, PictureWords const& say) {
  switch (help) {
    case HelpFlows::neither:
      return "–";
    case HelpFlows::to_the_family:
      return say(Said::to_family);
    case HelpFlows::from_the_family:
      return say(Said::from_family);
    case HelpFlows::both_ways:
      return say(Said::both_ways);
  }
  return "";
}

void add_box(Html& to, Box const& box, Spot middle, EcoTie const& tie) {
  double const x = middle.x + box.x, y = middle.y + box.y;
  to.add(
      "<rect class=\"kith-picture__open\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\" "
      "stroke=\"{}\" stroke-width=\"2\"/>",
      fixed(x - box_width / 2.0, 0), fixed(y - box_height / 2.0, 0), box_width, box_height, palette::paper,
      palette::quiet);
  auto const lines = wrapped(tie.name, (box_width - 8) / box_letters, 3);
  add_words(to,
            {.x = x,
             .y = y + 5 - (static_cast<double>(lines.size()) - 1) * 8,
             .anchor = Anchor::middle,
             .line_height = 16,
             .classes = "kith-picture__name"},
            lines);
}

void add_tie(Html& to, Box const& box, Spot middle, EcoTie const& tie) {
  Spot const end{middle.x + box.near.x, middle.y + box.near.y};
  double const length = std::max(1.0, std::hypot(box.near.x, box.near.y));
  Spot const start{middle.x + box.near.x / length * hub_radius, middle.y + box.near.y / length * hub_radius};
  bool const out = tie.help == HelpFlows::from_the_family || tie.help == HelpFlows::both_ways;
  bool const in = tie.help == HelpFlows::to_the_family || tie.help == HelpFlows::both_ways;
  add_line(to,
           {.from = start, .to = end, .stroke = stroke_of(tie.strength), .arrow_at_start = in, .arrow_at_end = out});
}

Table table_of(EcoMap const& map) {
  auto const& say = map.about.say();
  Table table{.caption = map.about.subtitle.empty() ? map.about.title : map.about.subtitle,
              .head = {{.text = say(Said::who_or_what)},
                       {.text = say(Said::tie)},
                       {.text = say(Said::help_flows)},
                       {.text = say(Said::note)}},
              .first_cell_is_header = true};
  for (auto const& tie : map.around)
    table.rows.push_back({{.text = tie.name},
                          {.text = word_of(tie.strength, say)},
                          {.text = word_of(tie.help, say)},
                          {.text = tie.note}});
  return table;
}

Html key_of(EcoMap const& map) {
  Html key;
  for (auto strength : {Strength::strong, Strength::ordinary, Strength::tenuous, Strength::stressful})
    if (std::any_of(map.around.begin(), map.around.end(), [&](EcoTie const& tie) { return tie.strength == strength; }))
      key += key_line(sample_of(stroke_of(strength)), word_of(strength, map.about.say()));
  if (std::any_of(map.around.begin(), map.around.end(),
                  [](EcoTie const& tie) { return tie.help != HelpFlows::neither; }))
    key += key_line(sample_of(Stroke::plain, true), map.about.say()(Said::the_way_help_flows));
  return key;
}

std::string told(EcoMap const& map) {
  auto const& say = map.about.say();
  auto text = say(Said::in_the_middle, {{"name", map.centre}});
  for (auto strength : {Strength::strong, Strength::ordinary, Strength::tenuous, Strength::stressful}) {
    std::string names;
    for (auto const& tie : map.around)
      if (tie.strength == strength) names += (names.empty() ? " " : ", ") + tie.name;
    if (!names.empty()) text += " " + std::string(word_of(strength, say)) + ":" + names + ".";
  }
  return text;
}

}  // namespace

Html eco_map(EcoMap const& map) {
  auto const drawn = std::min(map.around.size(), most_around);
  auto const seats = seats_of(drawn);
  Spot const middle{map_width / 2.0, seats.height / 2.0};
  Html content;
  content.reserve(512 * (drawn + 1));
  for (std::size_t i = 0; i < drawn; ++i) add_tie(content, seats.boxes[i], middle, map.around[i]);
  for (std::size_t i = 0; i < drawn; ++i) add_box(content, seats.boxes[i], middle, map.around[i]);
  content.add(
      "<circle class=\"kith-picture__open\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" "
      "stroke-width=\"3\"/>",
      fixed(middle.x, 0), fixed(middle.y, 0), hub_radius, palette::wash, palette::ink);
  auto const lines = wrapped(map.centre, (2 * hub_radius - 12) / box_letters, 3);
  add_words(content,
            {.x = middle.x,
             .y = middle.y + 5 - (static_cast<double>(lines.size()) - 1) * 8,
             .anchor = Anchor::middle,
             .line_height = 16,
             .classes = "kith-picture__name kith-picture__figure"},
            lines);
  return framed({.about = map.about,
                 .description = told(map),
                 .drawing = {.width = map_width, .height = seats.height, .content = std::move(content)},
                 .key = key_of(map),
                 .table = table(table_of(map)),
                 .note = map.around.size() > drawn ? Html(map.about.say()(Said::room_for_twelve)) : Html()});
}

}  // namespace kith::html
