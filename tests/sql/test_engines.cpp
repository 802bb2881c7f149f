// The contract both engines keep: everything above sql/ relies on these and nothing else.
#include <doctest/doctest.h>

#include "databases.h"
#include "sql/database.h"

using namespace kith;
using namespace kith::sql;
using kith::testing::engines;
using kith::testing::TestDatabase;

namespace {
auto constexpr schema = R"(
CREATE TABLE thing(name TEXT PRIMARY KEY, size INTEGER NOT NULL, weight REAL, picture BLOB) STRICT;
CREATE INDEX thing_by_size ON thing(size);
)";

template <class Body>
void on_each_engine(Body body) {
  for (auto engine : engines()) {
    CAPTURE(engine == Engine::sqlite ? "SQLite" : "PostgreSQL");
    TestDatabase database(engine);
    auto writer = connect(database.location(), Access::read_write);
    writer->run_script(schema);
    body(database, *writer);
  }
}
}  // namespace

TEST_CASE("values of every kind come back as they went in") {
  on_each_engine([](TestDatabase&, Connection& c) {
    std::string const picture("\x00\xff'\\", 4);
    c.execute("INSERT INTO thing(name, size, weight, picture) VALUES($1,$2,$3,$4)",
              {"Zoë ' \"", std::int64_t{1} << 60, 0.125, BytesView{picture}});
    c.execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"empty", 0});
    c.query("SELECT name, size, weight, picture FROM thing WHERE name=$1", {"Zoë ' \""}, [&](Row const& row) {
      CHECK(row.text(0) == "Zoë ' \"");
      CHECK(row.integer(1) == std::int64_t{1} << 60);
      CHECK(row.real(2) == 0.125);
      CHECK(row.bytes(3) == picture);
    });
    c.query("SELECT weight, picture FROM thing WHERE name=$1", {"empty"}, [](Row const& row) {
      CHECK(row.is_null(0));
      CHECK(row.is_null(1));
    });
  });
}

TEST_CASE("parameters are taken by their number, in any order and more than once") {
  on_each_engine([](TestDatabase&, Connection& c) {
    CHECK(c.text("SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT)", {"b", "a"}) == "aba");
  });
}

TEST_CASE("a rolled back transaction leaves nothing, a committed one is seen by readers") {
  on_each_engine([](TestDatabase& database, Connection& c) {
    auto reader = connect(database.location(), Access::read_only);
    c.begin();
    c.execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"a", 1});
    CHECK(reader->integer("SELECT count(*) FROM thing") == 0);
    c.rollback();
    c.begin();
    c.post("INSERT INTO thing(name, size) VALUES($1,$2)", {"b", 2});
    c.post("UPDATE thing SET size=size+$1 WHERE name=$2", {1, "b"});
    c.commit();
    CHECK(reader->integer("SELECT size FROM thing WHERE name=$1", {"b"}) == 3);
    CHECK(reader->integer("SELECT count(*) FROM thing") == 1);
  });
}

TEST_CASE("a broken rule is a constraint fault, and the connection goes on after a rollback") {
  on_each_engine([](TestDatabase&, Connection& c) {
    c.execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"a", 1});
    c.begin();
    auto breaks_it = [&] {
      c.post("INSERT INTO thing(name, size) VALUES($1,$2)", {"a", 2});
      c.post("INSERT INTO thing(name, size) VALUES($1,$2)", {"c", 2});
      c.commit();
    };
    bool constraint = false;
    try {
      breaks_it();
    } catch (Fault const& fault) {
      constraint = fault.kind == FaultKind::constraint;
    }
    CHECK(constraint);
    c.rollback();
    CHECK(c.integer("SELECT count(*) FROM thing") == 1);
    c.execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"d", 4});
    CHECK(c.integer("SELECT count(*) FROM thing") == 2);
  });
}

TEST_CASE("many posted writes arrive in order") {
  on_each_engine([](TestDatabase&, Connection& c) {
    c.begin();
    for (int i = 0; i < 1000; ++i) c.post("INSERT INTO thing(name, size) VALUES($1,$2)", {std::to_string(i), i});
    CHECK(c.integer("SELECT sum(size) FROM thing") == 499500);
    c.commit();
  });
}

TEST_CASE("a reader cannot write") {
  on_each_engine([](TestDatabase& database, Connection&) {
    auto reader = connect(database.location(), Access::read_only);
    CHECK_THROWS_AS(reader->execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"x", 1}), Fault);
  });
}

TEST_CASE("the pool lends a connection to one holder at a time and takes it back") {
  on_each_engine([](TestDatabase& database, Connection&) {
    ReaderPool pool(database.location());
    Connection* first = nullptr;
    {
      auto a = pool.lease();
      auto b = pool.lease();
      first = &*a;
      CHECK(&*a != &*b);
    }
    auto again = pool.lease();
    auto other = pool.lease();
    CHECK((&*again == first || &*other == first));
  });
}

