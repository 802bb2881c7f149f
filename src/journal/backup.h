// Backup and restore. A backup is one SQLite file, whatever the engine: the lasting tables as they stood at one moment,
// and the read log. Records are not in it, because a restore makes them again; keys are not in it, on purpose.
#pragma once

#include <filesystem>
#include <functional>

#include "base/result.h"
#include "journal/projection.h"
#include "sql/database.h"

namespace kith::journal {

// Copies while a server writes: everything up to one moment. Returns the number of journal entries.
// Errors: backup_exists, backup_unwritable.
Result<std::int64_t> back_up(sql::Location const& from, std::filesystem::path const& read_log,
                             std::filesystem::path const& out,
                             std::function<void(std::int64_t, std::int64_t)> const& progress);

// Verifies the backup first, then fills an empty place from it and makes the records. `create_more` makes the lasting
// tables of other rooms, which start empty: nobody stays signed in across a restore.
// Errors: backup_unreadable, backup_damaged (with the first bad sequence), exists_already.
Result<std::int64_t> restore(std::filesystem::path const& in, sql::Location const& to,
                             std::filesystem::path const& read_log, void (*create_more)(sql::Connection&),
                             Projections const& projections);

}  // namespace kith::journal
