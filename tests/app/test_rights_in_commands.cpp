// What a command may do is reckoned from what the writer keeps in memory; what a page may show, from the records. Both
// are the same rights.
#include <doctest/doctest.h>

#include <array>
#include <set>

#include "app/life.h"
#include "enquiry/records.h"

using namespace kith;
using namespace kith::app::test;
using enquiry::EnquiryId;
using people::PersonId;

namespace {

using Rights = std::array<bool, 7>;
Rights rights(access::Resource const& r) {
  return {r.restricted, r.named, r.own, r.own_agency, r.with_mash, r.protected_address, r.needs_address};
}

template <class Thing>
std::vector<Id<Thing>> all_ids(sql::Connection& c, std::string_view sql) {
  std::vector<Id<Thing>> ids;
  c.query(sql, {}, [&](sql::Row const& row) { ids.push_back(row.id<Thing>(0)); });
  return ids;
}

struct Compared {
  std::string first_difference;
  std::set<Rights> seen;
};

// Of every person and enquiry, for every account, within one command.
void compare(WholeHouse& house, Compared& compared) {
  auto const done = house.run([&](journal::Transaction& t) -> Result<std::string> {
    auto& c = t.connection();
    auto const people = all_ids<struct people::Person>(c, "SELECT id FROM person ORDER BY id");
    auto const enquiries = all_ids<struct enquiry::Enquiry>(c, "SELECT id FROM enquiry ORDER BY id");
    auto const check = [&](auto id, auto from_memory, auto from_records) {
      compared.seen.insert(rights(from_records));
      if (rights(from_memory) != rights(from_records)) compared.first_difference = id.text();
    };
    for (auto const& [login, account] : house.accounts) {
      for (auto const& id : people)
        check(id, enquiry::resource_of_person(t, id, account), enquiry::resource_of_person(c, id, account));
      for (auto const& id : enquiries)
        check(id, enquiry::resource_of(t, id, account), enquiry::resource_of(c, id, account));
    }
    return std::string{"compared"};
  });
  REQUIRE(done.ok());
}

}  // namespace

TEST_CASE("rights that a command reckons from what is kept in memory are those that the records give") {
  WholeHouse house(testing::each_engine());
  Life life(house);
  Compared compared;
  SeededRandom dice{12};
  auto const any = [&](std::uint64_t below) { return static_cast<std::uint32_t>(dice.number(below)); };
  for (int step = 0; step < 900; ++step) {
    life.live({static_cast<int>(any(static_cast<std::uint64_t>(Life::kinds()))), any(1000), any(1000)});
    if (step % 30 == 0) compare(house, compared);
  }
  CHECK(compared.first_difference == "");
  // Rich enough to mean something: whatever can be so of an enquiry or a child was so, and was not.
  for (std::size_t right = 0; right < Rights{}.size(); ++right) {
    if (right == 3) continue;  // that an agency holds an allocation is not of the enquiry or the child
    CAPTURE(right);
    std::set<bool> values;
    for (auto const& rights : compared.seen) values.insert(rights[right]);
    CHECK(values.size() == 2);
  }
}
