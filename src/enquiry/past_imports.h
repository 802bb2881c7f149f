// The imports there have been: which file, by whom, and what became of its rows. An import that changed nothing leaves
// no line, so that the same file again changes nothing here either.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <variant>
#include <vector>

#include "enquiry/import/columns.h"
#include "journal/event_set.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::enquiry {

using ImportId = Id<struct PastImport>;

// Rows, each counted once under accepted or rejected; added, changed and unchanged are of the accepted, kept and known
// of the rejected.
struct ImportFinished {
  static constexpr journal::EventName event{"import.finished", 1};
  ImportId import;
  std::string file;  // its name, as the person called it
  std::string door;
  std::int64_t accepted = 0;
  std::int64_t rejected = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t kept = 0;
  std::int64_t known = 0;
  std::string stopped;  // why it ended before the file did; empty when it was read to its end
};
BOOST_DESCRIBE_STRUCT(ImportFinished, (),
                      (import, file, door, accepted, rejected, added, changed, unchanged, kept, known, stopped))

using ImportEvents = journal::EventSet<std::variant<ImportFinished>>;

// Within a writer's task; mints the id. Answers with it.
Result<std::string> record_import(journal::Transaction& t, ImportFinished finished, journal::Author const& author);

journal::Projection import_records();

struct PastImportRow {
  ImportFinished finished;
  Instant at;
  journal::ActorId by;  // nobody for a command line
};
std::vector<PastImportRow> past_imports(sql::Connection& c, int most);  // newest first

}  // namespace kith::enquiry
