// The only file that includes the TOML library. A Part is one table of the file being read: it hands out the values of
// its keys, notes where each stood, and at the end says which keys nobody asked for.
#include "demand/read_model.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "demand/check_model.h"

namespace kith::demand {
namespace {

class Part {
 public:
  // `path` is the table's place, such as "arrival[0]" or "station[1].service"; `words` how a person knows it.
  Part(toml::table const& table, std::string path, std::string words, Model& model, Faults& faults)
      : table_(table), path_(std::move(path)), words_(std::move(words)), model_(model), faults_(faults) {
    model_.lines[path_] = table.source().begin.line;
  }
  ~Part() {
    for (auto const& [key, node] : table_)
      if (!used_.contains(std::string_view(key.str()))) {
        model_.lines[at(key.str())] = node.source().begin.line;
        fault(key.str(), "unknown_key",
              fmt::format("is not a key here; the keys are {}. Correct or remove it.", fmt::join(used_, ", ")));
      }
  }
  Part(Part const&) = delete;
  Part& operator=(Part const&) = delete;

  void rename(std::string words) { words_ = std::move(words); }
  bool has(std::string_view key) { return find(key) != nullptr; }
  void fault(std::string_view key, std::string_view code, std::string_view what) {
    faults_.add(code, at(key), words_, fmt::format("{}: {}", key, what));
  }

  toml::node const* find(std::string_view key) {
    used_.insert(std::string(key));
    auto const* node = table_.get(key);
    if (node != nullptr) model_.lines[at(key)] = node->source().begin.line;
    return node;
  }
  void required(std::string_view key) {
    if (find(key) == nullptr) fault(key, "missing", "is missing; give it a value.");
  }

  void read(std::string_view key, std::string& text) {
    if (auto const* node = find(key)) {
      if (auto value = node->value<std::string>())
        text = *value;
      else
        fault(key, "not_text", "must be text in quotes.");
    }
  }
  void read(std::string_view key, double& number) {
    if (auto const* node = find(key)) {
      if (node->is_number())
        number = node->value<double>().value();
      else
        fault(key, "not_a_number", "must be a number.");
    }
  }
  void read(std::string_view key, std::optional<double>& number) {
    if (find(key) != nullptr) read(key, number.emplace());
  }
  void read(std::string_view key, std::int64_t& number) {
    if (auto const* node = find(key)) {
      if (node->is_integer())
        number = node->value<std::int64_t>().value();
      else
        fault(key, "not_whole", "must be a whole number.");
    }
  }
  void read(std::string_view key, bool& flag) {
    if (auto const* node = find(key)) {
      if (node->is_boolean())
        flag = node->value<bool>().value();
      else
        fault(key, "not_a_flag", "must be true or false.");
    }
  }
  void read(std::string_view key, std::vector<double>& numbers) {
    auto const* node = find(key);
    if (node == nullptr) return;
    auto const* array = node->as_array();
    if (array == nullptr) return fault(key, "not_a_list", "must be a list of numbers in brackets.");
    numbers.clear();
    for (auto const& item : *array)
      if (item.is_number())
        numbers.push_back(item.value<double>().value());
      else
        return fault(key, "not_a_number", "must hold numbers only.");
  }
  void read(std::string_view key, std::vector<std::string>& texts) {
    auto const* node = find(key);
    if (node == nullptr) return;
    auto const* array = node->as_array();
    if (array == nullptr) return fault(key, "not_a_list", "must be a list of names in brackets.");
    for (auto const& item : *array)
      if (auto value = item.value<std::string>())
        texts.push_back(*value);
      else
        return fault(key, "not_text", "must hold names in quotes only.");
  }
  template <ClosedSet E>
  void read(std::string_view key, E& member) {
    std::string text;
    if (find(key) == nullptr) return;
    read(key, text);
    if (auto const value = parse<E>(text)) {
      member = *value;
      return;
    }
    std::vector<std::string_view> all;
    for (auto const& m : members_of<E>) all.push_back(m.wire);
    fault(key, "unknown_code", fmt::format("is \"{}\"; it can be {}.", text, fmt::join(all, ", ")));
  }
  // A day of the run: a number of days since it began, or a date where the run has a start.
  std::optional<double> day(std::string_view key, toml::node const& node) {
    if (node.is_number()) return node.value<double>();
    if (auto const date = date_in(node)) {
      if (model_.run.start) return static_cast<double>(*date - *model_.run.start);
      fault(key, "missing", "is a date, but the run has none; give [run] a start.");
      return std::nullopt;
    }
    fault(key, "not_a_day", "must be a number of days since the run began, or a date such as 2025-04-01.");
    return std::nullopt;
  }
  void read_day(std::string_view key, double& into) {
    if (auto const* node = find(key))
      if (auto const number = day(key, *node)) into = *number;
  }
  static std::optional<Date> date_in(toml::node const& node) {
    if (auto const date = node.value<toml::date>()) return Date::of(date->year, date->month, date->day);
    if (auto const text = node.value<std::string>()) return parse_date(*text);
    return std::nullopt;
  }

