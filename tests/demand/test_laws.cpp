// A law as recorded is looked up by a guide, and what is found is what a search through all weights would find.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "demand/law.h"

using namespace kith::demand;

TEST_CASE("A recorded law gives the first value whose weights reach the luck, however many values there are") {
  CHECK(
      rc::check("the guide finds what a search finds", [](std::vector<std::uint8_t> const& weights, std::uint64_t key) {
        Law law;
        law.kind = LawKind::empirical;
        law.weights.push_back(1);
        for (auto const weight : weights) law.weights.push_back(weight);
        for (std::size_t i = 0; i < law.weights.size(); ++i) law.values_days.push_back(static_cast<double>(i));
        auto const sampler = make_sampler(law);
        for (std::uint64_t turn = 0; turn < 50; ++turn) {
          double const u = unit(mixed(key + turn));
          auto const at = std::lower_bound(sampler.cumulative.begin(), sampler.cumulative.end(), u);
          auto const found = sampler.values_ms[static_cast<std::size_t>(at - sampler.cumulative.begin())];
          RC_ASSERT(draw_other(sampler, key + turn) == found);
        }
      }));
}
