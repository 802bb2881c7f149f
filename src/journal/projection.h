// Records are tables derived from the journal. A room's Projection says which tables it keeps and how an event changes
// them. The same function runs live, inside the append transaction, and on a rebuild, so the two cannot differ.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "journal/envelope.h"
#include "sql/database.h"

namespace kith::journal {

struct RecordTable {
  std::string_view name;
  std::string_view key;  // columns that order its rows, for comparing two sets of records
};

struct Projection {
  std::string_view room;  // events of type "ROOM.…" come here
  std::string_view ddl;   // CREATE TABLE statements in house DDL
  std::vector<RecordTable> tables;
  void (*apply)(sql::Connection& connection, Recorded const& event);
  // CREATE INDEX statements that only questions need, not `apply`: a rebuild makes them last, when a whole table is put
  // in order at once instead of row by row.
  std::string_view indexes = {};
};
using Projections = std::vector<Projection>;

// Hands an event to the projection of its room. Rooms that only listen are not passed over: each sees every event.
void project(Projections const& projections, sql::Connection& connection, Recorded const& event);

// Drops the records and makes them again, empty.
void create_records(Projections const& projections, sql::Connection& connection);
// Whether the records in the database were made by these very projections. If not, rebuild.
bool records_are_current(Projections const& projections, sql::Connection& connection);

// Makes all records again from the journal, in one transaction. `progress` hears the sequence reached.
// Returns how many events were read.
std::int64_t rebuild(Projections const& projections, sql::Connection& connection,
                     std::function<void(std::int64_t)> const& progress);

// One digest over every row of every table, the same on both engines for the same records.
struct TableDigest {
  std::string table;
  std::int64_t rows = 0;
  std::string digest;  // hex
  bool operator==(TableDigest const&) const = default;
};
std::vector<TableDigest> digest_records(Projections const& projections, sql::Connection& connection);

}  // namespace kith::journal
