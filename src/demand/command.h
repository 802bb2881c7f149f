// `kith simulate MODEL.toml`, in plain values: the command line hangs it on in `app`.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "base/result.h"
#include "demand/read_model.h"

namespace kith::demand {

enum class Format { text, json };
constexpr auto closed_set(Format) {
  return std::to_array<Member<Format>>({{Format::text, "text", "For reading"}, {Format::json, "json", "For machines"}});
}

struct SimulateCommand {
  std::filesystem::path model = {};
  std::map<std::string, double, std::less<>> levers = {};  // set instead of the model's own values
  std::vector<Layer> layers = {};                          // between the model at the bottom and scenarios over it
  std::optional<std::int64_t> replications = {};
  std::optional<std::uint64_t> seed = {};
  std::int64_t draws = 20;  // of the model's uncertain numbers, where it has any; 0: none
  unsigned threads = 0;     // 0: as many as the machine has
  Format format = Format::text;
  std::filesystem::path trace = {};              // where the first replication's events go as CSV; empty: nowhere
  std::atomic<bool> const* cancelled = nullptr;  // set on Ctrl-C: what has finished is reported
  std::function<void(std::int64_t done, std::int64_t of)> progress = {};
};

// What goes to standard output. An error's sentence belongs on standard error, with exit 1.
Result<std::string> run_simulate(SimulateCommand const& command);

}  // namespace kith::demand
