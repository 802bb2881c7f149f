#include "journal/store.h"

#include <fmt/format.h>

namespace kith::journal {

namespace {
// The lasting tables: everything that a backup holds. The records that pages query are made from them by projection.
auto constexpr tables_ddl = R"(
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE journal(
  sequence INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  type_version INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  agency TEXT NOT NULL,
  purpose TEXT NOT NULL,
  cause INTEGER NOT NULL,
  command TEXT NOT NULL,
  commitment BLOB NOT NULL,
  chain BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_by_stream ON journal(stream, version);

CREATE TABLE payload(sequence INTEGER PRIMARY KEY, salt BLOB NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE answered(key TEXT PRIMARY KEY, request TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX answered_by_time ON answered(at);

CREATE TABLE checkpoint(
  sequence INTEGER PRIMARY KEY,
  chain BLOB NOT NULL,
  at INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
)";

auto constexpr header_columns =
    "j.sequence, j.stream, j.version, j.type, j.type_version, j.occurred_at, j.recorded_at, j.actor, j.agency, "
    "j.purpose, j.cause, j.command";

Recorded recorded_of(sql::Row const& row, int body_column) {
  Recorded recorded;
  auto& h = recorded.header;
  h.sequence = row.integer(0);
  h.stream = parse_raw_id(row.text(1)).value_or(RawId{});
  h.version = row.integer(2);
  h.type = row.text(3);
  h.type_version = static_cast<int>(row.integer(4));
  h.occurred_at = row.instant(5);
  h.recorded_at = row.instant(6);
  h.author = {row.id<Actor>(7), row.string(8), row.string(9)};
  h.cause = row.integer(10);
  h.command = row.id<Command>(11);
  if (!row.is_null(body_column)) recorded.body = row.string(body_column);
  return recorded;
}

// Asks for one page after another until a short one comes.
template <class Visit>
void in_pages(sql::Connection& connection, std::string const& sql, std::int64_t after, Visit visit) {
  std::int64_t constexpr page = 2000;
  for (std::int64_t count = page; count == page;) {
    count = 0;
    std::int64_t const from = after;
    connection.query(sql, {from, page}, [&](sql::Row const& row) {
      visit(row);
      after = row.integer(0);
      ++count;
    });
  }
}
}  // namespace

void create_tables(sql::Connection& connection) {
  connection.run_script(tables_ddl);
  keep_setting(connection, "schema_version", fmt::format("{}", schema_version));
}

Result<Done> check_version(sql::Connection& connection) {
  std::optional<std::string> stored;
  try {
    stored = setting(connection, "schema_version");
  } catch (sql::Fault const&) {
  }
  if (!stored)
    return unavailable("not_initialised",
                       "There is no Kith data here yet. Run `kith init` first, with the same place.");
  int const found = std::atoi(stored->c_str());
  if (found > schema_version)
    return unavailable("newer_data",
                       fmt::format("This data was written by a newer Kith (its format is {}, this program "
                                   "knows {}). Install the newer program; nothing has been changed.",
                                   found, schema_version));
  if (found < schema_version)
    return unavailable("older_data", "This data was written by an older Kith. Run `kith migrate` first.");
  return Done{};
}

std::optional<std::string> setting(sql::Connection& connection, std::string_view name) {
  return connection.text("SELECT value FROM setting WHERE name=$1", {name});
}

void keep_setting(sql::Connection& connection, std::string_view name, std::string_view value) {
  connection.execute(
      "INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
      {name, value});
}

Head head(sql::Connection& connection) {
  Head end;
  connection.query("SELECT sequence, chain FROM journal ORDER BY sequence DESC LIMIT 1", {}, [&](sql::Row const& row) {
    end.sequence = row.integer(0);
    auto const chain = row.bytes(1);
    std::copy_n(chain.begin(), std::min(chain.size(), end.chain.size()), end.chain.begin());
  });
  return end;
}

std::vector<Recorded> load(sql::Connection& connection, StreamId const& stream) {
  static std::string const sql = fmt::format(
      "SELECT {}, p.body FROM journal j LEFT JOIN payload p ON p.sequence=j.sequence WHERE j.stream=$1 ORDER BY "
      "j.version",
      header_columns);
  std::vector<Recorded> events;
  connection.query(sql, {to_text(stream)}, [&](sql::Row const& row) { events.push_back(recorded_of(row, 12)); });
  return events;
}

void for_each_event(sql::Connection& connection, std::int64_t after,
                    std::function<void(Recorded const&)> const& visit) {
  static std::string const sql = fmt::format(
      "SELECT {}, p.body FROM journal j LEFT JOIN payload p ON p.sequence=j.sequence WHERE j.sequence>$1 ORDER BY "
      "j.sequence LIMIT $2",
      header_columns);
  in_pages(connection, sql, after, [&](sql::Row const& row) { visit(recorded_of(row, 12)); });
}

void for_each_entry(sql::Connection& connection, std::int64_t after, std::function<void(Entry const&)> const& visit) {
  static std::string const sql = fmt::format(
      "SELECT {}, p.body, p.salt, j.commitment, j.chain FROM journal j LEFT JOIN payload p ON p.sequence=j.sequence "
      "WHERE j.sequence>$1 ORDER BY j.sequence LIMIT $2",
      header_columns);
  in_pages(connection, sql, after, [&](sql::Row const& row) {
    visit(Entry{recorded_of(row, 12), row.bytes(13), row.bytes(14), row.bytes(15)});
  });
}

void insert_entry(sql::Connection& connection, Header const& h, std::string_view commitment, std::string_view chain) {
  connection.post(
      "INSERT INTO journal(sequence, stream, version, type, type_version, occurred_at, recorded_at, actor, agency, "
      "purpose, cause, command, commitment, chain) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
      {h.sequence, to_text(h.stream), h.version, h.type, h.type_version, h.occurred_at, h.recorded_at, h.author.actor,
       h.author.agency, h.author.purpose, h.cause, h.command, sql::BytesView{commitment}, sql::BytesView{chain}});
}

void insert_payload(sql::Connection& connection, std::int64_t sequence, std::string_view salt, std::string_view body) {
  connection.post("INSERT INTO payload(sequence, salt, body) VALUES($1,$2,$3)", {sequence, sql::BytesView{salt}, body});
}

}  // namespace kith::journal
