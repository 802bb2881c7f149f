#include "demand/check_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "demand/check_parts.h"
#include "demand/check_routes.h"

namespace kith::demand {

void Faults::add(std::string_view code, std::string_view path, std::string_view part, std::string_view what) {
  std::string_view line;
  for (std::string_view place = path; line.empty() && !place.empty();) {
    if (auto found = model_.lines.find(place); found != model_.lines.end()) line = found->second;
    auto const dot = place.rfind('.');
    place = dot == std::string_view::npos ? std::string_view{} : place.substr(0, dot);
  }
  std::string_view const where = line.empty() ? std::string_view(model_.file) : line;
  fields_.push_back({std::string(path), std::string(code), fmt::format("{}: {}: {}", where, part, what)});
}

Error Faults::error() const {
  std::string sentence = fields_.front().sentence;
  if (fields_.size() > 1) sentence += fmt::format(" (and {} more)", fields_.size() - 1);
  return invalid(fields_.front().code, sentence, fields_);
}

void Check::run() {
  Run const& run = model.run;
  constexpr double most_days = 10'000'000;
  if (!(run.horizon_days > 0 && run.horizon_days <= most_days))
    faults.add("bad_horizon", "run.horizon_days", "run",
               fmt::format("horizon_days: {} is not possible; it must be above 0 and at most {:.0f}.", run.horizon_days,
                           most_days));
  if (!(run.warm_up_days >= 0 && run.warm_up_days < run.horizon_days))
    faults.add("bad_warm_up", "run.warm_up_days", "run",
               fmt::format("warm_up_days: {} leaves nothing of the horizon of {} days; make it shorter.",
                           run.warm_up_days, run.horizon_days));
  if (run.replications < 1 || run.replications > 1'000'000)
    faults.add("bad_replications", "run.replications", "run",
               fmt::format("replications: {} is not possible; 1 to 1000000.", run.replications));
  if (!(run.confidence > 0 && run.confidence < 1))
    faults.add("bad_confidence", "run.confidence", "run",
               fmt::format("confidence: {} is not possible; it lies between 0 and 1, such as 0.95.", run.confidence));
}

void Check::arrival(std::size_t i) {
  Arrival const& arrival = model.arrivals[i];
  std::string const path = fmt::format("arrival[{}]", i);
  std::string const part = fmt::format("arrival \"{}\"", arrival.name);
  known(stations, path, part, "to", "station", arrival.to);
  if (!classes.empty() || !arrival.person_class.empty())
    known(classes, path, part, "class", "class", arrival.person_class);
  if (!arrival.outcome.empty()) known(outcomes, path, part, "outcome", "outcome", arrival.outcome);
  amount(path, part, "rate_per_day", arrival.rate_per_day);
  if (arrival.rate_per_day > 1e7)
    faults.add("too_many", path + ".rate_per_day", part, "rate_per_day: more than ten million a day is not a model.");
  if (arrival.interval) law(path, part, "interval", *arrival.interval);
  if (arrival.interval && !(mean_days(*arrival.interval) * ms_per_day >= 1))
    faults.add("bad_law", path + ".interval", part, "interval: must be a millisecond or more on average.");
  for (double share : arrival.batch) amount(path, part, "batch", share);
  double const sum = std::accumulate(arrival.batch.begin(), arrival.batch.end(), 0.0);
  if (arrival.batch.empty() || std::abs(sum - 1) > 1e-6)
    faults.add("bad_sum", path + ".batch", part,
               fmt::format("batch: the probabilities of 1, 2, 3... together add to {}, not 1.", sum));
  factors(path, part, "weekday", arrival.weekday, 7);
  factors(path, part, "month", arrival.month, 12);
  factors(path, part, "hour", arrival.hour, 24);
  if (!std::isfinite(arrival.trend_per_year))
    faults.add("bad_number", path + ".trend_per_year", part, "trend_per_year: must be a number.");
  if (arrival.season &&
      !(arrival.season->amplitude >= 0 && arrival.season->amplitude <= 1 && arrival.season->period_days > 0))
    faults.add("bad_season", path + ".season", part,
               "season: amplitude lies between 0 and 1, and period_days is above 0.");
  for (auto const& period : arrival.periods)
    if (!(period.to_day > period.from_day && is_amount(period.factor)))
      faults.add(
          "bad_period", path + ".periods", part,
          fmt::format("periods: from day {} to day {} with factor {}; it must end after it begins, and the factor "
                      "cannot be negative.",
                      period.from_day, period.to_day, period.factor));
  if (!(is_amount(arrival.unrest_cv) && arrival.unrest_cv <= 10 && arrival.unrest_days > 0))
    faults.add("bad_unrest", path + ".unrest", part, "unrest: cv lies between 0 and 10, and days is above 0.");
  double const cells = model.run.horizon_days * (arrival.hour.empty() ? 1 : 24);
  bool const changes = !arrival.weekday.empty() || !arrival.month.empty() || !arrival.hour.empty() || arrival.season ||
                       !arrival.periods.empty() || arrival.trend_per_year != 0 || arrival.unrest_cv > 0;
  if (changes && cells > 5e6)
    faults.add("bad_horizon", "run.horizon_days", part,
               "horizon_days: too long for a rate that changes by the day or hour; shorten it.");
}

void Check::station(std::size_t i) {
  Station const& station = model.stations[i];
  std::string const path = fmt::format("station[{}]", i);
  std::string const part = fmt::format("station \"{}\"", station.name);
  constexpr std::int64_t most = 1'000'000'000;
  if (station.servers && (*station.servers < 0 || *station.servers > most))
    faults.add("negative", path + ".servers", part,
               fmt::format("servers: {} is not possible; 0 or more, or \"unlimited\".", *station.servers));
  if (station.room && (*station.room < 0 || *station.room > most))
    faults.add("negative", path + ".room", part,
               fmt::format("room: {} waiting places are not possible; 0 or more, or leave it out for no limit.",
                           *station.room));
  law(path, part, "service", station.service);
  if (station.service.cured > 0)
    faults.add("bad_law", path + ".service", part,
               "service: nobody is served for ever; cured belongs to patience, risks and delays.");
  for (std::size_t k = 0; k < station.service_of.size(); ++k) {
    std::string const place = fmt::format("{}.service_of[{}]", path, k);
    known(classes, place, part, "class", "class", station.service_of[k].person_class);
    law(place, part, "law", station.service_of[k].service);
    if (station.service_of[k].service.cured > 0)
      faults.add("bad_law", place, part, "service_of: nobody is served for ever; leave out cured.");
  }
  if (station.patience) law(path, part, "patience", *station.patience);
  if (station.when_full == WhenFull::block && !station.room)
    faults.add("missing", path + ".room", part,
               "room: a station that blocks when full needs one; give its waiting places.");
  for (auto const& to : station.overflow) {
    known(stations, path, part, "overflow", "station", to);
    if (to == station.name)
      faults.add("itself", path + ".overflow", part, "overflow: a station cannot take over its own people.");
  }
  if (station.overflow_when < 0 || station.overflow_when > most)
    faults.add("negative", path + ".overflow_when", part, "overflow_when: how many must wait; 0 or more.");
  if (!station.caseload.empty()) known(caseloads, path, part, "caseload", "caseload", station.caseload);
  for (auto const& opening : station.hours)
    if (!(0 <= opening.from_minute && opening.from_minute < opening.to_minute && opening.to_minute <= 24 * 60))
      faults.add("bad_hours", path + ".hours", part, "hours: must close after opening, on the same day.");
  if ((!station.hours.empty() || !station.closed_days.empty()) && model.run.horizon_days > 200'000)
    faults.add("bad_horizon", "run.horizon_days", part,
               "horizon_days: too long for a station with opening hours; shorten it.");
  for (auto const& change : station.capacity) {
    if (!station.servers)
      faults.add("bad_capacity", path + ".capacity", part,
                 "capacity: unlimited servers cannot change; give servers a number.");
    if (!is_amount(change.from_day) || (change.to_day != 0 && !(change.to_day > change.from_day)) ||
        (change.servers && (*change.servers < 0 || *change.servers > most)) || std::abs(change.change) > most)
      faults.add("bad_capacity", path + ".capacity", part,
                 "capacity: each change begins on day 0 or later, ends after it begins, and leaves 0 servers or more.");
  }
}

void Check::rest() {
  for (std::size_t i = 0; i < model.risks.size(); ++i) {
    Risk const& risk = model.risks[i];
    std::string const path = fmt::format("risk[{}]", i);
    std::string const part = fmt::format("risk \"{}\"", risk.name);
    known(stations, path, part, "from", "station", risk.from);
    if (!risk.to.empty()) known(stations, path, part, "to", "station", risk.to);
    law(path, part, "after", risk.after);
  }
  for (std::size_t i = 0; i < model.caseloads.size(); ++i)
    if (model.caseloads[i].tokens < 0 || model.caseloads[i].tokens > 1'000'000'000)
      faults.add("negative", fmt::format("caseload[{}].tokens", i),
                 fmt::format("caseload \"{}\"", model.caseloads[i].name), "tokens: 0 or more.");
  for (std::size_t i = 0; i < model.open.size(); ++i) {
    OpenAtStart const& open = model.open[i];
    std::string const path = fmt::format("open[{}]", i);
    std::string const part = fmt::format("open at \"{}\"", open.station);
    known(stations, path, part, "station", "station", open.station);
    if (!classes.empty() || !open.person_class.empty()) known(classes, path, part, "class", "class", open.person_class);
    if (!open.outcome.empty()) known(outcomes, path, part, "outcome", "outcome", open.outcome);
    if (open.count < 0 || open.count > 10'000'000)
      faults.add("negative", path + ".count", part,
                 fmt::format("count: {} is not possible; 0 to 10000000.", open.count));
    for (double age : open.ages_days) amount(path, part, "ages_days", age);
    if (open.remaining) law(path, part, "remaining", *open.remaining);
    if (open.on_the_way && !open.ages_days.empty())
      faults.add("not_together", path + ".ages_days", part,
                 "ages_days: who is on the way is not served yet; leave them out.");
  }
  extras();
  double sum = 0;
  for (std::size_t i = 0; i < model.outcomes.size(); ++i) {
    amount(fmt::format("outcome[{}]", i), fmt::format("outcome \"{}\"", model.outcomes[i].name), "probability",
           model.outcomes[i].probability);
    sum += model.outcomes[i].probability;
  }
  if (!model.outcomes.empty() && std::abs(sum - 1) > 1e-6)
    faults.add(
        "bad_sum", fmt::format("outcome[{}]", model.outcomes.size() - 1), "outcome",
        fmt::format("the probabilities of all outcomes add to {}, not 1; put in what is missing, or lower one.", sum));
  std::set<std::int64_t> priorities;
  for (auto const& c : model.classes) priorities.insert(c.priority);
  if (priorities.size() > 32)
    faults.add("too_many", "class[32]", "class", "priority: at most 32 different priorities are kept apart.");
  if (std::max<std::size_t>(1, model.classes.size()) * std::max<std::size_t>(1, model.outcomes.size()) > 60'000 ||
      model.stations.size() > 10'000 || model.arrivals.size() > 10'000 || model.routes.size() > 50'000)
    faults.add("too_many", "station[0]", "model",
               "more than 10000 stations or arrivals, 50000 routes, or 60000 kinds of people, are too many.");
}

void Check::all() {
  run();
  if (model.stations.empty())
    faults.add("missing", "station", "model", "there is no [[station]]; a model needs at least one.");
  if (model.arrivals.empty() && model.open.empty())
    faults.add("missing", "arrival", "model", "there is no [[arrival]]; a model needs at least one.");
  stations = names(model.stations, "station");
  classes = names(model.classes, "class");
  outcomes = names(model.outcomes, "outcome");
  caseloads = names(model.caseloads, "caseload");
  places = names(model.exits, "exit");
  for (std::size_t i = 0; i < model.exits.size(); ++i)
    if (stations.contains(model.exits[i].name))
      faults.add("twice", fmt::format("exit[{}].name", i), fmt::format("exit \"{}\"", model.exits[i].name),
                 "name: a station has this name; change one.");
  places.insert(stations.begin(), stations.end());
  names(model.arrivals, "arrival");
  names(model.levers, "lever");
  names(model.clocks, "clock");
  names(model.watches, "watch");
  names(model.costs, "cost");
  names(model.illustrations, "illustration");
  for (std::size_t i = 0; i < model.arrivals.size(); ++i) arrival(i);
  for (std::size_t i = 0; i < model.stations.size(); ++i) station(i);
  rest();
  for (std::size_t i = 0; i < model.routes.size(); ++i) {
    Route const& route = model.routes[i];
    std::string const path = fmt::format("route[{}]", i);
    std::string const part = fmt::format("route \"{}\" to \"{}\"", route.from, route.to);
    known(stations, path, part, "from", "station", route.from);
    known(places, path, part, "to", "station or exit", route.to);
    if (route.delay && places.contains(route.to) && !stations.contains(route.to))
      faults.add("not_together", path + ".delay", part, "delay: nobody is on the way to an exit; leave it out.");
    if (!route.person_class.empty()) known(classes, path, part, "class", "class", route.person_class);
    if (!route.outcome.empty()) known(outcomes, path, part, "outcome", "outcome", route.outcome);
    if (!(route.probability >= 0 && route.probability <= 1))
      faults.add("bad_probability", path + ".probability", part,
                 fmt::format("probability: {} is not one; it lies between 0 and 1.", route.probability));
    if (route.delay) law(path, part, "delay", *route.delay);
    if (!is_amount(route.from_day) || (route.to_day && !(*route.to_day > route.from_day)))
      faults.add("bad_period", path + ".to_day", part, "to_day: must come after from_day, and neither before day 0.");
  }
}

Result<Done> check_model(Model const& model) {
  Faults faults(model);
  Check check{model, faults, {}, {}, {}, {}, {}};
  check.all();
  if (faults.none()) check_routes(model, faults);  // only once all names meet
  if (!faults.none()) return faults.error();
  return Done{};
}

}  // namespace kith::demand
