#include "link/pairs.h"

#include <doctest/doctest.h>

#include <set>

#include <fmt/format.h>

#include "link/clusters.h"
#include "link/people.h"
#include "link/training.h"

using namespace kith;
using namespace kith::link;

namespace {
struct Register {
  Records records;
  Index index;
  Trained trained;
  Weights weights;

  explicit Register(Records given)
      : records(std::move(given)), index(make_index(records, 2)), trained(train(index, {})) {
    weights = make_weights(trained);
  }
  Register(Register const&) = delete;
};

// Every pair, one by one, by the reference comparison.
std::vector<Pair> brute_force(Register const& all, Weight threshold) {
  std::vector<Pair> pairs;
  auto const firsts = all.records.linking() ? all.records.first_of_second : all.records.size();
  for (RecordNumber a = 0; a < firsts; ++a)
    for (RecordNumber b = all.records.linking() ? firsts : a + 1; b < all.records.size(); ++b) {
      auto const weight = pair_weight(all.index, all.weights, a, b);
      if (weight >= threshold) pairs.push_back({a, b, weight});
    }
  std::sort(pairs.begin(), pairs.end(), [](Pair const& x, Pair const& y) {
    return std::tuple{-x.weight, x.a, x.b} < std::tuple{-y.weight, y.a, y.b};
  });
  return pairs;
}
}  // namespace

TEST_CASE("no pair at or above the threshold is lost, and none below it is found") {
  Register const all{test::to_records(test::make_people(1500, 7))};
  for (Weight threshold : {-1000, 0, 425, 2000})
    CHECK(find_pairs(all.index, all.weights, threshold, {}) == brute_force(all, threshold));
}

TEST_CASE(
    "where many were born on one day, who shares only a name is told from when they were born, and nobody is lost") {
  auto people = test::make_people(2500, 18);
  // A day in March or September of one of eight years, and now and then a slip.
  for (std::size_t i = 0; i < people.size(); ++i)
    if (auto& born = people[i].born; born.size() == 10 && i % 17 != 0)
      born = fmt::format("19{}-{}-{}", 90 + born[3] % 8, born[6] % 2 == 0 ? "03" : "09", born.substr(8));
  for (bool const two_files : {false, true}) {
    auto records = test::to_records(people);
    if (two_files) records.first_of_second = 1000;
    Register const all{std::move(records)};
    for (Weight threshold : {-600, 0, 425, 2000})
      CHECK(find_pairs(all.index, all.weights, threshold, {}) == brute_force(all, threshold));
  }
}

TEST_CASE(
    "where many were born on one day, who shares only a postcode, nearly, is told likewise, and nobody is "
    "lost") {
  auto people = test::make_people(2500, 19);
  for (std::size_t i = 0; i < people.size(); ++i) {
    auto& [id, forename, surname, born, postcode, sex, truth] = people[i];
    // One day of each year, far from those of other years, and now and then a slip.
    if (born.size() == 10 && i % 17 != 0)
      born = fmt::format("{}-{:02}-{:02}", born.substr(0, 4), 1 + born[3] * 5 % 12, 1 + (born[2] * 9 + born[3]) % 28);
    if (!postcode.empty() && i % 7 == 0) postcode.back() = static_cast<char>('A' + i % 20);
    if (i % 13 == 0) std::swap(forename, surname);
  }
  for (bool const two_files : {false, true}) {
    auto records = test::to_records(people);
    if (two_files) records.first_of_second = 1000;
    Register const all{std::move(records)};
    for (Weight threshold : {425, 900, 1000, 1100, 1200, 1400, 1700, 2000})
      CHECK(find_pairs(all.index, all.weights, threshold, {}) == brute_force(all, threshold));
  }
}

TEST_CASE("two files are linked across and never within") {
  auto people = test::make_people(1200, 8);
  auto records = test::to_records(people);
  records.first_of_second = 500;
  Register const all{std::move(records)};
  auto const pairs = find_pairs(all.index, all.weights, 0, {});
  CHECK(pairs == brute_force(all, 0));
  CHECK_FALSE(pairs.empty());
  CHECK(std::all_of(pairs.begin(), pairs.end(), [](Pair const& pair) { return pair.a < 500 && pair.b >= 500; }));
}

