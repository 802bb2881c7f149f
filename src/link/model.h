// What to compare and how to decide, as a model file says it (docs/match-model.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "link/kinds.h"

namespace kith::link {

struct Compare {
  std::vector<std::string> columns;
  CompareKind kind = CompareKind::word;
  std::string format = {};  // dates: as strftime; empty takes every usual form

  bool operator==(Compare const&) const = default;
};

struct Model {
  std::string id;                    // the column that names each record; empty: the row number
  std::vector<std::string> missing;  // cells that mean nothing, beside the empty one
  std::vector<Compare> compare;
  std::optional<double> prior;  // chance that two random records are one person; absent: estimated
  std::string labels;           // a column that names the true person, to train on; empty: none
  double threshold = 0.5;       // pairs of at least this probability are given

  bool operator==(Model const&) const = default;
};

// `name` is how errors call the file.
Result<Model> parse_model(std::string_view toml, std::string_view name);
// The model as a file that parse_model reads back.
std::string to_toml(Model const& model);

}  // namespace kith::link
