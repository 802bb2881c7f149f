#include "insight/scenario_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <system_error>

#include "demand/toml_part.h"

namespace kith::insight {

namespace {
namespace fs = std::filesystem;

// The file at the bottom, that has no base.
Result<fs::path> bottom_of(fs::path path) {
  for (;;) {
    auto const model = TRY(demand::read_model(path));
    if (model.base.empty()) return path;
    path = model.base;
  }
}

// The last day that anything in the model is dated to.
double last_date(demand::Model const& model) {
  double last = 0;
  for (auto const& arrival : model.arrivals)
    for (auto const& period : arrival.periods) last = std::max(last, period.to_day);
  for (auto const& route : model.routes) last = std::max({last, route.from_day, route.to_day.value_or(0)});
  for (auto const& station : model.stations)
    for (auto const& change : station.capacity) last = std::max(last, change.from_day);
  return last;
}

}  // namespace

Result<fs::path> scenarios_folder() {
  std::vector<fs::path> shelves;
  if (char const* own = std::getenv("KITH_SCENARIOS"); own != nullptr && *own != '\0') shelves.emplace_back(own);
  std::error_code failed;
  auto const program = fs::read_symlink("/proc/self/exe", failed).parent_path();
  if (!failed) {
    shelves.push_back((program / "../share/kith/scenarios/doncaster").lexically_normal());
    shelves.push_back((program / KITH_SOURCE_SCENARIOS / "doncaster").lexically_normal());
  }
  shelves.emplace_back("/usr/share/kith/scenarios/doncaster");
  for (auto const& shelf : shelves)
    if (fs::exists(today_in(shelf), failed)) return shelf;
  return not_found("no_scenarios",
                   "The library of scenarios was not found beside the program. Name its folder in KITH_SCENARIOS.");
}

std::vector<ScenarioEntry> scenario_library(fs::path const& folder) {
  std::vector<ScenarioEntry> library;
  std::error_code failed;
  for (fs::directory_iterator file{folder, failed}, end; !failed && file != end; file.increment(failed)) {
    if (file->path().extension() != ".toml" || file->path().filename() == "inputs.toml") continue;
    auto model = demand::read_model(file->path());
    if (!model || model->base.empty() || !is_borough(*model)) continue;
    library.push_back({file->path().stem().string(), file->path(), std::move(model->title), std::move(model->says),
                       std::move(model->levers)});
  }
  std::ranges::sort(library, {}, &ScenarioEntry::title);
  return library;
}

Result<Calibrated> calibrated_for(BoroughCounts const& counts, fs::path const& model,
                                  std::optional<fs::path> const& inputs, int days) {
  auto const bottom = TRY(bottom_of(model));
  std::vector<demand::Layer> layers;
  auto const beside = bottom.parent_path() / "inputs.toml";
  std::error_code failed;
  if (inputs || fs::exists(beside, failed)) {
    auto const file = inputs.value_or(beside);
    auto text = TRY(demand::model_text(file));
    layers.push_back({file.string(), std::move(text)});
  }
  auto const base = TRY(demand::read_model(bottom, {}, layers));
  auto const changed = bottom == model ? base : TRY(demand::read_model(model, {}, layers));
  constexpr int aftermath_days = 90;
  int const needed = static_cast<int>(std::ceil(last_date(changed)));
  auto calibration = TRY(calibrate(counts, base, std::max(days, needed > 0 ? needed + aftermath_days : 0)));
  layers.push_back(calibration.layer);
  return Calibrated{std::move(calibration), std::move(layers)};
}

}  // namespace kith::insight