TEST_CASE("one, two and seven threads find the same pairs, weights and model") {
  auto const records = test::to_records(test::make_people(1000, 9));
  std::vector<std::vector<Pair>> results;
  for (unsigned threads : {1u, 2u, 7u}) {
    auto const index = make_index(records, threads);
    TrainOptions options;
    options.threads = threads;
    auto const trained = train(index, options);
    results.push_back(find_pairs(index, make_weights(trained), -500, {threads, 1, {}, {}}));
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
}

TEST_CASE("the parts of a pair's weight add up to its total exactly") {
  Register const all{test::to_records(test::make_people(600, 10))};
  int differing = 0;
  for (auto const& pair : find_pairs(all.index, all.weights, -500, {})) {
    auto const parts = pair_parts(all.index, all.weights, pair.a, pair.b);
    Weight sum = all.weights.prior + parts.company + parts.household;
    for (auto const& part : parts.fields) sum += part.weight + part.rarity;
    differing += sum != pair.weight || sum != parts.total || parts.household > 0 || parts.company > 0;
  }
  CHECK(differing == 0);
}

TEST_CASE("swapped names are found, whatever else differs in them") {
  auto people = test::make_people(800, 11);
  auto swapped = people[5];
  swapped.id = "swapped";
  std::swap(swapped.forename, swapped.surname);
  people.push_back(swapped);
  Register const all{test::to_records(people)};
  bool found = false;
  for (auto const& pair : find_pairs(all.index, all.weights, 0, {})) found = found || (pair.a == 5 && pair.b == 800);
  CHECK(found);
}

TEST_CASE("an unsupervised model finds a borough's people and keeps twins apart") {
  Register const all{test::to_records(test::make_people(3000, 12))};
  auto const threshold = to_weight(weight_of(0.95));
  auto const pairs = find_pairs(all.index, all.weights, threshold, {});
  double right = 0;
  for (auto const& pair : pairs) right += all.records.labels[pair.a] == all.records.labels[pair.b];
  double everyone = 0;
  for (RecordNumber a = 0; a < all.records.size(); ++a)
    for (RecordNumber b = a + 1; b < all.records.size(); ++b)
      everyone += all.records.labels[a] == all.records.labels[b];
  MESSAGE("precision " << right / static_cast<double>(pairs.size()) << ", recall " << right / everyone);
  CHECK(right / static_cast<double>(pairs.size()) > 0.98);
  CHECK(right / everyone > 0.9);
}

TEST_CASE("where nobody is twice, families are not learned to be one person") {
  std::vector<test::Person> families;
  for (auto const& person : test::make_people(1500, 17)) {
    if (!families.empty() &&
        std::any_of(families.begin(), families.end(), [&](auto const& other) { return other.truth == person.truth; }))
      continue;
    families.push_back(person);
    // A child and a parent at the same address.
    auto relative = person;
    relative.id += "-parent";
    relative.truth += "-parent";
    relative.forename = families[families.size() / 2].surname;
    relative.born = "19" + relative.born.substr(relative.born.empty() ? 0 : 2);
    relative.born[relative.born.size() - 1] = relative.born.back() == '1' ? '2' : '1';
    relative.sex = relative.sex == "F" ? "M" : "F";
    families.push_back(relative);
  }
  Register const all{test::to_records(families)};
  CHECK(all.trained.expected_matches < 100);  // of 2,500 records
  CHECK(find_pairs(all.index, all.weights, to_weight(weight_of(0.95)), {}).size() < 5);
}

TEST_CASE("level shares are what counting all pairs gives, exactly, and for swapped names nearly") {
  auto const records = test::to_records(test::make_people(2000, 16));
  auto const index = make_index(records, 2);
  auto const shares = level_shares(index);
  std::vector<std::vector<double>> counts;
  for (auto const& field : records.fields) counts.emplace_back(levels_of(field.measure).count(), 0.0);
  double swapped = 0;
  std::array<Level, most_fields> levels{};
  for (RecordNumber a = 0; a < records.size(); ++a)
    for (RecordNumber b = a + 1; b < records.size(); ++b) {
      for (std::size_t k = 0; k < records.fields.size(); ++k)
        counts[k][index.of_field(k).level(records.fields[k].codes[a], records.fields[k].codes[b])] += 1;
      pair_levels(index, a, b, levels);
      swapped += levels[0] >= name_level::nearly_swapped && records.labels[a] != records.labels[b];
    }
  for (std::size_t k = 0; k < records.fields.size(); ++k) {
    double known = 0;
    for (std::size_t level = 1; level < counts[k].size(); ++level) known += counts[k][level];
    auto const exact = levels_of(records.fields[k].measure).exact;
    for (Level level = different_level; level <= exact; ++level)
      CHECK(shares[k][level] == doctest::Approx(counts[k][level] / known).epsilon(1e-9));
  }
  double const reckoned =
      (shares[0][name_level::swapped] + shares[0][name_level::nearly_swapped]) * records.pair_count();
  CHECK(reckoned > swapped / 3);
  CHECK(reckoned < swapped * 3);
}

TEST_CASE("labels are learned from when they are given, and only then") {
  auto const records = test::to_records(test::make_people(1500, 15));
  auto const index = make_index(records, 2);
  TrainOptions options;
  auto const guessed = train(index, options);
  options.use_labels = true;
  auto const taught = train(index, options);
  double matches = 0;
  for (RecordNumber a = 0; a < records.size(); ++a)
    for (RecordNumber b = a + 1; b < records.size(); ++b) matches += records.labels[a] == records.labels[b];
  CHECK(taught.expected_matches == doctest::Approx(matches));
  CHECK(guessed.expected_matches != taught.expected_matches);
  // Nobody said who is who, and still much the same was learned.
  CHECK(guessed.expected_matches == doctest::Approx(matches).epsilon(0.1));
  for (std::size_t k = 0; k < records.fields.size(); ++k) {
    auto const exact = levels_of(records.fields[k].measure).exact;
    CHECK(guessed.mixture.fields[k].m[exact] == doctest::Approx(taught.mixture.fields[k].m[exact]).epsilon(0.1));
  }
}

TEST_CASE("clusters join what belongs together and do not chain through one pair") {
  auto const records = test::to_records(test::make_people(6, 13));
  // 0-1-2 and 3-4-5 are people; one pair bridges them.
  std::vector<Pair> const pairs = {{0, 1, 1500}, {0, 2, 1400}, {1, 2, 1300}, {3, 4, 1200},
                                   {3, 5, 1100}, {4, 5, 1000}, {2, 3, 700}};
  CHECK(cluster(records, pairs, 660) == std::vector<RecordNumber>{0, 0, 0, 3, 3, 3});
  std::vector<Pair> const chain = {{0, 1, 1500}, {1, 2, 1400}};
  CHECK(cluster(records, chain, 660) == std::vector<RecordNumber>{0, 0, 0, 3, 4, 5});
}

TEST_CASE("records that people have said to be different are never clustered") {
  auto const records = test::to_records(test::make_people(3, 14));
  std::vector<Pair> const pairs = {{0, 1, 3000}, {0, 2, 2900}, {1, 2, 2800}};
  std::vector<std::pair<RecordNumber, RecordNumber>> const apart = {{0, 2}};
  auto const clusters = cluster(records, pairs, 0, apart);
  CHECK(clusters[0] != clusters[2]);
  CHECK(clusters == std::vector<RecordNumber>{0, 0, 2});
}

TEST_CASE(
    "groups with different valid NHS numbers are never joined; a number that fails its check joins or parts nobody") {
  auto const model = parse_model(R"(
[[compare]]
columns = ["surname"]
kind = "word"
[[compare]]
columns = ["nhs"]
kind = "identifier"
)",
                                 "model")
                         .value();
  auto const grouped = [&](std::vector<std::string> const& numbers) {
    auto records = make_records(model).value();
    for (std::size_t i = 0; i < numbers.size(); ++i)
      append(records, model, {std::to_string(i), {"lee", numbers[i]}, {}});
    records.first_of_second = records.size();
    std::vector<Pair> const pairs = {{0, 1, 3000}, {1, 2, 2900}, {0, 2, 2800}};
    return cluster(records, pairs, 0);
  };
  CHECK(grouped({"943 476 5919", "", "401 023 2137"}) == std::vector<RecordNumber>{0, 0, 2});
  CHECK(grouped({"943 476 5919", "", "943 476 5919"}) == std::vector<RecordNumber>{0, 0, 0});
  CHECK(grouped({"943 476 5919", "", "943 476 5918"}) == std::vector<RecordNumber>{0, 0, 0});
}
