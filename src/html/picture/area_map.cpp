#include "html/picture/area_map.h"

#include <algorithm>
#include <unordered_map>

#include "html/picture/frame.h"
#include "html/picture/label.h"

namespace kith::html {

namespace {

using namespace picture;

std::string shown(AreaValue const* value, PictureWords const& say) {
  if (!value) return std::string(say(Said::not_known));
  if (!value->shown.empty()) return value->shown;
  return value->value ? in_words(*value->value) : std::string(say(Said::not_known));
}

// Where each darker class begins: as given, or so that each holds about a quarter of the areas.
std::vector<double> breaks_of(AreaMap const& map) {
  if (!map.breaks.empty()) {
    auto breaks = map.breaks;
    if (breaks.size() > 3) breaks.resize(3);
    return breaks;
  }
  std::vector<double> values;
  for (auto const& value : map.values)
    if (value.value) values.push_back(*value.value);
  std::sort(values.begin(), values.end());
  std::vector<double> breaks;
  for (std::size_t quarter = 1; quarter < 4 && !values.empty(); ++quarter) {
    double const at = values[quarter * values.size() / 4];
    if (at > values.front() && (breaks.empty() || at > breaks.back())) breaks.push_back(at);
  }
  return breaks;
}

std::size_t class_of(std::vector<double> const& breaks, double value) {
  return static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), value) - breaks.begin());
}

// With fewer classes the colours lie further apart.
std::size_t step_of(std::size_t which, std::size_t classes) { return classes < 2 ? 0 : which * 3 / (classes - 1); }

struct Range {
  double low, high;
};

// The least and the greatest value of a class: what the key says, so that nothing lies between two classes.
std::vector<std::optional<Range>> ranges_of(AreaMap const& map, std::vector<double> const& breaks) {
  std::vector<std::optional<Range>> ranges(breaks.size() + 1);
  for (auto const& value : map.values) {
    if (!value.value) continue;
    auto& range = ranges[class_of(breaks, *value.value)];
    if (!range) range = Range{*value.value, *value.value};
    range->low = std::min(range->low, *value.value);
    range->high = std::max(range->high, *value.value);
  }
  return ranges;
}

Html key_of(AreaMap const& map, std::vector<double> const& breaks, bool something_unknown) {
  auto const& say = map.about.say();
  Html key;
  auto const ranges = ranges_of(map, breaks);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (!ranges[i]) continue;
    auto const low = in_words(ranges[i]->low), high = in_words(ranges[i]->high);
    key += key_line(markup("<rect class=\"kith-picture__step\" x=\"1\" y=\"1\" width=\"26\" height=\"14\" fill=\"{}\" "
                           "stroke=\"{}\"/>",
                           palette::steps[step_of(i, ranges.size())], palette::quiet),
                    low == high ? low : say(Said::from_to, {{"low", low}, {"high", high}}));
  }
  if (something_unknown)
    key += key_line(markup("<rect class=\"kith-picture__open\" x=\"1\" y=\"1\" width=\"26\" height=\"14\" fill=\"{}\" "
                           "stroke=\"{}\" stroke-dasharray=\"3 3\"/>",
                           palette::paper, palette::quiet),
                    say(Said::not_shown));
  return key;
}

}  // namespace

Html area_map(AreaMap const& map, MapShapes const& shapes) {
  auto const& say = map.about.say();
  std::unordered_map<std::string_view, AreaValue const*> by_code;
  for (auto const& value : map.values) by_code.emplace(value.code, &value);
  auto const breaks = breaks_of(map);
  Html content, numbers;
  std::size_t bytes = 0;
  for (auto const& shape : shapes.shapes) bytes += shape.path.size() + 160;
  content.reserve(bytes);
  Table table{.caption = map.about.subtitle.empty() ? map.about.title : map.about.subtitle,
              .head = {{.text = say(Said::on_the_map), .numeric = true},
                       {.text = heading_or(map.area_heading, map.about, Said::area)},
                       {.text = heading_or(map.value_heading, map.about, Said::number), .numeric = true}}};
  bool something_unknown = false;
  std::size_t number = 0;
  for (auto const& shape : shapes.shapes) {
    ++number;
    auto found = by_code.find(shape.code);
    auto const* value = found == by_code.end() ? nullptr : found->second;
    if (value) by_code.erase(found);
    bool const known = value && value->value;
    something_unknown |= !known;
    auto const step = known ? step_of(class_of(breaks, *value->value), breaks.size() + 1) : 0;
    content.add("<path class=\"{}\" d=\"{}\" fill=\"{}\" stroke=\"{}\"{}/>",
                known ? "kith-picture__step" : "kith-picture__open", shape.path,
                known ? palette::steps[step] : palette::paper, palette::quiet,
                attribute("stroke-dasharray", known ? "" : "30 30"));
    numbers.add("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{}\">{}</text>", fixed(shape.label_x, 1),
                fixed(shape.label_y + 5, 1), known ? palette::on_steps[step] : palette::ink, number);
    table.rows.push_back({{.text = number, .numeric = true},
                          {.text = shape.name},
                          figure_cell(shown(value, say), value ? value->records : Url())});
  }
  for (auto const& value : map.values)
    if (by_code.contains(value.code))
      table.rows.push_back(
          {{.text = "–", .numeric = true}, {.text = value.code}, figure_cell(shown(&value, say), value.records)});
  auto drawing =
      markup("<g transform=\"scale(0.1)\" stroke-width=\"10\">{}</g><g class=\"kith-picture__numbers\">{}</g>", content,
             numbers);
  return framed({.about = map.about,
                 .description = say(Said::map_told, {{"count", std::to_string(shapes.shapes.size())}}),
                 .drawing = {.width = shapes.width, .height = shapes.height, .content = std::move(drawing)},
                 .key = key_of(map, breaks, something_unknown),
                 .table = html::table(table),
                 .note = map.attribution});
}

}  // namespace kith::html
