// Places in the colours of their figures. The shapes come from a GeoJSON file, once; drawing them again is quick.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "html/picture/about.h"

namespace kith::html {

struct MapShape {
  std::string code = {};
  std::string name = {};
  std::string path = {};            // in units of MapShapes::width
  double label_x = 0, label_y = 0;  // where there is most room inside it
};

struct MapShapes {
  std::vector<MapShape> shapes = {};
  int width = 0;
  int height = 0;
};

// Shapes of a GeoJSON FeatureCollection of Polygons and MultiPolygons (RFC 7946: degrees of longitude and latitude),
// each feature with its code and name under these property names. Errors: `not_geojson`, with what is wrong, and
// where. Features of other kinds and without a code are refused too: a map that leaves a place out misleads.
Result<MapShapes> read_geojson(std::string_view text, std::string_view code_property, std::string_view name_property);

struct AreaValue {
  std::string code = {};             // of a shape; codes without one stand in the table only
  std::optional<double> value = {};  // none: not known or not shown
  std::string shown = {};            // as written in the table; empty: the value
  Url records = {};                  // opens what the figure counts
};

struct AreaMap {
  About about = {};
  std::string area_heading = {};   // empty: the picture's own word
  std::string value_heading = {};  // empty: the picture's own word
  std::vector<AreaValue> values = {};
  std::vector<double> breaks = {};  // at most three, rising: where a darker class begins; empty: quarters of the areas
  std::string attribution = {};     // whose boundaries: "Contains OS data © Crown copyright …"
};

Html area_map(AreaMap const& map, MapShapes const& shapes);

}  // namespace kith::html
