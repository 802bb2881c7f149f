#include "insight/saved_scenarios.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/text.h"

namespace kith::insight {

namespace {

std::size_t constexpr name_limit = 80;

// `levers` is a line for each: the value, a blank, the lever's name.
auto constexpr scenario_ddl = R"(
CREATE TABLE saved_scenario(id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, model TEXT NOT NULL,
                            levers TEXT NOT NULL) STRICT;
CREATE INDEX saved_scenario_by_name ON saved_scenario(name_key);
)";

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = ScenarioEvents::decode(recorded);
  if (!event) return;
  auto const& saved = std::get<ScenarioSaved>(*event);
  std::string levers;
  for (auto const& set : saved.levers) levers += fmt::format("{} {}\n", set.value, set.lever);
  c.post(
      "INSERT INTO saved_scenario(id, name, name_key, model, levers) VALUES($1,$2,$3,$4,$5) ON CONFLICT(id) DO UPDATE "
      "SET name=excluded.name, name_key=excluded.name_key, model=excluded.model, levers=excluded.levers",
      {to_text(recorded.header.stream), saved.name, fold(saved.name), saved.model, levers});
}

SavedRow scenario_row_of(sql::Row const& row) {
  SavedRow saved{row.id<struct SavedScenario>(0), {row.string(1), {row.string(2), {}}}};
  std::string const levers = row.string(3);
  for (std::string_view rest = levers; !rest.empty();) {
    auto const line = rest.substr(0, rest.find('\n'));
    if (auto const blank = line.find(' '); blank != std::string_view::npos)
      saved.asked.question.levers[std::string{line.substr(blank + 1)}] =
          std::strtod(std::string{line.substr(0, blank)}.c_str(), nullptr);
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return saved;
}

Error bad_name(std::string code, std::string sentence) { return invalid(code, sentence, {{"name", code, sentence}}); }

}  // namespace

Result<ScenarioSaved> decide_save(NamedQuestion const& asked, ScenarioId id, bool name_is_taken) {
  auto const name = trimmed(asked.name);
  if (name.empty()) return bad_name("name_missing", "Give it a name.");
  if (length_in_characters(name) > name_limit)
    return bad_name("name_too_long", "The name is longer than 80 characters. Shorten it.");
  if (name_is_taken) return bad_name("name_taken", "Something else is saved under this name. Choose another.");
  ScenarioSaved saved{id, std::string{name}, asked.question.scenario, {}};
  for (auto const& [lever, value] : asked.question.levers) saved.levers.push_back({lever, value});
  return saved;
}

Result<std::string> save_scenario(journal::Transaction& t, NamedQuestion const& asked, journal::Author const& author) {
  bool const taken =
      t.connection().integer("SELECT 1 FROM saved_scenario WHERE name_key=$1", {fold(trimmed(asked.name))}).has_value();
  auto const saved = TRY(decide_save(asked, ScenarioId::mint(t.now(), t.random()), taken));
  TRY(t.append(saved.scenario.raw(), 0, {ScenarioEvents::encode(saved, t.now())}, author));
  return saved.scenario.text();
}

journal::Projection scenario_records() { return {"scenario", scenario_ddl, {{"saved_scenario", "id"}}, &apply}; }

std::vector<SavedRow> saved_scenarios(sql::Connection& c) {
  std::vector<SavedRow> rows;
  c.query("SELECT id, name, model, levers FROM saved_scenario ORDER BY name_key, id", {},
          [&](sql::Row const& row) { rows.push_back(scenario_row_of(row)); });
  return rows;
}

std::optional<SavedRow> saved_scenario(sql::Connection& c, ScenarioId id) {
  std::optional<SavedRow> found;
  c.query("SELECT id, name, model, levers FROM saved_scenario WHERE id=$1", {id},
          [&](sql::Row const& row) { found = scenario_row_of(row); });
  return found;
}

}  // namespace kith::insight
