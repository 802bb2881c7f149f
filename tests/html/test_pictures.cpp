#include <doctest/doctest.h>

#include "html/document.h"
#include "html/gallery.h"
#include "html/page.h"
#include "html/picture/label.h"
#include "html/picture/palette.h"
#include "html/pictures.h"

using namespace kith::html;

namespace {

BarChart doors() {
  return {.about = {.id = "doors", .title = "Schools ask most", .subtitle = "Requests", .csv = "/doors.csv"},
          .label_heading = "Who asked",
          .value_heading = "Requests",
          .bars = {{.label = "Schools <b>", .value = 10, .records = "/requests?who=schools"},
                   {.label = "Families", .value = 5},
                   {.label = "Fire service", .shown = "fewer than 5"}}};
}

std::vector<std::string> cells(Document const& document) {
  std::vector<std::string> all;
  for (auto const& cell : document.named("td")) all.push_back(cell.text);
  return all;
}

}  // namespace

TEST_CASE("lines, symbols and marks stand out from the paper three to one, words four and a half") {
  using namespace palette;
  for (auto colour : categories) CHECK_MESSAGE(contrast(colour, paper) >= 3, std::string(colour));
  for (auto colour : {unusual, quiet, ink}) CHECK_MESSAGE(contrast(colour, paper) >= 4.5, std::string(colour));
  for (auto ground : {wash, std::string_view("#dbe6ef"), std::string_view("#b4cbdd")})
    CHECK_MESSAGE(contrast(ink, ground) >= 4.5, std::string(ground));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CHECK_MESSAGE(contrast(on_steps[i], steps[i]) >= 4.5, std::string(steps[i]));
    // Whatever their colour, areas are told apart by their outlines and numbers; the steps still rise evenly.
    if (i > 0) CHECK(contrast(steps[i], paper) > 1.3 * contrast(steps[i - 1], paper));
  }
}

TEST_CASE("the contrast of two colours is what WCAG says it is") {
  CHECK(palette::contrast("#000000", "#ffffff") == doctest::Approx(21));
  CHECK(palette::contrast("#777777", "#ffffff") == doctest::Approx(4.48).epsilon(0.002));  // the known near miss
  CHECK(palette::contrast("#abcdef", "#abcdef") == doctest::Approx(1));
}

TEST_CASE("a picture says its name and what it shows to those who cannot see it") {
  Document const document(bar(doors()).source());
  auto drawing = document.named("svg").at(0);
  CHECK(drawing.attribute("role") == "img");
  CHECK(drawing.attribute("aria-labelledby") == "doors-title doors-words");
  REQUIRE(document.by_id("doors-words") != nullptr);
  CHECK(document.by_id("doors-words")->text == "Bars: 3. The longest is Schools <b>: 10.");
  CHECK(faults_of(document) == "");
}

TEST_CASE("a picture has its figures beneath it as a table, and each figure opens what it counts") {
  Document const document(bar(doors()).source());
  CHECK(cells(document) == std::vector<std::string>{"10", "5", "fewer than 5"});
  std::vector<std::string> links;
  for (auto const& link : document.named("a")) links.push_back(link.attribute("href"));
  CHECK(links == std::vector<std::string>{"/requests?who=schools", "/doors.csv"});
}

TEST_CASE("no picture brings style, script or an id twice, and all of the gallery's have different ids") {
  auto const source = render({.title = "Components", .main = gallery(), .council_name = "Northmarch"});
  CHECK(source.find("style=") == std::string::npos);
  CHECK(source.find("onload") == std::string::npos);
  Document const document(source);
  CHECK(document.named("figure").size() == 8);
  CHECK(faults_of(document) == "");
}

TEST_CASE("bars are as long as their values say, and one that is not known has none") {
  Document const document(bar(doors()).source());
  auto bars = document.named("rect");
  REQUIRE(bars.size() == 2);
  auto length = [&](std::size_t i) { return std::stod(bars[i].attribute("width")); };
  CHECK(length(0) == doctest::Approx(2 * length(1)).epsilon(0.001));
}

TEST_CASE("a line has a gap where a value is missing") {
  LineChart chart{.about = {.id = "line", .title = "Up"},
                  .times = {"Jan", "Feb", "Mar", "Apr", "May"},
                  .series = {{"Requests", {1, 2, std::nullopt, 4, 5}}}};
  auto const source = line(chart).source();
  Document const document(source);
  std::string drawn;
  for (auto const& path : document.named("path"))
    if (auto d = path.attribute("d"); d.find('M') != d.rfind('M')) drawn = d;
  CHECK(drawn == "M0 833L250 667M750 333L1000 167");
  CHECK(cells(document) == std::vector<std::string>{"1", "2", "–", "4", "5"});
}

