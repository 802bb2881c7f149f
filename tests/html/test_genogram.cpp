// Where people stand in a genogram, held to the rules by which one is read.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "html/document.h"
#include "html/picture/genogram_layout.h"

using namespace kith::html;

namespace {

// A family as families come: forebears of both partners, several partners one after another, children of each.
Genogram family(unsigned seed, std::size_t most) {
  std::mt19937 dice(seed);
  auto roll = [&](unsigned sides) { return static_cast<int>(dice() % sides); };
  Genogram genogram{.about = {.id = "g", .title = "A family"}};
  auto born = [&](int generation) { return roll(9) == 0 ? 0 : 19000000 + generation * 250000 + roll(200000); };
  auto add = [&](int generation) {
    genogram.people.push_back({.name = "Person " + std::to_string(genogram.people.size()),
                               .symbol = static_cast<Symbol>(roll(3)),
                               .born = born(generation)});
    return genogram.people.size() - 1;
  };
  struct Somebody {
    std::size_t person;
    int generation;
  };
  std::vector<Somebody> line = {{add(1), 1}};
  auto give_children = [&](GenogramUnion& pair, int generation) {
    for (int count = roll(4); count > 0 && genogram.people.size() < most; --count) {
      auto child = add(generation + 1);
      pair.children.push_back({child});
      line.push_back({child, generation + 1});
    }
  };
  for (std::size_t next = 0; next < line.size() && genogram.people.size() + 3 < most; ++next) {
    auto const [person, generation] = line[next];
    for (int partners = roll(3); partners > 0 && genogram.people.size() + 3 < most; --partners) {
      GenogramUnion pair{.first = person, .second = add(generation), .bond = static_cast<Bond>(roll(4))};
      if (roll(2) == 0) std::swap(pair.first, pair.second);
      give_children(pair, generation);
      auto const newcomer = pair.first == person ? *pair.second : *pair.first;
      genogram.unions.push_back(std::move(pair));
      if (roll(3) == 0 && generation > 0 && genogram.people.size() + 3 < most) {  // the newcomer's own parents
        auto const mother = add(generation - 1), father = add(generation - 1);
        GenogramUnion parents{.first = mother, .second = father, .children = {{newcomer}}};
        if (roll(2) == 0) parents.children.push_back({add(generation)});
        genogram.unions.push_back(std::move(parents));
      }
    }
    if (roll(4) == 0) {
      GenogramUnion alone{.first = person};
      give_children(alone, generation);
      genogram.unions.push_back(std::move(alone));
    }
  }
  return genogram;
}

// Every rule that a picture breaks, as a line of words; "" when it keeps them all.
std::string faults_of(Genogram const& genogram, GenogramLayout const& layout) {
  std::string faults;
  auto fault = [&](auto const&... parts) { ((faults += parts), ...), faults += '\n'; };
  auto name = [&](std::size_t person) { return genogram.people[person].name; };
  for (std::size_t a = 0; a < layout.x.size(); ++a) {
    if (layout.x[a] < genogram_pitch / 2 || layout.x[a] + genogram_pitch / 2 > layout.width)
      fault(name(a), " stands beyond the edge");
    for (std::size_t b = a + 1; b < layout.x.size(); ++b)
      if (layout.row[a] == layout.row[b] && std::abs(layout.x[a] - layout.x[b]) < genogram_pitch)
        fault(name(a), " stands upon ", name(b));
  }
  std::vector<int> partners(genogram.people.size(), 0);
  for (auto const& pair : genogram.unions)
    if (pair.first && pair.second) ++partners[*pair.first], ++partners[*pair.second];
  for (auto const& pair : genogram.unions) {
    for (auto const& child : pair.children)
      for (auto const& parent : {pair.first, pair.second})
        if (parent && layout.row[child.person] <= layout.row[*parent])
          fault(name(child.person), " is not below ", name(*parent));
    if (pair.first && pair.second && partners[*pair.first] <= 2 && partners[*pair.second] <= 2)
      if (layout.row[*pair.first] != layout.row[*pair.second] ||
          std::abs(layout.x[*pair.first] - layout.x[*pair.second]) != genogram_pitch)
        fault(name(*pair.first), " and ", name(*pair.second), " are apart");
    for (auto const& one : pair.children)
      for (auto const& other : pair.children) {
        int const a = genogram.people[one.person].born, b = genogram.people[other.person].born;
        if (a != 0 && b != 0 && a < b && layout.x[one.person] >= layout.x[other.person])
          fault(name(one.person), " is older than ", name(other.person), " and not left");
      }
  }
  return faults;
}

}  // namespace

