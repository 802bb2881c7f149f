#include "link/splink_plan.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kith::link {

namespace {
constexpr double fine_steps = 1099511627776.0;  // 2^40
constexpr double most_bits = 4096;              // more than any level can weigh: m and u are at least 1e-300
}  // namespace

FineWeight to_fine(double bits) {
  return static_cast<FineWeight>(std::llround(std::clamp(bits, -most_bits, most_bits) * fine_steps));
}
double fine_to_bits(FineWeight weight) { return static_cast<double>(weight) / fine_steps; }

namespace {
bool is_equality(Condition const& condition) {
  return condition.kind == Condition::Kind::test && condition.test == Test::equal;
}
bool is_key(Condition const& condition) {
  return is_equality(condition) && condition.first.column == condition.second.column &&
         condition.first.steps == condition.second.steps;
}

void take_apart(Condition const& condition, std::vector<Condition>& parts) {
  if (condition.kind != Condition::Kind::all) return parts.push_back(condition);
  for (auto const& part : condition.parts) take_apart(part, parts);
}

class Planner {
 public:
  Planner(SplinkModel const& model, std::string_view name) : model_(model), name_(name) {}

  Result<SplinkPlan> plan() {
    plan_.id = model_.id;
    plan_.prior = to_fine(prior_weight(model_.prior));
    for (auto const& comparison : model_.comparisons) TRY(add(comparison));
    for (auto const& rule : model_.rules) TRY(add(rule));
    if (plan_.rules.empty())
      return invalid("splink_no_rules",
                     fmt::format("{}: there is no blocking rule in it, so no pairs to look at. Give at least one in "
                                 "\"blocking_rules_to_generate_predictions\".",
                                 name_));
    return std::move(plan_);
  }

 private:
  Result<Condition> understood(std::string_view where, std::string const& sql) {
    auto condition = parse_condition(sql);
    if (!condition)
      return invalid(condition.error().code,
                     fmt::format("{}, {}: {}. It says: {}", name_, where, condition.error().sentence, sql));
    need(*condition);
    return condition;
  }

  void need(Condition const& condition) {
    for (auto const& part : condition.parts) need(part);
    need(condition.first.column);
    need(condition.second.column);
  }
  void need(std::string const& column) {
    bool const known = std::find(plan_.columns.begin(), plan_.columns.end(), column) != plan_.columns.end();
    if (!column.empty() && !known) plan_.columns.push_back(column);
  }

  Result<Done> add(SplinkComparison const& comparison) {
    PlannedComparison planned{comparison.name, {}, false};
    for (auto const& level : comparison.levels) {
      auto condition = TRY(understood(fmt::format("comparison {}", comparison.name), level.condition));
      planned.has_null = planned.has_null || (level.is_null && planned.levels.empty());
      PlannedLevel made{std::move(condition), 0, {}, 0, level.frequency_strength, level.frequency_least};
      if (!level.is_null) {
        made.weight = to_fine(level_weight({{0, level.m}, {0, level.u}}, 1));
        made.frequency_column = level.frequency_column;
        made.u_exact = u_exact_of(comparison, level);
        need(level.frequency_column);
      }
      planned.levels.push_back(std::move(made));
    }
    plan_.comparisons.push_back(std::move(planned));
    return Done{};
  }

  // Of the level that is plain agreement in the column, also for looser levels beside it.
  static double u_exact_of(SplinkComparison const& comparison, SplinkLevel const& level) {
    for (auto const& other : comparison.levels) {
      if (other.is_null) continue;
      auto const condition = parse_condition(other.condition);
      if (condition && is_key(*condition) && condition->first.column == level.frequency_column) return other.u;
    }
    return level.u;
  }

  Result<Done> add(std::string const& rule) {
    auto const condition = TRY(understood("a blocking rule", rule));
    std::vector<Condition> parts;
    take_apart(condition, parts);
    PlannedRule planned;
    Condition rest{Condition::Kind::all, {}, Test::always, {}, {}, {}, 0};
    for (auto& part : parts)
      if (is_key(part))
        planned.keys.push_back(part.first);
      else
        rest.parts.push_back(std::move(part));
    if (planned.keys.empty())
      return invalid("splink_rule_without_key",
                     fmt::format("{}: the blocking rule \"{}\" asks for no column to be the same in both records, so "
                                 "everybody would be compared with everybody. Add one, as in l.surname = r.surname.",
                                 name_, rule));
    if (!rest.parts.empty()) planned.filter.push_back(std::move(rest));
    plan_.rules.push_back(std::move(planned));
    return Done{};
  }

  SplinkModel const& model_;
  std::string_view name_;
  SplinkPlan plan_;
};
}  // namespace

Result<SplinkPlan> plan_splink(SplinkModel const& model, std::string_view name) { return Planner{model, name}.plan(); }

}  // namespace kith::link
