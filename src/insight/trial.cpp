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

Result<TrialModels> trial_models(BoroughCounts const& counts, ScenarioEntry const& scenario,
                                 demand::Levers const& levers) {
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
  auto found = TRY(calibrated_for(counts, scenario.path, {}));
  auto tomorrow = TRY(demand::read_model(scenario.path, levers, found.layers));
  auto today = TRY(demand::read_model(tomorrow.base, levers, found.layers));
  return TrialModels{std::move(found.calibration), std::move(today), std::move(tomorrow)};
}

Result<TrialAnswer> first_answer(TrialModels const& models) {
  return TrialAnswer{TRY(demand::run_scenario(models.today, models.tomorrow, {.replications = first_years})), {}};
}

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
  TrialAnswer answer{TRY(demand::run_scenario(models.today, models.tomorrow, options)), {}};
  if (!stopped() && !models.tomorrow.uncertain.empty()) {
    constexpr std::int64_t draws = 4, years_each = 10;
    options.replications = years_each;
    std::int64_t done = 0;
    auto const all = static_cast<std::int64_t>(draws + 1 + 2 * models.tomorrow.uncertain.size()) * years_each;
    options.progress = [&](std::int64_t, std::int64_t) {
      ++done;
      if (told) told(2 * refined_years + std::min(all, done) * refined_years / all, 3 * refined_years);
    };
    auto drivers = demand::explore_uncertainty(models.tomorrow, draws, options);
    if (drivers) answer.drivers = *std::move(drivers);
  }
  if (stopped()) return unavailable("cancelled", "The run was stopped before it had finished.");
  return answer;
}

}  // namespace kith::insight
