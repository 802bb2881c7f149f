// A rebuild that does not come to its end: what was there stays, and the next one makes it good.
#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace {

// Does as the ledger's own, and at the fourth event, when the three before are in the tables, `ends`.
template <void (*ends)()>
void apply_until_the_fourth(sql::Connection& c, journal::Recorded const& recorded) {
  if (recorded.header.sequence == 4 && c.integer("SELECT sum(pence) FROM balance") == 12) ends();
  ledger::apply(c, recorded);
}
void killed() { ::kill(::getpid(), SIGKILL); }
void failed() { throw std::runtime_error("the fourth event cannot be projected"); }

journal::Projections projections_with(void (*apply)(sql::Connection&, journal::Recorded const&)) {
  auto projections = ledger::projections();
  projections.front().apply = apply;
  return projections;
}

// Five entries, and records that show whether anybody has made them again.
struct Touched {
  explicit Touched(sql::Engine engine) : bank(engine) {
    auto const account = *bank.writer->perform(bank.opening("Ada"));
    for (std::int64_t const pence : {5, 7, 20, 1}) CHECK(bank.writer->perform(bank.paying(account, pence)).ok());
    bank.writer.reset();
    sql::connect(bank.database.location(), sql::Access::read_write)->execute("UPDATE balance SET owner='touched'");
  }
  void check_as_it_was() {
    auto const connection = sql::connect(bank.database.location(), sql::Access::read_write);
    CHECK(connection->text("SELECT owner FROM balance") == "touched");
    CHECK(journal::records_are_current(ledger::projections(), *connection));
    CHECK(journal::rebuild(ledger::projections(), *connection, {}) == 5);
    CHECK(connection->text("SELECT owner FROM balance") == "Ada");
    CHECK(connection->integer("SELECT pence FROM balance") == 33);
  }
  Bank bank;
};

}  // namespace

TEST_CASE("a rebuild that is killed midway leaves the records as they were, and the next one makes them again") {
  on_each_engine([](sql::Engine engine) {
    Touched kept(engine);
    auto const child = ::fork();
    if (child == 0) {
      auto const connection = sql::connect(kept.bank.database.location(), sql::Access::read_write);
      journal::rebuild(projections_with(&apply_until_the_fourth<&killed>), *connection, {});
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    kept.check_as_it_was();
  });
}

TEST_CASE("a rebuild in which a projection fails leaves the records as they were, on a connection that goes on") {
  on_each_engine([](sql::Engine engine) {
    Touched kept(engine);
    auto const connection = sql::connect(kept.bank.database.location(), sql::Access::read_write);
    CHECK_THROWS_WITH(journal::rebuild(projections_with(&apply_until_the_fourth<&failed>), *connection, {}),
                      "the fourth event cannot be projected");
    CHECK(connection->text("SELECT owner FROM balance") == "touched");
    kept.check_as_it_was();
  });
}
