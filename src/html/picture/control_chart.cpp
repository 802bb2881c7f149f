#include "html/picture/control_chart.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "html/picture/frame.h"
#include "html/picture/label.h"
#include "html/picture/plot.h"

namespace kith::html {

namespace {

using namespace picture;

double mean_of(std::span<double const> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// A mark of a later rule never covers that of an earlier one.
void mark(ControlLimits& limits, std::size_t first, std::size_t count, Unusual rule) {
  for (std::size_t i = first; i < first + count; ++i)
    if (limits.unusual[i] == Unusual::no) limits.unusual[i] = rule;
}

void mark_runs(ControlLimits& limits, std::span<double const> values) {
  constexpr std::size_t run = 7;
  for (std::size_t i = 0; i + run <= values.size(); ++i) {
    auto part = values.subspan(i, run);
    bool const rises = std::adjacent_find(part.begin(), part.end(), std::greater_equal<>()) == part.end();
    bool const falls = std::adjacent_find(part.begin(), part.end(), std::less_equal<>()) == part.end();
    if (rises || falls) mark(limits, i, run, Unusual::trend);
  }
}

void mark_near(ControlLimits& limits, std::span<double const> values) {
  double const third = (limits.high - limits.mean) / 3;
  for (std::size_t i = 0; i + 3 <= values.size(); ++i)
    for (double side : {1.0, -1.0}) {
      auto beyond = [&](std::size_t at) { return side * (values[at] - limits.mean) > 2 * third; };
      if (beyond(i) + beyond(i + 1) + beyond(i + 2) < 2) continue;
      for (std::size_t at = i; at < i + 3; ++at)
        if (beyond(at)) mark(limits, at, 1, Unusual::near_the_limit);
    }
}

void mark_shifts(ControlLimits& limits, std::span<double const> values) {
  constexpr std::size_t run = 7;
  for (std::size_t i = 0; i + run <= values.size(); ++i) {
    auto part = values.subspan(i, run);
    if (std::all_of(part.begin(), part.end(), [&](double value) { return value > limits.mean; }) ||
        std::all_of(part.begin(), part.end(), [&](double value) { return value < limits.mean; }))
      mark(limits, i, run, Unusual::shift);
  }
}

std::string_view reason(Unusual rule, PictureWords const& say) {
  switch (rule) {
    case Unusual::no:
      return "";
    case Unusual::outside:
      return say(Said::outside);
    case Unusual::trend:
      return say(Said::trend);
    case Unusual::near_the_limit:
      return say(Said::near_limit);
    case Unusual::shift:
      return say(Said::shift);
  }
  return "";
}

void add_points(Html& to, ControlChart const& chart, ControlLimits const& limits, Plot const& plot) {
  auto const count = std::min(chart.values.size(), chart.times.size());
  for (std::size_t i = 0; i < count; ++i) {
    auto const x = fixed(plot.x(i), 2);
    auto const y = fixed(plot.y(chart.values[i]), 1);
    if (limits.unusual[i] == Unusual::no)
      to.add("<circle class=\"kith-picture__solid\" cx=\"{}%\" cy=\"{}\" r=\"3.5\" fill=\"{}\"/>", x, y,
             palette::categories[0]);
    else
      to.add(
          "<svg class=\"kith-picture__mark\" x=\"{}%\" y=\"{}\"><path class=\"kith-picture__flag\" d=\"M0-8 8 0 0 8-8 "
          "0z\" fill=\"{}\" stroke=\"{}\"/></svg>",
          x, y, palette::unusual, palette::paper);
  }
}

Html paths_of(std::span<std::optional<double> const> values, ControlLimits const& limits, Plot const& plot) {
  Html paths;
  for (double limit : {limits.low, limits.high})
    paths.add(
        "<path class=\"kith-picture__line\" d=\"M0 {}H1000\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" "
        "stroke-dasharray=\"6 5\" vector-effect=\"non-scaling-stroke\"/>",
        fixed(plot.path_y(limit), 1), palette::quiet);
  paths.add(
      "<path class=\"kith-picture__line\" d=\"M0 {}H1000\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" "
      "vector-effect=\"non-scaling-stroke\"/>",
      fixed(plot.path_y(limits.mean), 1), palette::quiet);
  paths.add(
      "<path class=\"kith-picture__line\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
      "vector-effect=\"non-scaling-stroke\"/>",
      path_of(plot, values), palette::categories[0]);
  return paths;
}

Html key_of(ControlLimits const& limits, PictureWords const& say) {
  Html key;
  auto stroke = [](std::string_view dash) {
    return markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"1.5\"{}/>",
                  palette::quiet, attribute("stroke-dasharray", dash));
  };
  key += key_line(stroke(""), say(Said::mean, {{"value", in_words(limits.mean)}}));
  key += key_line(stroke("6 5"), say(Said::usual, {{"low", in_words(limits.low)}, {"high", in_words(limits.high)}}));
  key += key_line(markup("<svg class=\"kith-picture__mark\" x=\"14\" y=\"8\"><path class=\"kith-picture__flag\" "
                         "d=\"M0-8 8 0 0 8-8 0z\" fill=\"{}\" stroke=\"{}\"/></svg>",
                         palette::unusual, palette::paper),
                  say(Said::unusual));
  return key;
}

Table table_of(ControlChart const& chart, ControlLimits const& limits) {
  auto const& say = chart.about.say();
  Table table{.caption = chart.about.subtitle.empty() ? chart.about.title : chart.about.subtitle,
              .head = {{.text = heading_or(chart.time_heading, chart.about, Said::month)},
                       {.text = heading_or(chart.value_heading, chart.about, Said::number), .numeric = true},
                       {.text = say(Said::unusual)}},
              .first_cell_is_header = true};
  auto const count = std::min(chart.values.size(), chart.times.size());
  for (std::size_t i = 0; i < count; ++i)
    table.rows.push_back({{.text = chart.times[i]},
                          figure_cell(in_words(chart.values[i]), i < chart.records.size() ? chart.records[i] : Url()),
                          {.text = limits.unusual[i] == Unusual::no ? say(Said::no) : reason(limits.unusual[i], say)}});
  return table;
}

}  // namespace

ControlLimits control_limits(std::span<double const> values) {
  ControlLimits limits{.mean = mean_of(values), .unusual = std::vector<Unusual>(values.size(), Unusual::no)};
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i) ranges.push_back(std::abs(values[i] - values[i - 1]));
  double const screen = 3.267 * mean_of(ranges);
  std::erase_if(ranges, [&](double range) { return range > screen; });
  double const reach = 2.66 * mean_of(ranges);
  limits.low = limits.mean - reach;
  limits.high = limits.mean + reach;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] < limits.low || values[i] > limits.high) mark(limits, i, 1, Unusual::outside);
  mark_runs(limits, values);
  mark_near(limits, values);
  mark_shifts(limits, values);
  return limits;
}