  // Calls `each` with a Part for the table at `key`, or for each of a list of tables.
  template <class Each>
  void parts(std::string_view key, std::string_view words, Each const& each) {
    auto const* node = find(key);
    if (node == nullptr) return;
    if (auto const* table = node->as_table()) return visit(*table, at(key), words, each);
    auto const* array = node->as_array();
    if (array == nullptr)
      return fault(key, "not_a_table", "must be a table, such as {law = \"exponential\", mean_days = 2}.");
    std::size_t i = 0;
    for (auto const& item : *array) {
      if (auto const* table = item.as_table())
        visit(*table, fmt::format("{}[{}]", at(key), i), words, each);
      else
        fault(key, "not_a_table", "must hold tables only.");
      ++i;
    }
  }

 private:
  template <class Each>
  void visit(toml::table const& table, std::string path, std::string_view words, Each const& each) {
    Part part(table, std::move(path), words_.empty() ? std::string(words) : fmt::format("{}, {}", words_, words),
              model_, faults_);
    each(part);
  }
  std::string at(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
  }

  toml::table const& table_;
  std::string path_, words_;
  Model& model_;
  Faults& faults_;
  std::set<std::string, std::less<>> used_;
};

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

void read_run(Part& part, Run& run) {
  if (auto const* node = part.find("start")) {
    run.start = Part::date_in(*node);
    if (!run.start) part.fault("start", "not_a_date", "must be a date such as 2025-04-01.");
  }
  part.required("horizon_days");
  part.read("horizon_days", run.horizon_days);
  part.read("warm_up_days", run.warm_up_days);
  part.read("replications", run.replications);
  std::int64_t seed = 1;
  part.read("seed", seed);
  run.seed = static_cast<std::uint64_t>(seed);
  part.read("confidence", run.confidence);
}

// A whole number n: always n together. A list: the probabilities of 1, 2, 3... together.
void read_batch(Part& part, std::vector<double>& batch) {
  auto const* node = part.find("batch");
  if (node == nullptr) return;
  if (auto const size = node->value<std::int64_t>(); size && node->is_integer()) {
    if (*size < 1 || *size > 1000) return part.fault("batch", "bad_batch", "must be from 1 to 1000 people.");
    batch.assign(static_cast<std::size_t>(*size), 0);
    batch.back() = 1;
    return;
  }
  part.read("batch", batch);
}

void read_period(Part& part, double& from_day, double& to_day) {
  part.read_day("from_day", from_day);
  part.read_day("to_day", to_day);
}

void read_arrival(Part& part, Arrival& arrival) {
  part.required("name");
  part.read("name", arrival.name);
  part.rename(fmt::format("arrival \"{}\"", arrival.name));
  part.required("to");
  part.read("to", arrival.to);
  if (!part.has("interval")) part.required("rate_per_day");
  part.read("rate_per_day", arrival.rate_per_day);
  read_law(part, "interval", arrival.interval);
  part.read("class", arrival.person_class);
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
  if (auto const* node = part.find("closed_days")) {
    if (auto const* array = node->as_array()) {
      for (auto const& item : *array)
        if (auto const day = part.day("closed_days", item)) station.closed_days.push_back(*day);
    } else {
      part.fault("closed_days", "not_a_list", "must be a list of days or dates in brackets.");
    }
  }
}

void read_servers(Part& part, Station& station) {
  part.required("servers");
  auto const* node = part.find("servers");
  if (node != nullptr && node->value<std::string>() == "unlimited") return;
  station.servers = 1;
  if (node == nullptr) return;
  if (node->is_integer())
    station.servers = node->value<std::int64_t>();
  else
    part.fault("servers", "not_whole", "must be a whole number, or \"unlimited\".");
}

void read_station(Part& part, Station& station) {
  part.required("name");
  part.read("name", station.name);
  part.rename(fmt::format("station \"{}\"", station.name));
  read_servers(part, station);
  if (part.has("room")) part.read("room", station.room.emplace());
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
    if (capacity.has("servers")) capacity.read("servers", change.servers.emplace());
    capacity.read("change", change.change);
    if (!change.servers && change.change == 0)
      capacity.fault("servers", "missing", "is missing; give servers (how many) or change (how many more or fewer).");
  });
  part.read("overflow", station.overflow);
  part.read("overflow_when", station.overflow_when);
  part.read("caseload", station.caseload);
}

