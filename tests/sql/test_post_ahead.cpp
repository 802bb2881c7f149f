// Statements carried out on one thread while another thinks of the next.
#include <doctest/doctest.h>

#include <string>

#include "each_engine.h"
#include "sql/post_ahead.h"

using namespace kith;
using namespace kith::sql;

namespace {
struct Shelf {
  testing::TestDatabase database{testing::each_engine()};
  std::unique_ptr<Connection> connection = connect(database.location(), Access::read_write);

  Shelf() {
    connection->run_script("CREATE TABLE book(name TEXT PRIMARY KEY, pages INTEGER, weight REAL, cover BLOB) STRICT");
    connection->begin();
  }
  std::int64_t books() { return *connection->integer("SELECT count(*) FROM book"); }
};
auto constexpr add_book = "INSERT INTO book(name, pages) VALUES($1,$2)";
}  // namespace

TEST_CASE("what is posted ahead is carried out in order, and whatever is asked sees all that was posted before") {
  Shelf shelf;
  post_ahead(*shelf.connection, [](Connection& c) {
    for (int i = 1; i <= 2000; ++i) {
      // Neither the statement nor its values outlive the call.
      c.post(std::string{add_book}, {"book " + std::to_string(i), i});
      c.post("UPDATE book SET pages=pages+$1 WHERE name=$2", {1, "book " + std::to_string(i)});
      if (i == 700) CHECK(c.integer("SELECT sum(pages) FROM book") == 700 * 703 / 2);
      if (i == 1000) CHECK(c.execute("UPDATE book SET pages=0") == 1000);
    }
  });
  CHECK(shelf.books() == 2000);
  CHECK(shelf.connection->integer("SELECT sum(pages) FROM book") == 1501500);
}

TEST_CASE("values of every kind that are posted ahead arrive as they were") {
  Shelf shelf;
  post_ahead(*shelf.connection, [](Connection& c) {
    std::string cover("\x00\xff'\\", 4);
    c.post("INSERT INTO book(name, pages, weight, cover) VALUES($1,$2,$3,$4)",
           {"Zoë ' \"", std::int64_t{1} << 60, 0.125, BytesView{cover}});
    cover.assign(cover.size(), 'x');
    c.post("INSERT INTO book(name, pages, weight, cover) VALUES($1,$2,$3,$4)", {"", nullptr, nullptr, nullptr});
  });
  shelf.connection->query("SELECT name, pages, weight, cover FROM book ORDER BY name DESC LIMIT 1", {},
                          [](Row const& row) {
                            CHECK(row.text(0) == "Zoë ' \"");
                            CHECK(row.integer(1) == std::int64_t{1} << 60);
                            CHECK(row.real(2) == 0.125);
                            CHECK(row.bytes(3) == std::string("\x00\xff'\\", 4));
                          });
  CHECK(shelf.connection->integer("SELECT count(*) FROM book WHERE name='' AND pages IS NULL AND weight IS NULL AND "
                                  "cover IS NULL") == 1);
}

TEST_CASE("from within an answer one may ask and post again") {
  Shelf shelf;
  post_ahead(*shelf.connection, [](Connection& c) {
    for (int i = 0; i < 10; ++i) c.post(add_book, {std::to_string(i), i});
    c.query("SELECT name FROM book WHERE pages>=$1", {5}, [&](Row const& row) {
      auto const name = row.string(0);
      c.post("UPDATE book SET weight=1 WHERE name=$1", {name});
      CHECK(c.integer("SELECT count(*) FROM book WHERE name=$1 AND weight=1", {name}) == 1);
    });
    c.post("UPDATE book SET weight=2 WHERE weight=1 AND pages>=$1", {7});
  });
  CHECK(shelf.connection->integer("SELECT count(*) FROM book WHERE weight=2") == 3);
}

namespace {
// Posts the same key twice, then what `more` does, which must not come to an end.
void check_failing(std::function<void(Connection&)> const& more) {
  Shelf shelf;
  bool went_on = false;
  auto kind = FaultKind::other;
  try {
    post_ahead(*shelf.connection, [&](Connection& c) {
      c.post(add_book, {"twice", 1});
      c.post(add_book, {"twice", 2});
      more(c);
      went_on = true;
    });
  } catch (Fault const& fault) {
    kind = fault.kind;
  }
  CHECK(kind == FaultKind::constraint);
  CHECK_FALSE(went_on);
  shelf.connection->rollback();
  CHECK(shelf.books() == 0);
}
}  // namespace

TEST_CASE("a statement that fails ends a work that goes on posting, and a rollback leaves nothing") {
  check_failing([](Connection& c) {
    for (int i = 0; i < 100000; ++i) c.post(add_book, {std::to_string(i), i});
  });
}

TEST_CASE("a statement that fails ends a work that waits for an answer, and a rollback leaves nothing") {
  check_failing([](Connection& c) { c.integer("SELECT count(*) FROM book"); });
}

TEST_CASE("what the work throws is thrown to who asked for it, and the connection goes on") {
  Shelf shelf;
  CHECK_THROWS_WITH(post_ahead(*shelf.connection,
                               [](Connection& c) {
                                 c.post(add_book, {"a", 1});
                                 throw std::runtime_error("no more");
                               }),
                    "no more");
  CHECK_THROWS_AS(post_ahead(*shelf.connection, [](Connection& c) { c.integer("SELECT nothing FROM nowhere"); }),
                  Fault);
  shelf.connection->rollback();
  CHECK(shelf.books() == 0);
}
