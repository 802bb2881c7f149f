// Accuracy on synthetic people, without labels, with one fixed configuration.
#include <doctest/doctest.h>

#include <map>

#include "link/shared_data.h"
#include "link/training.h"

using namespace kith;
using namespace kith::link;

namespace {
struct Score {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
};

// `person` says which records are one person; training never sees it.
template <class Person>
Score score(Records const& records, Person const& person, double threshold) {
  auto const index = make_index(records, 2);
  TrainOptions options;
  options.threads = 2;
  auto const trained = train(index, options);
  auto const pairs = find_pairs(index, make_weights(trained), to_weight(weight_of(threshold)), {2, 1, {}, {}});
  std::map<std::string, double> sizes;
  for (RecordNumber i = 0; i < records.size(); ++i) sizes[person(i)] += 1;
  double all = 0;
  for (auto const& [who, size] : sizes) all += size * (size - 1) / 2;
  double right = 0;
  for (auto const& pair : pairs) right += person(pair.a) == person(pair.b);
  return {right / static_cast<double>(pairs.size()), right / all,
          2 * right / (static_cast<double>(pairs.size()) + all)};
}

Records read(std::string const& text, std::string_view model_text) {
  auto const model = parse_model(model_text, "model.toml");
  REQUIRE(model.ok());
  auto records = make_records(*model);
  REQUIRE(records.ok());
  MemorySource source{text};
  auto const notes = read_csv(*records, *model, source, {"people.csv", {}, {}});
  REQUIRE(notes.ok());
  records->first_of_second = records->size();
  return std::move(*records);
}
}  // namespace

TEST_CASE("FEBRL 1, 2 and 3 are linked almost without a fault by one unsupervised configuration") {
  for (auto number : {1, 2, 3}) {
    auto const text = test::shared_data("linkage/febrl/dataset" + std::to_string(number) + ".csv");
    if (!text) return;
    auto const records = read(*text, test::febrl_model);
    // "rec-712-dup-0" and "rec-712-org" are one person.
    auto const person = [&](RecordNumber i) { return records.ids[i].substr(4, records.ids[i].find('-', 4) - 4); };
    auto const result = score(records, person, 0.99);
    MESSAGE("FEBRL " << number << ": precision " << result.precision << ", recall " << result.recall << ", F1 "
                     << result.f1);
    CHECK(result.f1 >= 0.999);
  }
}

TEST_CASE("people known by name and birth date only are linked well") {
  auto const text = test::shared_data("linkage/rldata/RLdata500.csv");
  if (!text) return;
  auto const records = read(*text, test::thin_model);
  auto const person = [&](RecordNumber i) { return records.labels[i]; };
  auto const result = score(records, person, 0.5);
  MESSAGE("RLdata500: precision " << result.precision << ", recall " << result.recall << ", F1 " << result.f1);
  CHECK(result.f1 >= 0.97);
}
