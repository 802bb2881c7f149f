// Models trained elsewhere: the settings file of Splink 3 to 5 (moj-analytical-services/splink), as it saves one. Its
// probabilities weigh the same here as there. Its conditions are SQL; splink_plan.h says how they are understood.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "link/fellegi_sunter.h"

namespace kith::link {

struct SplinkLevel {
  std::string label;
  std::string condition;  // SQL
  bool is_null = false;
  double m = 0;
  double u = 0;
  std::string frequency_column;  // agreement here is adjusted by how common the value is; empty: it is not
  double frequency_strength = 1;
  double frequency_least = 0;
};
struct SplinkComparison {
  std::string name;
  std::vector<SplinkLevel> levels;  // as in the file: missing first, then from the closest down
};
struct SplinkModel {
  double prior = 0;
  std::vector<SplinkComparison> comparisons;
  std::string id = "unique_id";    // the column that names each row
  std::vector<std::string> rules;  // SQL: pairs that are looked at
};

// `name` is how errors call the file. A level that was never trained is an error: it has no weight.
Result<SplinkModel> parse_splink(std::string_view json, std::string_view name);
// Level 0 of each comparison is missing, 1 the last of the file, and so on to the closest. At most sixteen comparisons.
Mixture to_mixture(SplinkModel const& model);

}  // namespace kith::link
