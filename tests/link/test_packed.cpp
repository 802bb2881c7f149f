#include "link/packed.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace kith::link;

TEST_CASE("packed numbers are those that were put in, however wide and in whatever order") {
  CHECK(rc::check([] {
    auto const wide = *rc::gen::inRange(0, 33);
    auto const numbers = *rc::gen::container<std::vector<std::uint32_t>>(
        rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                     [wide](std::uint64_t n) { return static_cast<std::uint32_t>(n & ((1ull << wide) - 1)); }));
    PackedNumbers one_by_one;
    for (auto const number : numbers) one_by_one.push_back(number);
    PackedNumbers const at_once{numbers};
    RC_ASSERT(std::equal(numbers.begin(), numbers.end(), one_by_one.begin(), one_by_one.end()));
    RC_ASSERT(std::equal(numbers.begin(), numbers.end(), at_once.begin(), at_once.end()));
    RC_ASSERT(at_once.bytes() <= numbers.size() * static_cast<std::size_t>(wide) / 8 + 9);
  }));
}

TEST_CASE("a number that is changed leaves its neighbours, in the same row and the next, as they were") {
  CHECK(rc::check([] {
    auto const largest = *rc::gen::container<std::vector<std::uint32_t>>(5, rc::gen::arbitrary<std::uint32_t>());
    constexpr std::size_t rows = 7;
    PackedRows packed{rows, largest};
    std::vector<std::vector<std::uint32_t>> plain(rows, std::vector<std::uint32_t>(largest.size()));
    for (int i = 0; i < 60; ++i) {
      auto const row = *rc::gen::inRange<std::size_t>(0, rows);
      auto const column = *rc::gen::inRange<std::size_t>(0, largest.size());
      auto const number = *rc::gen::elementOf(std::vector<std::uint32_t>{0, largest[column], largest[column] / 3});
      packed.set(row, column, number);
      plain[row][column] = number;
    }
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t column = 0; column < largest.size(); ++column)
        RC_ASSERT(packed.row(row)[column] == plain[row][column]);
  }));
}