void read_route(Part& part, Route& route) {
  part.required("from");
  part.required("to");
  part.required("probability");
  part.read("from", route.from);
  part.read("to", route.to);
  part.rename(fmt::format("route \"{}\" to \"{}\"", route.from, route.to));
  part.read("probability", route.probability);
  part.read("class", route.person_class);
  part.read("outcome", route.outcome);
  read_law(part, "delay", route.delay);
  part.read("new_episode", route.new_episode);
}

void read_open(Part& part, OpenAtStart& open) {
  part.required("station");
  part.read("station", open.station);
  part.rename(fmt::format("open at \"{}\"", open.station));
  part.read("count", open.count);
  part.read("ages_days", open.ages_days);
  open.count = std::max(open.count, static_cast<std::int64_t>(open.ages_days.size()));
  read_law(part, "remaining", open.remaining);
  part.read("class", open.person_class);
}

void read_uncertain(Part& part, Uncertain& uncertain) {
  for (auto const* key : {"part", "name", "low", "high", "source"}) part.required(key);
  part.read("part", uncertain.part);
  part.read("name", uncertain.name);
  part.rename(fmt::format("uncertain {} \"{}\"", uncertain.part, uncertain.name));
  part.read("low", uncertain.low);
  part.read("high", uncertain.high);
  part.read("source", uncertain.source);
}

void read_all(Part& root, Model& model) {
  root.required("run");
  root.parts("run", "run", [&](Part& part) { read_run(part, model.run); });
  root.parts("class", "class", [&](Part& part) {
    auto& c = model.classes.emplace_back();
    part.required("name");
    part.read("name", c.name);
    part.rename(fmt::format("class \"{}\"", c.name));
    part.read("priority", c.priority);
  });
  root.parts("outcome", "outcome", [&](Part& part) {
    auto& outcome = model.outcomes.emplace_back();
    part.required("name");
    part.required("probability");
    part.read("name", outcome.name);
    part.rename(fmt::format("outcome \"{}\"", outcome.name));
    part.read("probability", outcome.probability);
  });
  root.parts("arrival", "arrival", [&](Part& part) { read_arrival(part, model.arrivals.emplace_back()); });
  root.parts("station", "station", [&](Part& part) { read_station(part, model.stations.emplace_back()); });
  root.parts("route", "route", [&](Part& part) { read_route(part, model.routes.emplace_back()); });
  root.parts("risk", "risk", [&](Part& part) {
    auto& risk = model.risks.emplace_back();
    for (auto const* key : {"name", "from", "after"}) part.required(key);
    part.read("name", risk.name);
    part.rename(fmt::format("risk \"{}\"", risk.name));
    part.read("from", risk.from);
    part.read("to", risk.to);
    read_law(part, "after", risk.after);
  });
  root.parts("caseload", "caseload", [&](Part& part) {
    auto& caseload = model.caseloads.emplace_back();
    part.required("name");
    part.required("tokens");
    part.read("name", caseload.name);
    part.rename(fmt::format("caseload \"{}\"", caseload.name));
    part.read("tokens", caseload.tokens);
  });
  root.parts("open", "open", [&](Part& part) { read_open(part, model.open.emplace_back()); });
  root.parts("uncertain", "uncertain", [&](Part& part) { read_uncertain(part, model.uncertain.emplace_back()); });
}

}  // namespace

Result<Model> parse_model(std::string_view text, std::string const& file) {
  Model model;
  model.file = file;
  try {
    toml::table const table = toml::parse(text, file);
    Faults faults(model);
    {
      Part root(table, "", "", model, faults);
      read_all(root, model);
    }
    if (!faults.none()) return faults.error();
  } catch (toml::parse_error const& error) {
    return invalid("not_toml", fmt::format("{}, line {}: this is not TOML: {}.", file, error.source().begin.line,
                                           error.description()));
  }
  TRY(check_model(model));
  return model;
}

Result<Model> read_model(std::filesystem::path const& path) {
  constexpr std::uintmax_t most_bytes = 16 << 20;
  std::error_code error;
  auto const size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in)
    return not_found("no_file", fmt::format("The model {} cannot be read; check the name and that it may be opened.",
                                            path.string()));
  if (size > most_bytes)
    return invalid("too_long", fmt::format("The model {} is longer than 16 MiB; that is not a model.", path.string()));
  std::stringstream text;
  text << in.rdbuf();
  return parse_model(text.str(), path.string());
}

}  // namespace kith::demand
