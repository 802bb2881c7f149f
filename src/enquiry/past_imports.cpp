#include "enquiry/past_imports.h"

namespace kith::enquiry {

namespace {

auto constexpr import_ddl = R"(
CREATE TABLE past_import(id TEXT PRIMARY KEY, finished_at INTEGER NOT NULL, account TEXT NOT NULL, file TEXT NOT NULL,
                         door TEXT NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL,
                         added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
                         stopped TEXT NOT NULL) STRICT;
CREATE INDEX past_import_by_time ON past_import(finished_at, id);
)";

void apply_import(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = ImportEvents::decode(recorded);
  if (!event) return;
  auto const& e = std::get<ImportFinished>(*event);
  c.post(
      "INSERT INTO past_import(id, finished_at, account, file, door, accepted, rejected, added, changed, unchanged, "
      "stopped) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
      {to_text(recorded.header.stream), recorded.header.recorded_at, recorded.header.author.actor, e.file, e.door,
       e.accepted, e.rejected, e.added, e.changed, e.unchanged, e.stopped});
}

}  // namespace

Result<std::string> record_import(journal::Transaction& t, ImportFinished finished, journal::Author const& author) {
  finished.import = ImportId::mint(t.now(), t.random());
  TRY(t.append(finished.import.raw(), 0, {ImportEvents::encode(finished, t.now())}, author));
  return finished.import.text();
}

journal::Projection import_records() { return {"import", import_ddl, {{"past_import", "id"}}, &apply_import}; }

std::vector<PastImportRow> past_imports(sql::Connection& c, int most) {
  std::vector<PastImportRow> rows;
  c.query(
      "SELECT finished_at, account, file, door, accepted, rejected, added, changed, unchanged, stopped FROM "
      "past_import "
      "ORDER BY finished_at DESC, id DESC LIMIT $1",
      {most}, [&](sql::Row const& row) {
        PastImportRow one;
        one.at = row.instant(0);
        one.by = journal::ActorId::parse(row.text(1)).value_or(journal::ActorId{});
        auto& f = one.finished;
        f.file = row.string(2);
        f.door = row.string(3);
        f.accepted = row.integer(4);
        f.rejected = row.integer(5);
        f.added = row.integer(6);
        f.changed = row.integer(7);
        f.unchanged = row.integer(8);
        f.stopped = row.string(9);
        rows.push_back(std::move(one));
      });
  return rows;
}

}  // namespace kith::enquiry
