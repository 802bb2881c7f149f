// rebuild, migrate, backup, restore, and a copy of the keys.
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "journal/backup.h"

namespace kith::app {

int run_rebuild(Terminal const& terminal, Place const& place) {
  auto lock = FolderLock::take(place.lock());
  if (!lock) return terminal.complain(lock.error());
  try {
    auto connection = sql::connect(place.database, sql::Access::read_write);
    if (auto const checked = journal::check_version(*connection); !checked) return terminal.complain(checked.error());
    ProgressBar bar(terminal, "Rebuilding");
    auto const end = static_cast<std::uint64_t>(journal::head(*connection).sequence);
    auto const events = journal::rebuild(all_projections(), *connection,
                                         [&](std::int64_t at) { bar.show(static_cast<std::uint64_t>(at), end); });
    terminal.say("The records were made again from {} events.", events);
    return 0;
  } catch (sql::Fault const& fault) {
    return terminal.complain(sql::to_error(fault));
  }
}

int run_migrate(Terminal const& terminal, Place const& place) {
  auto lock = FolderLock::take(place.lock());
  if (!lock) return terminal.complain(lock.error());
  try {
    auto connection = sql::connect(place.database, sql::Access::read_write);
    auto const checked = journal::check_version(*connection);
    // The journal's own tables have one format so far; a later one brings its steps here.
    if (!checked) return terminal.complain(checked.error());
    if (journal::records_are_current(all_projections(), *connection)) {
      terminal.say("The data has the newest format already.");
      return 0;
    }
    journal::rebuild(all_projections(), *connection, {});
    terminal.say("The records were brought to the newest format.");
    return 0;
  } catch (sql::Fault const& fault) {
    return terminal.complain(sql::to_error(fault));
  }
}

int run_backup(Terminal const& terminal, Place const& place, std::filesystem::path const& out) {
  ProgressBar bar(terminal, "Copying");
  auto const copied =
      journal::back_up(place.database, place.read_log(), out, [&](std::int64_t done, std::int64_t total) {
        bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
      });
  if (!copied) return terminal.complain(copied.error());
  terminal.say("{} entries copied to {}. The keys are not in it: kith keys backup.", *copied, out.string());
  return 0;
}

int run_restore(Terminal const& terminal, std::filesystem::path const& in, Place const& place) {
  std::error_code fault;
  std::filesystem::create_directories(place.folder, fault);
  auto lock = FolderLock::take(place.lock());
  if (!lock) return terminal.complain(lock.error());
  auto const restored =
      journal::restore(in, place.database, place.read_log(), &access::create_session_tables, all_projections());
  if (!restored) return terminal.complain(restored.error());
  terminal.say("{} entries restored and verified. Put the keys into {} before serving.", *restored,
               place.keys().string());
  return 0;
}

int run_keys_backup(Terminal const& terminal, Place const& place, std::filesystem::path const& out) {
  auto const keys = read_keys(place.keys());
  if (!keys) return terminal.complain(keys.error());
  std::error_code fault;
  if (std::filesystem::exists(out))
    return terminal.complain(conflict("exists_already", fmt::format("{} is there already.", out.string())));
  std::filesystem::create_directories(out, fault);
  std::filesystem::permissions(out, std::filesystem::perms::owner_all, fault);
  std::filesystem::copy(place.keys(), out, std::filesystem::copy_options::recursive, fault);
  if (fault)
    return terminal.complain(
        unavailable("keys_not_copied", fmt::format("The keys could not be copied: {}.", fault.message())));
  terminal.say("The keys were copied to {}. Keep them apart from the backups.", out.string());
  return 0;
}

}  // namespace kith::app
