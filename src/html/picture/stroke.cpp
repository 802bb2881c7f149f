#include "html/picture/stroke.h"

#include <cmath>

namespace kith::html::picture {

namespace {

struct Direction {
  double x, y, length;
};

Direction direction_of(Line const& line) {
  double const x = line.to.x - line.from.x, y = line.to.y - line.from.y;
  double const length = std::max(1.0, std::hypot(x, y));
  return {x / length, y / length, length};
}

// With one decimal, always: "12.0".
void append_tenths(std::string& to, double number) {
  auto const tenths = std::lround(number * 10);
  char digits[24];
  auto* end = digits;
  if (tenths < 0) *end++ = '-';
  end = std::to_chars(end, digits + sizeof digits - 2, std::abs(tenths) / 10).ptr;
  *end++ = '.';
  *end++ = static_cast<char>('0' + std::abs(tenths) % 10);
  to.append(digits, static_cast<std::size_t>(end - digits));
}

void append(std::string& to, char command, double x, double y) {
  to += command;
  append_tenths(to, x);
  to += ' ';
  append_tenths(to, y);
}

void add_path(Html& to, std::string const& path, std::string_view colour, double width, std::string_view dash) {
  to.add("<path class=\"kith-picture__line\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>", path,
         colour, fixed(width, 1), attribute("stroke-dasharray", dash));
}

// Teeth of 6 across and 5 to each side, between two short straight ends.
std::string zigzag(Line const& line, Direction const& way) {
  constexpr double end = 6, tooth = 6, reach = 5;
  std::string path;
  append(path, 'M', line.from.x, line.from.y);
  auto const teeth = static_cast<int>((way.length - 2 * end) / tooth);
  double const start = (way.length - teeth * tooth) / 2;
  if (teeth > 0) append(path, 'L', line.from.x + way.x * start, line.from.y + way.y * start);
  for (int i = 0; i < teeth; ++i) {
    double const along = start + (i + 0.5) * tooth, side = i % 2 == 0 ? reach : -reach;
    append(path, 'L', line.from.x + way.x * along - way.y * side, line.from.y + way.y * along + way.x * side);
  }
  if (teeth > 0) append(path, 'L', line.to.x - way.x * start, line.to.y - way.y * start);
  append(path, 'L', line.to.x, line.to.y);
  return path;
}

void add_arrow(Html& to, Spot tip, double x, double y, std::string_view colour) {
  std::string path;
  append(path, 'M', tip.x, tip.y);
  append(path, 'L', tip.x - x * 13 - y * 6, tip.y - y * 13 + x * 6);
  append(path, 'L', tip.x - x * 13 + y * 6, tip.y - y * 13 - x * 6);
  to.add("<path class=\"kith-picture__solid\" d=\"{}Z\" fill=\"{}\"/>", path, colour);
}

std::string straight(Spot from, Spot to) {
  std::string path;
  append(path, 'M', from.x, from.y);
  append(path, 'L', to.x, to.y);
  return path;
}

void add_body(Html& to, Line const& line, Direction const& way) {
  double const across_x = -way.y, across_y = way.x;
  switch (line.stroke) {
    case Stroke::plain:
      return add_path(to, straight(line.from, line.to), line.colour, 2, "");
    case Stroke::thick:
      return add_path(to, straight(line.from, line.to), line.colour, 6, "");
    case Stroke::dashed:
      return add_path(to, straight(line.from, line.to), line.colour, 2, "8 6");
    case Stroke::dotted:
      return add_path(to, straight(line.from, line.to), line.colour, 2.5, "2.5 5");
    case Stroke::zigzag:
      return add_path(to, zigzag(line, way), line.colour, 2, "");
    case Stroke::twice:
      for (double side : {2.5, -2.5})
        add_path(to,
                 straight({line.from.x + across_x * side, line.from.y + across_y * side},
                          {line.to.x + across_x * side, line.to.y + across_y * side}),
                 line.colour, 2, "");
      return;
    case Stroke::broken: {
      Spot const middle{(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2};
      for (double side : {1.0, -1.0}) {
        Spot const end{middle.x - way.x * 4 * side, middle.y - way.y * 4 * side};
        add_path(to,
                 straight(side > 0 ? line.from : line.to, end) + straight({end.x + across_x * 7, end.y + across_y * 7},
                                                                          {end.x - across_x * 7, end.y - across_y * 7}),
                 line.colour, 2, "");
      }
    }
  }
}

}  // namespace

void add_line(Html& to, Line const& line) {
  auto const way = direction_of(line);
  auto shorter = line;  // the line ends inside its arrow, so that the tip stays sharp
  if (line.arrow_at_start) shorter.from = {line.from.x + way.x * 11, line.from.y + way.y * 11};
  if (line.arrow_at_end) shorter.to = {line.to.x - way.x * 11, line.to.y - way.y * 11};
  add_body(to, shorter, direction_of(shorter));
  if (line.arrow_at_start) add_arrow(to, line.from, -way.x, -way.y, line.colour);
  if (line.arrow_at_end) add_arrow(to, line.to, way.x, way.y, line.colour);
}

Html sample_of(Stroke stroke, bool arrow, std::string_view colour) {
  Html sample;
  add_line(sample, {.from = {0, 8}, .to = {28, 8}, .stroke = stroke, .colour = colour, .arrow_at_end = arrow});
  return sample;
}

}  // namespace kith::html::picture
