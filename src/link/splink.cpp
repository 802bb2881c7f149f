// The only file of the room that includes Boost.JSON.
#include "link/splink.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace kith::link {

namespace {
namespace json = boost::json;

class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  Result<SplinkModel> read(std::string_view document) const {
    boost::system::error_code fault;
    auto const parsed = json::parse(document, fault);
    if (fault) return wrong(fmt::format("it is not in the form of a JSON file ({})", fault.message()));
    auto const* root = parsed.if_object();
    auto const* list = root == nullptr ? nullptr : root->if_contains("comparisons");
    if (list == nullptr || !list->is_array() || list->get_array().empty())
      return wrong("it has no \"comparisons\", so it is not a settings file of Splink");
    SplinkModel model;
    model.prior = number(*root, "probability_two_random_records_match", 0.0001);
    if (!(model.prior > 0 && model.prior < 1))
      return wrong("\"probability_two_random_records_match\" must be between 0 and 1");
    if (list->get_array().size() > most_fields)
      return wrong(fmt::format("it has {} comparisons; at most {} can be used", list->get_array().size(), most_fields));
    for (auto const& item : list->get_array()) model.comparisons.push_back(TRY(comparison(item)));
    if (auto id = text(*root, "unique_id_column_name"); !id.empty()) model.id = std::move(id);
    model.rules = TRY(rules(*root));
    return model;
  }

 private:
  Error wrong(std::string const& what) const {
    return invalid("splink_unreadable", fmt::format("{}: {}. Save the settings again from Splink.", name_, what));
  }

  static double number(json::object const& object, std::string_view key, double otherwise) {
    auto const* value = object.if_contains(key);
    if (value == nullptr || !value->is_number()) return otherwise;
    boost::system::error_code fault;
    auto const read = value->to_number<double>(fault);
    return fault ? otherwise : read;
  }

  static std::string text(json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
  }

  // Texts, or objects that hold one.
  Result<std::vector<std::string>> rules(json::object const& root) const {
    std::vector<std::string> rules;
    auto const* list = root.if_contains("blocking_rules_to_generate_predictions");
    if (list == nullptr || list->is_null()) return rules;
    if (!list->is_array() || list->get_array().size() > 200)
      return wrong("\"blocking_rules_to_generate_predictions\" is no list");
    for (auto const& item : list->get_array()) {
      auto const* object = item.if_object();
      auto rule = item.is_string()    ? std::string{item.get_string()}
                  : object == nullptr ? std::string{}
                                      : text(*object, "blocking_rule");
      if (rule.empty()) return wrong("a blocking rule has no condition");
      rules.push_back(std::move(rule));
    }
    return rules;
  }

  Result<SplinkComparison> comparison(json::value const& item) const {
    auto const* object = item.if_object();
    auto const* levels = object == nullptr ? nullptr : object->if_contains("comparison_levels");
    if (levels == nullptr || !levels->is_array() || levels->get_array().size() > 200)
      return wrong("a comparison has no \"comparison_levels\"");
    SplinkComparison comparison{text(*object, "output_column_name"), {}};
    for (auto const& level : levels->get_array()) comparison.levels.push_back(TRY(level_of(level, comparison.name)));
    return comparison;
  }

  Result<SplinkLevel> level_of(json::value const& item, std::string const& comparison) const {
    auto const* object = item.if_object();
    if (object == nullptr) return wrong(fmt::format("a level of {} is no object", comparison));
    SplinkLevel level{text(*object, "label_for_charts"), text(*object, "sql_condition"), false, 0, 0, {}, 1, 0};
    auto const* null = object->if_contains("is_null_level");
    level.is_null = null != nullptr && null->is_bool() && null->get_bool();
    level.frequency_column = text(*object, "tf_adjustment_column");
    level.frequency_strength = number(*object, "tf_adjustment_weight", 1);
    level.frequency_least = number(*object, "tf_minimum_u_value", 0);
    if (level.is_null) return level;
    level.m = number(*object, "m_probability", -1);
    level.u = number(*object, "u_probability", -1);
    auto const is_share = [](double share) { return share >= 0 && share <= 1; };
    if (!is_share(level.m) || !is_share(level.u))
      return wrong(fmt::format("the level \"{}\" of {} has no m and u: it was never trained", level.label, comparison));
    return level;
  }

  std::string_view name_;
};
}  // namespace

Result<SplinkModel> parse_splink(std::string_view text, std::string_view name) { return Reader{name}.read(text); }

Mixture to_mixture(SplinkModel const& model) {
  Mixture mixture;
  mixture.prior = model.prior;
  for (auto const& comparison : model.comparisons) {
    FieldOdds odds{{0}, {0}};
    for (auto level = comparison.levels.rbegin(); level != comparison.levels.rend(); ++level) {
      if (level->is_null) continue;
      odds.m.push_back(level->m);
      odds.u.push_back(level->u);
    }
    mixture.fields.push_back(std::move(odds));
  }
  return mixture;
}

}  // namespace kith::link
