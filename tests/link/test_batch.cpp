#include "link/batch.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include <fmt/format.h>

#include "link/people.h"

using namespace kith;
using namespace kith::link;

namespace {
std::string in_json(std::string_view sql) {
  std::string text;
  for (char c : sql) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

std::string level(std::string_view sql, double m, double u, std::string_view more = "") {
  return fmt::format(R"({{"sql_condition": "{}", "m_probability": {}, "u_probability": {}{}}})", in_json(sql), m, u,
                     more);
}
std::string missing(std::string_view sql) {
  return fmt::format(R"({{"sql_condition": "{}", "is_null_level": true}})", in_json(sql));
}
std::string comparison(std::string_view name, std::vector<std::string> const& levels) {
  return fmt::format(R"({{"output_column_name": "{}", "comparison_levels": [{}]}})", name, fmt::join(levels, ","));
}

std::string settings_with(std::vector<std::string> const& rules) {
  std::string listed;
  for (auto const& rule : rules) listed += fmt::format("{}\"{}\"", listed.empty() ? "" : ",", in_json(rule));
  auto const names = comparison(
      "names",
      {missing(R"("forename_l" IS NULL OR "forename_r" IS NULL OR "surname_l" IS NULL OR "surname_r" IS NULL)"),
       level(R"("forename_l" = "forename_r" AND surname_l = surname_r)", 0.7, 0.0005,
             R"(, "tf_adjustment_column": "surname", "tf_adjustment_weight": 0.5)"),
       level("forename_l = surname_r AND surname_l = forename_r", 0.02, 0.00001),
       level("jaro_winkler_similarity(forename_l, forename_r) >= 0.9 AND levenshtein(surname_l, surname_r) <= 2", 0.15,
             0.001),
       level("NOT (surname_l <> surname_r)", 0.08, 0.01), level("ELSE", 0.05, 0.98)});
  auto const born = comparison(
      "born",
      {missing(R"(try_strptime("born_l", '%Y-%m-%d') IS NULL OR born_r IS NULL)"),
       level("born_l = born_r", 0.9, 0.0001), level("damerau_levenshtein(born_l, born_r) <= 1", 0.05, 0.001),
       level("ABS(EPOCH(try_strptime(born_l, '%Y-%m-%d')) - EPOCH(try_strptime(born_r, '%Y-%m-%d'))) <= 864000.0", 0.03,
             0.002),
       level("ELSE", 0.02, 0.99)});
  auto const postcode =
      comparison("postcode", {missing("postcode_l IS NULL OR postcode_r IS NULL"),
                              level("postcode_l = postcode_r", 0.8, 0.0001,
                                    R"(, "tf_adjustment_column": "postcode", "tf_minimum_u_value": 0.002)"),
                              level(R"(nullif(regexp_extract(postcode_l, '^[A-Z]+[0-9]+ [0-9]', 0), '') =
                            nullif(regexp_extract(postcode_r, '^[A-Z]+[0-9]+ [0-9]', 0), ''))",
                                    0.05, 0.01),
                              level("ELSE", 0.15, 0.98)});
  auto joined = fmt::format(
      R"({{"probability_two_random_records_match": 0.001, "unique_id_column_name": "ref",
          "blocking_rules_to_generate_predictions": [{}], "comparisons": [{}, {}, {}]}})",
      listed, names, born, postcode);
  std::replace(joined.begin(), joined.end(), '\n', ' ');
  return joined;
}

std::vector<std::string> const usual_rules{"l.surname = r.surname", R"(l."born" = r."born")",
                                           "SUBSTR(l.forename, 1, 3) = SUBSTR(r.forename, 1, 3) AND l.sex = r.sex",
                                           "l.postcode = r.postcode AND levenshtein(l.forename, r.forename) > 3"};

SplinkPlan plan_of(std::vector<std::string> const& rules) {
  auto const model = parse_splink(settings_with(rules), "settings.json");
  if (!model) FAIL(model.error().sentence);
  auto plan = plan_splink(*model, "settings.json");
  if (!plan) FAIL(plan.error().sentence);
  return *plan;
}

struct File {
  SplinkPlan plan;
  TextTable table;
  std::vector<test::Person> people;

  File(std::vector<std::string> const& rules, std::size_t count, std::uint64_t seed)
      : plan(plan_of(rules)), people(test::make_people(count, seed)) {
    table.columns = plan.columns;
    auto const csv = test::to_csv(people);
    MemorySource source{csv};
    read_csv(table, plan.id, source, {"people.csv", {}, {}}).value();
    table.first_of_second = table.size();
  }
};

