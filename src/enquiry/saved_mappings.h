// Column mappings that people have saved, by name: how a system's export becomes Kith's columns, confirmed once.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "enquiry/import/mapping.h"
#include "journal/event_set.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::enquiry {

using MappingId = Id<struct SavedMapping>;

// Saved for the first time, or again after a change: the newest counts, and the history stays.
struct MappingSaved {
  static constexpr journal::EventName event{"mapping.saved", 1};
  MappingId mapping;
  std::string name;
  std::string door;
  std::string text;  // as imports::to_text() writes it
};
BOOST_DESCRIBE_STRUCT(MappingSaved, (), (mapping, name, door, text))

using MappingEvents = journal::EventSet<std::variant<MappingSaved>>;

// Saves under the mapping's own name; without `id` as a new one. Answers with the id. Errors: name_missing,
// name_too_long, name_taken (by another mapping of the same door), no_mapping, and those of check_mapping().
Result<std::string> save_mapping(journal::Transaction& t, std::optional<MappingId> id,
                                 imports::ColumnMapping const& mapping, journal::Author const& author);

journal::Projection mapping_records();

struct MappingRow {
  MappingId mapping;
  std::string name;
  imports::Door door = imports::Door::enquiries;
};
std::vector<MappingRow> saved_mappings(sql::Connection& c);  // by name
std::optional<imports::ColumnMapping> saved_mapping(sql::Connection& c, MappingId id);
// By its name, without case or accents.
std::optional<imports::ColumnMapping> saved_mapping(sql::Connection& c, imports::Door door, std::string_view name);

}  // namespace kith::enquiry
