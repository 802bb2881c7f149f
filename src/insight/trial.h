// A change tried on the model of the borough: the question a person asks, and the answer with what it rests on.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "demand/scenario.h"
#include "insight/scenario_library.h"

namespace kith::insight {

// A scenario of the library with its levers where somebody moved them. Equal keys, equal questions.
struct TrialQuestion {
  std::string scenario;
  demand::Levers levers;

  std::string key() const;
};

// Today as it was lived so many years, kept: it does not hang on what somebody tries. For many threads at once.
class TodayRuns {
 public:
  // `options` names how many years; what was cancelled is not kept. Errors as simulate.
  Result<demand::SimulationResult> of(demand::Model const& today, demand::Options const& options);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, std::shared_ptr<demand::SimulationResult const>> kept_;  // by years
};

// The models on both sides, as the records stand.
struct TrialModels {
  Calibration calibration;
  demand::Model today, tomorrow;
  std::shared_ptr<TodayRuns> today_runs;
};

// The models of questions about one day's records. What one question shares with the next is made once: the
// calibration, and today with the years it was lived, so that moving a lever costs tomorrow alone. For many threads.
class DayModels {
 public:
  explicit DayModels(BoroughCounts counts) : counts_(std::move(counts)) {}

  // Errors: those of calibrated_for; bad_lever, with its field, for a lever out of its range.
  Result<std::shared_ptr<TrialModels const>> of(ScenarioEntry const& scenario, demand::Levers const& levers);

 private:
  struct Ground {
    Calibrated calibrated;
    std::filesystem::path base;
    std::optional<demand::Model> today;  // none where its own file has levers
    std::shared_ptr<TodayRuns> runs;
  };
  Result<std::shared_ptr<Ground const>> ground_of(ScenarioEntry const& scenario);

  BoroughCounts counts_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Ground const>> grounds_;      // by scenario
  std::map<std::string, std::shared_ptr<TrialModels const>> models_;  // by question
};

struct TrialAnswer {
  demand::ScenarioResult result;
  std::optional<demand::Uncertainty> drivers;      // of tomorrow; after the refined run only
  std::vector<demand::Driver> difference_drivers;  // of tomorrow less today; likewise
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
