#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "html/picture/area_map.h"

namespace kith::html {

namespace {

namespace json = boost::json;

constexpr double area_width = 400;  // units
constexpr std::size_t most_points = 2'000'000;

struct Place {
  double x = 0, y = 0;
};
using Ring = std::vector<Place>;
struct Shape {
  std::string code, name;
  std::vector<Ring> rings;
};

// What is wrong with the file, found anywhere inside it; read_geojson turns it into an Error.
struct Fault {
  std::string sentence;
};

json::value const& member(json::value const& of, std::string_view name) {
  auto const* object = of.if_object();
  auto const* found = object ? object->if_contains(name) : nullptr;
  if (!found) throw Fault{"“" + std::string(name) + "” is missing."};
  return *found;
}

json::array const& list(json::value const& value) {
  auto const* found = value.if_array();
  if (!found) throw Fault{"Coordinates are not a list."};
  return *found;
}

double degrees(json::value const& value) {
  boost::system::error_code fault;
  double const number = value.to_number<double>(fault);
  if (fault || !std::isfinite(number) || std::abs(number) > 180) throw Fault{"A coordinate is not in degrees."};
  return number;
}

Ring ring_of(json::value const& value) {
  Ring ring;
  for (auto const& position : list(value)) {
    auto const& pair = list(position);
    if (pair.size() < 2) throw Fault{"A position has no latitude."};
    ring.push_back({degrees(pair[0]), degrees(pair[1])});
  }
  if (ring.size() < 4) throw Fault{"A ring has fewer than four positions."};
  return ring;
}

void add_polygon(Shape& to, json::value const& polygon) {
  for (auto const& ring : list(polygon)) to.rings.push_back(ring_of(ring));
}

// A code may be a number in some files.
std::string property(json::value const& properties, std::string_view name) {
  auto const& value = member(properties, name);
  if (auto const* text = value.if_string()) return std::string(*text);
  if (value.is_int64()) return std::to_string(value.as_int64());
  throw Fault{"“" + std::string(name) + "” is not a text."};
}

Shape shape_of(json::value const& feature, std::string_view code, std::string_view name) {
  auto const& properties = member(feature, "properties");
  Shape shape{.code = property(properties, code), .name = property(properties, name), .rings = {}};
  auto const& geometry = member(feature, "geometry");
  auto const& coordinates = member(geometry, "coordinates");
  auto const kind = property(geometry, "type");
  if (kind == "Polygon")
    add_polygon(shape, coordinates);
  else if (kind == "MultiPolygon")
    for (auto const& polygon : list(coordinates)) add_polygon(shape, polygon);
  else
    throw Fault{"A feature is a " + kind + ", not a Polygon or MultiPolygon."};
  if (shape.rings.empty()) throw Fault{"“" + shape.name + "” has no outline."};
  return shape;
}

// Degrees to units: as the land lies at its middle latitude, north at the top.
MapShapes projected(std::vector<Shape>& shapes) {
  Place low{180, 90}, high{-180, -90};
  for (auto const& shape : shapes)
    for (auto const& ring : shape.rings)
      for (auto const& place : ring) {
        low = {std::min(low.x, place.x), std::min(low.y, place.y)};
        high = {std::max(high.x, place.x), std::max(high.y, place.y)};
      }
  double const narrow = std::cos((low.y + high.y) / 2 * std::numbers::pi / 180);
  double const scale = (area_width - 8) / std::max(1e-9, (high.x - low.x) * narrow);
  for (auto& shape : shapes)
    for (auto& ring : shape.rings)
      for (auto& place : ring) place = {4 + (place.x - low.x) * narrow * scale, 4 + (high.y - place.y) * scale};
  return {.width = static_cast<int>(area_width),
          .height = static_cast<int>(std::clamp((high.y - low.y) * scale + 8, 40.0, 4 * area_width))};
}

void append(std::string& to, long number) {
  char digits[24];
  to.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// Tenths of a unit, each point as its distance from the one before: a third of the size of absolute places.
std::string path_of(std::vector<Ring> const& rings) {
  std::string path;
  for (auto const& ring : rings) {
    long x = 0, y = 0;
    bool first = true;
    for (auto const& place : ring) {
      auto const next_x = std::lround(place.x * 10), next_y = std::lround(place.y * 10);
      if (!first && next_x == x && next_y == y) continue;
      path += first ? 'M' : 'l';
      append(path, next_x - (first ? 0 : x));
      path += ' ';
      append(path, next_y - (first ? 0 : y));
      x = next_x;
      y = next_y;
      first = false;
    }
    path += 'z';
  }
  return path;
}

double area_of(Ring const& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const& a = ring[i];
    auto const& b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

// The middle of the widest stretch inside the shape, on one of several lines across its greatest ring.
Place label_of(std::vector<Ring> const& rings) {
  auto const& outer = *std::max_element(rings.begin(), rings.end(),
                                        [](Ring const& a, Ring const& b) { return area_of(a) < area_of(b); });
  auto [lowest, highest] =
      std::minmax_element(outer.begin(), outer.end(), [](Place const& a, Place const& b) { return a.y < b.y; });
  Place best{outer.front().x, outer.front().y};
  double widest = 0;
  for (int line = 3; line <= 7; ++line) {
    double const y = lowest->y + (highest->y - lowest->y) * (line + 0.013) / 10;
    std::vector<double> crossings;
    for (auto const& ring : rings)
      for (std::size_t i = 0; i < ring.size(); ++i) {
        auto const& a = ring[i];
        auto const& b = ring[(i + 1) % ring.size()];
        if ((a.y > y) != (b.y > y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
      }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
      if (crossings[i + 1] - crossings[i] > widest) {
        widest = crossings[i + 1] - crossings[i];
        best = {(crossings[i] + crossings[i + 1]) / 2, y};
      }
  }
  return best;
}

}  // namespace

Result<MapShapes> read_geojson(std::string_view text, std::string_view code_property, std::string_view name_property) {
  auto refuse = [](std::string const& sentence) {
    return invalid("not_geojson", "The map cannot be read. " + sentence);
  };
  boost::system::error_code fault;
  auto const file = json::parse(text, fault);
  if (fault) return refuse("It is not JSON.");
  std::vector<Shape> shapes;
  try {
    std::size_t points = 0;
    for (auto const& feature : list(member(file, "features"))) {
      shapes.push_back(shape_of(feature, code_property, name_property));
      for (auto const& ring : shapes.back().rings) points += ring.size();
      if (points > most_points) throw Fault{"It has more than two million points."};
    }
  } catch (Fault const& found) {
    return refuse("Feature " + std::to_string(shapes.size() + 1) + ": " + found.sentence);
  }
  if (shapes.empty()) return refuse("It has no features.");
  auto map = projected(shapes);
  for (auto& shape : shapes) {
    auto label = label_of(shape.rings);
    map.shapes.push_back({std::move(shape.code), std::move(shape.name), path_of(shape.rings), label.x, label.y});
  }
  return map;
}

}  // namespace kith::html
