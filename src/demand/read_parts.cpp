// Reading the two richest parts of a model: who comes, and where they are served.
#include "demand/read_parts.h"

#include <algorithm>
#include <array>

namespace kith::demand {

void read_law_keys(Part& part, Law& law) {
  part.required("law");
  part.read("law", law.kind);
  part.read("mean_days", law.mean_days);
  part.read("shape", law.shape);
  part.read("cv", law.cv);
  part.read("low_days", law.low_days);
  part.read("high_days", law.high_days);
  part.read("values_days", law.values_days);
  part.read("weights", law.weights);
  part.read("cured", law.cured);
  bool const by_values = law.kind == LawKind::empirical || (law.kind == LawKind::hyperexponential && !law.cv);
  if (by_values)
    part.required("values_days");
  else if (law.kind == LawKind::uniform)
    part.required("high_days");
  else
    part.required("mean_days");
}

void read_law(Part& parent, std::string_view key, Law& law) {
  parent.parts(key, key, [&](Part& part) { read_law_keys(part, law); });
}

void read_law(Part& parent, std::string_view key, std::optional<Law>& law) {
  if (parent.has(key)) read_law(parent, key, law.emplace());
}

namespace {

// A whole number n: always n together. A list: the probabilities of 1, 2, 3... together.
void read_batch(Part& part, std::vector<double>& batch) {
  if (!part.is_whole("batch")) return part.read("batch", batch);
  std::int64_t size = 1;
  part.read("batch", size);
  if (size < 1 || size > 1000) return part.fault("batch", "bad_batch", "must be from 1 to 1000 people.");
  batch.assign(static_cast<std::size_t>(size), 0);
  batch.back() = 1;
}

void read_period(Part& part, double& from_day, double& to_day) {
  part.read_day("from_day", from_day);
  part.read_day("to_day", to_day);
}

// "09:00" as minutes since midnight; -1 for anything else.
int minute_of(std::string_view text) {
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return -1;
  return (text[0] - '0') * 600 + (text[1] - '0') * 60 + (text[3] - '0') * 10 + (text[4] - '0');
}

// "mon-fri" or "mon,wed,sat".
bool read_days(std::string_view text, std::array<bool, 7>& days) {
  constexpr std::array<std::string_view, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  auto const number = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  while (!text.empty()) {
    auto const piece = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), piece.size() + 1));
    std::size_t const from = number(piece.substr(0, 3));
    std::size_t const to = piece.size() == 7 && piece[3] == '-' ? number(piece.substr(4)) : from;
    if (from > 6 || to > 6 || from > to || (piece.size() != 3 && piece.size() != 7)) return false;
    for (std::size_t day = from; day <= to; ++day) days[day] = true;
  }
  return true;
}

void read_hours(Part& part, Station& station) {
  part.parts("hours", "hours", [&](Part& hours) {
    auto& opening = station.hours.emplace_back();
    std::string days = "mon-sun", from, to;
    hours.required("from");
    hours.required("to");
    hours.read("days", days);
    hours.read("from", from);
    hours.read("to", to);
    if (!read_days(days, opening.days)) hours.fault("days", "bad_days", "must be like \"mon-fri\" or \"mon,wed,sat\".");
    opening.from_minute = minute_of(from);
    opening.to_minute = minute_of(to);
    if (opening.from_minute < 0) hours.fault("from", "bad_time", "must be a time such as \"09:00\".");
    if (opening.to_minute < 0) hours.fault("to", "bad_time", "must be a time such as \"17:00\".");
  });
  part.read_days("closed_days", station.closed_days);
}

void read_servers(Part& part, Station& station) {
  part.required("servers");
  if (part.is_text("servers", "unlimited")) return;
  station.servers = 1;
  if (part.has("servers") && !part.is_whole("servers"))
    return part.fault("servers", "not_whole", "must be a whole number, or \"unlimited\".");
  part.read("servers", *station.servers);
}

}  // namespace

void read_arrival(Part& part, Arrival& arrival) {
  part.required("name");
  part.read_name("arrival", arrival.name);
  part.required("to");
  part.read("to", arrival.to);
  if (!part.has("interval")) part.required("rate_per_day");
  part.read("rate_per_day", arrival.rate_per_day);
  read_law(part, "interval", arrival.interval);
  part.read("class", arrival.person_class);
  part.read("outcome", arrival.outcome);
  read_batch(part, arrival.batch);
  part.read("weekday", arrival.weekday);
  part.read("month", arrival.month);
  part.read("hour", arrival.hour);
  part.read("trend_per_year", arrival.trend_per_year);
  part.parts("season", "season", [&](Part& season) {
    auto& s = arrival.season.emplace();
    season.read("amplitude", s.amplitude);
    season.read("period_days", s.period_days);
    season.read_day("peak_day", s.peak_day);
  });
  part.parts("periods", "periods", [&](Part& period) {
    auto& p = arrival.periods.emplace_back();
    read_period(period, p.from_day, p.to_day);
    period.required("factor");
    period.read("factor", p.factor);
  });
  part.parts("unrest", "unrest", [&](Part& unrest) {
    unrest.read("cv", arrival.unrest_cv);
    unrest.read("days", arrival.unrest_days);
  });
}

void read_station(Part& part, Station& station) {
  part.required("name");
  part.read_name("station", station.name);
  read_servers(part, station);
  part.read("room", station.room);
  part.required("service");
  read_law(part, "service", station.service);
  part.parts("service_of", "service_of", [&](Part& of) {
    auto& own = station.service_of.emplace_back();
    of.required("class");
    of.read("class", own.person_class);
    read_law_keys(of, own.service);
  });
  read_law(part, "patience", station.patience);
  part.read("discipline", station.discipline);
  part.read("when_full", station.when_full);
  read_hours(part, station);
  part.parts("capacity", "capacity", [&](Part& capacity) {
    auto& change = station.capacity.emplace_back();
    read_period(capacity, change.from_day, change.to_day);
    capacity.read("servers", change.servers);
    capacity.read("change", change.change);
    if (!change.servers && change.change == 0)
      capacity.fault("servers", "missing", "is missing; give servers (how many) or change (how many more or fewer).");
  });
  part.read("overflow", station.overflow);
  part.read("overflow_when", station.overflow_when);
  part.read("caseload", station.caseload);
}

}  // namespace kith::demand
