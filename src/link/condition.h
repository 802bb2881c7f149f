// The part of SQL in which Splink's libraries write conditions and blocking rules, read into what can be computed:
// tests between a value of the left record and one of the right, put together with AND, OR and NOT. Nothing is ever run
// as SQL, and what is not understood is said in a sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::link {

// Something done to a cell before it is compared, as in substr(x, 1, 3). `arguments` leave the cell itself out.
struct Step {
  std::string function;
  std::vector<std::string> arguments;

  bool operator==(Step const&) const = default;
};

// A cell of one of two records, and what is done to it.
struct Term {
  bool of_right = false;
  std::string column;
  std::vector<Step> steps;
};

enum class Test {
  always,
  is_null,  // of `first` alone
  equal,    // first = second
  jaro,     // the others: the measure of first and second against `limit`
  jaro_winkler,
  edits,            // Levenshtein
  edits_and_swaps,  // exchanged neighbours count once (Damerau, as optimal string alignment)
  difference,       // of two numbers, its sign left away
};
enum class LimitOrder { less, at_most, equal, at_least, more };

struct Condition {
  enum class Kind { test, all, any, none };  // `none` has one part
  Kind kind = Kind::test;
  std::vector<Condition> parts;
  Test test = Test::always;
  Term first;
  Term second;
  LimitOrder order = LimitOrder::at_least;
  double limit = 0;
};

// Columns are named as "surname_l" and "surname_r", or as l.surname and r.surname. Errors name what is not understood.
Result<Condition> parse_condition(std::string_view sql);

// The cell after the steps; nothing when it is missing or a step gives nothing. Errors: a step that is not known, or
// whose arguments are wrong, whatever the cell.
Result<Done> check_steps(std::vector<Step> const& steps);
std::optional<std::string> after_steps(std::vector<Step> const& steps, std::string_view cell);

}  // namespace kith::link