TEST_CASE("a fan stands in the table where it begins") {
  LineChart chart{.about = {.id = "fan", .title = "Perhaps"},
                  .times = {"Jan", "Feb", "Mar"},
                  .series = {{"Requests", {10, 11}}},
                  .fan = {{"Half of the runs", 1, {11, 9}, {11, 14}}}};
  Document const document(line(chart).source());
  CHECK(cells(document) == std::vector<std::string>{"10", "–", "11", "11 to 11", "–", "9 to 14"});
}

TEST_CASE("a control chart marks what is unusual, by the rules of Making Data Count") {
  SUBCASE("a value outside the limits; its two moving ranges are left out of their mean") {
    std::vector<double> values = {10, 11, 10, 11, 10, 11, 30, 11, 10, 11, 10, 11};
    auto const limits = control_limits(values);
    CHECK(limits.mean == doctest::Approx(146.0 / 12));
    CHECK(limits.high == doctest::Approx(146.0 / 12 + 2.66));
    CHECK(limits.unusual[6] == Unusual::outside);
  }
  SUBCASE("seven in a row that rise") {
    std::vector<double> values = {5, 9, 1, 2, 3, 4, 5, 6, 7, 2, 8, 3};
    auto const limits = control_limits(values);
    CHECK(limits.unusual[1] == Unusual::no);
    for (std::size_t i = 2; i < 9; ++i) CHECK(limits.unusual[i] == Unusual::trend);
    CHECK(limits.unusual[9] == Unusual::no);
  }
  SUBCASE("seven in a row on one side of the mean") {
    std::vector<double> values = {9, 5, 9, 5, 8, 8.5, 8, 9, 8, 8.5, 8, 5, 4, 5, 4, 5.5, 5};
    auto const limits = control_limits(values);
    CHECK(limits.unusual[4] == Unusual::shift);
    CHECK(limits.unusual[10] == Unusual::shift);
  }
  SUBCASE("two of three near the same limit") {
    // Mean 10, mean moving range 1: the limits lie at 7.34 and 12.66, two thirds of the way at 11.77.
    std::vector<double> values = {10, 9, 10, 9, 10, 9, 10, 11, 12, 12.4, 11, 10, 9, 10, 9};
    auto const limits = control_limits(values);
    CHECK(limits.unusual[8] == Unusual::near_the_limit);
    CHECK(limits.unusual[9] == Unusual::near_the_limit);
    CHECK(limits.unusual[7] == Unusual::no);
  }
  SUBCASE("steady figures mark nothing") {
    std::vector<double> values = {10, 11, 9, 10, 12, 10, 9, 11, 10, 9, 11, 10};
    for (auto rule : control_limits(values).unusual) CHECK(rule == Unusual::no);
  }
}

TEST_CASE("a star says in words how things have changed") {
  Document const document(star({.about = {.id = "star", .title = "Better"},
                                .areas = {{"Home", 2, 5}, {"Friends", 4, 4}, {"School", {}, 3}}})
                              .source());
  CHECK(cells(document) == std::vector<std::string>{"2", "5", "3 higher", "4", "4", "The same", "–", "3", "Not known"});
  CHECK(document.by_id("star-words")->text.find("1 higher, 0 lower, 1 the same") != std::string::npos);
}

TEST_CASE("a flow's bands are as thick as their amounts, and the ninth end joins the others") {
  Sankey chart{.about = {.id = "flow", .title = "Where they went"}};
  for (int i = 0; i < 10; ++i) chart.flows.push_back({"Door " + std::to_string(i), "Plan", 10.0 + i});
  Document const document(sankey(chart).source());
  std::string words;
  for (auto const& text : document.named("text")) words += text.text + "|";
  CHECK(words.find("3 others|33|") != std::string::npos);  // the three smallest: 10, 11 and 12
  CHECK(words.find("Door 3|") != std::string::npos);
  CHECK(cells(document).size() == 20);  // the table still has all ten
}

