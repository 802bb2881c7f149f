// The scenarios that lie on this machine, and a scenario laid over a borough's own records.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "demand/read_model.h"
#include "insight/borough.h"

namespace kith::insight {

// A scenario that people may try: one that lies over the model of a front door.
struct ScenarioEntry {
  std::string name;  // of its file, without the ending: "group-takes-universal"
  std::filesystem::path path;
  std::string title, says;
  std::vector<demand::Lever> levers;
};

// The folder of scenarios over a front door: that of KITH_SCENARIOS, or the one beside the program, be it installed or
// built. Errors: no_scenarios.
Result<std::filesystem::path> scenarios_folder();
// By title. A file that cannot be read is not among them.
std::vector<ScenarioEntry> scenario_library(std::filesystem::path const& folder);
// The model without a change, that scenarios of this folder lie over.
inline std::filesystem::path today_in(std::filesystem::path const& folder) { return folder / "today.toml"; }

// The borough's model with a scenario over it: what simulate needs.
struct Calibrated {
  Calibration calibration;
  std::vector<demand::Layer> layers;  // the inputs, then the records
};
// `model`: a scenario or the model itself. `inputs`: a file of inputs; when absent, inputs.toml beside the model at the
// bottom, where there is one. The run lasts `days`, or as long as the dates of the scenario need. Errors: those of
// reading a model; not_a_borough, no_requests.
Result<Calibrated> calibrated_for(BoroughCounts const& counts, std::filesystem::path const& model,
                                  std::optional<std::filesystem::path> const& inputs, int days = 365);

}  // namespace kith::insight