TEST_CASE("a file that is no database is closed again") {
  testing::TemporaryFolder const folder;
  auto const file = (folder.path() / "kith.db").string();
  std::ofstream(file) << "Not a database, but long enough to be looked at as if it were one.";
  auto const open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
  };
  auto const before = open_files();
  for (auto const access : {Access::read_only, Access::read_write})
    CHECK_THROWS_AS(connect(Location::sqlite_file(file), access), Fault);
  CHECK(open_files() == before);
}

TEST_CASE("a database that is not there is a sentence, not a crash") {
  CHECK_THROWS_AS(connect(Location::sqlite_file("/nowhere/at/all.db"), Access::read_only), Fault);
  CHECK(dialect_ddl(Engine::sqlite, "CREATE TABLE a(b TEXT PRIMARY KEY) KEYED;") ==
        "CREATE TABLE a(b TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;");
  CHECK(dialect_ddl(Engine::postgres, "CREATE TABLE a(b TEXT PRIMARY KEY) KEYED;") ==
        "CREATE TABLE a(b TEXT PRIMARY KEY) ;");
  CHECK(dialect_ddl(Engine::postgres, "CREATE TABLE a(b INTEGER, c BLOB) STRICT;") ==
        "CREATE TABLE a(b BIGINT, c BYTEA) ;");
}

namespace {
// Ends every other connection to the database, as a server that starts again does, and waits until they are gone.
void end_other_connections(Connection& c) {
  auto constexpr others = "FROM pg_stat_activity WHERE datname=current_database() AND pid<>pg_backend_pid()";
  c.query(std::string{"SELECT pg_terminate_backend(pid) "} + others, {}, [](Row const&) {});
  for (int asked = 0; asked < 10'000 && c.integer(std::string{"SELECT count(*) "} + others) != 0; ++asked) {
  }
}

template <class Body>
void on_postgres(Body body) {
  on_each_engine([&](TestDatabase& database, Connection& c) {
    if (c.engine() == Engine::postgres) body(database, c);
  });
}
}  // namespace

TEST_CASE("PostgreSQL: a connection that went away between transactions is made again at the next one") {
  on_postgres([](TestDatabase& database, Connection& c) {
    auto writer = connect(database.location(), Access::read_write);
    auto insert = [&](char const* name) {
      writer->begin();
      writer->post("INSERT INTO thing(name, size) VALUES($1,$2)", {name, 1});
      writer->commit();
    };
    insert("before");
    end_other_connections(c);
    CHECK_FALSE(writer->usable());
    insert("after");
    CHECK(writer->usable());
    CHECK(c.integer("SELECT count(*) FROM thing") == 2);
  });
}

TEST_CASE("PostgreSQL: one that went away inside a transaction is a fault, and nothing of it is kept") {
  on_postgres([](TestDatabase& database, Connection& c) {
    auto writer = connect(database.location(), Access::read_write);
    writer->begin();
    writer->execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"half", 1});
    end_other_connections(c);
    try {
      writer->commit();
      FAIL("a commit without a server was taken for one");
    } catch (Fault const& fault) {
      CHECK(fault.kind == FaultKind::lost);
    }
    CHECK(c.integer("SELECT count(*) FROM thing") == 0);
  });
}

TEST_CASE("PostgreSQL: a pool lends no connection that has gone away") {
  on_postgres([](TestDatabase& database, Connection& c) {
    ReaderPool pool(database.location());
    { auto const lent = pool.lease(); }
    end_other_connections(c);
    CHECK(pool.lease()->integer("SELECT count(*) FROM thing") == 0);
  });
}

TEST_CASE("PostgreSQL: to keep a transaction that had failed is a fault, with posted statements and without") {
  on_postgres([](TestDatabase&, Connection& c) {
    for (bool posted : {false, true}) {
      CAPTURE(posted);
      c.begin();
      CHECK_THROWS_AS(c.execute("INSERT INTO thing(name, size) VALUES($1,$2)", {"a", nullptr}), Fault);
      if (posted) c.post("INSERT INTO thing(name, size) VALUES($1,$2)", {"b", 1});
      CHECK_THROWS_AS(c.commit(), Fault);
      c.rollback();
    }
    CHECK(c.integer("SELECT count(*) FROM thing") == 0);
  });
}

TEST_CASE("PostgreSQL: who writes waits for the disk, whatever the server was configured for") {
  on_postgres([](TestDatabase& database, Connection& c) {
    auto const name = *c.text("SELECT current_database()");
    c.run_script("ALTER DATABASE " + name + " SET synchronous_commit=off");
    CHECK(connect(database.location(), Access::read_only)->text("SHOW synchronous_commit") == "off");
    CHECK(connect(database.location(), Access::read_write)->text("SHOW synchronous_commit") == "on");
    c.run_script("ALTER DATABASE " + name + " SET synchronous_commit=remote_apply");  // more than we ask: left alone
    CHECK(connect(database.location(), Access::read_write)->text("SHOW synchronous_commit") == "remote_apply");
  });
}
