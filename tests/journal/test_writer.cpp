#include <doctest/doctest.h>

#include <future>

#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

TEST_CASE("what a command appends is in the journal and in the records when it is answered") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada"));
    CHECK(bank.writer->perform(bank.paying(account, 250)).ok());
    CHECK(bank.balance(account) == 250);
    auto history = journal::load(*bank.reader(), *parse_raw_id(account));
    REQUIRE(history.size() == 2);
    CHECK(history[0].header.sequence == 1);
    CHECK(history[1].header.version == 2);
    CHECK(history[1].body == R"({"pence":250})");
  });
}

TEST_CASE("a refused command leaves nothing, and says why") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto refused = bank.writer->perform(bank.paying(to_text(RawId{}), 5));
    CHECK(refused.error().code == "no_account");
    CHECK(journal::head(*bank.reader()).sequence == 0);
  });
}

TEST_CASE("appending to a stream that has moved on is a conflict") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada"));
    journal::Task stale{
        {},
        "stale",
        [&](journal::Transaction& t) -> Result<std::string> {
          TRY(t.append(*parse_raw_id(account), 0, {ledger::Events::encode(ledger::Paid{1}, t.now())}, {}));
          return std::string{};
        },
        {}};
    CHECK(bank.writer->perform(stale).error().kind == Kind::conflict);
  });
}

TEST_CASE("the same key and request is answered as before and done once; another request with the key is refused") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada", "k1"));
    CHECK(*bank.writer->perform(bank.opening("Ada", "k1")) == account);
    CHECK(bank.writer->perform(bank.paying(account, 7, "k2")).ok());
    CHECK(bank.writer->perform(bank.paying(account, 7, "k2")).ok());
    CHECK(bank.balance(account) == 7);
    CHECK(bank.writer->perform(bank.paying(account, 8, "k2")).error().code == "key_reused");
    bank.reopen();  // and so after a restart
    CHECK(*bank.writer->perform(bank.opening("Ada", "k1")) == account);
  });
}

namespace {
// Tasks that the writer takes as one batch: the first command holds it until the others wait.
std::vector<Result<std::string>> together(Bank& bank, std::vector<journal::Task> tasks) {
  std::promise<void> queued;
  auto const ready = queued.get_future().share();
  bank.writer->submit({{},
                       "hold",
                       [ready](journal::Transaction&) -> Result<std::string> {
                         ready.wait();
                         return std::string{};
                       },
                       [](Result<std::string>) {}});
  std::vector<std::future<Result<std::string>>> coming;
  for (auto& task : tasks) {
    auto promise = std::make_shared<std::promise<Result<std::string>>>();
    coming.push_back(promise->get_future());
    task.done = [promise](Result<std::string> r) { promise->set_value(std::move(r)); };
    bank.writer->submit(std::move(task));
  }
  queued.set_value();
  std::vector<Result<std::string>> answers;
  for (auto& answer : coming) answers.push_back(answer.get());
  return answers;
}
}  // namespace

TEST_CASE("commands that wait together share one flush") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada"));
    auto const before = bank.writer->counts().flushes;
    for (auto const& answer : together(bank, std::vector(100, bank.paying(account, 1)))) CHECK(answer.ok());
    CHECK(bank.writer->counts().flushes - before <= 2);
    CHECK(bank.balance(account) == 100);
  });
}

TEST_CASE("keys are told apart within a batch of any size, whether their first request was in it or before it") {
  on_each_engine([](sql::Engine engine) {
    for (int const size : {1, 2, 15, 16, 17, 300}) {
      CAPTURE(size);
      Bank bank(engine);
      auto account = *bank.writer->perform(bank.opening("Ada"));
      std::vector<journal::Task> tasks;
      for (int i = 0; i < size; ++i) tasks.push_back(bank.paying(account, 1, "key " + std::to_string(i)));
      CHECK(bank.writer->perform(tasks[size / 2]).ok());  // one of them came before
      for (int i = 0; i < size; i += 2) tasks.push_back(tasks[i]);
      tasks.push_back(bank.paying(account, 500, "key 0"));
      auto const answers = together(bank, tasks);
      for (std::size_t i = 0; i + 1 < answers.size(); ++i) CHECK(answers[i].ok());
      REQUIRE_FALSE(answers.back().ok());
      CHECK(answers.back().error().code == "key_reused");
      CHECK(bank.balance(account) == size);
    }
  });
}

