#include "link/live.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <memory>
#include <tuple>

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

namespace {
// Everything that an answer says of people: who, with what weight, and every part of it.
struct Said {
  Answer answer;
  std::vector<std::tuple<std::string, Weight, std::vector<Level>>> people;
  std::vector<std::string> reckoned;
  Weight most_possible;

  bool operator==(Said const&) const = default;
};
Said all_said(LiveAnswer const& answer) {
  Said said{answer.answer, {}, {}, answer.most_possible};
  for (auto const* list : {&answer.people, &answer.household})
    for (auto const& person : *list) {
      said.people.emplace_back(person.id, person.weight, person.levels);
      for (auto const& part : person.parts) said.reckoned.push_back(part.label + part.sentence);
    }
  return said;
}

// People who come, change and go in any order, and a search that has seen it all.
struct Coming {
  std::vector<test::Person> people = test::make_people(260, *rc::gen::inRange<std::uint64_t>(1, 1'000'000));
  std::vector<test::Person> now{people.begin(), people.begin() + 150};
  Trained trained;
  LiveOptions options;
  std::unique_ptr<LiveSearch> live;

  Coming() {
    options.most = 100;
    options.least_people = *rc::gen::element<std::size_t>(0, 200, 20'000);
    if (options.least_people > 0) options.twins = 0.03;
    auto const records = test::to_records(now);
    auto const index = make_index(records, 1);
    trained = train(index, {});
    live = make();
  }

  std::unique_ptr<LiveSearch> make() const {
    auto records = test::to_records(now);
    records.labels.clear();
    return std::make_unique<LiveSearch>(parse_model(test::people_model, "people.toml").value(), std::move(records),
                                        trained, options);
  }

  void something_happens() {
    auto const any = [&] { return *rc::gen::inRange<std::size_t>(0, now.size()); };
    auto const& from = people[*rc::gen::inRange<std::size_t>(0, people.size())];
    auto const what = *rc::gen::inRange(0, 10);
    if (what == 0) {
      live->rebuild();
    } else if (what < 4 && !now.empty()) {
      auto const at = any();
      RC_ASSERT(live->remove(now[at].id));
      now.erase(now.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (what < 7 && !now.empty()) {
      auto& changed = now[any()];
      auto const id = changed.id;
      changed = from;
      changed.id = id;
      live->put({id, cells_of(changed), {}});
    } else if (std::none_of(now.begin(), now.end(), [&](auto const& person) { return person.id == from.id; })) {
      now.push_back(from);
      live->put({from.id, cells_of(from), {}});
    }
  }
};
}  // namespace

TEST_CASE("whatever came, changed and went, every answer is to the bit that of a search made anew") {
  CHECK(rc::check([] {
    Coming coming;
    for (int i = 0; i < 30; ++i) {
      coming.something_happens();
      if (i % 10 != 9) continue;
      auto const fresh = coming.make();
      RC_ASSERT(coming.live->size() == fresh->size());
      for (std::size_t at = 0; at < coming.people.size(); at += 9) {
        auto cells = cells_of(coming.people[at]);
        if (at % 2 == 0) cells[3].clear();
        RC_ASSERT(all_said(coming.live->search(cells)) == all_said(fresh->search(cells)));
      }
    }
  }));
}
