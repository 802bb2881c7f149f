#include "sql/database.h"

#include <mutex>
#include <vector>

#include "sql/engines.h"

namespace kith::sql {

std::optional<std::int64_t> Connection::integer(std::string_view sql, std::initializer_list<Value> values) {
  std::optional<std::int64_t> answer;
  query(sql, values, [&](Row const& row) {
    if (!answer && !row.is_null(0)) answer = row.integer(0);
  });
  return answer;
}

std::optional<std::string> Connection::text(std::string_view sql, std::initializer_list<Value> values) {
  std::optional<std::string> answer;
  query(sql, values, [&](Row const& row) {
    if (!answer && !row.is_null(0)) answer = row.string(0);
  });
  return answer;
}

std::unique_ptr<Connection> connect(Location const& location, Access access) {
  return location.engine == Engine::sqlite ? connect_sqlite(location.target, access)
                                           : connect_postgres(location.target, access);
}

namespace {
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string_view sqlite_word(std::string_view word) { return word == "KEYED" ? "STRICT, WITHOUT ROWID" : word; }

std::string_view postgres_word(std::string_view word) {
  if (word == "INTEGER") return "BIGINT";
  if (word == "REAL") return "DOUBLE PRECISION";
  if (word == "BLOB") return "BYTEA";
  if (word == "STRICT" || word == "KEYED") return "";
  return word;
}
}  // namespace

std::string dialect_ddl(Engine engine, std::string_view ddl) {
  auto const word_of = engine == Engine::sqlite ? &sqlite_word : &postgres_word;
  std::string out;
  for (std::size_t i = 0; i < ddl.size();) {
    if (!is_word(ddl[i])) {
      out += ddl[i++];
      continue;
    }
    std::size_t end = i;
    while (end < ddl.size() && is_word(ddl[end])) ++end;
    out += word_of(ddl.substr(i, end - i));
    i = end;
  }
  return out;
}

Error to_error(Fault const& fault) {
  switch (fault.kind) {
    case FaultKind::full:
      return unavailable("disk_full",
                         "The disk that holds the records is full, so nothing can be saved. What you typed has been "
                         "kept on this page. Ask your administrator to free some space, then try again.");
    case FaultKind::busy:
      return unavailable("busy", "The records are in use by another process. Try again in a moment.");
    case FaultKind::lost:
      return unavailable("database_lost", fault.what());
    case FaultKind::constraint:
    case FaultKind::other:
      break;
  }
  return internal_error("database_fault", fault.what());
}

struct ReaderPool::Shelf {
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle;
};

ReaderPool::ReaderPool(Location location) : location_(std::move(location)), shelf_(std::make_unique<Shelf>()) {}
ReaderPool::~ReaderPool() = default;

ReaderPool::Lease ReaderPool::lease() {
  {
    std::lock_guard const lock(shelf_->mutex);
    if (!shelf_->idle.empty()) {
      auto connection = std::move(shelf_->idle.back());
      shelf_->idle.pop_back();
      if (connection->usable()) return {*this, std::move(connection)};
      shelf_->idle.clear();  // the database went away, from the others too
    }
  }
  return {*this, connect(location_, Access::read_only)};
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  std::lock_guard const lock(shelf_->mutex);
  shelf_->idle.push_back(std::move(connection));
}

ReaderPool::Lease::Lease(ReaderPool& pool, std::unique_ptr<Connection> connection)
    : pool_(&pool), connection_(std::move(connection)) {}
ReaderPool::Lease::Lease(Lease&&) noexcept = default;
ReaderPool::Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

}  // namespace kith::sql