Html control_chart(ControlChart const& chart) {
  auto limits = control_limits(chart.values);
  // A count never falls below nothing, and neither does its limit.
  bool const below_zero = std::any_of(chart.values.begin(), chart.values.end(), [](double value) { return value < 0; });
  if (!below_zero) limits.low = std::max(0.0, limits.low);
  auto [least, greatest] = std::minmax_element(chart.values.begin(), chart.values.end());
  double const low = chart.values.empty() ? 0 : std::min(*least, limits.low);
  double const high = chart.values.empty() ? 1 : std::max(*greatest, limits.high);
  Plot const plot(round_scale(std::min(0.0, low), high), chart.times);
  std::vector<std::optional<double>> const values(chart.values.begin(), chart.values.end());
  Html content;
  content.reserve(4096);
  plot.add_ground(content);
  plot.add_stretched(content, paths_of(values, limits, plot));
  add_points(content, chart, limits, plot);
  auto const unusual =
      std::count_if(limits.unusual.begin(), limits.unusual.end(), [](Unusual rule) { return rule != Unusual::no; });
  auto told = chart.about.say()(Said::control_told, {{"unusual", std::to_string(unusual)},
                                                     {"count", std::to_string(limits.unusual.size())},
                                                     {"mean", in_words(limits.mean)},
                                                     {"low", in_words(limits.low)},
                                                     {"high", in_words(limits.high)}});
  return framed({.about = chart.about,
                 .description = std::move(told),
                 .drawing = {.fit = Fit::fluid, .height = plot_total, .content = std::move(content)},
                 .key = key_of(limits, chart.about.say()),
                 .table = table(table_of(chart, limits))});
}

}  // namespace kith::html