TEST_CASE("partners stand together, children below both, the eldest left, nobody upon anybody") {
  bool const held = rc::check("in every family of up to thirty", [] {
    auto const genogram = family(*rc::gen::arbitrary<unsigned>(), 30);
    auto const layout = lay_out(genogram);
    RC_ASSERT(layout.ok());
    auto const faults = faults_of(genogram, *layout);
    if (!faults.empty()) RC_FAIL(faults);
    auto const again = lay_out(genogram);
    RC_ASSERT(again->x == layout->x);
    RC_ASSERT(again->row == layout->row);
  });
  CHECK(held);
}

TEST_CASE("partners are as far apart as ever where their places end in half a pixel") {
  for (unsigned seed : {501829188U, 3457899765U, 1370025378U, 1770262045U, 1597346290U, 915612955U}) {
    auto const genogram = family(seed, 30);
    CHECK(faults_of(genogram, lay_out(genogram).value()) == "");
  }
}

TEST_CASE("the rules are looked at: a picture put wrong on purpose is found out") {
  int swapped = 0, raised = 0, stacked = 0, parted = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    auto const genogram = family(seed, 30);
    auto const right = lay_out(genogram).value();
    REQUIRE(faults_of(genogram, right) == "");
    for (auto const& pair : genogram.unions) {
      auto wrong = right;
      if (pair.children.size() > 1) {
        auto const a = pair.children[0].person, b = pair.children[1].person;
        if (genogram.people[a].born != 0 && genogram.people[b].born != 0 &&
            genogram.people[a].born != genogram.people[b].born) {
          std::swap(wrong.x[a], wrong.x[b]);
          CHECK(faults_of(genogram, wrong) != "");
          ++swapped;
        }
      }
      if (pair.first && pair.second) {
        wrong = right;
        wrong.x[*pair.second] = wrong.x[*pair.first];
        CHECK(faults_of(genogram, wrong) != "");
        ++stacked;
      }
      if (!pair.children.empty() && pair.first) {
        wrong = right;
        wrong.row[pair.children[0].person] = right.row[*pair.first];
        CHECK(faults_of(genogram, wrong) != "");
        ++raised;
      }
    }
    auto wide = right;
    for (auto& x : wide.x) x *= 2;
    wide.width *= 2;
    if (std::any_of(genogram.unions.begin(), genogram.unions.end(),
                    [](auto const& pair) { return pair.first && pair.second; })) {
      CHECK(faults_of(genogram, wide).find("are apart") != std::string::npos);
      ++parted;
    }
  }
  CHECK(swapped > 10);
  CHECK(raised > 10);
  CHECK(stacked > 10);
  CHECK(parted > 10);
}

TEST_CASE("given two people who are each other's forebears, the picture says so and the table stands") {
  Genogram circle{.about = {.id = "g", .title = "A family"},
                  .people = {{"Ada"}, {"Ben"}},
                  .unions = {{0, {}, Bond::together, {{1}}}, {1, {}, Bond::together, {{0}}}}};
  CHECK(lay_out(circle).error().code == "genogram_circle");
  Document const document(genogram(circle).source());
  CHECK(document.with_class("kith-picture__note").size() == 1);
  CHECK(document.named("tr").size() == 3);
}

TEST_CASE("given more people than can be drawn, or a place that is nobody's, the table stands alone") {
  Genogram many{.about = {.id = "g", .title = "A family"},
                .people = std::vector<GenogramPerson>(most_people_drawn + 1)};
  CHECK(lay_out(many).error().code == "genogram_too_large");
  Genogram nobody{.about = {.id = "g", .title = "A family"}, .people = {{"Ada"}}, .unions = {{0, 7}}};
  CHECK(lay_out(nobody).error().code == "genogram_of_nobody");
  CHECK(genogram(nobody).source().find("somebody not named") != std::string::npos);
}

TEST_CASE("given a man with a partner in each of two generations, children are below both parents") {
  Genogram genogram{.about = {.id = "g", .title = "A family"},
                    .people = {{"Ada"}, {"Ben"}, {"Cat"}, {"Dot"}},
                    .unions = {{0, 1, Bond::divorced, {{2}}}, {1, 2, Bond::together, {{3}}}}};
  auto const layout = lay_out(genogram);
  REQUIRE(layout.ok());
  CHECK(layout->row == std::vector<int>{0, 0, 1, 2});
}

TEST_CASE("a genogram says every tie in words") {
  Genogram const genogram{.about = {.id = "g", .title = "A family"},
                          .people = {{"Ada", "aged 40"}, {"Ben"}, {"Cat", "", Symbol::circle, 0, false, true}},
                          .unions = {{0, 1, Bond::divorced, {{2, Tie::adopted}}}},
                          .feelings = {{2, 1, Feeling::cut_off}}};
  Document const document(kith::html::genogram(genogram).source());
  auto cells = document.named("td");
  CHECK(cells.at(1).text == "Partner of Ben (divorced). Parent of Cat (adopted).");
  CHECK(cells.at(4).text == "whom this picture is about");
  CHECK(cells.at(5).text == "Child of Ada (adopted) and Ben (adopted). Cut off from Ben.");
}
