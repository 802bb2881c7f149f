// A country in words and as JSON: every figure that was not run says so itself.
#include <cmath>

#include "base/text.h"
#include "demand/figures_in_words.h"
#include "demand/json_writer.h"
#include "demand/nation.h"

namespace kith::demand {
namespace {

std::string whole(double value) { return with_thousands(std::llround(value)); }
std::string counted(Estimate const& estimate) {
  if (!estimate.mean) return "–";
  if (!estimate.low) return whole(*estimate.mean);
  return fmt::format("{} ({} to {})", whole(*estimate.mean), whole(*estimate.low), whole(*estimate.high));
}

std::size_t others(Nation const& nation, NationResult const& result) { return nation.all.size() - result.runs.size(); }

// How many times a published count the model makes.
std::optional<double> over_published(PublishedCount const& count, NationResult const& result) {
  for (auto const& station : result.all)
    if (station.name == count.station && station.arrivals_per_year.mean && count.count > 0)
      return *station.arrivals_per_year.mean / count.count;
  return std::nullopt;
}

void write_station(JsonWriter& json, StationFigures const& station, bool extrapolated) {
  json.open('{');
  json.key("name").value(station.name);
  json.key("extrapolated").value(extrapolated);
  json.key("stable").value(station.stable);
  json.key("arrivals_per_year").value(station.arrivals_per_year);
  json.key("there_at_once").value(station.there_at_once);
  if (!extrapolated) {
    json.key("wait_mean_days").value(station.stable ? station.wait_mean_days : Estimate{});
    json.key("utilisation").value(station.utilisation);
  }
  json.close('}');
}

}  // namespace

std::string to_json(Nation const& nation, NationResult const& result) {
  JsonWriter json;
  json.open('{');
  json.key("title").value(nation.title);
  json.key("says").value(nation.says);
  json.key("model_of").value(nation.model_of.name);
  json.key("replications").value(result.asked);
  json.key("horizon_days").value(result.horizon_days);
  json.key("complete").value(result.complete);
  json.key("people").value(result.people);
  json.key("people_run").value(result.people_run);
  json.key("authorities").value(static_cast<std::int64_t>(nation.all.size()));
  json.key("authorities_extrapolated").value(static_cast<std::int64_t>(others(nation, result)));
  json.key("price_year").value(result.price_year);
  json.key("run").open('[');
  for (auto const& run : result.runs) {
    json.open('{');
    json.key("code").value(run.authority.code);
    json.key("name").value(run.authority.name);
    json.key("people").value(run.authority.people);
    json.key("times_the_model").value(run.times);
    json.key("replications").value(run.replications);
    json.key("stations").open('[');
    for (auto const& station : run.stations) write_station(json, station, false);
    json.close(']');
    json.key("pence_per_year").value(in_pence(run.cost.total));
    json.close('}');
  }
  json.close(']');
  json.key("all").open('{');
  json.key("extrapolated").value(true);
  json.key("stations").open('[');
  for (auto const& station : result.all) write_station(json, station, true);
  json.close(']');
  json.key("pence_per_year").value(in_pence(result.pounds_per_year));
  json.close('}');
  json.key("published").open('[');
  for (auto const& count : nation.published) {
    json.open('{');
    json.key("name").value(count.name);
    json.key("station").value(count.station);
    json.key("count").value(count.count);
    json.key("source").value(count.source);
    json.key("model_over_published").value(over_published(count, result));
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return std::move(json).result();
}

std::string to_text(Nation const& nation, NationResult const& result) {
  std::string out;
  for (auto const& words : {nation.title, nation.says})
    if (!words.empty()) out += words + "\n";
  for (auto const& run : result.runs) {
    out += fmt::format("\n{}: {} people, {:.2f} times the model of {}; {} runs of {:.0f} days\n", run.authority.name,
                       whole(run.authority.people), run.times, nation.model_of.name, run.replications,
                       result.horizon_days);
    for (auto const& station : run.stations) {
      auto words = counted(station.arrivals_per_year) + " a year";
      if (!station.stable)
        words += "; cannot keep up";
      else
        words += fmt::format("; {} there at once; wait {} days", counted(station.there_at_once),
                             days(station.wait_mean_days));
      add_row(out, station.name, words);
    }
    if (run.cost.total.mean) add_row(out, "pounds a year", counted(run.cost.total));
  }
  out += fmt::format(
      "\nAll {} authorities, {} people. EXTRAPOLATED: {} were run, with {:.1f}% of the people; the other {} "
      "are reckoned\nfrom them by their people, as if each were {}. The interval is that of luck in those "
      "that were run.\n",
      nation.all.size(), whole(result.people), result.runs.size(), 100 * result.people_run / result.people,
      others(nation, result), nation.model_of.name);
  if (!result.complete) out += "  Stopped early: not all that were to be run have finished.\n";
  for (auto const& station : result.all) {
    auto words = counted(station.arrivals_per_year) + " a year";
    words += station.stable ? fmt::format("; {} there at once", counted(station.there_at_once))
                            : "; in at least one authority it cannot keep up";
    add_row(out, station.name, words + "; extrapolated");
  }
  if (result.pounds_per_year.mean)
    add_row(out, "pounds a year",
            fmt::format("{}{}; extrapolated", counted(result.pounds_per_year),
                        result.price_year.empty() ? "" : ", in the money of " + result.price_year));
  out += "  Waits are not extrapolated: they hang on how large an authority is.\n";
  if (!nation.published.empty()) out += "\nBeside what has been counted\n";
  for (auto const& count : nation.published)
    add_row(out, count.name,
            fmt::format("{} ({}); the model makes {} times as many", whole(count.count), count.source,
                        over_published(count, result) ? fmt::format("{:.2f}", *over_published(count, result)) : "–"));
  return out;
}

}  // namespace kith::demand
