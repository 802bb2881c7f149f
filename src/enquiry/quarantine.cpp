#include "enquiry/quarantine.h"

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"
#include "journal/store.h"

namespace kith::enquiry {

namespace {

auto constexpr quarantine_ddl = R"(
CREATE TABLE quarantine(id TEXT PRIMARY KEY, door TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,
                        digest TEXT NOT NULL, state TEXT NOT NULL, first_fault TEXT NOT NULL) STRICT;
CREATE INDEX quarantine_by_state ON quarantine(state, id);
CREATE INDEX quarantine_by_digest ON quarantine(digest);
)";

void apply_quarantined(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = QuarantineEvents::decode(recorded);
  if (!event) return;
  auto const id = to_text(recorded.header.stream);
  if (auto const* kept = std::get_if<RowQuarantined>(&*event)) {
    auto const fault = kept->faults.empty() ? std::string{}
                       : kept->faults[0].column.empty()
                           ? kept->faults[0].sentence
                           : fmt::format("{}: {}", kept->faults[0].column, kept->faults[0].sentence);
    c.post(
        "INSERT INTO quarantine(id, door, file, line, digest, state, first_fault) VALUES($1,$2,$3,$4,$5,'waiting',$6)",
        {id, kept->door, kept->file, kept->line, kept->digest, fault});
  } else {
    bool const corrected = std::holds_alternative<RowCorrected>(*event);
    c.post("UPDATE quarantine SET state=$1 WHERE id=$2", {corrected ? "corrected" : "dismissed", id});
  }
}

// The rules of the mapping that may have been applied to this row's cells.
std::vector<RowRule> rules_for(imports::ColumnMapping const& mapping, std::vector<RowCell> const& cells) {
  std::vector<RowRule> rules;
  for (auto const& rule : mapping.values)
    for (auto const& cell : cells)
      if (cell.column == rule.column && kith::fold(cell.text.reveal()) == kith::fold(rule.theirs))
        rules.push_back({rule.column, rule.theirs, rule.ours});
  return rules;
}

Result<std::string> settle(journal::Transaction& t, RowId row, QuarantineEvents::Event const& event,
                           journal::Author const& author) {
  auto const history = t.load(row.raw());
  if (history.empty()) return not_found("no_row", "There is no such row.");
  if (history.size() > 1) return invalid("settled_already", "Somebody has dealt with this row already.");
  TRY(t.append(row.raw(), 1, {QuarantineEvents::encode(event, t.now())}, author));
  return row.text();
}

}  // namespace

Result<std::string> keep_rejected(journal::Transaction& t, imports::Door door, std::string const& file,
                                  imports::ImportedRow const& row, journal::Author const& author,
                                  imports::ColumnMapping const* mapping) {
  RowQuarantined kept;
  kept.door = wire(door);
  kept.file = file;
  kept.line = static_cast<std::int64_t>(row.line);
  std::string content = kept.door;
  for (auto const& cell : row.kept_cells) {
    kept.cells.push_back({cell.header, cell.column, cell.text});
    content += "\x1f" + cell.header + "\x1e" + cell.text.reveal();
  }
  for (auto const& fault : row.faults)
    kept.faults.push_back({fault.column_number, fault.column, std::string{wire(fault.code)}, fault.sentence});
  if (mapping != nullptr) {
    kept.rules = rules_for(*mapping, kept.cells);
    if (mapping->date_order) kept.date_order = wire(*mapping->date_order);
  }
  // Two rows alike in one file are two rows: the line tells them apart, and the same file again has the same lines.
  kept.digest = to_hex(sha256(content + "\x1d" + std::to_string(kept.line)));
  if (t.connection().integer("SELECT 1 FROM quarantine WHERE digest=$1", {kept.digest}))
    return std::string{"known already"};
  kept.row = RowId::mint(t.now(), t.random());
  TRY(t.append(kept.row.raw(), 0, {QuarantineEvents::encode(kept, t.now())}, author));
  return std::string{"kept"};
}

Result<std::string> settle_corrected(journal::Transaction& t, RowId row, std::vector<RowCell> const& cells,
                                     journal::Author const& author) {
  return settle(t, row, RowCorrected{row, cells}, author);
}

Result<std::string> dismiss_row(journal::Transaction& t, RowId row, std::string reason, journal::Author const& author) {
  if (trimmed(reason).empty())
    return invalid("no_reason", "Say why this row is left out.",
                   {{"reason", "no_reason", "Say why this row is left out."}});
  return settle(t, row, RowDismissed{row, std::move(reason)}, author);
}

journal::Projection quarantine_records() {
  return {"quarantine", quarantine_ddl, {{"quarantine", "id"}}, &apply_quarantined};
}

std::vector<QuarantineRow> quarantined(sql::Connection& c, std::string_view state, int limit, int offset) {
  std::vector<QuarantineRow> rows;
  c.query(
      "SELECT id, door, file, line, state, first_fault FROM quarantine WHERE state=$1 ORDER BY id LIMIT $2 OFFSET $3",
      {state, limit, offset}, [&](sql::Row const& row) {
        rows.push_back(
            {row.id<QuarantinedRow>(0), row.string(1), row.string(2), row.integer(3), row.string(4), row.string(5)});
      });
  return rows;
}

std::int64_t quarantine_count(sql::Connection& c, std::string_view state) {
  return c.integer("SELECT count(*) FROM quarantine WHERE state=$1", {state}).value_or(0);
}

std::optional<RowQuarantined> quarantined_row(sql::Connection& c, RowId row) {
  auto const history = journal::load(c, row.raw());
  if (history.empty()) return std::nullopt;
  auto const event = QuarantineEvents::decode(history.front());
  auto const* kept = event ? std::get_if<RowQuarantined>(&*event) : nullptr;
  return kept ? std::optional{*kept} : std::nullopt;
}

}  // namespace kith::enquiry
