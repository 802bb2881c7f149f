#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "enquiry/spoken.h"

using namespace kith::enquiry;

TEST_CASE("a reference becomes three words and comes back, however they are said") {
  CHECK(reference_in_words(in_words("EH000123")) == "EH000123");
  auto words = in_words("EH000124");
  CHECK(std::ranges::count(words, ' ') == 2);
  std::ranges::transform(words, words.begin(),
                         [](char c) { return c == ' ' ? '-' : static_cast<char>(std::toupper(c)); });
  CHECK(reference_in_words("  " + words + " ") == "EH000124");
}

TEST_CASE("each of a million references has words of its own, which neighbours do not share") {
  std::set<std::string> all;
  std::string before;
  int alike = 0;
  for (int number = 0; number < 1'000'000; number += 7) {
    auto const reference = fmt::format("EH{:06}", number);
    auto const words = in_words(reference);
    REQUIRE(all.insert(words).second);
    if (number % 70'000 == 0) CHECK(reference_in_words(words) == reference);
    auto const next = in_words(fmt::format("EH{:06}", std::min(number + 1, 999'999)));
    alike += words.substr(0, words.find(' ')) == next.substr(0, next.find(' ')) ? 1 : 0;
  }
  // By chance one in 128 neighbours would share their first word.
  CHECK(alike < static_cast<int>(all.size()) / 20);
}

TEST_CASE("what has no words keeps its reference, and other words find nothing") {
  for (auto const* reference : {"X-17", "EH12", "EH12345678", "", "EHabcdef"}) CHECK(in_words(reference) == reference);
  for (auto const* words : {"copper otter", "copper otter lantern lantern", "copper otter elephant", "EH000123", ""})
    CHECK_FALSE(reference_in_words(words));
}
