// A scenario beside today, as JSON and in words.
#include <cmath>

#include "demand/figures_in_words.h"
#include "demand/json_writer.h"
#include "demand/report.h"
#include "demand/scenario.h"

namespace kith::demand {
namespace {

void write_beside(JsonWriter& json, std::string_view key, std::vector<Beside> const& flows) {
  json.key(key).open('[');
  for (auto const& flow : flows) {
    json.open('{');
    json.key("name").value(flow.name);
    if (!flow.says.empty()) json.key("says").value(flow.says);
    json.key("today").value(flow.today);
    json.key("tomorrow").value(flow.tomorrow);
    json.key("difference").value(flow.difference);
    json.close('}');
  }
  json.close(']');
}

void write_range(JsonWriter& json, std::string_view key, PriceRange const& pounds) {
  json.key(key).open('{');
  json.key("low").value(std::round(pounds.low * 100));
  json.key("central").value(std::round(pounds.central * 100));
  json.key("high").value(std::round(pounds.high * 100));
  json.close('}');
}

void write_cost(JsonWriter& json, std::string_view key, CostReport const& report) {
  json.key(key).open('{');
  json.key("pence_per_year").value(in_pence(report.total));
  json.key("cash_releasing_pence_per_year").value(in_pence(report.cash));
  json.key("capacity_releasing_pence_per_year").value(in_pence(report.capacity));
  write_range(json, "pence_per_year_at_prices", report.at_prices);
  json.key("lines_without_price_range").value(static_cast<std::int64_t>(report.without_range));
  json.key("lines").open('[');
  for (auto const& line : report.lines) {
    json.open('{');
    json.key("name").value(line.name);
    json.key("quantity_per_year").value(line.quantity_per_year);
    json.key("pence_per_year").value(in_pence(line.pounds_per_year));
    json.key("releases").value(wire(line.releases));
    json.key("item").value(line.unit.code);
    json.key("unit_pence").value(std::round(line.unit.pounds * 100));
    write_range(json, "unit_pence_in_the_money_told", line.unit_price);
    write_range(json, "pence_per_year_at_prices", line.at_prices);
    json.key("has_price_range").value(line.has_range());
    json.key("price_year").value(line.unit.price_year);
    json.key("payer").value(line.unit.payer);
    json.key("source").value(line.unit.source);
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

std::string pounds(std::optional<double> const& amount) {
  if (!amount) return "–";
  auto const whole = static_cast<long long>(std::llround(std::abs(*amount)));
  std::string digits = std::to_string(whole);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return (std::llround(*amount) < 0 ? "-£" : "£") + digits;
}

std::string pounds(Estimate const& estimate) {
  if (!estimate.low) return pounds(estimate.mean);
  return fmt::format("{} ({} to {})", pounds(estimate.mean), pounds(estimate.low), pounds(estimate.high));
}

// As published, and in the money that is told.
std::string price_words(CostLine const& line) {
  auto words = fmt::format("{} in {}", pounds(std::optional(line.unit.pounds)), line.unit.price_year);
  if (std::abs(line.unit_price.central - line.unit.pounds) > 0.005)
    words += fmt::format(", {} now", pounds(std::optional(line.unit_price.central)));
  if (line.has_range())
    words += fmt::format(" ({} to {})", pounds(std::optional(line.unit_price.low)),
                         pounds(std::optional(line.unit_price.high)));
  return words;
}

void add_differences(std::string& out, Comparison const& comparison) {
  out += "\nWhat differs from today, with the same luck person by person\n";
  bool any = false;
  for (auto const& d : comparison.differences) {
    bool const nothing = !d.difference.mean || (d.difference.low && *d.difference.low <= 0 && *d.difference.high >= 0);
    if (nothing) continue;
    any = true;
    add_row(out, fmt::format("{}: {}", d.station, label(d.measure)),
            fmt::format("{} -> {}; difference {}", number(d.today), number(d.tomorrow), days(d.difference)));
  }
  if (!any) out += "  Nothing that chance does not explain.\n";
  for (auto const& station : comparison.tomorrow.stations)
    if (!station.stable)
      add_row(out, station.name, fmt::format("cannot keep up from day {:.0f}", station.unstable_from_day.value_or(0)));
}

void add_costs(std::string& out, ScenarioResult const& scenario) {
  if (scenario.cost_tomorrow.lines.empty()) return;
  auto const& difference = scenario.cost_difference;
  out += fmt::format("\nPounds a year{}\n", difference.price_year.empty()
                                                ? ", at each price's own year: no price levels were given"
                                                : ", in the money of " + difference.price_year);
  for (auto const& line : difference.lines)
    add_row(out, line.name,
            fmt::format("{}; {} {}{}, {}, {}. {}", pounds(line.pounds_per_year), line.unit.code, price_words(line),
                        difference.price_year.empty() ? "" : ", uprated", line.unit.payer, label(line.releases),
                        line.unit.source));
  add_row(out, "Today", pounds(scenario.cost_today.total));
  add_row(out, "Tomorrow", pounds(scenario.cost_tomorrow.total));
  add_row(out, "Difference", pounds(difference.total));
  add_row(out, "  of it, money that leaves a budget", pounds(difference.cash));
  add_row(out, "  of it, time freed for others", pounds(difference.capacity));
  auto const at_prices = [&](std::string const& what, PriceRange const& range) {
    add_row(out, what, fmt::format("{} to {}", pounds(std::optional(range.low)), pounds(std::optional(range.high))));
  };
  at_prices("  today, all prices low, to all high", scenario.cost_today.at_prices);
  at_prices("  tomorrow, all prices low, to all high", scenario.cost_tomorrow.at_prices);
  at_prices("  difference, all prices low, to all high", difference.at_prices);
  if (difference.without_range > 0)
    out += fmt::format("  {} of {} prices come without a range from their source, and stand as they are.\n",
                       difference.without_range, difference.lines.size());
  out += "  Time freed is not money until a post is. What is diverted is a ceiling, not a forecast.\n";
  auto const illustrated = illustrate(scenario.tomorrow_model, scenario.prices);
  if (illustrated.pounds > 0)
    out += fmt::format(
        "\nAn illustration from published counts and reference unit costs, not this council's money:\n"
        "  {} a year, of which at most {} ({:.1f}%) would be saved.\n",
        pounds(std::optional(illustrated.pounds)), pounds(std::optional(illustrated.saved)),
        illustrated.saved / illustrated.pounds * 100);
}

}  // namespace

std::string to_json(ScenarioResult const& scenario, Uncertainty const* uncertainty) {
  JsonWriter json;
  json.open('{');
  write_result(json, scenario.comparison.tomorrow, uncertainty);
  json.key("scenario").open('{');
  json.key("title").value(scenario.tomorrow_model.title);
  json.key("says").value(scenario.tomorrow_model.says);
  json.close('}');
  json.key("today").open('{');
  write_result(json, scenario.comparison.today, nullptr);
  json.close('}');
  json.key("differences").open('[');
  for (auto const& d : scenario.comparison.differences) {
    json.open('{');
    json.key("station").value(d.station);
    json.key("measure").value(wire(d.measure));
    json.key("today").value(d.today);
    json.key("tomorrow").value(d.tomorrow);
    json.key("difference").value(d.difference);
    json.close('}');
  }
  json.close(']');
  write_beside(json, "flows", scenario.watches);
  write_beside(json, "promises", scenario.clocks);
  if (!scenario.cost_tomorrow.lines.empty()) {
    json.key("cost").open('{');
    json.key("price_year").value(scenario.prices.price_year);
    write_cost(json, "today", scenario.cost_today);
    write_cost(json, "tomorrow", scenario.cost_tomorrow);
    write_cost(json, "difference", scenario.cost_difference);
    auto const illustrated = illustrate(scenario.tomorrow_model, scenario.prices);
    json.key("illustration_pence").value(illustrated.pounds * 100);
    json.key("illustration_saved_pence").value(illustrated.saved * 100);
    json.close('}');
  }
  json.close('}');
  return std::move(json).result();
}

std::string to_text(ScenarioResult const& scenario, Uncertainty const* uncertainty) {
  std::string out;
  if (!scenario.tomorrow_model.title.empty()) out += scenario.tomorrow_model.title + "\n";
  if (!scenario.tomorrow_model.says.empty()) out += scenario.tomorrow_model.says + "\n";
  if (!out.empty()) out += "\n";
  out += to_text(scenario.comparison.tomorrow, uncertainty);
  add_differences(out, scenario.comparison);
  for (auto const& promise : scenario.clocks)
    add_row(out, promise.name,
            fmt::format("{} -> {} within the promise", percent(promise.today), percent(promise.tomorrow)));
  if (!scenario.watches.empty()) out += "\nTo keep an eye on, a year, today -> tomorrow\n";
  for (auto const& flow : scenario.watches)
    add_row(out, flow.name, fmt::format("{} -> {}; {}", number(flow.today), number(flow.tomorrow), flow.says));
  add_costs(out, scenario);
  return out;
}

}  // namespace kith::demand
