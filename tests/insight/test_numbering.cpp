#include "insight/numbering.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

using namespace kith;
using namespace kith::insight;

namespace {
// Few different values of each half, so that many ids share their hash, or their place, without being one.
IdBits crowded(std::uint64_t luck) { return {luck % 7, (luck / 7 % 50) << 33 | (luck / 350 % 40)}; }
}  // namespace

TEST_CASE(
    "each different id has a number of its own, in the order in which they came, however alike their hashes are") {
  CHECK(rc::check([](std::vector<std::uint32_t> const& lucks) {
    Numbering numbering;
    std::map<IdBits, std::uint32_t> expected;
    auto const take = [&](IdBits const& id) {
      numbering.expect(id);
      numbering.expect_id(id);
      auto const number = expected.try_emplace(id, static_cast<std::uint32_t>(expected.size())).first->second;
      RC_ASSERT(numbering.number_of(id) == number);
    };
    for (auto const luck : lucks) take(crowded(luck));
    // Enough for the slots to grow twice.
    for (std::uint64_t i = 0; i < 2000; ++i) take(crowded(i * 2654435761));
    for (auto const& [id, number] : expected) {
      RC_ASSERT(numbering.find(id) == number);
      RC_ASSERT(numbering.id_of(number) == id);
    }
    RC_ASSERT(numbering.count() == expected.size());
    RC_ASSERT(numbering.find(IdBits{8, 0}) == Numbering::none);
  }));
}
