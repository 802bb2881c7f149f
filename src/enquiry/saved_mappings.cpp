#include "enquiry/saved_mappings.h"

#include "base/text.h"

namespace kith::enquiry {

namespace {

std::size_t constexpr name_limit = 100;

auto constexpr mapping_ddl = R"(
CREATE TABLE column_mapping(id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, door TEXT NOT NULL,
                            text TEXT NOT NULL) STRICT;
CREATE INDEX column_mapping_by_name ON column_mapping(name_key);
)";

void apply_mapping(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = MappingEvents::decode(recorded);
  if (!event) return;
  auto const& saved = std::get<MappingSaved>(*event);
  c.post(
      "INSERT INTO column_mapping(id, name, name_key, door, text) VALUES($1,$2,$3,$4,$5) ON CONFLICT(id) DO UPDATE SET "
      "name=excluded.name, name_key=excluded.name_key, door=excluded.door, text=excluded.text",
      {to_text(recorded.header.stream), saved.name, kith::fold(saved.name), saved.door, saved.text});
}

Error bad_name(std::string code, std::string sentence) { return invalid(code, sentence, {{"name", code, sentence}}); }

}  // namespace

Result<std::string> save_mapping(journal::Transaction& t, std::optional<MappingId> id,
                                 imports::ColumnMapping const& mapping, journal::Author const& author) {
  if (trimmed(mapping.name).empty()) return bad_name("name_missing", "Give the mapping a name.");
  if (length_in_characters(mapping.name) > name_limit)
    return bad_name("name_too_long", "The name is longer than 100 characters. Shorten it.");
  TRY(imports::check_mapping(mapping));
  auto const version = id ? static_cast<std::int64_t>(t.load(id->raw()).size()) : 0;
  if (id && version == 0) return not_found("no_mapping", "There is no such column mapping.");
  auto const stream = id.value_or(MappingId::mint(t.now(), t.random()));
  if (t.connection().integer("SELECT 1 FROM column_mapping WHERE name_key=$1 AND door=$2 AND id<>$3",
                             {kith::fold(mapping.name), mapping.door, stream}))
    return bad_name("name_taken", "Another mapping has this name. Choose a different name, or change that mapping.");
  MappingSaved const saved{stream, mapping.name, std::string{wire(mapping.door)}, imports::to_text(mapping)};
  TRY(t.append(stream.raw(), version, {MappingEvents::encode(saved, t.now())}, author));
  return stream.text();
}

journal::Projection mapping_records() { return {"mapping", mapping_ddl, {{"column_mapping", "id"}}, &apply_mapping}; }

std::vector<MappingRow> saved_mappings(sql::Connection& c) {
  std::vector<MappingRow> rows;
  c.query("SELECT id, name, door FROM column_mapping ORDER BY name_key, id", {}, [&](sql::Row const& row) {
    rows.push_back({row.id<struct SavedMapping>(0), row.string(1),
                    parse<imports::Door>(row.text(2)).value_or(imports::Door::enquiries)});
  });
  return rows;
}

std::optional<imports::ColumnMapping> saved_mapping(sql::Connection& c, MappingId id) {
  auto const text = c.text("SELECT text FROM column_mapping WHERE id=$1", {id});
  if (!text) return std::nullopt;
  auto mapping = imports::parse_mapping(*text);
  return mapping ? std::optional{*std::move(mapping)} : std::nullopt;
}

std::optional<imports::ColumnMapping> saved_mapping(sql::Connection& c, imports::Door door, std::string_view name) {
  auto const id = c.text("SELECT id FROM column_mapping WHERE name_key=$1 AND door=$2", {kith::fold(name), door});
  auto const known = id ? MappingId::parse(*id) : std::nullopt;
  return known ? saved_mapping(c, *known) : std::nullopt;
}

}  // namespace kith::enquiry
