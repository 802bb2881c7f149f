#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "base/pages_ahead.h"

using namespace kith;

TEST_CASE("pages come in the order in which they were made, every one of them, however slow either side is") {
  for (std::size_t const most_waiting : {1, 4, 100}) {
    PagesAhead<std::vector<int>> pages(
        [](auto const& hand_on) {
          for (int page = 0; page < 50; ++page) hand_on({2 * page, 2 * page + 1});
        },
        most_waiting);
    std::vector<int> came;
    while (auto const page = pages.next())
      for (int const number : *page) {
        came.push_back(number);
        if (number % 20 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      }
    REQUIRE(came.size() == 100);
    for (int i = 0; i < 100; ++i) CHECK(came[static_cast<std::size_t>(i)] == i);
    CHECK_FALSE(pages.next());
  }
}

TEST_CASE("what goes wrong while pages are made is thrown to the caller, after the pages before it") {
  PagesAhead<int> pages([](auto const& hand_on) {
    hand_on(1);
    throw std::runtime_error("the disk is gone");
  });
  CHECK(pages.next() == 1);
  CHECK_THROWS_WITH(pages.next(), "the disk is gone");
}

TEST_CASE("a caller who leaves early ends the making, and no more pages wait than were allowed") {
  std::atomic<int> made = 0;
  {
    PagesAhead<int> pages(
        [&made](auto const& hand_on) {
          for (;;) hand_on(++made);
        },
        2);
    CHECK(pages.next() == 1);
  }
  CHECK(made <= 4);  // the one taken, two that wait, and one that waits to be put
}

TEST_CASE("a work that makes nothing ends at once") {
  PagesAhead<int> pages([](auto const&) {});
  CHECK_FALSE(pages.next());
}
