// One database, two engines: SQLite for one machine, PostgreSQL for more. SQL is text, bound by $1..$n, written once
// and kept within what both engines answer alike (docs/sql-dialect.md). This layer adds next to nothing to the C
// libraries: a cache of prepared statements, rows read in place, and faults sorted by what the caller can do about
// them.
//
// Exceptions (sql::Fault) stay inside the rooms that talk to the database; they become Results at journal's door.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "base/closed_set.h"
#include "base/code.h"
#include "base/id.h"
#include "base/personal.h"
#include "base/result.h"
#include "base/time.h"

namespace kith::sql {

enum class Engine { sqlite, postgres };

// What the caller can do about a fault.
enum class FaultKind {
  constraint,  // the data broke a rule of the schema
  busy,        // somebody else holds a lock: try again
  full,        // no room on the disk: refuse writes, go on reading
  lost,        // the connection or the file is gone
  other,
};
struct Fault : std::runtime_error {
  Fault(FaultKind k, std::string const& what) : std::runtime_error(what), kind(k) {}
  FaultKind kind;
};

// A value bound to a statement. Texts and bytes are borrowed for the length of the call.
struct BytesView {
  std::string_view bytes;
};
class Value {
 public:
  using Content = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, BytesView, std::string>;

  Value(std::nullptr_t) : content_(nullptr) {}                          // NOLINT: all implicit on purpose
  Value(std::int64_t number) : content_(number) {}                      // NOLINT
  Value(int number) : content_(std::int64_t{number}) {}                 // NOLINT
  Value(bool flag) : content_(std::int64_t{flag ? 1 : 0}) {}            // NOLINT
  Value(double number) : content_(number) {}                            // NOLINT
  Value(std::string_view text) : content_(text) {}                      // NOLINT
  Value(std::string const& text) : content_(std::string_view{text}) {}  // NOLINT
  Value(char const* text) : content_(std::string_view{text}) {}         // NOLINT
  Value(BytesView bytes) : content_(bytes) {}                           // NOLINT
  Value(Instant instant) : content_(instant.ms) {}                      // NOLINT: instants are stored as milliseconds
  Value(Date date) : content_(to_text(date)) {}                         // NOLINT: dates are stored as ISO text
  template <class Thing>
  Value(Id<Thing> const& id) : content_(id.text()) {}  // NOLINT
  template <class Set>
  Value(Code<Set> const& code) : content_(std::string_view{code.value}) {}  // NOLINT
  template <ClosedSet E>
  Value(E member) : content_(wire(member)) {}  // NOLINT: closed sets are stored by wire name
  template <class T>
  Value(Personal<T> const& personal) : Value(personal.reveal()) {}  // NOLINT
  template <class T>
  Value(std::optional<T> const& maybe) : content_(nullptr) {  // NOLINT
    if (maybe) *this = Value(*maybe);
  }

  Content const& content() const { return content_; }

 private:
  Content content_;
};

// One row of an answer, read in place: texts are valid until the callback returns.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string bytes(int column) const = 0;

  std::string string(int column) const { return std::string{text(column)}; }
  bool flag(int column) const { return integer(column) != 0; }
  Instant instant(int column) const { return {integer(column)}; }
  std::optional<Instant> maybe_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional{instant(column)};
  }
  std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
  }
  // Null, or text that is not a date, is nullopt.
  std::optional<Date> date(int column) const { return is_null(column) ? std::nullopt : parse_date(text(column)); }
  // Null, or text that is not an id, is the nil id.
  template <class Thing>
  Id<Thing> id(int column) const {
    return Id<Thing>::parse(text(column)).value_or(Id<Thing>{});
  }
};
using OnRow = std::function<void(Row const&)>;

// Where a database is: a file for SQLite, a postgresql:// URL for PostgreSQL.
struct Location {
  Engine engine = Engine::sqlite;
  std::string target;

  static Location sqlite_file(std::string path) { return {Engine::sqlite, std::move(path)}; }
  static Location postgres(std::string url) { return {Engine::postgres, std::move(url)}; }
};

// One conversation with the database. Not for two threads at once.
class Connection {
 public:
  virtual ~Connection() = default;

  virtual Engine engine() const = 0;
  // Where this database is: for another conversation with it.
  virtual Location const& location() const = 0;
  virtual void query(std::string_view sql, std::span<Value const> values, OnRow const& on_row) = 0;
  // Returns how many rows changed.
  virtual std::int64_t execute(std::string_view sql, std::span<Value const> values) = 0;
  // A write whose count nobody needs. PostgreSQL sends it without waiting; a fault shows at the next other call.
  virtual void post(std::string_view sql, std::span<Value const> values) = 0;
  // Whether anything can still be asked: false once the server at the other end has gone.
  virtual bool usable() = 0;
  virtual void begin() = 0;     // connects again first when the connection was lost between transactions
  virtual void commit() = 0;    // returns only when the engine has flushed to disk
  virtual void rollback() = 0;  // never throws
  // Several statements, in the house's own dialect of DDL: INTEGER, REAL, TEXT, BLOB; see dialect_ddl.
  virtual void run_script(std::string_view ddl) = 0;
  // How much of the database SQLite keeps in memory: a transaction that writes very much wants more than usual, or it
  // writes a page out each time it needs another. Nothing on PostgreSQL, which has its own settings for that.
  static constexpr std::int64_t usual_room_bytes = std::int64_t{64} << 20;
  virtual void make_room(std::int64_t bytes) = 0;
  // Between batches: SQLite's writer copies its write-ahead log back when that has grown. Nothing on PostgreSQL.
  virtual void tidy() = 0;

  void query(std::string_view sql, std::initializer_list<Value> values, OnRow const& on_row) {
    query(sql, std::span<Value const>{values.begin(), values.size()}, on_row);
  }
  std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) {
    return execute(sql, std::span<Value const>{values.begin(), values.size()});
  }
  void post(std::string_view sql, std::initializer_list<Value> values) {
    post(sql, std::span<Value const>{values.begin(), values.size()});
  }
  // The first row's first column, or nullopt without a row or with a null.
  std::optional<std::int64_t> integer(std::string_view sql, std::initializer_list<Value> values = {});
  std::optional<std::string> text(std::string_view sql, std::initializer_list<Value> values = {});
};

enum class Access { read_only, read_write };
// Throws Fault(lost) with a sentence that says what could not be opened and why.
std::unique_ptr<Connection> connect(Location const& location, Access access);

// House DDL as the engine wants it: INTEGER becomes BIGINT and BLOB becomes BYTEA on PostgreSQL, where STRICT goes.
std::string dialect_ddl(Engine engine, std::string_view ddl);

// A fault in words for people, with the kind that fits.
Error to_error(Fault const& fault);

// Connections for readers, kept open and lent out, one to a thread at a time.
class ReaderPool {
 public:
  explicit ReaderPool(Location location);
  ~ReaderPool();

  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Connection> connection);
    Lease(Lease&&) noexcept;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
  };
  Lease lease();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  struct Shelf;
  Location location_;
  std::unique_ptr<Shelf> shelf_;
};

}  // namespace kith::sql
