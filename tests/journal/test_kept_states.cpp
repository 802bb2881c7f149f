#include <doctest/doctest.h>

#include <future>

#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace ledger {
// Two things a history of payments may come to.
struct Purse {
  std::int64_t pence = 0;
  bool operator==(Purse const&) const = default;
};
void evolve(Purse& purse, journal::Recorded const& recorded) {
  auto const event = *Events::decode(recorded);
  if (auto const* paid = std::get_if<Paid>(&event)) purse.pence += paid->pence;
}
struct Count {
  std::int64_t events = 0;
  bool operator==(Count const&) const = default;
};
void evolve(Count& count, journal::Recorded const&) { ++count.events; }
}  // namespace ledger

namespace {
using journal::KeptStates;
using ledger::Count;
using ledger::Purse;

journal::StreamId stream_of(std::string const& account) { return *parse_raw_id(account); }

bool stands_as_its_history(journal::Transaction& t, journal::StreamId const& stream) {
  auto const history = t.load(stream);
  auto const afresh = KeptStates::fold<Purse>(history);
  auto const standing = t.state<Purse>(stream);
  return standing.version == afresh.version && *standing == *afresh;
}

enum class Ending { kept, refused, faulty };

// Pays and looks before and after; then keeps it, or gives up in one of two ways.
journal::Task looking(std::string const& account, std::int64_t pence, Ending ending, int& lies) {
  return {{},
          "look",
          [=, &lies](journal::Transaction& t) -> Result<std::string> {
            auto const stream = stream_of(account);
            if (!stands_as_its_history(t, stream)) ++lies;
            auto const before = t.state<Purse>(stream);
            auto const pence_before = before->pence;
            TRY(t.append(stream, before.version, {ledger::Events::encode(ledger::Paid{pence}, t.now())}, {}));
            if (before->pence != pence_before) ++lies;  // a picture of one moment
            if (!stands_as_its_history(t, stream)) ++lies;
            if (ending == Ending::refused) return invalid("thought_better", "Thought better of it.");
            if (ending == Ending::faulty)  // breaks a rule of the table
              t.connection().execute("UPDATE balance SET pence=-1 WHERE account=$1", {account});
            return std::string{"paid"};
          },
          {}};
}
}  // namespace

TEST_CASE("a kept state is what the history comes to, whatever was refused, faulty or run again in between") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    std::vector<std::string> accounts;
    for (auto const* owner : {"Ada", "Ben", "Cleo"}) accounts.push_back(*bank.writer->perform(bank.opening(owner)));
    SeededRandom random{11};
    int lies = 0;
    for (int round = 0; round < 40; ++round) {
      std::vector<std::future<bool>> ends;
      for (int command = 0; command < 6; ++command) {
        auto const ending = static_cast<Ending>(std::max<int>(0, static_cast<int>(random.number(8)) - 5));
        auto task = looking(accounts[random.number(3)], static_cast<std::int64_t>(random.number(90)), ending, lies);
        auto end = std::make_shared<std::promise<bool>>();
        ends.push_back(end->get_future());
        task.done = [end](Result<std::string> result) { end->set_value(result.ok()); };
        bank.writer->submit(std::move(task));
      }
      for (auto& end : ends) end.get();
    }
    CHECK(lies == 0);
    CHECK(bank.writer->counts().replays > 0);  // the trial tried what it was made for
    for (auto const& account : accounts) {
      auto const history = journal::load(*bank.reader(), stream_of(account));
      CHECK(bank.balance(account) == KeptStates::fold<Purse>(history)->pence);
    }
  });
}

TEST_CASE("the next command on a thing does not read its history again") {
  Bank bank(sql::Engine::sqlite);
  auto const account = *bank.writer->perform(bank.opening("Ada"));
  int lies = 0;
  CHECK(bank.writer->perform(looking(account, 5, Ending::kept, lies)).ok());
  // Behind the writer's back: the kept state does not see it, which shows that the history was not read.
  auto const meddler = sql::connect(bank.database.location(), sql::Access::read_write);
  meddler->execute("UPDATE payload SET body='{\"pence\":500}' WHERE sequence=2");
  std::int64_t pence = 0;
  journal::Task const look{{},
                           "look",
                           [&](journal::Transaction& t) -> Result<std::string> {
                             pence = t.state<Purse>(stream_of(account))->pence;
                             return std::string{};
                           },
                           {}};
  CHECK(bank.writer->perform(look).ok());
  CHECK(pence == 5);
  bank.reopen();
  CHECK(bank.writer->perform(look).ok());
  CHECK(pence == 500);
}

TEST_CASE("one stream can be folded to two sorts of state") {
  Bank bank(sql::Engine::sqlite);
  auto const account = *bank.writer->perform(bank.opening("Ada"));
  CHECK(bank.writer->perform(bank.paying(account, 7)).ok());
  journal::Task const both{{},
                           "both",
                           [&](journal::Transaction& t) -> Result<std::string> {
                             auto const stream = stream_of(account);
                             CHECK(t.state<Purse>(stream)->pence == 7);
                             CHECK(t.state<Count>(stream)->events == 2);
                             CHECK(t.state<Purse>(stream)->pence == 7);
                             return std::string{};
                           },
                           {}};
  CHECK(bank.writer->perform(both).ok());
}

TEST_CASE("two servers on one database see each other's commands") {
  for (auto engine : testing::engines()) {
    if (engine != sql::Engine::postgres) continue;  // SQLite has one writer
    Bank here(engine);
    Bank there(here.database);
    auto const account = *here.writer->perform(here.opening("Ada"));
    int lies = 0;
    for (int turn = 0; turn < 4; ++turn) {
      CHECK(here.writer->perform(looking(account, 1, Ending::kept, lies)).ok());
      CHECK(there.writer->perform(looking(account, 10, Ending::kept, lies)).ok());
    }
    CHECK(lies == 0);
    CHECK(here.balance(account) == 44);
  }
}

TEST_CASE("what was not used for long is forgotten, and memory stays bounded") {
  KeptStates kept(3);
  auto const stream = [](int n) {
    journal::StreamId id;
    id.bytes[15] = static_cast<std::uint8_t>(n);
    return id;
  };
  auto const put = [&](int n) { kept.keep(stream(n), {n, &KeptStates::step<Count>, std::make_shared<Count>()}); };
  put(0);
  for (int n = 1; n < 20; ++n) {
    put(n);
    REQUIRE(kept.find(stream(0)));  // used all the time
  }
  int still_there = 0;
  for (int n = 1; n < 20; ++n)
    if (kept.find(stream(n))) ++still_there;
  CHECK(still_there >= 2);
  CHECK(still_there <= 6);
}
