#include "html/picture/line.h"

#include <algorithm>

#include "html/picture/frame.h"
#include "html/picture/label.h"
#include "html/picture/plot.h"

namespace kith::html {

namespace {

using namespace picture;

constexpr std::array<std::string_view, 4> dashes = {"", "8 5", "2 5", "12 4 2 4"};
constexpr std::array<std::string_view, 2> fan_bands = {"#dbe6ef", "#b4cbdd"};

// The four lines end, and are pointed at in the key, by four shapes.
Html shape(std::size_t which) {
  auto colour = palette::categories[which];
  switch (which) {
    case 0:
      return markup("<circle class=\"kith-picture__solid\" r=\"5\" fill=\"{}\"/>", colour);
    case 1:
      return markup("<path class=\"kith-picture__solid\" d=\"M-5-5h10v10h-10z\" fill=\"{}\"/>", colour);
    case 2:
      return markup("<path class=\"kith-picture__solid\" d=\"M0-7 7 0 0 7-7 0z\" fill=\"{}\"/>", colour);
    default:
      return markup("<path class=\"kith-picture__solid\" d=\"M0-6 6 5H-6z\" fill=\"{}\"/>", colour);
  }
}

Scale scale_of(LineChart const& chart) {
  std::optional<double> low, high;
  auto see = [&](double value) {
    low = std::min(low.value_or(value), value);
    high = std::max(high.value_or(value), value);
  };
  for (auto const& series : chart.series)
    for (auto const& value : series.values)
      if (value) see(*value);
  for (auto const& band : chart.fan) {
    for (double value : band.low) see(value);
    for (double value : band.high) see(value);
  }
  if (chart.from_zero) see(0);
  return round_scale(low.value_or(0), high.value_or(1));
}

std::string outline_of(Plot const& plot, FanBand const& band) {
  auto append = [&](std::string& to, char command, std::size_t i, double value) {
    to += command + std::to_string(std::lround(plot.path_x(band.first + i))) + " " +
          std::to_string(std::lround(plot.path_y(value)));
  };
  auto const count = std::min(band.low.size(), band.high.size());
  std::string path;
  for (std::size_t i = 0; i < count; ++i) append(path, i == 0 ? 'M' : 'L', i, band.high[i]);
  for (std::size_t i = count; i > 0; --i) append(path, 'L', i - 1, band.low[i - 1]);
  return path.empty() ? path : path + "Z";
}

Html paths_of(LineChart const& chart, Plot const& plot) {
  Html paths;
  for (std::size_t i = 0; i < chart.fan.size(); ++i)
    paths.add(
        "<path class=\"kith-picture__band\" d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-dasharray=\"3 4\" "
        "vector-effect=\"non-scaling-stroke\"/>",
        outline_of(plot, chart.fan[i]), fan_bands[std::min(i, fan_bands.size() - 1)], palette::quiet);
  auto const drawn = std::min(chart.series.size(), palette::categories.size());
  for (std::size_t i = 0; i < drawn; ++i)
    paths.add(
        "<path class=\"kith-picture__line\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\"{} "
        "vector-effect=\"non-scaling-stroke\"/>",
        path_of(plot, chart.series[i].values), palette::categories[i], attribute("stroke-dasharray", dashes[i]));
  return paths;
}

// Each line ends in its shape; one that stands alone between gaps would not show without one.
void add_shapes(Html& to, LineChart const& chart, Plot const& plot) {
  auto const drawn = std::min(chart.series.size(), palette::categories.size());
  for (std::size_t i = 0; i < drawn; ++i) {
    auto const& values = chart.series[i].values;
    for (std::size_t at = 0; at < std::min(values.size(), chart.times.size()); ++at) {
      if (!values[at]) continue;
      bool const last = std::none_of(values.begin() + static_cast<std::ptrdiff_t>(at) + 1, values.end(),
                                     [](auto const& value) { return value.has_value(); });
      bool const alone = (at == 0 || !values[at - 1]) && (at + 1 == values.size() || !values[at + 1]);
      if (last || alone)
        to.add("<svg class=\"kith-picture__mark\" x=\"{}%\" y=\"{}\">{}</svg>", fixed(plot.x(at), 2),
               fixed(plot.y(*values[at]), 1), shape(i));
    }
  }
}

Html key_of(LineChart const& chart) {
  Html key;
  auto const drawn = std::min(chart.series.size(), palette::categories.size());
  if (drawn > 1 || !chart.fan.empty())
    for (std::size_t i = 0; i < drawn; ++i)
      key += key_line(markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"2.5\"{}/>"
                             "<svg class=\"kith-picture__mark\" x=\"22\" y=\"8\">{}</svg>",
                             palette::categories[i], attribute("stroke-dasharray", dashes[i]), shape(i)),
                      chart.series[i].name);
  for (std::size_t i = 0; i < chart.fan.size(); ++i)
    key += key_line(markup("<path class=\"kith-picture__band\" d=\"M1 1H27V15H1Z\" fill=\"{}\" stroke=\"{}\" "
                           "stroke-dasharray=\"3 4\"/>",
                           fan_bands[std::min(i, fan_bands.size() - 1)], palette::quiet),
                    chart.fan[i].name);
  return key;
}

std::string told(LineChart const& chart) {
  std::string text;
  for (auto const& series : chart.series) {
    auto known = [](auto const& value) { return value.has_value(); };
    auto first = std::find_if(series.values.begin(), series.values.end(), known);
    if (first == series.values.end()) continue;
    auto last = std::find_if(series.values.rbegin(), series.values.rend(), known);
    auto time = [&](std::ptrdiff_t at) {
      auto const place = static_cast<std::size_t>(at);
      return place < chart.times.size() ? chart.times[place] : std::string();
    };
    if (!text.empty()) text += ' ';
    text += chart.about.say()(Said::line_told, {{"name", series.name},
                                                {"first", in_words(**first)},
                                                {"begin", time(first - series.values.begin())},
                                                {"last", in_words(**last)},
                                                {"end", time(std::distance(last, series.values.rend()) - 1)}});
  }
  return text;
}

Table table_of(LineChart const& chart) {
  Table table{.caption = chart.about.subtitle.empty() ? chart.about.title : chart.about.subtitle,
              .head = {{.text = heading_or(chart.time_heading, chart.about, Said::month)}},
              .first_cell_is_header = true};
  for (auto const& series : chart.series) table.head.push_back({.text = series.name, .numeric = true});
  for (auto const& band : chart.fan) table.head.push_back({.text = band.name, .numeric = true});
  for (std::size_t at = 0; at < chart.times.size(); ++at) {
    std::vector<TableCell> row = {{.text = chart.times[at]}};
    for (auto const& series : chart.series) {
      bool const known = at < series.values.size() && series.values[at].has_value();
      bool const opens = row.size() == 1 && at < chart.records.size();
      row.push_back(figure_cell(known ? in_words(*series.values[at]) : "–", opens ? chart.records[at] : Url()));
    }
    for (auto const& band : chart.fan) {
      bool const inside = at >= band.first && at - band.first < std::min(band.low.size(), band.high.size());
      row.push_back(figure_cell(inside
                                    ? chart.about.say()(Said::from_to, {{"low", in_words(band.low[at - band.first])},
                                                                        {"high", in_words(band.high[at - band.first])}})
                                    : "–"));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Html line(LineChart const& chart) {
  Plot const plot(scale_of(chart), chart.times);
  Html content;
  content.reserve(4096);
  plot.add_ground(content);
  plot.add_stretched(content, paths_of(chart, plot));
  add_shapes(content, chart, plot);
  return framed({.about = chart.about,
                 .description = told(chart),
                 .drawing = {.fit = Fit::fluid, .height = plot_total, .content = std::move(content)},
                 .key = key_of(chart),
                 .table = table(table_of(chart))});
}

}  // namespace kith::html
