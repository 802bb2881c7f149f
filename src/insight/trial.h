// A change tried on the model of the borough: the question a person asks, and the answer with what it rests on.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "demand/scenario.h"
#include "insight/scenario_library.h"

namespace kith::insight {

// A scenario of the library with its levers where somebody moved them. Equal keys, equal questions.
struct TrialQuestion {
  std::string scenario;
  demand::Levers levers;

  std::string key() const;
};

// The models on both sides, as the records stand.
struct TrialModels {
  Calibration calibration;
  demand::Model today, tomorrow;
};
// Errors: those of calibrated_for; bad_lever, with its field, for a lever out of its range.
Result<TrialModels> trial_models(BoroughCounts const& counts, ScenarioEntry const& scenario,
                                 demand::Levers const& levers);

struct TrialAnswer {
  demand::ScenarioResult result;
  std::optional<demand::Uncertainty> drivers;  // of tomorrow; after the refined run only
};

// How many years are lived for the answer at once, and for the refined one.
inline constexpr std::int64_t first_years = 12;
inline constexpr std::int64_t refined_years = 200;
Result<TrialAnswer> first_answer(TrialModels const& models);
// `options` brings threads, the way to stop it and who hears of its progress. Stopped, it is an error: cancelled.
Result<TrialAnswer> refined_answer(TrialModels const& models, demand::Options options);

// What a lever is called in an address: "lever-take-up".
std::string field_of(demand::Lever const& lever);

}  // namespace kith::insight