TEST_CASE("one command that breaks a rule of the schema does not take the batch down with it") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada"));
    std::promise<void> queued;
    auto const ready = queued.get_future().share();
    bank.writer->submit({{},
                         "hold",
                         [ready](journal::Transaction&) -> Result<std::string> {
                           ready.wait();
                           return std::string{};
                         },
                         [](Result<std::string>) {}});
    std::vector<std::future<Result<std::string>>> answers;
    for (std::int64_t pence : {10, -1000, 20}) {  // the table's CHECK refuses a balance below zero
      auto promise = std::make_shared<std::promise<Result<std::string>>>();
      answers.push_back(promise->get_future());
      auto task = bank.paying(account, pence);
      task.done = [promise](Result<std::string> r) { promise->set_value(std::move(r)); };
      bank.writer->submit(std::move(task));
    }
    queued.set_value();
    CHECK(answers[0].get().ok());
    CHECK_FALSE(answers[1].get().ok());
    CHECK(answers[2].get().ok());
    CHECK(bank.balance(account) == 30);
    CHECK(bank.writer->counts().replays >= 1);
    CHECK_FALSE(journal::verify_chain(*bank.reader(), {}, std::nullopt).fault);
  });
}

TEST_CASE("what an event causes elsewhere happens in the same transaction, or neither does") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    bank.writer.reset();
    // Opening an account pays a welcome penny, unless the owner is called Nobody.
    bank.reactions = {[](journal::Transaction& t, journal::Recorded const& recorded) -> Result<Done> {
      auto event = ledger::Events::decode(recorded);
      auto const* opened = event ? std::get_if<ledger::Opened>(&*event) : nullptr;
      if (opened == nullptr) return Done{};
      if (opened->owner == "Nobody") return invalid("no_welcome", "Nobody is not welcome.");
      TRY(t.append(recorded.header.stream, 1, {ledger::Events::encode(ledger::Paid{1}, t.now())}, {},
                   recorded.header.sequence));
      return Done{};
    }};
    bank.open(sql::connect(bank.database.location(), sql::Access::read_write));
    auto account = *bank.writer->perform(bank.opening("Ada"));
    CHECK(bank.balance(account) == 1);
    CHECK(journal::load(*bank.reader(), *parse_raw_id(account))[1].header.cause == 1);
    CHECK(bank.writer->perform(bank.opening("Nobody")).error().code == "no_welcome");
    CHECK(journal::head(*bank.reader()).sequence == 2);
  });
}

TEST_CASE("records rebuilt at any prefix equal the records as they stood then, and on both engines alike") {
  std::vector<std::vector<journal::TableDigest>> by_engine;
  on_each_engine([&](sql::Engine engine) {
    Bank bank(engine);
    std::vector<std::string> accounts;
    SeededRandom dice{5};
    for (int i = 0; i < 60; ++i) {
      if (accounts.empty() || dice.number(4) == 0)
        accounts.push_back(*bank.writer->perform(bank.opening("Owner " + std::to_string(i))));
      else
        CHECK(bank.writer
                  ->perform(
                      bank.paying(accounts[dice.number(accounts.size())], static_cast<std::int64_t>(dice.number(50))))
                  .ok());
    }
    bank.writer.reset();
    auto connection = sql::connect(bank.database.location(), sql::Access::read_write);
    auto const live = journal::digest_records(ledger::projections(), *connection);
    CHECK(journal::rebuild(ledger::projections(), *connection, {}) == journal::head(*connection).sequence);
    CHECK(journal::digest_records(ledger::projections(), *connection) == live);
    // The digest tells records apart.
    connection->execute("UPDATE balance SET pence=pence+1 WHERE account=$1", {accounts[0]});
    CHECK(journal::digest_records(ledger::projections(), *connection) != live);
    by_engine.push_back(live);
  });
  for (auto const& digests : by_engine) CHECK(digests == by_engine.front());
}
