#include "link/splink.h"

#include <doctest/doctest.h>

#include <cmath>

#include "link/shared_data.h"

using namespace kith;
using namespace kith::link;

namespace {
// Records 479 and 481 of Splink's own regression test.
constexpr auto settings = R"({
  "probability_two_random_records_match": 0.3,
  "comparisons": [
    {"output_column_name": "surname", "comparison_levels": [
      {"sql_condition": "surname_l IS NULL OR surname_r IS NULL", "is_null_level": true},
      {"sql_condition": "surname_l = surname_r", "m_probability": 0.7, "u_probability": 0.1,
       "tf_adjustment_column": "surname", "tf_adjustment_weight": 1.0, "tf_minimum_u_value": 0.001},
      {"sql_condition": "jaro_winkler(surname_l, surname_r) > 0.9", "m_probability": 0.2, "u_probability": 0.1},
      {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.8}]},
    {"output_column_name": "dob", "comparison_levels": [
      {"sql_condition": "dob_l = dob_r", "m_probability": 0.9, "u_probability": 0.1},
      {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}]},
    {"output_column_name": "city", "comparison_levels": [
      {"sql_condition": "city_l = city_r", "m_probability": 0.9, "u_probability": 0.1},
      {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}]},
    {"output_column_name": "email", "comparison_levels": [
      {"sql_condition": "email_l = email_r", "m_probability": 0.9, "u_probability": 0.1},
      {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}]}]})";

std::string splink_code_of(std::string_view json) {
  auto const model = parse_splink(json, "settings.json");
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().sentence.starts_with("settings.json"));
  return model.error().code;
}
}  // namespace

TEST_CASE("a pair weighs by a Splink settings file what it weighs in Splink") {
  auto const model = parse_splink(settings, "settings.json");
  REQUIRE(model.ok());
  auto const& exact = model->comparisons[0].levels[1];
  CHECK(exact.frequency_column == "surname");
  double const frequency = exact.u / 4.272592890212634;
  double const weight =
      pattern_weight(to_mixture(*model), std::array<Level, 4>{3, 2, 1, 1}) +
      term_frequency_weight(exact.u, frequency, frequency, exact.frequency_strength, exact.frequency_least);
  CHECK(std::abs(weight - 0.5101493570766487) < 1e-9);
  CHECK(std::abs(probability_of(weight) - 0.5874923778509089) < 1e-9);
}

TEST_CASE("a model that Splink trained keeps every probability, and missing weighs nothing") {
  auto const text = test::shared_data("linkage/splink/model_h50k.json");
  if (!text) return;
  auto const model = parse_splink(*text, "model_h50k.json");
  REQUIRE(model.ok());
  auto const mixture = to_mixture(*model);
  REQUIRE(mixture.fields.size() == model->comparisons.size());
  for (std::size_t k = 0; k < mixture.fields.size(); ++k) {
    CHECK(level_weight(mixture.fields[k], missing_level) == 0);
    auto level = static_cast<Level>(mixture.fields[k].m.size() - 1);
    for (auto const& from : model->comparisons[k].levels)
      if (!from.is_null) CHECK(level_weight(mixture.fields[k], level--) == std::log2(from.m) - std::log2(from.u));
  }
  CHECK(mixture.fields[0].m.back() == 0.5457057743059716);
}

TEST_CASE("what is no settings file, or was never trained, is said") {
  CHECK(splink_code_of("{") == "splink_unreadable");
  CHECK(splink_code_of("[]") == "splink_unreadable");
  CHECK(splink_code_of(R"({"comparisons": []})") == "splink_unreadable");
  CHECK(splink_code_of(R"({"comparisons": [{"comparison_levels": [{"sql_condition": "ELSE"}]}]})") ==
        "splink_unreadable");
  CHECK(splink_code_of(R"({"probability_two_random_records_match": 2, "comparisons": [{}]})") == "splink_unreadable");
}
