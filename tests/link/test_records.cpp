#include "link/records.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

using namespace kith;
using namespace kith::link;

TEST_CASE("every value of a dictionary is found by its text, however many came since, and no other is") {
  Dictionary dictionary{Measure::phone};
  auto const number = [](Code code) { return fmt::format("{:07}", code * 7919); };
  for (Code code = 1; code <= 3000; ++code) {
    CHECK(dictionary.intern(number(code)) == code);
    CHECK(dictionary.intern(number(code / 2 + 1)) == code / 2 + 1);
  }
  CHECK(dictionary.size() == 3001);
  for (Code code = 1; code <= 3000; ++code) {
    CHECK(dictionary.find(number(code)) == code);
    CHECK(dictionary[code].text == number(code));
  }
  CHECK_FALSE(dictionary.find(number(3001)));
  CHECK(dictionary.find("") == 0);
  CHECK(dictionary.intern("") == 0);
}
