// A model from its file. The keys are described in docs/demand-model.md.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "demand/model.h"

namespace kith::demand {

// The model in a TOML file, checked and ready to simulate. Errors: not_found when the file cannot be read; invalid with
// every fault found, each a sentence with file, line, part and key.
// A scenario (`base = "FILE"`) is read as the model that it makes of its base. `levers` are set instead of their own
// values.
using Levers = std::map<std::string, double, std::less<>>;
// Text in the form of a scenario, laid over whatever file stands on its own, below every scenario: what a council's
// records say where the file has published or assumed numbers.
struct Layer {
  std::string name;  // what sentences about its faults call it
  std::string text;
};
Result<Model> read_model(std::filesystem::path const& path, Levers const& levers = {},
                         std::span<Layer const> layers = {});
// The same from text; `file` is what sentences call it, and where a scenario looks for its base.
Result<Model> parse_model(std::string_view text, std::string const& file, Levers const& levers = {},
                          std::span<Layer const> layers = {});

}  // namespace kith::demand
