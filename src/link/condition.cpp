#include "link/condition.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "link/sql_expression.h"

namespace kith::link {

namespace {
using ConditionKind = SqlExpression::Kind;

Error not_understood(std::string_view what, std::string_view instead) {
  return invalid("sql_not_understood", fmt::format("{} is not understood here; {}", what, instead));
}

constexpr std::string_view known_tests =
    "conditions may use =, IS NULL, levenshtein, damerau_levenshtein, jaro_similarity, jaro_winkler_similarity, "
    "date_diff and abs(a - b), with AND, OR and NOT";

std::optional<double> number_of(SqlExpression const& expression) {
  if (expression.kind != ConditionKind::number) return std::nullopt;
  double number = 0;
  auto const& text = expression.text;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<Term> term_of(SqlExpression const& expression) {
  if (expression.kind == ConditionKind::column) {
    Term term{false, expression.text, {}};
    if (expression.qualifier.empty()) {
      if (!term.column.ends_with("_l") && !term.column.ends_with("_r"))
        return not_understood(fmt::format("The column \"{}\"", term.column), "its name must end in _l or _r");
      term.of_right = term.column.ends_with("_r");
      term.column.resize(term.column.size() - 2);
    } else {
      if (expression.qualifier != "l" && expression.qualifier != "r")
        return not_understood(fmt::format("\"{}\"", expression.qualifier), "records are called l and r");
      term.of_right = expression.qualifier == "r";
    }
    return term;
  }
  if (expression.kind == ConditionKind::cast) return term_of(expression.parts[0]);
  if (expression.kind != ConditionKind::call || expression.parts.empty())
    return not_understood(fmt::format("\"{}\"", expression.text), "a column was expected");
  auto term = TRY(term_of(expression.parts[0]));
  Step step{expression.text, {}};
  for (std::size_t i = 1; i < expression.parts.size(); ++i) {
    auto const& argument = expression.parts[i];
    if (argument.kind != ConditionKind::number && argument.kind != ConditionKind::text)
      return not_understood(fmt::format("{}(…)", step.function), "what follows the column must be texts or numbers");
    step.arguments.push_back(argument.text);
  }
  term.steps.push_back(std::move(step));
  TRY(check_steps(term.steps));
  return term;
}

// Puts the left record's value first.
Result<Condition> between(Test test, Term first, Term second, LimitOrder order, double limit) {
  if (first.of_right == second.of_right)
    return not_understood(fmt::format("Comparing {} with {} of the same record", first.column, second.column),
                          "one must be of the left and one of the right");
  if (first.of_right) std::swap(first, second);
  return Condition{Condition::Kind::test, {}, test, std::move(first), std::move(second), order, limit};
}

std::optional<Test> measure_named(std::string_view function) {
  if (function == "levenshtein" || function == "editdist3") return Test::edits;
  if (function == "damerau_levenshtein") return Test::edits_and_swaps;
  if (function == "jaro_similarity" || function == "jaro" || function == "jaro_sim") return Test::jaro;
  if (function == "jaro_winkler_similarity" || function == "jaro_winkler") return Test::jaro_winkler;
  return std::nullopt;
}

// date_diff('day', a, b) counts the boundaries between two dates.
Result<Condition> dates_apart(SqlExpression const& call, LimitOrder order, double limit) {
  if (call.parts.size() != 3 || call.parts[0].kind != ConditionKind::text)
    return not_understood(fmt::format("{}(…)", call.text), "it takes 'day', 'month' or 'year', and two dates");
  auto first = TRY(term_of(call.parts[1]));
  auto second = TRY(term_of(call.parts[2]));
  for (auto* term : {&first, &second}) {
    term->steps.push_back({"date_part", {call.parts[0].text}});
    TRY(check_steps(term->steps));
  }
  return between(Test::difference, std::move(first), std::move(second), order, limit);
}

// One after the other: a term made before another fails in the same expression would never be freed.
Result<Condition> between_terms(Test test, std::vector<SqlExpression> const& parts, LimitOrder order, double limit) {
  auto first = TRY(term_of(parts[0]));
  auto second = TRY(term_of(parts[1]));
  return between(test, std::move(first), std::move(second), order, limit);
}

Result<Condition> measured(SqlExpression const& measure, LimitOrder order, double limit) {
  if (measure.kind == ConditionKind::call) {
    if (auto const test = measure_named(measure.text)) {
      if (measure.parts.size() != 2) return not_understood(fmt::format("{}(…)", measure.text), "it takes two values");
      return between_terms(*test, measure.parts, order, limit);
    }
    if (measure.text == "abs" && measure.parts.size() == 1) return measured(measure.parts[0], order, limit);
    if (measure.text == "date_diff" || measure.text == "datediff") return dates_apart(measure, order, limit);
  }
  if (measure.kind == ConditionKind::minus) return between_terms(Test::difference, measure.parts, order, limit);
  return not_understood(fmt::format("\"{}\"", measure.text), known_tests);
}

std::optional<LimitOrder> order_of(std::string_view sign) {
  if (sign == "<") return LimitOrder::less;
  if (sign == "<=") return LimitOrder::at_most;
  if (sign == "=") return LimitOrder::equal;
  if (sign == ">=") return LimitOrder::at_least;
  if (sign == ">") return LimitOrder::more;
  return std::nullopt;
}

LimitOrder turned(LimitOrder order) {
  return static_cast<LimitOrder>(static_cast<int>(LimitOrder::more) - static_cast<int>(order));
}

Result<Condition> comparison_of(SqlExpression const& expression) {
  auto const& left = expression.parts[0];
  auto const& right = expression.parts[1];
  bool const differs = expression.text == "<>" || expression.text == "!=";
  auto const order = differs ? LimitOrder::equal : order_of(expression.text).value_or(LimitOrder::equal);
  auto const limit = number_of(right);
  auto const limit_first = number_of(left);
  Condition made;
  if (limit) {
    made = TRY(measured(left, order, *limit));
  } else if (limit_first) {
    made = TRY(measured(right, turned(order), *limit_first));
  } else if (order != LimitOrder::equal) {
    return not_understood(fmt::format("\"{}\" between two columns", expression.text), known_tests);
  } else {
    auto first = TRY(term_of(left));
    auto second = TRY(term_of(right));
    made = TRY(between(Test::equal, std::move(first), std::move(second), order, 0));
  }
  if (!differs) return made;
  return Condition{Condition::Kind::none, {std::move(made)}, Test::always, {}, {}, {}, 0};
}

Result<Condition> condition_of(SqlExpression const& expression) {
  switch (expression.kind) {
    case ConditionKind::both:
    case ConditionKind::either:
    case ConditionKind::negated: {
      Condition made;
      made.kind = expression.kind == ConditionKind::both     ? Condition::Kind::all
                  : expression.kind == ConditionKind::either ? Condition::Kind::any
                                                             : Condition::Kind::none;
      for (auto const& part : expression.parts) made.parts.push_back(TRY(condition_of(part)));
      return made;
    }
    case ConditionKind::is_null:
      return Condition{Condition::Kind::test, {}, Test::is_null, TRY(term_of(expression.parts[0])), {}, {}, 0};
    case ConditionKind::comparison:
      return comparison_of(expression);
    case ConditionKind::column:
      if (expression.qualifier.empty() && (expression.text == "ELSE" || expression.text == "TRUE")) return Condition{};
      [[fallthrough]];
    default:
      return not_understood(fmt::format("\"{}\"", expression.text), known_tests);
  }
}
}  // namespace

Result<Condition> parse_condition(std::string_view sql) {
  auto const expression = TRY(parse_sql_expression(sql));
  return condition_of(expression);
}

}  // namespace kith::link
