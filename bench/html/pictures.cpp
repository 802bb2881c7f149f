// What it takes to draw each picture, and a staff list of fifty rows. Beside each: the time to write as many bytes by
// escaping a text, which is as little as any way of making a page can do.
//   bench_html_pictures   prints "NAME microseconds baseline bytes", a line each; medians
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "html/components.h"
#include "html/page.h"
#include "html/picture/genogram_layout.h"
#include "html/pictures.h"

using namespace kith::html;

namespace {

// The median of many runs, in microseconds.
template <class Work>
double median_of(Work&& work) {
  std::vector<double> times;
  for (int i = 0; i < 1001; ++i) {
    auto const start = std::chrono::steady_clock::now();
    auto const volatile size = work();
    (void)size;
    times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(times.begin(), times.begin() + 500, times.end());
  return times[500];
}

template <class Draw>
void measure(char const* name, Draw&& draw) {
  std::string const finished = draw();
  double const drawn = median_of([&] { return draw().size(); });
  double const escaped = median_of([&] {
    std::string text;
    append_escaped(text, finished);
    return text.size();
  });
  std::printf("%s\t%.1f\t%.1f\t%zu\n", name, drawn, escaped, finished.size());
}

About about(char const* id) { return {.id = id, .title = "A picture", .subtitle = "Invented figures"}; }

std::string bars() {
  BarChart chart{.about = about("bar")};
  for (int i = 0; i < 12; ++i) chart.bars.push_back({.label = "Place " + std::to_string(i), .value = 10.0 * i});
  return bar(chart).source();
}

std::vector<std::string> months() {
  std::vector<std::string> all;
  for (int i = 0; i < 24; ++i) all.push_back("Month " + std::to_string(i));
  return all;
}

std::string lines() {
  LineChart chart{.about = about("line"), .times = months(), .series = {{.name = "One"}, {.name = "Other"}}};
  for (int i = 0; i < 24; ++i) {
    chart.series[0].values.push_back(100 + i * 37 % 50);
    chart.series[1].values.push_back(50 + i * 23 % 30);
  }
  return line(chart).source();
}

std::string controls() {
  ControlChart chart{.about = about("control"), .times = months()};
  for (int i = 0; i < 24; ++i) chart.values.push_back(100 + i * 37 % 50);
  return control_chart(chart).source();
}

std::string stars() {
  Star chart{.about = about("star")};
  for (int i = 0; i < 8; ++i) chart.areas.push_back({"Area of life " + std::to_string(i), 2.0 + i % 3, 5.0 + i % 4});
  return star(chart).source();
}

std::string flows() {
  Sankey chart{.about = about("flow")};
  for (int i = 0; i < 20; ++i)
    chart.flows.push_back({"Door " + std::to_string(i % 5), "Outcome " + std::to_string(i % 4), 10.0 + i});
  return sankey(chart).source();
}

std::string around() {
  EcoMap map{.about = about("eco"), .centre = "The family"};
  for (int i = 0; i < 12; ++i)
    map.around.push_back(
        {"Somebody " + std::to_string(i), "A note", static_cast<Strength>(i % 4), HelpFlows::both_ways});
  return eco_map(map).source();
}

// Thirty people in four generations.
Genogram family() {
  Genogram genogram{.about = about("genogram")};
  for (int i = 0; i < 30; ++i)
    genogram.people.push_back({.name = "Person Surname" + std::to_string(i),
                               .note = "aged " + std::to_string(i),
                               .symbol = static_cast<Symbol>(i % 3),
                               .born = 19400000 + i * 20000});
  genogram.unions = {{0, 1, Bond::married, {{4}, {5}, {6}}}, {2, 3, Bond::divorced, {{7}, {8}}},
                     {5, 7, Bond::separated, {{12}, {13}}},  {7, 9, Bond::together, {{14}, {15}, {16}}},
                     {4, 10, Bond::married, {{17}, {18}}},   {8, 11, Bond::married, {{19}, {20}, {21}}},
                     {12, 22, Bond::together, {{24}, {25}}}, {17, 23, Bond::married, {{26}, {27}, {28}, {29}}}};
  return genogram;
}

// 24 areas of 120 points each.
MapShapes areas() {
  std::string text = R"({"features":[)";
  for (int i = 0; i < 24; ++i) {
    double const x = -1.2 + 0.03 * (i % 6), y = 53.4 + 0.02 * static_cast<double>(i / 6);
    text += i == 0 ? "" : ",";
    text += R"({"properties":{"c":"P)" + std::to_string(i) +
            R"(","n":"Place"},"geometry":{"type":"Polygon","coordinates":[[)";
    for (int p = 0; p <= 120; ++p) {
      double const side = p % 120 / 30.0, along = side - static_cast<int>(side),
                   wave = 0.001 * (p * 7 % 5) * (p % 30 != 0);
      double const px = side < 1 ? along : side < 2 ? 1 : side < 3 ? 1 - along : 0;
      double const py = side < 1 ? 0 : side < 2 ? along : side < 3 ? 1 : 1 - along;
      text += (p == 0 ? "[" : ",[") + std::to_string(x + 0.03 * px + wave) + "," +
              std::to_string(y + 0.02 * py + wave) + "]";
    }
    text += "]]}}";
  }
  return read_geojson(text + "]}", "c", "n").value();
}

std::string list_of_fifty() {
  SortableTable table{.caption = "My families",
                      .columns = {{"Family", "name"},
                                  {"Children", "children", true},
                                  {"Area", "area"},
                                  {"Level", "level", true},
                                  {"Lead agency", "agency"},
                                  {"Last seen", "seen"},
                                  {"Next review", "review"},
                                  {"State"}},
                      .sort = {"seen"},
                      .here = "/families"};
  for (int i = 0; i < 50; ++i)
    table.rows.push_back({markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", url("/families/{}", i), "Ashdown & Lee"),
                          i % 5, "North", 2, "Education", "4 days ago", "2 December 2026",
                          tag({.text = "Plan agreed", .colour = TagColour::green})});
  return sortable_table(table).source();
}

}  // namespace

int main() {
  measure("bar chart, 12 bars", bars);
  measure("line chart, 2 lines of 24", lines);
  measure("control chart of 24", controls);
  measure("star of 8", stars);
  measure("flow, 5 doors to 4 outcomes", flows);
  measure("eco-map of 12", around);
  auto const thirty = family();
  std::printf("genogram of 30, layout alone\t%.1f\t0\t0\n", median_of([&] { return lay_out(thirty)->x.size(); }));
  measure("genogram of 30", [&] { return genogram(thirty).source(); });
  auto const shapes = areas();
  AreaMap map{.about = about("map")};
  for (int i = 0; i < 24; ++i) map.values.push_back({.code = "P" + std::to_string(i), .value = 1.0 * (i * 7 % 24)});
  measure("area map, 24 areas of 120 points", [&] { return area_map(map, shapes).source(); });
  measure("staff list of fifty", list_of_fifty);
}
