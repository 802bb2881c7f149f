#include "link/live.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "link/people.h"

using namespace kith;
using namespace kith::link;

namespace {
LiveSearch search_over(std::vector<test::Person> const& people) {
  auto records = test::to_records(people);
  records.labels.clear();
  auto trained = [&] {
    auto const index = make_index(records, 2);
    return train(index, {});
  }();
  return {parse_model(test::people_model, "people.toml").value(), std::move(records), std::move(trained)};
}

std::vector<std::string> cells_of(test::Person const& p) { return {p.forename, p.surname, p.born, p.postcode, p.sex}; }

bool has(LiveAnswer const& answer, std::string const& id) {
  return std::any_of(answer.people.begin(), answer.people.end(), [&](FoundPerson const& p) { return p.id == id; });
}
}  // namespace

TEST_CASE("a person is found by what is typed, in any form, and told why in parts that add up") {
  auto const people = test::make_people(1500, 31);
  auto live = search_over(people);
  int found = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    auto const answer = live.search(cells_of(people[i]));
    found += has(answer, people[i].id);
    for (auto const& person : answer.people) {
      Weight sum = 0;
      for (auto const& part : person.parts) sum += part.weight;
      CHECK(sum == person.weight);
      CHECK(person.probability >= 0.85);
    }
  }
  CHECK(found >= 57);  // those with hardly anything filled in cannot be
}

TEST_CASE("somebody nobody knows is not found, and an empty form finds nobody") {
  auto live = search_over(test::make_people(800, 32));
  CHECK(live.search({"Quentin", "Zzyzx", "1931-05-17", "ZE1 0AA", "M"}).answer == Answer::none);
  CHECK(live.search({"", "", "", "", ""}).people.empty());
}

TEST_CASE("a new person is found at once, a changed one as changed, a removed one no more") {
  auto live = search_over(test::make_people(500, 33));
  std::vector<std::string> const cells{"Wilhelmina", "Featherstone", "2014-02-11", "DN5 4QQ", "F"};
  CHECK(live.search(cells).answer == Answer::none);
  live.put({"new", cells, {}});
  auto const answer = live.search({"Wilhelmina", "Fetherstone", "11/02/2014", "dn54qq", ""});
  CHECK(answer.answer == Answer::match);
  REQUIRE(answer.people.size() == 1);
  CHECK(answer.people[0].id == "new");
  live.put({"new", {"Wilhelmina", "Hargreaves", "2013-07-29", "S1 2AA", "F"}, {}});
  CHECK(live.search(cells).answer == Answer::none);
  CHECK(live.size() == 501);
  CHECK(live.remove("new"));
  CHECK_FALSE(live.remove("new"));
  CHECK(live.search({"Wilhelmina", "Hargreaves", "2013-07-29", "S1 2AA", "F"}).answer == Answer::none);
}

TEST_CASE("rebuilding the index changes no answer about who is known") {
  auto const people = test::make_people(600, 34);
  auto live = search_over({people.begin(), people.begin() + 500});
  for (std::size_t i = 500; i < 600; ++i) live.put({people[i].id, cells_of(people[i]), {}});
  live.remove(people[3].id);
  std::vector<std::vector<std::string>> before;
  auto const ask = [&] {
    std::vector<std::vector<std::string>> ids;
    for (std::size_t i = 480; i < 520; ++i) {
      ids.emplace_back();
      for (auto const& person : live.search(cells_of(people[i])).people)
        if (person.probability > 0.99) ids.back().push_back(person.id);
      std::sort(ids.back().begin(), ids.back().end());
    }
    return ids;
  };
  before = ask();
  live.rebuild();
  CHECK(live.size() == 599);
  int same = 0;
  auto const after = ask();
  for (std::size_t i = 0; i < after.size(); ++i) same += after[i] == before[i];
  CHECK(same >= 38);  // rarities are counted anew, so that one near the line may cross it
}
