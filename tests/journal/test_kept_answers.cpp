#include <doctest/doctest.h>

#include <map>

#include "journal/kept_answers.h"
#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace {
// Who has how much, as one of the bank's clerks asks it; each sees another part.
struct AtLeast {
  std::int64_t pence = 0;
  std::string clerk;
  bool operator==(AtLeast const&) const = default;
};
using Owners = std::vector<std::string>;

Owners owners_with(sql::Connection& c, AtLeast const& asked) {
  Owners owners;
  c.query("SELECT owner FROM balance WHERE pence>=$1 ORDER BY owner", {asked.pence},
          [&](sql::Row const& row) { owners.push_back(row.string(0) + " for " + asked.clerk); });
  return owners;
}

// Counts how often the records were really asked.
struct Desk {
  journal::KeptAnswers<AtLeast, Owners> kept{4};
  int asked = 0;
  Owners owners(sql::Connection& c, AtLeast const& question) {
    return *kept.of(c, question, [&](sql::Connection& same) {
      ++asked;
      return owners_with(same, question);
    });
  }
};
}  // namespace

TEST_CASE(
    "an answer is read once while nobody writes, for each question and for each who asks, and anew after any entry") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto const ada = *bank.writer->perform(bank.opening("Ada"));
    auto reader = bank.reader();
    Desk desk;
    CHECK(desk.owners(*reader, {0, "Mo"}) == Owners{"Ada for Mo"});
    CHECK(desk.owners(*reader, {0, "Mo"}) == Owners{"Ada for Mo"});
    CHECK(desk.asked == 1);
    CHECK(desk.owners(*reader, {0, "Jo"}) == Owners{"Ada for Jo"});
    CHECK(desk.owners(*reader, {5, "Mo"}).empty());
    CHECK(desk.asked == 3);
    REQUIRE(bank.writer->perform(bank.paying(ada, 9)));
    CHECK(desk.owners(*reader, {5, "Mo"}) == Owners{"Ada for Mo"});
    CHECK(desk.asked == 4);
  });
}

TEST_CASE("a kept answer is what the records say, however questions and entries follow each other") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    std::vector<std::string> accounts;
    for (auto const* owner : {"Ada", "Ben", "Cleo"}) accounts.push_back(*bank.writer->perform(bank.opening(owner)));
    auto reader = bank.reader();
    SeededRandom random{14};
    Desk desk;
    int questions = 0, lies = 0, found_out = 0;
    std::map<std::pair<std::int64_t, std::string>, Owners> never_forgotten;  // the fault that must be caught
    for (int step = 0; step < 300; ++step) {
      if (random.number(4) == 0) {
        REQUIRE(
            bank.writer->perform(bank.paying(accounts[random.number(3)], static_cast<std::int64_t>(random.number(9)))));
        continue;
      }
      AtLeast const question{static_cast<std::int64_t>(random.number(3)) * 20, random.number(2) == 0 ? "Mo" : "Jo"};
      ++questions;
      auto const now = owners_with(*reader, question);
      if (desk.owners(*reader, question) != now) ++lies;
      if (never_forgotten.try_emplace({question.pence, question.clerk}, now).first->second != now) ++found_out;
    }
    CHECK(found_out > 0);
    CHECK(lies == 0);
    CHECK(desk.asked < questions);
  });
}

TEST_CASE("an answer that was read before an entry is not kept for those who can see the entry") {
  Bank bank(sql::Engine::sqlite);
  auto const ada = *bank.writer->perform(bank.opening("Ada"));
  auto reader = bank.reader();
  Desk desk;
  // While this reader asks, somebody pays: what it read may be kept under the old end of the journal alone.
  auto const before = desk.kept.of(*reader, {5, "Mo"}, [&](sql::Connection& same) {
    auto found = owners_with(same, {5, "Mo"});
    REQUIRE(bank.writer->perform(bank.paying(ada, 9)));
    return found;
  });
  CHECK(before->empty());
  CHECK(desk.owners(*reader, {5, "Mo"}) == Owners{"Ada for Mo"});
}
