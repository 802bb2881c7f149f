#include <sqlite3.h>

#include <fmt/format.h>

#include <charconv>
#include <unordered_map>
#include <vector>

#include "sql/engines.h"

namespace kith::sql {

namespace {

FaultKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return FaultKind::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FaultKind::busy;
    case SQLITE_FULL:
      return FaultKind::full;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return FaultKind::lost;
    case SQLITE_IOERR:
      return code == SQLITE_IOERR_WRITE ? FaultKind::full : FaultKind::lost;
    default:
      return FaultKind::other;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  // One look at the column gives its text and its length, where sqlite3_column_text and _bytes would take two.
  std::string_view text(int column) const override {
    auto* const value = sqlite3_column_value(statement_, column);
    auto const* start = reinterpret_cast<char const*>(sqlite3_value_text(value));
    if (start == nullptr) return {};
    return {start, static_cast<std::size_t>(sqlite3_value_bytes(value))};
  }
  std::string bytes(int column) const override {
    auto const* start = static_cast<char const*>(sqlite3_column_blob(statement_, column));
    if (start == nullptr) return {};
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

struct Prepared {
  sqlite3_stmt* statement = nullptr;
  // SQLite numbers $3 by its first appearance, not by its digit, so the place of each is looked up once.
  std::vector<int> places;
  bool running = false;
};

class SqliteConnection final : public Connection {
 public:
  // Opened by another constructor: what is thrown here, about a file that is no database, still closes it.
  SqliteConnection(std::string const& path, Access access)
      : SqliteConnection(
            path, access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {
    sqlite3_extended_result_codes(database_, 1);
    sqlite3_busy_timeout(database_, 5000);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    pragma("PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY");
    if (access == Access::read_only) {
      // Only the writer's own connection checkpoints: SQLite before 3.51.3 can corrupt the log when two do.
      sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
      pragma("PRAGMA query_only=ON; PRAGMA cache_size=-8192");
    } else {
      pragma(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON;"
          "PRAGMA journal_size_limit=67108864");
      make_room(usual_room_bytes);
      int keep = 1;  // a fresh log file is slow while the file system extends it, so the old one stays
      sqlite3_file_control(database_, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
      sqlite3_wal_hook(
          database_,
          [](void* self, sqlite3*, char const*, int pages) {
            static_cast<SqliteConnection*>(self)->log_pages_ = pages;
            return SQLITE_OK;
          },
          this);
    }
  }
  ~SqliteConnection() override {
    for (auto& [text, prepared] : statements_) sqlite3_finalize(prepared.statement);
    sqlite3_close(database_);
  }
  SqliteConnection(SqliteConnection const&) = delete;
  SqliteConnection& operator=(SqliteConnection const&) = delete;

  Engine engine() const override { return Engine::sqlite; }
  Location const& location() const override { return location_; }

  void query(std::string_view sql, std::span<Value const> values, OnRow const& on_row) override {
    auto& prepared = prepare(sql);
    if (prepared.running) throw Fault(FaultKind::other, "a statement was asked again inside its own answer");
    Run const run(prepared);
    bind(prepared, values);
    SqliteRow const row(prepared.statement);
    int code = 0;
    while ((code = sqlite3_step(prepared.statement)) == SQLITE_ROW) on_row(row);
    if (code != SQLITE_DONE) throw fault(code, sql);
  }
  std::int64_t execute(std::string_view sql, std::span<Value const> values) override {
    query(sql, values, [](Row const&) {});
    return sqlite3_changes64(database_);
  }
  void post(std::string_view sql, std::span<Value const> values) override { execute(sql, values); }

  bool usable() override { return true; }
  void begin() override { Connection::execute("BEGIN IMMEDIATE"); }
  void commit() override { Connection::execute("COMMIT"); }
  void rollback() override {
    if (sqlite3_get_autocommit(database_) == 0) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void run_script(std::string_view ddl) override { pragma(dialect_ddl(Engine::sqlite, ddl)); }

  void make_room(std::int64_t bytes) final { pragma(fmt::format("PRAGMA cache_size=-{}", bytes / 1024)); }
  void tidy() override {
    int constexpr worth_copying_pages = 4096;      // 16 MB of log
    int constexpr must_start_again_pages = 32768;  // 128 MB: readers have kept the log from starting again
    if (log_pages_ < worth_copying_pages) return;
    bool const insist = log_pages_ >= must_start_again_pages;
    if (insist) sqlite3_busy_timeout(database_, 50);
    sqlite3_wal_checkpoint_v2(database_, nullptr, insist ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
                              nullptr, nullptr);
    if (insist) sqlite3_busy_timeout(database_, 5000);
  }

 private:
  SqliteConnection(std::string const& path, int flags) : location_(Location::sqlite_file(path)) {
    if (int code = sqlite3_open_v2(path.c_str(), &database_, flags | SQLITE_OPEN_NOMUTEX, nullptr); code != SQLITE_OK) {
      std::string const reason = database_ ? sqlite3_errmsg(database_) : "out of memory";
      sqlite3_close(database_);
      throw Fault(kind_of(code), fmt::format("The database file {} cannot be opened: {}.", path, reason));
    }
  }
  // Marks a statement as running, and resets it however the answer ends.
  struct Run {
    explicit Run(Prepared& p) : prepared(p) { prepared.running = true; }
    ~Run() {
      sqlite3_reset(prepared.statement);
      prepared.running = false;
    }
    Run(Run const&) = delete;
    Run& operator=(Run const&) = delete;
    Prepared& prepared;
  };

  Fault fault(int code, std::string_view sql) const {
    return {kind_of(code), fmt::format("{} (SQLite {}, in: {})", sqlite3_errmsg(database_), code, sql.substr(0, 200))};
  }
  void pragma(std::string const& script) {
    if (int code = sqlite3_exec(database_, script.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
      throw fault(code, script);
  }

  Prepared& prepare(std::string_view sql) {
    if (auto found = statements_.find(sql); found != statements_.end()) return found->second;
    Prepared prepared;
    if (int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &prepared.statement, nullptr);
        code != SQLITE_OK)
      throw fault(code, sql);
    int const count = sqlite3_bind_parameter_count(prepared.statement);
    for (int n = 1; n <= count; ++n) {
      int const place = sqlite3_bind_parameter_index(prepared.statement, fmt::format("${}", n).c_str());
      if (place == 0) throw Fault(FaultKind::other, fmt::format("parameters must be $1 to $n, in: {}", sql));
      prepared.places.push_back(place);
    }
    return statements_.emplace(std::string{sql}, std::move(prepared)).first->second;
  }

  void bind(Prepared& prepared, std::span<Value const> values) {
    if (values.size() != prepared.places.size())
      throw Fault(FaultKind::other, "wrong number of values for a statement");
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto* s = prepared.statement;
      int const at = prepared.places[i];
      std::visit(
          [&](auto const& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::nullptr_t>)
              sqlite3_bind_null(s, at);
            else if constexpr (std::is_same_v<T, std::int64_t>)
              sqlite3_bind_int64(s, at, v);
            else if constexpr (std::is_same_v<T, double>)
              sqlite3_bind_double(s, at, v);
            else if constexpr (std::is_same_v<T, BytesView>)
              sqlite3_bind_blob64(s, at, v.bytes.data(), v.bytes.size(), SQLITE_STATIC);
            else
              sqlite3_bind_text64(s, at, v.data() ? v.data() : "", v.size(), SQLITE_STATIC, SQLITE_UTF8);
          },
          values[i].content());
    }
  }

  Location location_;
  sqlite3* database_ = nullptr;
  int log_pages_ = 0;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(std::string const& path, Access access) {
  static bool const configured = [] {
    // SQLite counts every allocation under a lock that all connections share, for figures that nobody reads.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // A connection is used by one thread at a time; so says the library, values of columns may be read in place.
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    return true;
  }();
  static_cast<void>(configured);
  return std::make_unique<SqliteConnection>(path, access);
}

}  // namespace kith::sql
