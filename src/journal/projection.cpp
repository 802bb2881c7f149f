#include "journal/projection.h"

#include <fmt/format.h>

#include "base/crypto.h"
#include "journal/read_ahead.h"
#include "journal/store.h"
#include "sql/post_ahead.h"

namespace kith::journal {

namespace {
// Any change of a table's definition changes this, and the records are made again at the next start.
std::string fingerprint(Projections const& projections) {
  std::string all;
  for (auto const& projection : projections) all.append(projection.ddl).append(projection.indexes);
  return to_hex(sha256(all));
}

// The columns of a table, asked of the engine once a digest.
std::vector<std::string> columns_of(sql::Connection& connection, std::string_view table) {
  std::vector<std::string> names;
  auto collect = [&](sql::Row const& row) { names.push_back(row.string(0)); };
  if (connection.engine() == sql::Engine::sqlite)
    connection.query("SELECT name FROM pragma_table_info($1) ORDER BY name", {table}, collect);
  else
    connection.query(
        "SELECT column_name FROM information_schema.columns WHERE table_schema=current_schema() AND table_name=$1 "
        "ORDER BY column_name COLLATE \"C\"",
        {table}, collect);
  return names;
}

void create_tables_of(Projections const& projections, sql::Connection& connection) {
  for (auto projection = projections.rbegin(); projection != projections.rend(); ++projection)
    for (auto const& table : projection->tables)
      connection.run_script(fmt::format("DROP TABLE IF EXISTS {}", table.name));
  for (auto const& projection : projections) connection.run_script(projection.ddl);
}

void create_indexes_of(Projections const& projections, sql::Connection& connection) {
  for (auto const& projection : projections)
    if (!projection.indexes.empty()) connection.run_script(projection.indexes);
  keep_setting(connection, "records", fingerprint(projections));
}
}  // namespace

void project(Projections const& projections, sql::Connection& connection, Recorded const& event) {
  for (auto const& projection : projections) projection.apply(connection, event);
}

void create_records(Projections const& projections, sql::Connection& connection) {
  create_tables_of(projections, connection);
  create_indexes_of(projections, connection);
}

bool records_are_current(Projections const& projections, sql::Connection& connection) {
  return setting(connection, "records") == fingerprint(projections);
}

std::int64_t rebuild(Projections const& projections, sql::Connection& connection,
                     std::function<void(std::int64_t)> const& progress) {
  std::int64_t events = 0;
  connection.make_room(std::int64_t{128} << 20);
  connection.begin();
  try {
    create_tables_of(projections, connection);
    sql::post_ahead(connection, [&](sql::Connection& ahead) {
      for_each_event_ahead(connection.location(), [&](Recorded const& event) {
        project(projections, ahead, event);
        if (++events % 1000 == 0 && progress) progress(event.header.sequence);
      });
    });
    create_indexes_of(projections, connection);
    connection.commit();
    connection.make_room(sql::Connection::usual_room_bytes);
  } catch (...) {
    connection.rollback();
    throw;
  }
  return events;
}

std::vector<TableDigest> digest_records(Projections const& projections, sql::Connection& connection) {
  std::vector<TableDigest> digests;
  for (auto const& projection : projections) {
    for (auto const& table : projection.tables) {
      auto const columns = columns_of(connection, table.name);
      auto const sql = fmt::format("SELECT {} FROM {} ORDER BY {}", fmt::join(columns, ", "), table.name, table.key);
      TableDigest digest{std::string{table.name}, 0, {}};
      Sha256 hasher;
      std::string line;
      connection.query(sql, {}, [&](sql::Row const& row) {
        line.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
          int const column = static_cast<int>(i);
          if (row.is_null(column))
            line += "\x01";
          else
            line += row.text(column);
          line += '\x1f';
        }
        hasher.add(line + '\x1e');
        ++digest.rows;
      });
      digest.digest = to_hex(hasher.finish());
      digests.push_back(std::move(digest));
    }
  }
  return digests;
}

}  // namespace kith::journal
