#include "demand/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "demand/figures_in_words.h"
#include "demand/json_writer.h"
#include "demand/law.h"

namespace kith::demand {
namespace {

void write_exits(JsonWriter& json, std::string_view key, std::vector<ExitResult> const& exits) {
  if (exits.empty()) return;
  json.key(key).open('[');
  for (auto const& exit : exits) {
    json.open('{');
    json.key("name").value(exit.name);
    json.key("to");
    exit.to.empty() ? json.value(std::optional<double>()) : json.value(exit.to);
    json.key("probability").value(exit.probability);
    json.close('}');
  }
  json.close(']');
}

void write_station(JsonWriter& json, StationResult const& station) {
  json.open('{');
  json.key("name").value(station.name);
  json.key("stable").value(station.stable);
  json.key("unstable_from_day").value(station.unstable_from_day);
  if (!station.stable) json.key("growth_per_day").value(station.growth_per_day);
  if (station.keeps_up_until) json.key("keeps_up_until_factor").value(station.keeps_up_until);
  json.key("arrivals_per_day").value(station.arrivals_per_day);
  json.key("completions_per_day").value(station.completions_per_day);
  json.key("utilisation").value(station.utilisation);
  json.key("wait_mean_days").value(station.wait_mean_days);
  json.key("wait_p50_days").value(station.wait_p50_days);
  json.key("wait_p90_days").value(station.wait_p90_days);
  json.key("wait_p95_days").value(station.wait_p95_days);
  json.key("wait_probability").value(station.wait_probability);
  json.key("waiting_mean").value(station.waiting_mean);
  json.key("in_system_mean").value(station.in_system_mean);
  json.key("refused_probability").value(station.refused_probability);
  json.key("abandoned_probability").value(station.abandoned_probability);
  json.key("waiting_at_end").value(station.waiting_at_end);
  json.key("little_relative_error").value(station.little_error);
  write_exits(json, "left_waiting", station.exits);
  write_exits(json, "taken_over", station.overflows);
  json.key("by_class").open('[');
  for (auto const& of_class : station.by_class) {
    json.open('{');
    json.key("class").value(of_class.name);
    json.key("wait_mean_days").value(of_class.wait_mean_days);
    json.key("wait_probability").value(of_class.wait_probability);
    json.key("began").value(of_class.began);
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

void add_station(std::string& out, StationResult const& station) {
  fmt::format_to(std::back_inserter(out), "\n{}\n", station.name);
  add_row(out, "Come, a day", days(station.arrivals_per_day));
  add_row(out, "Finish here, a day", days(station.completions_per_day));
  if (!station.stable) {
    add_row(out, "Cannot keep up", fmt::format("from day {:.0f}", station.unstable_from_day.value_or(0)));
    add_row(out, "The queue grows by, a day", fmt::format("{:.3g}", station.growth_per_day.value_or(0)));
    add_row(out, "Waiting at the end", days(station.waiting_at_end));
    out += "  No wait is given: it would only say how long the model ran.\n";
    return;
  }
  if (station.utilisation.mean) add_row(out, "Servers' time in use", percent(station.utilisation));
  bool const somebody_waits = station.wait_probability.mean.value_or(0) > 0;
  if (somebody_waits) {
    add_row(out, "Wait, mean, days", days(station.wait_mean_days));
    add_row(out, "Wait, half within, days", days(station.wait_p50_days));
    add_row(out, "Wait, nine in ten within, days", days(station.wait_p90_days));
    add_row(out, "Have to wait", percent(station.wait_probability));
  } else if (station.utilisation.mean) {
    add_row(out, "Have to wait", "nobody");
  }
  if (station.keeps_up_until)
    add_row(out, "Keeps up until demand grows by", fmt::format("{:.0f}%", (*station.keeps_up_until - 1) * 100));
  if (station.waiting_mean.mean.value_or(0) > 0) add_row(out, "Waiting, on average", days(station.waiting_mean));
  add_row(out, "Here in all, on average", days(station.in_system_mean));
  if (station.refused_probability.mean.value_or(0) > 0)
    add_row(out, "Turned away", percent(station.refused_probability));
  for (auto const& exit : station.exits)
    add_row(out,
            exit.to.empty() ? fmt::format("Left waiting: {}", exit.name)
                            : fmt::format("Left waiting: {}, to {}", exit.name, exit.to),
            percent(exit.probability));
  for (auto const& over : station.overflows)
    add_row(out, fmt::format("Taken over by {}", over.to), percent(over.probability));
  for (auto const& of_class : station.by_class)
    if (of_class.began > 0)
      add_row(out, fmt::format("Wait, mean, {}, days", of_class.name), days(of_class.wait_mean_days));
}

void write_flows(JsonWriter& json, std::string_view key, std::vector<WatchResult> const& flows) {
  if (flows.empty()) return;
  json.key(key).open('[');
  for (auto const& flow : flows) {
    json.open('{');
    json.key("name").value(flow.name);
    json.key("says").value(flow.says);
    json.key("per_year").value(flow.per_year);
    if (flow.share.mean) json.key("share").value(flow.share);
    json.close('}');
  }
  json.close(']');
}

void write_flows(JsonWriter& json, SimulationResult const& result) {
  if (!result.clocks.empty()) json.key("clocks").open('[');
  for (auto const& clock : result.clocks) {
    json.open('{');
    json.key("name").value(clock.name);
    json.key("within_days").value(clock.within_days);
    json.key("days").value(clock.working_days ? "working" : "calendar");
    json.key("stopped_per_day").value(clock.stopped_per_day);
    json.key("mean_days").value(clock.mean_days);
    json.key("p50_days").value(clock.p50_days);
    json.key("p90_days").value(clock.p90_days);
    json.key("within_probability").value(clock.within_probability);
    json.close('}');
  }
  if (!result.clocks.empty()) json.close(']');
  write_flows(json, "watches", result.watches);
  write_flows(json, "exits", result.exits);
}

void add_flows(std::string& out, std::string_view heading, std::vector<WatchResult> const& flows) {
  if (!flows.empty()) fmt::format_to(std::back_inserter(out), "\n{}\n", heading);
  for (auto const& flow : flows)
    add_row(out, flow.name,
            flow.per_year.mean ? days(flow.per_year) + (flow.share.mean ? "; " + percent(flow.share) : "")
                               : "the run is too short to know");
}

void add_flows(std::string& out, SimulationResult const& result) {
  for (auto const& clock : result.clocks) {
    fmt::format_to(std::back_inserter(out), "\n{}\n", clock.name);
    add_row(out, fmt::format("Within {:g} {}days", clock.within_days, clock.working_days ? "working " : ""),
            percent(clock.within_probability));
    add_row(out, "Mean, days", days(clock.mean_days));
    add_row(out, "Nine in ten within, days", days(clock.p90_days));
  }
  add_flows(out, "To keep an eye on, a year", result.watches);
  add_flows(out, "Ways out, a year", result.exits);
}

void write_uncertainty(JsonWriter& json, Uncertainty const& uncertainty) {
  json.key("uncertainty").open('{');
  json.key("draws").value(uncertainty.draws);
  json.key("replications_each").value(uncertainty.replications_each);
  json.key("figures").open('[');
  for (auto const& spread : uncertainty.spreads) {
    json.open('{');
    json.key("station").value(spread.station);
    json.key("measure").value(wire(spread.measure));
    json.key("mean").value(spread.mean);
    json.key("low").value(spread.low);
    json.key("high").value(spread.high);
    json.key("parameters_share").value(spread.parameters_share);
    json.close('}');
  }
  json.close(']');
  json.key("breaks").open('[');
  for (auto const& [station, share] : uncertainty.breaks) {
    json.open('{');
    json.key("station").value(station);
    json.key("share_of_draws").value(share);
    json.close('}');
  }
  json.close(']');
  json.key("drivers").open('[');
  for (auto const& driver : uncertainty.drivers) {
    json.open('{');
    json.key("part").value(driver.part);
    json.key("name").value(driver.name);
    json.key("source").value(driver.source);
    json.key("station").value(driver.station);
    json.key("measure").value(wire(driver.measure));
    json.key("at_low").value(driver.at_low);
    json.key("at_high").value(driver.at_high);
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

// How far one number moves a figure, against the figure itself: people and days do not compare otherwise.
double sway(Driver const& driver) {
  double const middle = (std::abs(driver.at_low) + std::abs(driver.at_high)) / 2;
  return middle > 0 ? std::abs(driver.at_high - driver.at_low) / middle : 0;
}

void add_drivers(std::string& out, Uncertainty const& uncertainty) {
  constexpr std::size_t told = 10;
  auto drivers = uncertainty.drivers;
  std::stable_sort(drivers.begin(), drivers.end(), [](Driver const& a, Driver const& b) { return sway(a) > sway(b); });
  out += "\nWhat drives it, widest first, one number at a time from low to high:\n";
  for (std::size_t i = 0; i < std::min(told, drivers.size()) && sway(drivers[i]) > 0.01; ++i)
    add_row(out, fmt::format("{} {}", drivers[i].part, drivers[i].name),
            fmt::format("{}: {}: {} to {}", drivers[i].station, label(drivers[i].measure),
                        short_number(drivers[i].at_low), short_number(drivers[i].at_high)));
}

void add_uncertainty(std::string& out, Uncertainty const& uncertainty) {
  out += fmt::format("\nWith the uncertain numbers drawn {} times from their ranges, 95 in 100 within:\n",
                     uncertainty.draws);
  for (auto const& spread : uncertainty.spreads)
    if (spread.high > 0)
      add_row(out, fmt::format("{}: {}", spread.station, label(spread.measure)),
              fmt::format("{} to {}; the numbers make {:.0f}% of the doubt, chance the rest", short_number(spread.low),
                          short_number(spread.high), spread.parameters_share * 100));
  for (auto const& [station, share] : uncertainty.breaks)
    add_row(out, station, fmt::format("cannot keep up in {:.0f}% of the draws", share * 100));
  add_drivers(out, uncertainty);
}

}  // namespace

void write_result(JsonWriter& json, SimulationResult const& result, Uncertainty const* uncertainty) {
  json.key("replications").value(result.replications);
  if (result.replications != result.asked) json.key("replications_asked").value(result.asked);
  json.key("confidence").value(result.confidence);
  json.key("horizon_days").value(result.horizon_days);
  json.key("warm_up_days").value(result.warm_up_days);
  json.key("seed").value(result.seed);
  json.key("events").value(result.events);
  json.key("stations").open('[');
  for (auto const& station : result.stations) write_station(json, station);
  json.close(']');
  write_flows(json, result);
  if (uncertainty != nullptr) write_uncertainty(json, *uncertainty);
}

std::string to_json(SimulationResult const& result, Uncertainty const* uncertainty) {
  JsonWriter json;
  json.open('{');
  write_result(json, result, uncertainty);
  json.close('}');
  return std::move(json).result();
}

std::string to_text(SimulationResult const& result, Uncertainty const* uncertainty) {
  std::string out =
      fmt::format("{} replications of {:g} days, the first {:g} left out; seed {}. In brackets, {:g}% intervals.\n",
                  result.replications, result.horizon_days, result.warm_up_days, result.seed, result.confidence * 100);
  if (result.replications != result.asked)
    out += fmt::format("Stopped early: {} replications were asked for.\n", result.asked);
  for (auto const& station : result.stations) add_station(out, station);
  add_flows(out, result);
  if (uncertainty != nullptr) add_uncertainty(out, *uncertainty);
  return out;
}

std::string trace_to_csv(SimulationResult const& result) {
  std::string out = "day,person,station,what\n";
  for (auto const& line : result.trace)
    fmt::format_to(std::back_inserter(out), "{:.6f},{},{},{}\n", static_cast<double>(line.ms) / ms_per_day, line.person,
                   result.stations[line.station].name, word(line.what));
  return out;
}

}  // namespace kith::demand
