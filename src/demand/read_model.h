// A model from its file. The keys are described in docs/demand-model.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "demand/model.h"

namespace kith::demand {

// The model in a TOML file, checked and ready to simulate. Errors: not_found when the file cannot be read; invalid with
// every fault found, each a sentence with file, line, part and key.
Result<Model> read_model(std::filesystem::path const& path);
// The same from text; `file` is what sentences call it.
Result<Model> parse_model(std::string_view text, std::string const& file);

}  // namespace kith::demand
