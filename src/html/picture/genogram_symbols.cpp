#include "html/picture/genogram_drawing.h"

namespace kith::html::picture {

namespace {

void add_outline(Html& to, Symbol shape, Spot at, double reach) {
  switch (shape) {
    case Symbol::square:
      to.add(
          "<rect class=\"kith-picture__open\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"{}\" "
          "stroke-width=\"2\"/>",
          fixed(at.x - reach, 1), fixed(at.y - reach, 1), fixed(2 * reach, 1), fixed(2 * reach, 1), palette::paper,
          palette::ink);
      return;
    case Symbol::circle:
      to.add(
          "<circle class=\"kith-picture__open\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" "
          "stroke-width=\"2\"/>",
          fixed(at.x, 1), fixed(at.y, 1), fixed(reach, 1), palette::paper, palette::ink);
      return;
    case Symbol::diamond:
      to.add(
          "<path class=\"kith-picture__open\" d=\"M{} {}L{} {}L{} {}L{} {}Z\" fill=\"{}\" stroke=\"{}\" "
          "stroke-width=\"2\"/>",
          fixed(at.x, 1), fixed(at.y - reach, 1), fixed(at.x + reach, 1), fixed(at.y, 1), fixed(at.x, 1),
          fixed(at.y + reach, 1), fixed(at.x - reach, 1), fixed(at.y, 1), palette::paper, palette::ink);
      return;
    case Symbol::triangle:
      to.add(
          "<path class=\"kith-picture__open\" d=\"M{} {}L{} {}L{} {}Z\" fill=\"{}\" stroke=\"{}\" "
          "stroke-width=\"2\"/>",
          fixed(at.x, 1), fixed(at.y - reach, 1), fixed(at.x + reach * 0.95, 1), fixed(at.y + reach, 1),
          fixed(at.x - reach * 0.95, 1), fixed(at.y + reach, 1), palette::paper, palette::ink);
  }
}

}  // namespace

void add_symbol(Html& to, GenogramPerson const& person, Spot at, double size) {
  double const reach = size / 2;
  add_outline(to, person.symbol, at, reach);
  if (person.focus) add_outline(to, person.symbol, at, reach - size / 9);
  if (!person.died) return;
  // Inside a circle, a diamond or a triangle the cross is smaller, so that it ends at the outline.
  double const arm = person.symbol == Symbol::square   ? reach
                     : person.symbol == Symbol::circle ? reach * 0.707
                                                       : reach * 0.5;
  to.add("<path class=\"kith-picture__line\" d=\"M{} {}L{} {}M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"2\"/>",
         fixed(at.x - arm, 1), fixed(at.y - arm, 1), fixed(at.x + arm, 1), fixed(at.y + arm, 1), fixed(at.x - arm, 1),
         fixed(at.y + arm, 1), fixed(at.x + arm, 1), fixed(at.y - arm, 1), palette::ink);
}

void add_parting(Html& to, Bond bond, Spot at) {
  int const strokes = bond == Bond::separated ? 1 : bond == Bond::divorced ? 2 : 0;
  for (int i = 0; i < strokes; ++i) {
    double const x = at.x + i * 6;
    to.add("<path class=\"kith-picture__line\" d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"2\"/>", fixed(x - 4, 1),
           fixed(at.y + 7, 1), fixed(x + 4, 1), fixed(at.y - 7, 1), palette::ink);
  }
}

Stroke stroke_of(Feeling feeling) {
  switch (feeling) {
    case Feeling::close:
      return Stroke::twice;
    case Feeling::distant:
      return Stroke::dotted;
    case Feeling::conflict:
    case Feeling::harm:
      return Stroke::zigzag;
    case Feeling::cut_off:
      return Stroke::broken;
  }
  return Stroke::plain;
}

std::string_view colour_of(Feeling feeling) {
  return feeling == Feeling::conflict || feeling == Feeling::harm ? palette::unusual : palette::categories[2];
}

}  // namespace kith::html::picture
