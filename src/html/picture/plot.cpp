#include "html/picture/plot.h"

#include <cmath>
#include <optional>

#include "html/picture/frame.h"
#include "html/picture/label.h"

namespace kith::html::picture {

namespace {

constexpr double left = 12, plot_width = 86;  // per cent: the numbers of the scale stand left of it

void append_number(std::string& to, double value) {
  char digits[24];
  to.append(digits, std::to_chars(digits, digits + sizeof digits, std::lround(value)).ptr);
}

}  // namespace

Scale round_scale(double low, double high) {
  if (!(high > low)) high = low + 1;
  double const rough = (high - low) / 4;
  double const power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (double factor : {1.0, 2.0, 2.5, 5.0})
    if (factor * power >= rough) {
      step = factor * power;
      break;
    }
  return {std::floor(low / step) * step, std::ceil(high / step - 1e-9) * step, step};
}

double Plot::path_x(std::size_t point) const {
  return times_.size() < 2 ? 500 : 1000.0 * static_cast<double>(point) / static_cast<double>(times_.size() - 1);
}
double Plot::path_y(double value) const { return 1000 * (scale_.high - value) / (scale_.high - scale_.low); }
double Plot::x(std::size_t point) const { return left + plot_width * path_x(point) / 1000; }
double Plot::y(double value) const { return plot_top + plot_height * path_y(value) / 1000; }

void Plot::add_ground(Html& to) const {
  auto const steps = static_cast<int>(std::lround((scale_.high - scale_.low) / scale_.step));
  for (int i = 0; i <= steps; ++i) {
    double const value = scale_.low + i * scale_.step;
    to.add("<line class=\"kith-picture__grid\" x1=\"{}%\" x2=\"100%\" y1=\"{}\" y2=\"{}\" stroke=\"{}\"/>",
           fixed(left, 0), fixed(y(value), 1), fixed(y(value), 1), i == 0 ? palette::quiet : palette::grid);
    to.add("<text class=\"kith-picture__small\" x=\"{}%\" dx=\"-6\" y=\"{}\" text-anchor=\"end\">{}</text>",
           fixed(left, 0), fixed(y(value) + 5, 1), in_words(value));
  }
  if (times_.empty()) return;
  // As many words as fit on the narrowest page, the first and the last among them.
  double longest = 0;
  for (auto const& time : times_) longest = std::max(longest, width_in_ems(time));
  auto const fit = static_cast<std::size_t>(std::clamp(252 / (longest * 14 + 10), 2.0, 4.0));
  auto const shown = std::min(fit, times_.size());
  for (std::size_t i = 0; i < shown; ++i) {
    auto const point = shown == 1 ? 0 : i * (times_.size() - 1) / (shown - 1);
    bool const only = times_.size() == 1;
    add_words_at_percent(to,
                         {.x = x(point),
                          .y = plot_top + plot_height + 20.0,
                          .anchor = only             ? Anchor::middle
                                    : i == 0         ? Anchor::start
                                    : i + 1 == shown ? Anchor::end
                                                     : Anchor::middle,
                          .classes = "kith-picture__small"},
                         wrapped(times_[point], 9, 1));
  }
}

void Plot::add_stretched(Html& to, Html const& paths) const {
  to.add(
      "<svg class=\"kith-picture__stretched\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{}\" viewBox=\"0 0 1000 1000\" "
      "preserveAspectRatio=\"none\">{}</svg>",
      fixed(left, 0), plot_top, fixed(plot_width, 0), plot_height, paths);
}

std::string path_of(Plot const& plot, std::span<std::optional<double> const> values) {
  std::string path;
  bool drawing = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) {
      drawing = false;
      continue;
    }
    path += drawing ? 'L' : 'M';
    append_number(path, plot.path_x(i));
    path += ' ';
    append_number(path, plot.path_y(*values[i]));
    drawing = true;
  }
  return path;
}

}  // namespace kith::html::picture