TEST_CASE("an eco-map says each tie in words, and twelve are drawn") {
  EcoMap map{.about = {.id = "eco", .title = "Around them"}, .centre = "The family"};
  for (int i = 0; i < 14; ++i)
    map.around.push_back({"Neighbour " + std::to_string(i), "", Strength::stressful, HelpFlows::both_ways});
  Document const document(eco_map(map).source());
  CHECK(document.named("rect").size() == 12);
  CHECK(cells(document).size() == 3 * 14);
  CHECK(document.with_class("kith-picture__note").size() == 1);
}

TEST_CASE("a map is read from GeoJSON and names each area by its number") {
  constexpr std::string_view two = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"c":"A","n":"Ash"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
    {"type":"Feature","properties":{"c":"B","n":"Beech"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,0],[2,0],[2,1],[1,1],[1,0]]]]}}]})";
  auto const shapes = read_geojson(two, "c", "n");
  REQUIRE(shapes.ok());
  REQUIRE(shapes->shapes.size() == 2);
  CHECK(shapes->width == 400);
  CHECK(shapes->shapes[0].label_x < 200);
  CHECK(shapes->shapes[1].label_x > 200);
  Document const document(
      area_map({.about = {.id = "map", .title = "Two"}, .values = {{"A", 3}, {"C", 7}}}, *shapes).source());
  CHECK(cells(document) == std::vector<std::string>{"1", "Ash", "3", "2", "Beech", "Not known", "–", "C", "7"});
}

TEST_CASE("a map that leaves something out is refused, with what and where") {
  auto refused = [](std::string_view text) { return read_geojson(text, "c", "n"); };
  CHECK(refused("{").error().code == "not_geojson");
  CHECK(refused(R"({"features":[]})").error().sentence == "The map cannot be read. It has no features.");
  auto feature = [](std::string const& geometry, std::string const& properties = R"({"c":"A","n":"Ash"})") {
    return R"({"features":[{"properties":)" + properties + R"(,"geometry":)" + geometry + "}]}";
  };
  CHECK(refused(feature(R"({"type":"Point","coordinates":[0,0]})")).error().sentence ==
        "The map cannot be read. Feature 1: A feature is a Point, not a Polygon or MultiPolygon.");
  CHECK(refused(feature(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]})")).error().sentence.find("four") !=
        std::string::npos);
  CHECK(refused(feature(R"({"type":"Polygon","coordinates":[[[0,0],[400000,0],[1,1],[0,0]]]})"))
            .error()
            .sentence.find("degrees") != std::string::npos);
  CHECK(refused(feature(R"({"type":"Polygon","coordinates":[]})", R"({"c":"A"})")).error().sentence.find("“n”") !=
        std::string::npos);
}

