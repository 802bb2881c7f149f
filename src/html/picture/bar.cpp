#include "html/picture/bar.h"

#include <algorithm>

#include "html/picture/frame.h"
#include "html/picture/label.h"

namespace kith::html {

namespace {

using namespace picture;

constexpr double bar_letters_ems = 17;  // of 16 pixels, on the narrowest page
constexpr double narrowest_pixels = 288;
constexpr int bar_line_height = 20, thickness = 22, bar_gap = 16;

std::string shown(Bar const& bar, About const& about) {
  if (!bar.shown.empty()) return bar.shown;
  return bar.value ? in_words(*bar.value) : std::string(about.say()(Said::not_known));
}
std::string beside_shown(Bar const& bar, About const& about) {
  if (!bar.beside_shown.empty()) return bar.beside_shown;
  return bar.beside ? in_words(*bar.beside) : std::string(about.say()(Said::not_known));
}

struct Reach {
  double most = 0;      // the greatest value
  double per_cent = 0;  // how far its bar goes, so that the words beside it have room
};

Reach reach_of(BarChart const& chart) {
  Reach reach;
  for (auto const& one : chart.bars) reach.most = std::max({reach.most, one.value.value_or(0), one.beside.value_or(0)});
  reach.per_cent = 96;
  for (auto const& one : chart.bars) {
    double const length = std::max(one.value.value_or(0), one.beside.value_or(0)) / std::max(reach.most, 1e-9);
    double const room = 100 - 100 * (width_in_ems(shown(one, chart.about)) * 16 + 14) / narrowest_pixels;
    if (length > 0.2) reach.per_cent = std::min(reach.per_cent, std::max(45.0, room / length));
  }
  return reach;
}

// One bar with its words above and beside it; how far down the next one begins.
int add_bar(Html& to, Bar const& one, About const& about, Reach const& reach, int top) {
  auto const lines = wrapped(one.label, bar_letters_ems, 3);
  add_words_at_percent(to, {.y = top + 15.0, .line_height = bar_line_height}, lines);
  int const y = top + static_cast<int>(lines.size()) * bar_line_height + 2;
  auto per_cent = [&](double value) { return reach.most > 0 ? value / reach.most * reach.per_cent : 0.0; };
  double const end = per_cent(std::max(0.0, one.value.value_or(0)));
  if (end > 0)
    to.add("<rect class=\"kith-picture__solid\" x=\"0\" y=\"{}\" width=\"{}%\" height=\"{}\" fill=\"{}\"/>", y,
           fixed(end, 2), thickness, palette::categories[0]);
  double words_at = end;
  if (one.beside) {
    double const at = per_cent(*one.beside);
    // The mark lies over a bar or beyond it: dark with a light edge, so that it shows on both.
    to.add(
        "<line class=\"kith-picture__halo\" x1=\"{}%\" x2=\"{}%\" y1=\"{}\" y2=\"{}\" stroke=\"{}\" "
        "stroke-width=\"6\"/>"
        "<line class=\"kith-picture__line\" x1=\"{}%\" x2=\"{}%\" y1=\"{}\" y2=\"{}\" stroke=\"{}\" "
        "stroke-width=\"2\"/>",
        fixed(at, 2), fixed(at, 2), y - 3, y + thickness + 3, palette::paper, fixed(at, 2), fixed(at, 2), y - 3,
        y + thickness + 3, palette::ink);
    if (at > end && at - end < 20) words_at = at;
  }
  to.add("<text x=\"{}%\" dx=\"8\" y=\"{}\" class=\"kith-picture__figure\">{}</text>", fixed(words_at, 2), y + 16,
         shown(one, about));
  return y + thickness + bar_gap;
}

std::string told(BarChart const& chart) {
  auto const& say = chart.about.say();
  auto text = say(Said::bars, {{"count", std::to_string(chart.bars.size())}});
  auto const known = [](Bar const& one) { return one.value.has_value(); };
  auto less = [](Bar const& a, Bar const& b) { return a.value.value_or(-1) < b.value.value_or(-1); };
  if (std::none_of(chart.bars.begin(), chart.bars.end(), known)) return text;
  auto greatest = std::max_element(chart.bars.begin(), chart.bars.end(), less);
  return text + " " + say(Said::longest, {{"name", greatest->label}, {"value", shown(*greatest, chart.about)}});
}

Table table_of(BarChart const& chart) {
  Table table{.caption = chart.about.subtitle.empty() ? chart.about.title : chart.about.subtitle,
              .head = {{.text = heading_or(chart.label_heading, chart.about, Said::category)},
                       {.text = heading_or(chart.value_heading, chart.about, Said::number), .numeric = true}},
              .first_cell_is_header = true};
  bool const compared = !chart.beside_heading.empty();
  if (compared) table.head.push_back({.text = chart.beside_heading, .numeric = true});
  for (auto const& one : chart.bars) {
    table.rows.push_back({{.text = one.label}, figure_cell(shown(one, chart.about), one.records)});
    if (compared) table.rows.back().push_back(figure_cell(beside_shown(one, chart.about)));
  }
  return table;
}

}  // namespace

Html bar(BarChart const& chart) {
  Html content;
  content.reserve(320 * chart.bars.size() + 64);
  auto const reach = reach_of(chart);
  int top = 0;
  for (auto const& one : chart.bars) top = add_bar(content, one, chart.about, reach, top);
  int const height = std::max(24, top - bar_gap + 4);
  content.add(
      "<line class=\"kith-picture__axis\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
      height, palette::quiet);
  Html key;
  if (!chart.beside_heading.empty())
    key = key_line(markup("<line class=\"kith-picture__line\" x1=\"14\" x2=\"14\" y1=\"0\" y2=\"16\" stroke=\"{}\" "
                          "stroke-width=\"2\"/>",
                          palette::ink),
                   chart.beside_heading);
  return framed({.about = chart.about,
                 .description = told(chart),
                 .drawing = {.fit = Fit::fluid, .height = height, .content = std::move(content)},
                 .key = std::move(key),
                 .table = table(table_of(chart))});
}

}  // namespace kith::html
