#include "link/similarity.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace kith::link;

namespace {
// The definition of Jaro, as in a textbook: mark partners within the window, then count those out of order.
// A common beginning counts for more when Jaro is above 0.7.
double textbook_jaro_winkler(std::string const& a, std::string const& b, double above = 0.7) {
  if (a.empty() && b.empty()) return 1;
  int const n = static_cast<int>(a.size());
  int const m = static_cast<int>(b.size());
  int const reach = std::max(0, std::max(n, m) / 2 - 1);
  std::vector<bool> taken_a(a.size());
  std::vector<bool> taken_b(b.size());
  double matched = 0;
  for (int j = 0; j < m; ++j)
    for (int i = std::max(0, j - reach); i <= std::min(n - 1, j + reach); ++i)
      if (!taken_a[static_cast<std::size_t>(i)] && a[static_cast<std::size_t>(i)] == b[static_cast<std::size_t>(j)]) {
        taken_a[static_cast<std::size_t>(i)] = taken_b[static_cast<std::size_t>(j)] = true;
        matched += 1;
        break;
      }
  if (matched == 0) return 0;
  std::string of_a;
  std::string of_b;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (taken_a[i]) of_a += a[i];
  for (std::size_t j = 0; j < b.size(); ++j)
    if (taken_b[j]) of_b += b[j];
  int out_of_order = 0;
  for (std::size_t i = 0; i < of_a.size(); ++i) out_of_order += of_a[i] != of_b[i];
  double const jaro = (matched / n + matched / m + (matched - out_of_order / 2) / matched) / 3;
  if (jaro <= above) return jaro;
  std::size_t prefix = 0;
  while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

unsigned textbook_edit_distance(std::string const& a, std::string const& b) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<unsigned>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

// Few letters, so that matches, repeats and swaps are common.
rc::Gen<std::string> words(std::size_t longest) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, longest + 1), [](std::size_t length) {
    return rc::gen::container<std::string>(length, rc::gen::elementOf(std::string{"abcde"}));
  });
}
}  // namespace

TEST_CASE("Jaro-Winkler gives the values that Winkler published") {
  CHECK(jaro_winkler("martha", "marhta") == doctest::Approx(0.9611111111111111).epsilon(1e-12));
  CHECK(jaro_winkler("dwayne", "duane") == doctest::Approx(0.84).epsilon(1e-12));
  CHECK(jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.8133333333333332).epsilon(1e-12));
  CHECK(jaro_winkler("", "") == 1);
  CHECK(jaro_winkler("a", "") == 0);
  CHECK(jaro_winkler("abc", "xyz") == 0);
}

TEST_CASE("Jaro-Winkler and edit distance agree with their definitions") {
  CHECK(rc::check("Jaro-Winkler", [] {
    auto const a = *words(20);
    auto const b = *words(20);
    RC_ASSERT(jaro_winkler(a, b) == textbook_jaro_winkler(a, b));
  }));
  CHECK(rc::check("edit distance", [] {
    auto const a = *words(12);
    auto const b = *words(12);
    RC_ASSERT(edit_distance(a, b) == textbook_edit_distance(a, b));
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
  }));
}

TEST_CASE("strings of sixty-four characters and more are compared by their first sixty-four") {
  std::string const tail(10, 'z');
  std::string const full(64, 'a');
  CHECK(edit_distance(full + tail, full) == 0);
  CHECK(edit_distance(full, std::string(64, 'b')) == 64);
  CHECK(jaro_winkler(full + tail, full) == doctest::Approx(1));
}

TEST_CASE("a threshold is decided in whole numbers as the definition decides it") {
  CHECK(rc::check([] {
    auto const a = *words(14);
    auto const b = *words(14);
    auto const percent = *rc::gen::inRange(50u, 100u);
    // Of 0.7 itself arithmetic with fractions of two makes a little more; no other value of words so short is as near.
    double const exact = textbook_jaro_winkler(a, b, 0.7 + 1e-9);
    if (std::abs(exact * 100 - percent) > 1e-9)
      RC_ASSERT(jaro_winkler_at_least(a, b, percent) == (exact * 100 >= percent));
  }));
  CHECK_FALSE(jaro_winkler_at_least("bebdbaadbb", "becbecaccdeb", 71));  // Jaro is 0.7, and not above it
  // 0.92 itself: eight of eight letters but one, in order: a float comparison may fall either way.
  CHECK(jaro_winkler_at_least("abcde", "abcde", 100));
}

TEST_CASE("characters that cannot find a partner are never counted too high") {
  CHECK(rc::check([] {
    auto const a = *words(12);
    auto const b = *words(12);
    auto const lost = static_cast<unsigned>(__builtin_popcountll(character_set(a) & ~character_set(b)));
    RC_ASSERT(jaro_counts(a, b).matched + lost <= a.size());
    RC_ASSERT(edit_distance(a, b) >= lost);
  }));
}