// The rules, by hand.
bool is_found(test::Person const& a, test::Person const& b) {
  auto const same = [](std::string const& x, std::string const& y) { return !x.empty() && x == y; };
  return same(a.surname, b.surname) || same(a.born, b.born) ||
         (same(a.forename.substr(0, 3), b.forename.substr(0, 3)) && same(a.sex, b.sex)) ||
         (same(a.postcode, b.postcode) && !a.forename.empty() && !b.forename.empty() &&
          levenshtein_distance(a.forename, b.forename) > 3);
}

constexpr auto everything = std::numeric_limits<FineWeight>::min() / 4;
}  // namespace

TEST_CASE("every pair that a rule finds is scored, once, and no other") {
  File file{usual_rules, 400, 21};
  auto const batch = Batch::make(file.plan, file.table).value();
  auto const scored = batch.score({everything, 2, best_instruction_set(), {}, {}});
  std::set<std::pair<RecordNumber, RecordNumber>> found;
  for (auto const& pair : scored.pairs) CHECK(found.emplace(pair.a, pair.b).second);
  std::set<std::pair<RecordNumber, RecordNumber>> wanted;
  for (RecordNumber a = 0; a < file.table.size(); ++a)
    for (RecordNumber b = a + 1; b < file.table.size(); ++b)
      if (is_found(file.people[a], file.people[b])) wanted.emplace(a, b);
  CHECK(found == wanted);
  CHECK(wanted.size() > 1000);
}

TEST_CASE("a pair belongs to the first rule that finds it") {
  File file{usual_rules, 400, 22};
  auto const all = Batch::make(file.plan, file.table).value().score({everything, 1, InstructionSet::scalar, {}, {}});
  std::uint64_t so_far = 0;
  for (std::size_t rules = 1; rules <= usual_rules.size(); ++rules) {
    File some{{usual_rules.begin(), usual_rules.begin() + static_cast<std::ptrdiff_t>(rules)}, 400, 22};
    auto const scored =
        Batch::make(some.plan, some.table).value().score({everything, 1, InstructionSet::scalar, {}, {}});
    so_far += all.pairs_of_rule[rules - 1];
    CHECK(scored.pairs.size() == so_far);
  }
}

TEST_CASE("a threshold only leaves out what is below it, and weights are those of the plain reckoning") {
  File file{usual_rules, 600, 23};
  auto const batch = Batch::make(file.plan, file.table).value();
  auto const all = batch.score({everything, 2, best_instruction_set(), {}, {}}).pairs;
  int differing = 0;
  for (auto const& pair : all) differing += batch.parts(pair.a, pair.b).weight != pair.weight;
  CHECK(differing == 0);
  for (double bits : {-5.0, 0.0, 8.0}) {
    auto const some = batch.score({to_fine(bits), 2, best_instruction_set(), {}, {}}).pairs;
    std::vector<ScoredPair> wanted;
    for (auto const& pair : all)
      if (pair.weight >= to_fine(bits)) wanted.push_back(pair);
    CHECK(some == wanted);
    CHECK_FALSE(some.empty());
  }
}

TEST_CASE("threads and instruction sets give the same pairs and weights") {
  File file{usual_rules, 900, 24};
  auto const batch = Batch::make(file.plan, file.table).value();
  auto const one = batch.score({to_fine(-8), 1, InstructionSet::scalar, {}, {}}).pairs;
  for (auto const set : {InstructionSet::scalar, InstructionSet::avx2, InstructionSet::avx512})
    for (unsigned threads : {1u, 2u, 16u})
      if (set <= best_instruction_set()) CHECK(batch.score({to_fine(-8), threads, set, {}, {}}).pairs == one);
}

