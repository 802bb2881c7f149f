// Changes that somebody tried on the model and kept under a name. What is kept is the question, never an answer: the
// answer is worked out from the records of the day.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/codec.h"
#include "insight/trial.h"
#include "journal/event_set.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::insight {

using ScenarioId = Id<struct SavedScenario>;

struct LeverSet {
  std::string lever;
  double value = 0;

  bool operator==(LeverSet const&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeverSet, (), (lever, value))

struct ScenarioSaved {
  static constexpr journal::EventName event{"scenario.saved", 1};
  ScenarioId scenario;
  std::string name;
  std::string model;  // of the library: "group-takes-universal"
  std::vector<LeverSet> levers;
};
BOOST_DESCRIBE_STRUCT(ScenarioSaved, (), (scenario, name, model, levers))

using ScenarioEvents = journal::EventSet<std::variant<ScenarioSaved>>;

struct NamedQuestion {
  std::string name;
  TrialQuestion question;
};

// What is saved, or why not. Errors, each with its field: name_missing, name_too_long, name_taken.
Result<ScenarioSaved> decide_save(NamedQuestion const& asked, ScenarioId id, bool name_is_taken);

// Answers with the id. Errors: those of decide_save.
Result<std::string> save_scenario(journal::Transaction& t, NamedQuestion const& asked, journal::Author const& author);

journal::Projection scenario_records();

struct SavedRow {
  ScenarioId id;
  NamedQuestion asked;
};
std::vector<SavedRow> saved_scenarios(sql::Connection& c);  // by name
std::optional<SavedRow> saved_scenario(sql::Connection& c, ScenarioId id);

}  // namespace kith::insight