TEST_CASE("words are broken where people would break them, and shortened at last") {
  CHECK(wrapped("Bellweather-Oyelaran", 6.8, 3) == std::vector<std::string>{"Bellweather-", "Oyelaran"});
  CHECK(wrapped("Home", 10, 2) == std::vector<std::string>{"Home"});
  CHECK(wrapped("one two three four five six", 5, 2) == std::vector<std::string>{"one two", "three fo…"});
  CHECK(wrapped("", 5, 2).empty());
  // A letter keeps its marks, and bytes are never cut.
  auto const marks = wrapped("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 2, 1);
  CHECK(marks == std::vector<std::string>{"e\u0301…"});
  CHECK(wrapped("Łukasz Żółć Ωmega 家族", 3, 9).size() > 3);
}

TEST_CASE("numbers are said as people write them") {
  CHECK(in_words(1234567) == "1,234,567");
  CHECK(in_words(8.46) == "8.5");
  CHECK(in_words(-3) == "−3");
  CHECK(in_words(-0.01) == "0");
  CHECK(in_words(999.96) == "1,000");
}

TEST_CASE("given nothing, or next to nothing, every picture is still drawn, and no place in it is no number") {
  About const about{.id = "empty", .title = "Nothing yet"};
  auto const shapes = read_geojson(
      R"({"features":[{"properties":{"c":"A","n":"Ash"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]})",
      "c", "n");
  REQUIRE(shapes.ok());
  std::vector<Html> const pictures = {
      bar({.about = about}),
      bar({.about = about, .bars = {{.label = "None", .value = 0}}}),
      line({.about = about}),
      line({.about = about, .times = {"Jan"}, .series = {{"One", {5}}}}),
      line({.about = about, .times = {"Jan", "Feb"}, .series = {{"Same", {0, 0}}, {"Unknown", {}}}}),
      control_chart({.about = about}),
      control_chart({.about = about, .times = {"Jan"}, .values = {0}}),
      star({.about = about}),
      star({.about = about, .areas = {{"One", 1, 2}, {"Two", {}, {}}, {"Three", 99, -4}}}),
      sankey({.about = about}),
      sankey({.about = about, .flows = {{"A", "B", 0}, {"A", "C", -1}}}),
      eco_map({.about = about, .centre = "Alone"}),
      eco_map({.about = about, .centre = "One tie", .around = {{.name = "Aunt"}}}),
      genogram({.about = about}),
      genogram({.about = about, .people = {{.name = "Only one"}}}),
      area_map({.about = about}, *shapes),
      area_map({.about = about}, {}),
  };
  for (auto const& picture : pictures) {
    auto const& source = picture.source();
    CHECK(source.find("nan") == std::string::npos);
    CHECK(source.find("inf") == std::string::npos);
    CHECK(faults_of(Document(source)) == "");
  }
}

TEST_CASE(
    "names in any script, with markup and marks of direction in them, are drawn as they are and stand whole in the "
    "table") {
  std::string const name =
      "Żółć <script> & \u202Eabc\u202C 家族 👨‍👩‍👧 of the very long-named street";
  Document const document(
      eco_map({.about = {.id = "e", .title = name}, .centre = name, .around = {{.name = name}}}).source());
  CHECK(document.named("script").empty());
  CHECK(document.named("th").back().text == name);
  CHECK(document.by_id("e-title")->text == name);
}

TEST_CASE("whatever a picture says by itself is said in the page's language") {
  // A language in which every word is its own key: whatever English still stands was never asked for.
  PictureWords const keys([](std::string_view key) { return "[" + std::string(key) + "]"; });
  About const about{.id = "p", .title = "-", .csv = "/p.csv", .words = &keys};
  auto const shapes = read_geojson(
      R"({"features":[{"properties":{"c":"A","n":"-"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]})",
      "c", "n");
  REQUIRE(shapes.ok());
  std::vector<double> values(24, 10);
  values[3] = 90;
  std::vector<std::string> const times(24, "1");
  Genogram family{.about = about};
  for (int i = 0; i < 8; ++i)
    family.people.push_back(
        {.name = "-", .symbol = static_cast<Symbol>(i % 4), .died = i % 2 == 1, .focus = i == 4, .household = "-"});
  family.unions = {{0, 1, Bond::married, {{2, Tie::adopted}, {3, Tie::fostered}}},
                   {2, 4, Bond::together, {{5, Tie::birth, 1}, {6, Tie::birth, 1}}},
                   {3, 7, Bond::separated},
                   {5, 6, Bond::divorced}};
  for (int i = 0; i < 5; ++i) family.feelings.push_back({0, 1, static_cast<Feeling>(i)});
  EcoMap eco{.about = about, .centre = "-"};
  for (int i = 0; i < 14; ++i)
    eco.around.push_back(
        {.name = "-", .strength = static_cast<Strength>(i % 4), .help = static_cast<HelpFlows>(i % 4)});
  Sankey flows{.about = about};
  for (int i = 0; i < 10; ++i) flows.flows.push_back({std::to_string(i), "-", 10.0 + i});
  std::vector<Html> const pictures = {
      bar({.about = about, .bars = {{.label = "-", .value = 2}, {.label = "-"}}}),
      line({.about = about, .times = {"1", "2"}, .series = {{"-", {5, 6}}}, .fan = {{"-", 1, {1}, {2}}}}),
      control_chart({.about = about, .times = times, .values = values}),
      star({.about = about, .areas = {{"-", 1, 2}, {"-", 2, 1}, {"-", 1, 1}, {"-", {}, 1}}}),
      sankey(flows),
      eco_map(eco),
      genogram(family),
      area_map({.about = about, .values = {{.code = "A"}}}, *shapes),
  };
  for (auto const& picture : pictures) {
    Document const document(picture.source());
    std::string said;
    for (auto const* tag : {"title", "desc", "th", "td", "li", "summary", "a", "text", "caption", "p"})
      for (auto const& node : document.named(tag)) said += node.text + "\n";
    std::string left;
    bool inside = false;  // of a key
    for (char const c : said) {
      inside = c == '[' || (inside && c != ']');
      if (!inside && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) left += c;
    }
    CHECK_MESSAGE(left.empty(), left, " in ", said);
  }
}
