#include "html/gallery/samples.h"
#include "html/pictures.h"

namespace kith::html {

namespace {

Html doors() {
  return bar(
      {.about = {.id = "picture-bar",
                 .title = "Schools ask most often",
                 .subtitle = "Requests for help by who asked, Northmarch, April to September 2026",
                 .csv = "/components"},
       .label_heading = "Who asked",
       .value_heading = "Requests",
       .beside_heading = "Year before",
       .bars = {{.label = "Schools and nurseries", .value = 1284, .beside = 1102, .records = "/components"},
                {.label = "Health visitors, school nurses and general practitioners in the borough and beside it",
                 .value = 731,
                 .beside = 774},
                {.label = "Families themselves", .value = 402, .beside = 288},
                {.label = "Police", .value = 97, .beside = 140},
                {.label = "Fire service", .shown = "fewer than 5"}}});
}

std::vector<std::string> months() {
  return {"Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2025", "Jul 2025", "Aug 2025",
          "Sep 2025", "Oct 2025", "Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026",
          "May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026", "Dec 2026"};
}

Html forecast() {
  LineChart chart{
      .about = {.id = "picture-line",
                .title = "Requests may pass 600 a month by Christmas",
                .subtitle = "Requests a month and what may come, Northmarch and one place, from January 2025",
                .csv = "/components"},
      .times = months(),
      .series = {{.name = "All of Northmarch"}, {.name = "Millbrook"}},
      .fan = {{.name = "9 of 10 runs of the model", .first = 17}, {.name = "Half of the runs", .first = 17}}};
  for (int i = 0; i < 18; ++i) {
    chart.series[0].values.push_back(380 + 8 * i + (i * 37) % 61);
    chart.series[1].values.push_back(i == 7 ? std::optional<double>() : 90 + (i * 23) % 41);
  }
  double const last = *chart.series[0].values.back();
  for (int i = 0; i < 7; ++i) {
    chart.fan[0].low.push_back(last + 4 * i - 22 * i);
    chart.fan[0].high.push_back(last + 4 * i + 26 * i);
    chart.fan[1].low.push_back(last + 4 * i - 8 * i);
    chart.fan[1].high.push_back(last + 4 * i + 10 * i);
  }
  return line(chart);
}

Html waits() {
  return control_chart(
      {.about = {.id = "picture-control",
                 .title = "First contact took longer in the autumn of 2025",
                 .subtitle = "Working hours to first helpful contact, mean of the month, Northmarch",
                 .csv = "/components"},
       .value_heading = "Hours",
       .times = months(),
       .values = {31, 34, 29, 33, 36, 30, 28, 35, 61, 38, 37, 36, 31, 33, 30, 29, 27, 28, 26, 27, 25, 24, 28, 26}});
}

Html steps() {
  return sankey({.about = {.id = "picture-flow",
                           .title = "Nearly half of requests became a plan",
                           .subtitle = "Where requests went, by who asked, Northmarch, April to September 2026",
                           .csv = "/components"},
                 .from_heading = "Who asked",
                 .to_heading = "What was decided",
                 .flows = {{"Schools", "Early help plan", 640, "/components"},
                           {"Schools", "Advice given", 402},
                           {"Schools", "Universal services", 242},
                           {"Health", "Early help plan", 338},
                           {"Health", "Advice given", 293},
                           {"Health", "Social care", 100},
                           {"Families themselves", "Early help plan", 251},
                           {"Families themselves", "Universal services", 151},
                           {"Police", "Social care", 61},
                           {"Police", "Early help plan", 36}}});
}

// Twelve invented places on a ragged grid.
MapShapes const& places() {
  static MapShapes const shapes = [] {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    constexpr std::string_view names[] = {"Millbrook", "Eastgate",  "Saltmarsh", "Highmoor", "Quarry Bank", "Thornley",
                                          "Old Town",  "Riverside", "Ashfields", "Westbury", "Fennel Hill", "Harbour"};
    auto corner = [](int x, int y) {
      double const east = -1.2 + 0.031 * x + 0.006 * ((x * 7 + y * 3) % 5),
                   north = 53.5 - 0.022 * y - 0.004 * ((x * 3 + y * 5) % 4);
      return "[" + std::to_string(east) + "," + std::to_string(north) + "]";
    };
    for (int i = 0; i < 12; ++i) {
      int const x = i % 4, y = i / 4;
      text += i == 0 ? "" : ",";
      text += R"({"type":"Feature","properties":{"code":"P)" + std::to_string(i) + R"(","name":")" +
              std::string(names[i]) + R"("},"geometry":{"type":"Polygon","coordinates":[[)" + corner(x, y) + "," +
              corner(x + 1, y) + "," + corner(x + 1, y + 1) + "," + corner(x, y + 1) + "," + corner(x, y) + "]]}}";
    }
    return read_geojson(text + "]}", "code", "name").value();
  }();
  return shapes;
}

Html reach() {
  AreaMap map{.about = {.id = "picture-map",
                        .title = "Fewest requests come from the harbour side",
                        .subtitle = "Requests for each 1,000 children by place, Northmarch, 2025",
                        .csv = "/components"},
              .area_heading = "Place",
              .value_heading = "Requests for each 1,000",
              .attribution = "Invented places."};
  for (int i = 0; i < 12; ++i)
    map.values.push_back({.code = "P" + std::to_string(i),
                          .value = i == 6 ? std::optional<double>() : 12 + (i * 17) % 29,
                          .shown = i == 6 ? "fewer than 5" : ""});
  return area_map(map, places());
}

}  // namespace

std::vector<Sample> chart_samples() {
  return {{"Bar chart", doors()},
          {"Line chart", forecast()},
          {"Control chart", waits()},
          {"Flow", steps()},
          {"Area map", reach()}};
}

}  // namespace kith::html