TEST_CASE("levels are the first that hold, and weights those of Splink to a billionth") {
  File file{usual_rules, 2, 25};
  TextTable table;
  table.columns = file.plan.columns;
  MemorySource source{
      "ref,forename,surname,born,postcode,sex\n"
      "1,anna,marsh,2001-02-03,DN1 2AB,F\n"
      "2,anna,marsh,2001-02-05,DN1 2XY,F\n"   // within ten days by date, but one digit first
      "3,marsh,anna,2001-02-12,DN1 2AB,F\n"   // swapped names, nine days later
      "4,annas,marsch,1990-01-01,,F\n"        // close names, no postcode
      "5,zoe,marsh,not a date,DN9 9ZZ,F\n"};  // same surname, no date
  read_csv(table, file.plan.id, source, {"five.csv", {}, {}}).value();
  table.first_of_second = table.size();
  auto const batch = Batch::make(file.plan, table).value();
  CHECK(batch.parts(0, 1).levels == std::vector<std::size_t>{1, 2, 2});
  CHECK(batch.parts(0, 2).levels == std::vector<std::size_t>{2, 3, 1});
  CHECK(batch.parts(0, 3).levels == std::vector<std::size_t>{3, 4, 0});
  CHECK(batch.parts(0, 4).levels == std::vector<std::size_t>{4, 4, 3});
  CHECK(batch.parts(4, 0).levels == std::vector<std::size_t>{4, 0, 3});
  // Names: surnames are marsh 3, anna 1, marsch 1 of 5. Postcodes: DN1 2AB 2 of 4.
  double const names = std::log2(0.7 / 0.0005) + 0.5 * std::log2(0.0005 / 0.6);
  double const expected = prior_weight(0.001) + names + std::log2(0.05 / 0.001) + std::log2(0.05 / 0.01);
  CHECK(std::abs(fine_to_bits(batch.parts(0, 1).weight) - expected) < 1e-9);
  double const swapped = prior_weight(0.001) + std::log2(0.02 / 0.00001) + std::log2(0.03 / 0.002) +
                         std::log2(0.8 / 0.0001) + std::log2(0.0001 / 0.5);
  CHECK(std::abs(fine_to_bits(batch.parts(0, 2).weight) - swapped) < 1e-9);
}

TEST_CASE("two files are linked across and never within") {
  File file{usual_rules, 500, 26};
  auto const all = Batch::make(file.plan, file.table).value().score({to_fine(-4), 2, best_instruction_set(), {}, {}});
  file.table.first_of_second = 200;
  auto const across =
      Batch::make(file.plan, file.table).value().score({to_fine(-4), 2, best_instruction_set(), {}, {}});
  std::vector<ScoredPair> wanted;
  for (auto const& pair : all.pairs)
    if (pair.a < 200 && pair.b >= 200) wanted.push_back(pair);
  CHECK(across.pairs == wanted);
}

TEST_CASE("what is not understood is said in a sentence") {
  auto const sentence = [](std::string_view rule) {
    auto const plan = plan_splink(parse_splink(settings_with({std::string{rule}}), "s.json").value(), "s.json");
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.error().sentence.starts_with("s.json"));
    return plan.error().sentence;
  };
  CHECK(sentence("l.surname LIKE r.surname").find("LIKE") != std::string::npos);
  CHECK(sentence("soundex(l.surname) = soundex(r.surname)").find("soundex") != std::string::npos);
  CHECK(sentence("levenshtein(l.surname, r.surname) < 2").find("asks for no column") != std::string::npos);
  CHECK(sentence("l.surname = l.forename").find("of the same record") != std::string::npos);
  CHECK(sentence("l.surname = r.surname AND (").find("the end") != std::string::npos);
  CHECK(sentence(std::string(5000, '(')).find("nesting") != std::string::npos);
  auto const in_a_row = [](std::string_view piece) {
    std::string rule = "l.surname";
    for (int i = 0; i < 200'000; ++i) rule += piece;
    return rule;
  };
  CHECK(sentence(in_a_row("::text")).find("nesting") != std::string::npos);
  CHECK(sentence(in_a_row("-1")).find("nesting") != std::string::npos);
  CHECK(sentence("substr(l.surname, 'x') = substr(r.surname, 'x')").find("whole numbers") != std::string::npos);
  CHECK(sentence(fmt::format("regexp_extract(l.surname, '{}') = 'a'", std::string(200'000, '('))).find("too long") !=
        std::string::npos);
  CHECK(sentence("regexp_extract(l.surname, '\\1234567890') = 'a'").find("too large") != std::string::npos);
  CHECK(sentence("regexp_extract(l.surname, '[') = regexp_extract(r.surname, '[')").find("pattern") !=
        std::string::npos);
}

TEST_CASE("records that pairs join are one cluster, called after the first") {
  std::vector<ScoredPair> const pairs{{3, 5, 30}, {1, 3, 20}, {0, 2, 10}, {2, 5, -5}};
  CHECK(connected(6, pairs, 10) == std::vector<RecordNumber>{0, 1, 0, 1, 4, 1});
}
