// The tables of an answer, what drives it, and what the model cannot know.
#include "insight/trial_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "html/components.h"

namespace kith::insight {

namespace {

using html::Html;
using html::markup;
using html::text;

Html name_with_says(TrialRow const& row) {
  if (row.says.empty()) return text(row.name);
  return markup("{} <span class=\"kith-says\">{}</span>", row.name, row.says);
}

// A bar from the figure at the input's low end to that at its high end, within those of all.
Html bar(double from, double to, double least, double most) {
  double const width = 200;
  double const scale = most > least ? width / (most - least) : 0;
  double const left = (std::min(from, to) - least) * scale;
  double const right = (std::max(from, to) - least) * scale;
  return markup(
      "<svg class=\"kith-bar\" viewBox=\"0 0 200 12\" width=\"200\" height=\"12\" aria-hidden=\"true\" "
      "focusable=\"false\"><rect x=\"{}\" y=\"1\" width=\"{}\" height=\"10\"></rect></svg>",
      html::fixed(left, 1), html::fixed(std::max(1.0, right - left), 1));
}

// "station.service" of "screening" as people say it.
std::string driver_name(demand::Driver const& driver) {
  if (driver.part == "station.service") return "How long it takes: " + driver.name;
  if (driver.part == "station.servers") return "How many work at: " + driver.name;
  if (driver.part == "arrival") return "How many come: " + driver.name;
  if (driver.part == "route") return "How many go: " + driver.name;
  return driver.part + ": " + driver.name;
}

}  // namespace

Html table_html(TrialTable const& table) {
  html::SortableTable shown;
  shown.caption = text(fmt::format("{}: today and with the change", table.title));
  shown.classes = "kith-trial-table";
  shown.columns = {{.text = table.title},
                   {.text = "Today", .numeric = true},
                   {.text = "With the change", .numeric = true},
                   {.text = "Difference, and its 95% interval", .numeric = true}};
  for (auto const& row : table.rows)
    shown.rows.push_back({name_with_says(row), text(row.today), text(row.tomorrow),
                          row.interval.empty()
                              ? text(row.difference)
                              : markup("{} <span class=\"kith-says\">{}</span>", row.difference, row.interval)});
  auto out = html::sortable_table(shown);
  if (!table.remark.empty()) out += markup("<p class=\"govuk-body\">{}</p>", table.remark);
  return out;
}

Html answer_html(TrialAnswer const& answer) {
  Html out;
  for (auto const& table : tables_of(answer)) out += table_html(table);
  return out;
}

namespace {

// The drivers of one figure, widest first, as bars.
Html drivers_table(std::vector<demand::Driver> const& all, demand::Driver const& figure, std::string const& caption) {
  std::vector<demand::Driver> drivers;
  for (auto const& driver : all)
    if (driver.station == figure.station && driver.measure == figure.measure) drivers.push_back(driver);
  double least = drivers.front().at_low, most = least;
  for (auto const& driver : drivers) {
    least = std::min({least, driver.at_low, driver.at_high});
    most = std::max({most, driver.at_low, driver.at_high});
  }
  html::SortableTable table;
  table.classes = "kith-trial-table";
  table.caption = text(caption);
  table.columns = {{.text = "Uncertain number"},
                   {.text = "At its low end", .numeric = true},
                   {.text = "At its high end", .numeric = true},
                   {.text = "From one to the other"}};
  for (auto const& driver : drivers)
    table.rows.push_back({markup("{} <span class=\"kith-says\">{}</span>", driver_name(driver), driver.source),
                          text(figure_text(driver.at_low)), text(figure_text(driver.at_high)),
                          bar(driver.at_low, driver.at_high, least, most)});
  return html::sortable_table(table);
}

std::string figure_name(demand::Driver const& figure) {
  return fmt::format(
      "{} at {}", figure.measure == demand::Measure::wait_mean_days ? "the mean wait in days" : label(figure.measure),
      figure.station);
}

}  // namespace

Html drivers_html(TrialAnswer const& answer) {
  if (!answer.drivers || answer.drivers->drivers.empty()) return {};
  // The figure that hangs most on the inputs, and what moves it.
  auto const& all = answer.drivers->drivers;
  auto const wait = std::ranges::find_if(
      all, [](auto const& d) { return d.measure == demand::Measure::wait_mean_days && d.station == "screening"; });
  auto const& figure = wait == all.end() ? all.front() : *wait;
  auto out = drivers_table(
      all, figure, fmt::format("What drives it: {}, with each uncertain number at its ends", figure_name(figure)));
  // What differs, where the change makes a difference that hangs on anything.
  auto const& differing = answer.difference_drivers;
  auto const same = std::ranges::find_if(
      differing, [&](auto const& d) { return d.measure == figure.measure && d.station == figure.station; });
  if (auto const& one = same == differing.end() && !differing.empty() ? differing.begin() : same;
      one != differing.end() && one->at_low != one->at_high)
    out += drivers_table(
        differing, *one,
        fmt::format("What drives the difference: {}, with the change less today, each number at its ends on both sides",
                    figure_name(*one)));
  for (auto const& [station, share] : answer.drivers->breaks)
    out += markup(
        "<p class=\"govuk-body\">With some of the numbers that are possible, {} does not keep up ({} of 100 "
        "draws).</p>",
        station, std::lround(share * 100));
  return out;
}

Html limits_html(Calibration const& calibration) {
  Html numbers;
  Html inputs;
  for (auto const& number : calibration.numbers) {
    auto value = figure_text(number.value);
    if (number.unit == "share") value = fmt::format("{:.1f}%", number.value * 100);
    if (number.low && number.unit == "share")
      value += fmt::format(" ({:.1f} to {:.1f})", *number.low * 100, *number.high * 100);
    else if (number.low)
      value += fmt::format(" ({} to {})", figure_text(number.low), figure_text(number.high));
    if (number.unit != "share") value += " " + number.unit;
    if (number.counted > 0) value += fmt::format(", from {} records", number.counted);
    auto& list = number.source == "the records" ? numbers : inputs;
    list += markup("<li>{}: {}{}</li>", number.name, value,
                   number.source == "the records" ? std::string{} : ". " + number.source);
  }
  Html notes;
  for (auto const& note : calibration.notes) notes += markup("<li>{}</li>", note);
  return markup(
             "<h2 class=\"govuk-heading-m\">What the model cannot know</h2><ul class=\"govuk-list "
             "govuk-list--bullet\"><li>What helps a family, or whether one family will come back: it knows flows and "
             "never people.</li><li>Whether people stay away because a wait is long, or workers hurry when it is "
             "busy.</li><li>How waiting makes things worse: no source gives a number, so none is used.</li><li>What "
             "a group that has never stood will do: the model repeats what its file says of it.</li><li>Next year, "
             "where it is unlike the years on record.</li></ul><p class=\"govuk-body\">The intervals are about chance. "
             "What the guesses do is told under what drives it.</p>") +
         html::details(
             {.summary = "What the records say, and what had to be assumed",
              .text = markup("<p>From the records of {} to {}; the model starts on {} with who is open "
                             "then.</p><ul class=\"govuk-list govuk-list--bullet\">{}</ul><p>Assumed, because no "
                             "record gives it:</p><ul class=\"govuk-list govuk-list--bullet\">{}</ul>"
                             "<ul class=\"govuk-list govuk-list--bullet\">{}</ul>",
                             for_people(calibration.window.from), for_people(calibration.window.to),
                             for_people(calibration.today + 1), numbers, inputs, notes)});
}

}  // namespace kith::insight
