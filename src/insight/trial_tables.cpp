// Which figures of a run are told, and in what words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/csv.h"
#include "insight/trial_html.h"

namespace kith::insight {

namespace {

using demand::Estimate;
using demand::Measure;

std::string with_thousands(long long whole) {
  auto digits = std::to_string(whole < 0 ? -whole : whole);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string percent_text(std::optional<double> const& value) {
  if (!value) return "–";
  return fmt::format("{}{:.1f}%", *value < -0.0005 ? "−" : "", std::abs(*value) * 100);
}

bool is_balancing(demand::Beside const& flow) {
  return flow.says.find("balancing") != std::string::npos || flow.name.find("Come back") != std::string::npos ||
         flow.name.find("Said no") != std::string::npos || flow.name.find("Step up") != std::string::npos;
}

// A wait is worth telling where there are servers to wait for; how many are held, where people stay.
bool is_told(demand::Difference const& d) {
  if (!d.today.mean && !d.tomorrow.mean) return false;
  bool const differs = d.difference.mean && std::abs(*d.difference.mean) > 0;
  switch (d.measure) {
    case Measure::wait_mean_days:
    case Measure::waiting_mean:
    case Measure::utilisation:
      return d.today.mean.value_or(0) > 0 || differs;
    case Measure::in_system_mean:
      return d.today.mean.value_or(0) > 0.5 || differs;
    default:
      return false;
  }
}

std::string_view words_of(Measure measure) {
  switch (measure) {
    case Measure::wait_mean_days:
      return "mean wait";
    case Measure::waiting_mean:
      return "waiting, on an average day";
    case Measure::utilisation:
      return "workers’ time in use";
    default:
      return "there, on an average day";
  }
}

std::string name_of_row(demand::Difference const& d) {
  auto name = d.station + ": " + std::string{words_of(d.measure)};
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

TrialTable days_of(TrialAnswer const& answer) {
  TrialTable table{"Days", "days", "", {}};
  for (auto const& d : answer.result.comparison.differences)
    if (is_told(d) && d.measure == Measure::wait_mean_days)
      table.rows.push_back(trial_row(name_of_row(d), "", d.today, d.tomorrow, d.difference, figure_text));
  for (auto const& clock : answer.result.clocks)
    table.rows.push_back(trial_row(clock.name + ": kept within the promise", clock.says, clock.today, clock.tomorrow,
                                   clock.difference, percent_text));
  for (auto const& station : answer.result.comparison.tomorrow.stations)
    if (!station.stable)
      table.rows.push_back({"With the change, " + station.name + " does not keep up", "no wait can be given", "–",
                            fmt::format("from day {:.0f}", station.unstable_from_day.value_or(0)), "–", ""});
  for (auto const& station : answer.result.comparison.today.stations)
    if (!station.stable)
      table.rows.push_back({"Today already, " + station.name + " does not keep up", "no wait can be given",
                            fmt::format("from day {:.0f}", station.unstable_from_day.value_or(0)), "–", "–", ""});
  return table;
}

TrialTable people_of(TrialAnswer const& answer) {
  TrialTable table{"People", "people", "", {}};
  for (auto const& flow : answer.result.watches)
    if (!is_balancing(flow))
      table.rows.push_back(
          trial_row(flow.name + ", a year", flow.says, flow.today, flow.tomorrow, flow.difference, figure_text));
  for (auto const& d : answer.result.comparison.differences)
    if (is_told(d) && d.measure != Measure::wait_mean_days)
      table.rows.push_back(trial_row(name_of_row(d), "", d.today, d.tomorrow, d.difference,
                                     d.measure == Measure::utilisation ? percent_text : figure_text));
  return table;
}

TrialTable balancing_of(TrialAnswer const& answer) {
  TrialTable table{
      "What to watch beside any saving", "people, a year", "A saving is one only if these do not rise with it.", {}};
  for (auto const& flow : answer.result.watches)
    if (is_balancing(flow))
      table.rows.push_back(trial_row(flow.name, flow.says, flow.today, flow.tomorrow, flow.difference, figure_text));
  return table;
}

// A price in the money that is told, and the range that its source gives.
std::string told_price(demand::CostLine const& line) {
  auto const& price = line.unit_price;
  auto words = std::abs(price.central - line.unit.pounds) > 0.005
                   ? fmt::format(" ({} in the money of this table)", pounds_text(price.central))
                   : std::string{};
  if (line.has_range()) words += fmt::format(", range {} to {}", pounds_text(price.low), pounds_text(price.high));
  return words;
}

TrialTable pounds_of(TrialAnswer const& answer) {
  auto const& result = answer.result;
  TrialTable table{"Pounds, a year",
                   result.cost_difference.price_year.empty()
                       ? "pounds at each price’s own year"
                       : "pounds in the money of " + result.cost_difference.price_year,
                   "National reference prices, not the council’s own money. Time freed is not money until a post is. "
                   "What is diverted is a ceiling, not a forecast.",
                   {}};
  auto const line_of = [](demand::CostReport const& report, std::string const& name) {
    auto const found = std::ranges::find(report.lines, name, &demand::CostLine::name);
    return found == report.lines.end() ? Estimate{0.0, 0.0, 0.0, {}} : found->pounds_per_year;
  };
  for (auto const& line : result.cost_difference.lines)
    table.rows.push_back(trial_row(
        line.name,
        fmt::format("{} at {} a {}, {} prices{}, paid by {}. {}", label(line.releases), pounds_text(line.unit.pounds),
                    line.unit.unit, line.unit.price_year, told_price(line), line.unit.payer, line.unit.source),
        line_of(result.cost_today, line.name), line_of(result.cost_tomorrow, line.name), line.pounds_per_year,
        pounds_text));
  auto const sum = [&](std::string name, Estimate demand::CostReport::*part, std::string says) {
    table.rows.push_back(trial_row(std::move(name), std::move(says), result.cost_today.*part,
                                   result.cost_tomorrow.*part, result.cost_difference.*part, pounds_text));
  };
  sum("Money that leaves a budget", &demand::CostReport::cash, "cash-releasing");
  sum("Time freed for others, at its price", &demand::CostReport::capacity, "capacity-releasing");
  sum("All together", &demand::CostReport::total, "never to be read as cash");
  auto const at = [&](std::string name, double demand::PriceRange::*end, std::string says) {
    auto const of = [&](demand::CostReport const& report) { return Estimate{report.at_prices.*end, {}, {}, {}}; };
    table.rows.push_back(trial_row(std::move(name), std::move(says), of(result.cost_today), of(result.cost_tomorrow),
                                   of(result.cost_difference), pounds_text));
  };
  at("The same, every price at its lowest", &demand::PriceRange::low,
     result.cost_difference.without_range == 0
         ? std::string{}
         : fmt::format("{} of {} prices come without a range and stand as they are",
                       result.cost_difference.without_range, result.cost_difference.lines.size()));
  at("The same, every price at its highest", &demand::PriceRange::high, "");
  return table;
}

}  // namespace

TrialRow trial_row(std::string name, std::string says, Estimate const& today, Estimate const& tomorrow,
                   Estimate const& difference, std::string (*text)(std::optional<double> const&)) {
  auto const signed_text = [&](std::optional<double> const& v) { return (v && *v > 0 ? "+" : "") + text(v); };
  TrialRow row{
      std::move(name), std::move(says), text(today.mean), text(tomorrow.mean), signed_text(difference.mean), {}};
  bool const is_nothing = difference.mean == 0.0 && difference.low == difference.high;
  if (difference.low && !is_nothing)
    row.interval = fmt::format("{} to {}", signed_text(difference.low), signed_text(difference.high));
  return row;
}

std::string figure_text(std::optional<double> const& value) {
  if (!value) return "–";
  double const size = std::abs(*value);
  std::string const sign = *value < 0 ? "−" : "";
  if (size >= 100) return sign + with_thousands(std::llround(size));
  if (size >= 10) return fmt::format("{}{:.1f}", sign, size);
  if (size < 0.005) return "0";
  return fmt::format("{}{:.2f}", sign, size);
}

std::string pounds_text(std::optional<double> const& value) {
  if (!value) return "–";
  auto const whole = std::llround(*value);
  return (whole < 0 ? "−£" : "£") + with_thousands(whole);
}

std::vector<TrialTable> tables_of(TrialAnswer const& answer) {
  std::vector<TrialTable> tables;
  for (auto&& table : {people_of(answer), days_of(answer), balancing_of(answer), pounds_of(answer)})
    if (!table.rows.empty()) tables.push_back(table);
  return tables;
}

std::string answer_csv(TrialAnswer const& answer) {
  std::string out;
  CsvWriter writer(out);
  auto const line = [&](std::initializer_list<std::string_view> fields) {
    writer.record(std::span(fields.begin(), fields.size()));
  };
  line({"table", "what", "today", "tomorrow", "difference", "its 95% interval", "says"});
  auto tables = tables_of(answer);
  tables.push_back(flows_of(answer));
  for (auto const& table : tables)
    for (auto const& row : table.rows)
      line({table.title, row.name, row.today, row.tomorrow, row.difference, row.interval, row.says});
  return out;
}

}  // namespace kith::insight
