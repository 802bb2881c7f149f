#include "insight/trial.h"

#include <fmt/format.h>

#include <algorithm>

namespace kith::insight {

std::string field_of(demand::Lever const& lever) {
  auto name = "lever-" + lever.name;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string TrialQuestion::key() const {
  auto key = scenario;
  for (auto const& [name, value] : levers) key += fmt::format("&{}={}", name, value);
  return key;
}

Result<demand::SimulationResult> TodayRuns::of(demand::Model const& today, demand::Options const& options) {
  auto const years = options.replications.value_or(today.run.replications);
  {
    std::scoped_lock const lock(mutex_);
    if (auto const found = kept_.find(years); found != kept_.end()) {
      if (options.progress) options.progress(years, years);
      return *found->second;
    }
  }
  auto lived = TRY(demand::simulate(today, options));
  std::scoped_lock const lock(mutex_);
  if (lived.replications == years) kept_[years] = std::make_shared<demand::SimulationResult const>(lived);
  return lived;
}

Result<std::shared_ptr<DayModels::Ground const>> DayModels::ground_of(ScenarioEntry const& scenario) {
  {
    std::scoped_lock const lock(mutex_);
    if (auto const found = grounds_.find(scenario.name); found != grounds_.end()) return found->second;
  }
  auto ground = std::make_shared<Ground>();
  ground->calibrated = TRY(calibrated_for(counts_, scenario.path, {}));
  auto const& layers = ground->calibrated.layers;
  ground->base = TRY(demand::read_model(scenario.path, {}, layers)).base;
  auto today = TRY(demand::read_model(ground->base, {}, layers));
  if (today.levers.empty()) ground->today = std::move(today);
  ground->runs = std::make_shared<TodayRuns>();
  std::scoped_lock const lock(mutex_);
  // Most scenarios lie over the same today.
  for (auto const& [name, other] : grounds_)
    if (other->base == ground->base &&
        other->calibrated.calibration.layer.text == ground->calibrated.calibration.layer.text)
      ground->runs = other->runs;
  return grounds_[scenario.name] = std::move(ground);
}

Result<std::shared_ptr<TrialModels const>> DayModels::of(ScenarioEntry const& scenario, demand::Levers const& levers) {
  auto const key = TrialQuestion{scenario.name, levers}.key();
  {
    std::scoped_lock const lock(mutex_);
    if (auto const found = models_.find(key); found != models_.end()) return found->second;
  }
  std::vector<FieldError> faults;
  for (auto const& lever : scenario.levers)
    if (auto const set = levers.find(lever.name);
        set != levers.end() && !(lever.low <= set->second && set->second <= lever.high))
      faults.push_back(
          {field_of(lever), "bad_lever", fmt::format("Write a number from {} to {}.", lever.low, lever.high)});
  if (!faults.empty()) {
    auto const sentence = faults.front().sentence;
    return invalid("bad_lever", sentence, std::move(faults));
  }
  auto const ground = TRY(ground_of(scenario));
  auto const& layers = ground->calibrated.layers;
  auto models = std::make_shared<TrialModels>();
  models->calibration = ground->calibrated.calibration;
  models->tomorrow = TRY(demand::read_model(scenario.path, levers, layers));
  if (ground->today) {
    models->today = *ground->today;
    models->today_runs = ground->runs;
  } else {
    models->today = TRY(demand::read_model(ground->base, levers, layers));
    models->today_runs = std::make_shared<TodayRuns>();
  }
  std::scoped_lock const lock(mutex_);
  constexpr std::size_t most_kept = 64;
  if (models_.size() >= most_kept) models_.clear();
  models_[key] = models;
  return std::shared_ptr<TrialModels const>{std::move(models)};
}

namespace {

// Both sides with today's seed, today lived once for all who ask.
Result<TrialAnswer> answer(TrialModels const& models, demand::Options const& options) {
  auto lived = TRY(models.today_runs->of(models.today, options));
  return TrialAnswer{TRY(demand::run_scenario(models.today, std::move(lived), models.tomorrow, options)), {}, {}};
}

}  // namespace

Result<TrialAnswer> first_answer(TrialModels const& models) { return answer(models, {.replications = first_years}); }

Result<TrialAnswer> refined_answer(TrialModels const& models, demand::Options options) {
  auto const stopped = [&] { return options.cancelled != nullptr && options.cancelled->load(); };
  auto const told = std::move(options.progress);
  // Both sides, then the uncertain numbers: three parts of one bar.
  std::int64_t base = 0;
  options.replications = refined_years;
  options.progress = [&](std::int64_t done, std::int64_t of) {
    if (told) told(base + done, 3 * refined_years);
    if (done == of) base = std::min(base + of, 2 * refined_years);
  };
  auto refined = TRY(answer(models, options));
  if (!stopped() && !models.tomorrow.uncertain.empty()) {
    constexpr std::int64_t draws = 4, years_each = 10, years_of_difference = 4;
    options.replications = years_each;
    std::int64_t done = 0;
    auto const numbers = static_cast<std::int64_t>(models.tomorrow.uncertain.size());
    // The first exploring tells of its draws; each end of a number's range is lived on both sides.
    auto const all = draws + 4 * numbers * years_of_difference;
    options.progress = [&](std::int64_t, std::int64_t) {
      ++done;
      if (told) told(2 * refined_years + std::min(all, done) * refined_years / all, 3 * refined_years);
    };
    refined.drivers = TRY(demand::explore_uncertainty(models.tomorrow, draws, options));
    options.replications = years_of_difference;
    refined.difference_drivers = TRY(demand::difference_drivers(models.today, models.tomorrow, options));
  }
  if (stopped()) return unavailable("cancelled", "The run was stopped before it had finished.");
  return refined;
}

}  // namespace kith::insight
