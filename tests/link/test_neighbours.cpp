#include "link/neighbours.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "link/people.h"
#include "link/standardise.h"

using namespace kith;
using namespace kith::link;

namespace {
std::vector<Neighbour> by_comparing_all(Dictionary const& dictionary, Value const& value) {
  std::vector<Neighbour> found;
  for (Code code = 1; code < dictionary.size(); ++code) {
    if (dictionary[code].text == value.text) continue;
    auto const level = compare(dictionary.measure(), dictionary[code], value);
    if (level > different_level) found.push_back({code, level});
  }
  return found;
}

std::vector<InstructionSet> sets_of_this_machine() {
  std::vector<InstructionSet> sets{InstructionSet::scalar};
  if (best_instruction_set() != InstructionSet::scalar) sets.push_back(InstructionSet::avx2);
  if (best_instruction_set() == InstructionSet::avx512) sets.push_back(InstructionSet::avx512);
  return sets;
}

// Values of every measure that are likely to be near each other.
std::string some_value(Measure measure) {
  auto const letters = [](std::string const& from, int least, int most) {
    return *rc::gen::container<std::string>(static_cast<std::size_t>(*rc::gen::inRange(least, most)),
                                            rc::gen::elementOf(from));
  };
  switch (measure) {
    case Measure::date:
      // Spread over years, or close together; some do not exist.
      return *rc::gen::element(letters("12", 1, 2) + "99" + letters("089", 1, 2) + "0" + letters("123", 1, 2) +
                                   letters("012", 1, 2) + letters("0123456789", 1, 2),
                               "199" + letters("01", 1, 2) + letters("01", 1, 2) + letters("012", 1, 2) +
                                   letters("013", 1, 2) + letters("12", 1, 2));
    case Measure::postcode:
      return "DN" + letters("123", 1, 2) + letters("1234", 1, 2) + letters("ABC", 2, 3);
    case Measure::email:
      return letters("ab", 1, 4) + "@" + letters("cd", 1, 3) + ".org";
    case Measure::number:
    case Measure::phone:
    case Measure::identifier:
      return letters("0123", 1, 9);
    default:
      return *rc::gen::element(letters("abcdeh", 1, 9), letters("abcdeh", 1, 6) + " " + letters("abcdeh", 1, 6),
                               letters("ab", 60, 70), std::string{"william"}, std::string{"bill"},
                               std::string{"liam james"}, std::string{"alex"}, std::string{"sandy"},
                               std::string{"yusuf"}, std::string{"yousuf"}, letters("xkshcy", 1, 5),
                               letters("abc", 5, 9));
  }
}
}  // namespace

TEST_CASE("no value that is near is overlooked, whatever the measure and the instruction set") {
  for (auto const& member : members_of<Measure>) {
    auto const measure = member.value;
    CHECK(rc::check([&] {
      Dictionary dictionary{measure};
      for (int i = 0; i < 60; ++i)
        if (auto const standard = standardise(measure, some_value(measure)); !standard.empty())
          dictionary.intern(standard);
      auto const unseen = make_value(measure, standardise(measure, some_value(measure)));
      for (auto set : sets_of_this_machine()) {
        Vicinity const vicinity{dictionary, set};
        for (Code code = 1; code < dictionary.size(); ++code)
          RC_ASSERT(vicinity.neighbours_of(dictionary[code]) == by_comparing_all(dictionary, dictionary[code]));
        if (!unseen.text.empty()) RC_ASSERT(vicinity.neighbours_of(unseen) == by_comparing_all(dictionary, unseen));
      }
    }));
  }
}

TEST_CASE("very many numbers are found by what they share, and nothing that one slip explains is overlooked") {
  for (auto const measure : {Measure::identifier, Measure::phone, Measure::email, Measure::postcode})
    CHECK(rc::check([&] {
      Dictionary dictionary{measure};
      for (int i = 0; i < 60; ++i)
        if (auto const standard = standardise(measure, some_value(measure)); !standard.empty())
          dictionary.intern(standard);
      auto const unseen = make_value(measure, standardise(measure, some_value(measure)));
      auto const expected = [&](Value const& value) {
        auto all = by_comparing_all(dictionary, value);
        if (measure == Measure::identifier) std::erase_if(all, [](Neighbour n) { return n.level == two_wrong; });
        return all;
      };
      constexpr Code many = 0;  // treat these few as very many
      auto const lists = find_neighbours(dictionary, 2, best_instruction_set(), many);
      Vicinity const vicinity{dictionary, best_instruction_set(), many};
      std::vector<Neighbour> room;
      for (Code code = 1; code < dictionary.size(); ++code) {
        auto const list = lists.of(code, room);
        RC_ASSERT(std::vector<Neighbour>(list.begin(), list.end()) == expected(dictionary[code]));
        RC_ASSERT(vicinity.neighbours_of(dictionary[code]) == expected(dictionary[code]));
      }
      if (!unseen.text.empty()) RC_ASSERT(vicinity.neighbours_of(unseen) == expected(unseen));
    }));
}

TEST_CASE("hardly any value that is not near is compared") {
  std::uint64_t state = 7;
  auto const below = [&](std::uint64_t limit) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (state >> 33) % limit;
  };
  auto const compared = [&](Measure measure, std::string_view characters, std::size_t length) {
    Dictionary dictionary{measure};
    auto const some = [&] {
      std::string text;
      while (text.size() < length) text += characters[below(characters.size())];
      return text;
    };
    for (int i = 0; i < 20000; ++i) dictionary.intern(some());
    Vicinity const vicinity{dictionary, best_instruction_set(), 0};
    std::size_t all = 0;
    for (int i = 0; i < 100; ++i) all += vicinity.possible_neighbours(make_value(measure, some())).size();
    return all;
  };
  // Of two million pairs each.
  CHECK(compared(Measure::forename, "abdefghiklmnoprstuvwy", 7) < 3000);
  CHECK(compared(Measure::phone, "0123456789", 10) < 300);
  CHECK(compared(Measure::identifier, "0123456789", 10) < 300);
}
