#include "html/picture/star.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "html/picture/frame.h"
#include "html/picture/label.h"

namespace kith::html {

namespace {

using namespace picture;

constexpr double star_width = 360, radius = 84, room_above = 52, letters = 15;
constexpr double centre_x = star_width / 2, centre_y = room_above + radius;
constexpr double height = 2 * (room_above + radius);

struct Point {
  double x = 0, y = 0;
};

// The directions of the areas: worked out once, because sines are most of the work.
std::vector<Point> directions(std::size_t count) {
  std::vector<Point> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    double const turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
    all[i] = {std::sin(turn), -std::cos(turn)};
  }
  return all;
}

Point at(Point direction, double distance) {
  return {centre_x + direction.x * distance, centre_y + direction.y * distance};
}

void append(std::string& to, double number) {
  char digits[24];
  to.append(digits, std::to_chars(digits, digits + sizeof digits, std::lround(number)).ptr);
}

void add_web(Html& to, std::vector<Point> const& ways) {
  for (int ring = 1; ring <= 4; ++ring) {
    std::string path;
    for (auto const& way : ways) {
      auto point = at(way, radius * ring / 4);
      path += path.empty() ? 'M' : 'L';
      append(path, point.x);
      path += ' ';
      append(path, point.y);
    }
    to.add("<path class=\"kith-picture__grid\" d=\"{}Z\" fill=\"none\" stroke=\"{}\"/>", path, palette::grid);
  }
  for (auto const& way : ways) {
    auto point = at(way, radius);
    to.add("<path class=\"kith-picture__grid\" d=\"M{} {}L{} {}\" stroke=\"{}\"/>", fixed(centre_x, 0),
           fixed(centre_y, 0), fixed(point.x, 0), fixed(point.y, 0), palette::grid);
  }
}

// The names around the star, each on the side where there is room for it.
void add_names(Html& to, Star const& star, std::vector<Point> const& ways) {
  for (std::size_t i = 0; i < ways.size(); ++i) {
    auto const point = at(ways[i], radius + 12);
    bool const upright = std::abs(ways[i].x) < 0.2;
    double const room = upright ? 220 : (ways[i].x > 0 ? star_width - point.x : point.x);
    auto lines = wrapped(star.areas[i].name, room / letters, 3);
    double const tall = static_cast<double>(lines.size() - (lines.empty() ? 0 : 1)) * 17;
    double const y = upright ? (ways[i].y < 0 ? point.y - tall : point.y + 12) : point.y + 5 - tall / 2;
    add_words(to,
              {.x = point.x,
               .y = y,
               .anchor = upright         ? Anchor::middle
                         : ways[i].x > 0 ? Anchor::start
                                         : Anchor::end,
               .line_height = 17,
               .classes = "kith-picture__name"},
              lines);
  }
}

// One reading as a shape: a line where neighbours are known, and a mark at each value.
template <class Value>
void add_reading(Html& to, Star const& star, std::vector<Point> const& ways, Value value, bool latest) {
  auto distance = [&](double score) {
    return radius * std::clamp((score - star.lowest) / (star.highest - star.lowest), 0.0, 1.0);
  };
  std::string path;
  bool whole = true, drawing = false;
  std::vector<Point> marks;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    auto score = value(star.areas[i]);
    if (!score) {
      whole = drawing = false;
      continue;
    }
    auto point = at(ways[i], distance(*score));
    path += drawing ? 'L' : 'M';
    append(path, point.x);
    path += ' ';
    append(path, point.y);
    marks.push_back(point);
    drawing = true;
  }
  auto colour = palette::categories[latest ? 0 : 3];
  to.add("<path class=\"kith-picture__line\" d=\"{}{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>", path,
         whole ? "Z" : "", colour, latest ? "3" : "2.5", attribute("stroke-dasharray", latest ? "" : "6 4"));
  for (auto const& point : marks) {
    if (latest)
      to.add("<circle class=\"kith-picture__solid\" cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{}\"/>", fixed(point.x, 0),
             fixed(point.y, 0), colour);
    else
      to.add(
          "<rect class=\"kith-picture__open\" x=\"{}\" y=\"{}\" width=\"9\" height=\"9\" fill=\"{}\" stroke=\"{}\" "
          "stroke-width=\"2\"/>",
          fixed(point.x - 4.5, 1), fixed(point.y - 4.5, 1), palette::paper, colour);
  }
}

