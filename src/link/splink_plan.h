// What a settings file of Splink asks for, understood: its rules as keys, its levels as conditions with their weights.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "link/condition.h"
#include "link/splink.h"

namespace kith::link {

// Weights as Splink has them, in whole 2^-40ths of a bit: sums do not depend on the order of adding, and are right to
// far better than the 1e-9 that its own tests ask for.
using FineWeight = std::int64_t;
FineWeight to_fine(double bits);
double fine_to_bits(FineWeight weight);

struct PlannedLevel {
  Condition condition;
  FineWeight weight = 0;
  // Agreement is adjusted by how common the value is in this column; empty: it is not.
  std::string frequency_column;
  double u_exact = 0;  // of exact agreement in that column
  double strength = 1;
  double least_frequency = 0;
};
struct PlannedComparison {
  std::string name;
  std::vector<PlannedLevel> levels;  // as in the file; the first that holds counts. Null levels weigh nothing
  bool has_null = false;             // the first level is "missing"
};

// Records that are the same in all `keys` are looked at, when `filter` holds of them.
struct PlannedRule {
  std::vector<Term> keys;
  std::vector<Condition> filter;  // none, or one
};

struct SplinkPlan {
  std::string id;
  FineWeight prior = 0;
  std::vector<PlannedComparison> comparisons;
  std::vector<PlannedRule> rules;
  std::vector<std::string> columns;  // that a file must have
};

// `name` is how errors call the file. Errors: no rules, a rule without an equality, SQL that is not understood.
Result<SplinkPlan> plan_splink(SplinkModel const& model, std::string_view name);

}  // namespace kith::link
