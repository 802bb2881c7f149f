// A small domain to try the journal on: accounts of pennies, with a record table of balances.
#pragma once

#include <boost/describe/class.hpp>

#include <memory>
#include <variant>

#include "databases.h"
#include "journal/event_codec.h"
#include "journal/verify.h"
#include "journal/writer.h"

namespace ledger {

using namespace kith;

struct Account;

struct Opened {
  static constexpr journal::EventName event{"ledger.opened", 1};
  std::string owner;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (owner))

struct Paid {
  static constexpr journal::EventName event{"ledger.paid", 1};
  std::int64_t pence = 0;
};
BOOST_DESCRIBE_STRUCT(Paid, (), (pence))

using Events = journal::EventSet<std::variant<Opened, Paid>>;

inline void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = Events::decode(recorded);
  if (!event) return;
  auto const account = to_text(recorded.header.stream);
  if (auto const* opened = std::get_if<Opened>(&*event))
    c.post("INSERT INTO balance(account, owner, pence) VALUES($1,$2,0)", {account, opened->owner});
  else
    c.post("UPDATE balance SET pence=pence+$1 WHERE account=$2", {std::get<Paid>(*event).pence, account});
}

inline journal::Projections projections() {
  return {{"ledger",
           "CREATE TABLE balance(account TEXT PRIMARY KEY, owner TEXT NOT NULL, pence INTEGER NOT NULL "
           "CHECK(pence>=0)) STRICT;",
           {{"balance", "account"}},
           &apply}};
}

// A journal on a fresh database, with a clock and a seed of its own.
struct Bank {
  explicit Bank(sql::Engine engine, journal::WriterOptions options = {})
      : own(std::make_unique<testing::TestDatabase>(engine)), database(*own) {
    auto connection = sql::connect(database.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    journal::create_records(projections(), *connection);
    open(std::move(connection), std::move(options));
  }
  // A second server on the database of another.
  explicit Bank(testing::TestDatabase& shared) : database(shared) {
    open(sql::connect(database.location(), sql::Access::read_write));
  }
  void open(std::unique_ptr<sql::Connection> connection, journal::WriterOptions options = {}) {
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = projections();
    parts.reactions = reactions;
    parts.clock = &clock;
    parts.random = &random;
    parts.signing_key = signing_key;
    parts.answer_key = "answer key";
    parts.checkpoint_sinks = {[this](journal::Checkpoint const& c) { outside.push_back(c); }};
    parts.options = std::move(options);
    writer = std::make_unique<journal::Writer>(std::move(parts));
  }
  void reopen() {
    writer.reset();
    open(sql::connect(database.location(), sql::Access::read_write));
  }
  std::unique_ptr<sql::Connection> reader() { return sql::connect(database.location(), sql::Access::read_only); }

  // Opens an account; the answer is its id.
  journal::Task opening(std::string owner, std::string key = {}) {
    auto const account = Id<Account>::mint(clock.now(), random);
    return {std::move(key),
            "open " + owner,
            [account, owner](journal::Transaction& t) -> Result<std::string> {
              TRY(t.append(account.raw(), 0, {Events::encode(Opened{owner}, t.now())}, {}));
              return account.text();
            },
            {}};
  }
  // Pays into an account, on top of what is there.
  journal::Task paying(std::string const& account, std::int64_t pence, std::string key = {}) {
    return {std::move(key),
            "pay " + account + std::to_string(pence),
            [account, pence](journal::Transaction& t) -> Result<std::string> {
              auto const stream = *parse_raw_id(account);
              auto const version = static_cast<std::int64_t>(t.load(stream).size());
              if (version == 0) return not_found("no_account", "There is no such account.");
              TRY(t.append(stream, version, {Events::encode(Paid{pence}, t.now())}, {}));
              return std::string{"paid"};
            },
            {}};
  }
  std::int64_t balance(std::string const& account) {
    return reader()->integer("SELECT pence FROM balance WHERE account=$1", {account}).value_or(-1);
  }

  std::unique_ptr<testing::TestDatabase> own;
  testing::TestDatabase& database;
  SetClock clock{Instant{1'700'000'000'000}};
  SeededRandom random{1};
  SigningKey signing_key = SigningKey::from_seed({1});
  std::vector<journal::Reaction> reactions;
  std::vector<journal::Checkpoint> outside;
  std::unique_ptr<journal::Writer> writer;
};

template <class Body>
void on_each_engine(Body body) {
  for (auto engine : testing::engines()) {
    CAPTURE(engine == sql::Engine::sqlite ? "SQLite" : "PostgreSQL");
    body(engine);
  }
}

}  // namespace ledger