void add_scale(Html& to, Star const& star) {
  for (int ring : {2, 4})
    to.add("<text class=\"kith-picture__small kith-picture__halo-text\" x=\"{}\" y=\"{}\">{}</text>",
           fixed(centre_x + 5, 0), fixed(centre_y - radius * ring / 4 + (ring == 4 ? 14 : 5), 0),
           in_words(star.lowest + (star.highest - star.lowest) * ring / 4));
}

std::string first_label(Star const& star) { return heading_or(star.first_label, star.about, Said::first); }
std::string latest_label(Star const& star) { return heading_or(star.latest_label, star.about, Said::latest); }

std::string change_of(StarArea const& area, PictureWords const& say) {
  if (!area.first || !area.latest) return std::string(say(Said::not_known));
  double const change = *area.latest - *area.first;
  if (change == 0) return std::string(say(Said::same));
  return say(change > 0 ? Said::higher : Said::lower, {{"value", in_words(std::abs(change))}});
}

Table table_of(Star const& star) {
  Table table{.caption = star.about.subtitle.empty() ? star.about.title : star.about.subtitle,
              .head = {{.text = star.about.say()(Said::area)},
                       {.text = first_label(star), .numeric = true},
                       {.text = latest_label(star), .numeric = true},
                       {.text = star.about.say()(Said::change)}},
              .first_cell_is_header = true};
  auto shown = [](std::optional<double> value) { return value ? in_words(*value) : "–"; };
  for (auto const& area : star.areas)
    table.rows.push_back({{.text = area.name},
                          figure_cell(shown(area.first)),
                          figure_cell(shown(area.latest)),
                          {.text = change_of(area, star.about.say())}});
  return table;
}

std::string told(Star const& star) {
  int higher = 0, lower = 0, same = 0;
  for (auto const& area : star.areas)
    if (area.first && area.latest) ++(*area.latest > *area.first ? higher : *area.latest < *area.first ? lower : same);
  return star.about.say()(Said::star_told, {{"count", std::to_string(star.areas.size())},
                                            {"lowest", in_words(star.lowest)},
                                            {"highest", in_words(star.highest)},
                                            {"first", first_label(star)},
                                            {"latest", latest_label(star)},
                                            {"higher", std::to_string(higher)},
                                            {"lower", std::to_string(lower)},
                                            {"same", std::to_string(same)}});
}

Html key_of(Star const& star) {
  return key_line(markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"2.5\" "
                         "stroke-dasharray=\"6 4\"/><rect class=\"kith-picture__open\" x=\"9.5\" y=\"3.5\" width=\"9\" "
                         "height=\"9\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
                         palette::categories[3], palette::paper, palette::categories[3]),
                  first_label(star)) +
         key_line(markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"3\"/>"
                         "<circle class=\"kith-picture__solid\" cx=\"14\" cy=\"8\" r=\"5\" fill=\"{}\"/>",
                         palette::categories[0], palette::categories[0]),
                  latest_label(star));
}

}  // namespace

Html star(Star const& star) {
  Html content;
  if (star.areas.size() >= 3 && star.areas.size() <= 12 && star.highest > star.lowest) {
    auto const ways = directions(star.areas.size());
    content.reserve(4096);
    add_web(content, ways);
    add_scale(content, star);
    add_reading(
        content, star, ways, [](StarArea const& area) { return area.first; }, false);
    add_reading(
        content, star, ways, [](StarArea const& area) { return area.latest; }, true);
    add_names(content, star, ways);
  }
  auto key = content.empty() ? Html() : key_of(star);
  return framed({.about = star.about,
                 .description = told(star),
                 .drawing = {.width = static_cast<int>(star_width),
                             .height = static_cast<int>(height),
                             .content = std::move(content)},
                 .key = std::move(key),
                 .table = table(table_of(star))});
}

}  // namespace kith::html
