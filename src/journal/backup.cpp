#include "journal/backup.h"

#include <fmt/format.h>

#include <fstream>

#include "base/folder.h"
#include "journal/verify.h"

namespace kith::journal {

namespace {

// Copies journal, payloads, checkpoints, settings and answered keys, row by row.
std::int64_t copy_lasting_tables(sql::Connection& from, sql::Connection& to,
                                 std::function<void(std::int64_t, std::int64_t)> const& progress) {
  auto const total = head(from).sequence;
  std::int64_t copied = 0;
  for_each_entry(from, 0, [&](Entry const& entry) {
    insert_entry(to, entry.recorded.header, entry.commitment, entry.chain);
    if (entry.recorded.body) insert_payload(to, entry.recorded.header.sequence, entry.salt, *entry.recorded.body);
    if (++copied % 1000 == 0 && progress) progress(copied, total);
  });
  for (auto const& checkpoint : stored_checkpoints(from)) insert(to, checkpoint);
  from.query("SELECT name, value FROM setting WHERE name<>'records' ORDER BY name", {},
             [&](sql::Row const& row) { keep_setting(to, row.text(0), row.text(1)); });
  from.query("SELECT key, request, answer, at FROM answered ORDER BY key", {}, [&](sql::Row const& row) {
    to.post("INSERT INTO answered(key, request, answer, at) VALUES($1,$2,$3,$4)",
            {row.text(0), row.text(1), row.text(2), row.integer(3)});
  });
  return copied;
}

std::string read_whole(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Result<std::int64_t> back_up(sql::Location const& from, std::filesystem::path const& read_log,
                             std::filesystem::path const& out,
                             std::function<void(std::int64_t, std::int64_t)> const& progress) {
  if (std::filesystem::exists(out))
    return conflict(
        "backup_exists",
        fmt::format("{} is there already. Choose another name: a backup is never written over.", out.string()));
  auto const unfinished = out.string() + ".unfinished";
  try {
    std::filesystem::remove(unfinished);
    auto source = sql::connect(from, sql::Access::read_only);
    TRY(check_version(*source));
    source->run_script(source->engine() == sql::Engine::sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ");
    std::int64_t copied = 0;
    {
      auto target = sql::connect(sql::Location::sqlite_file(unfinished), sql::Access::read_write);
      target->run_script("PRAGMA journal_mode=DELETE");
      target->begin();
      create_tables(*target);
      target->run_script("CREATE TABLE read_log(text TEXT NOT NULL) STRICT;");
      copied = copy_lasting_tables(*source, *target, progress);
      target->execute("INSERT INTO read_log(text) VALUES($1)", {read_whole(read_log)});
      target->commit();
    }
    std::filesystem::rename(unfinished, out);
    if (!flush_folder_of(out))
      return unavailable("backup_unwritable", fmt::format("The folder of {} cannot be written.", out.string()));
    std::filesystem::permissions(out, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return copied;
  } catch (sql::Fault const& fault) {
    return unavailable("backup_unwritable",
                       fmt::format("The backup could not be written to {}: {}", out.string(), fault.what()));
  } catch (std::filesystem::filesystem_error const& fault) {
    return unavailable("backup_unwritable",
                       fmt::format("The backup could not be written to {}: {}", out.string(), fault.what()));
  }
}

Result<std::int64_t> restore(std::filesystem::path const& in, sql::Location const& to,
                             std::filesystem::path const& read_log, void (*create_more)(sql::Connection&),
                             Projections const& projections) {
  try {
    if (!std::filesystem::exists(in))
      return not_found("backup_unreadable", fmt::format("There is no backup {}.", in.string()));
    auto source = sql::connect(sql::Location::sqlite_file(in.string()), sql::Access::read_only);
    if (auto const checked = check_version(*source); !checked)
      return unavailable("backup_unreadable",
                         fmt::format("{} is not a backup that this program can read.", in.string()));
    auto const report = verify_chain(*source, {}, std::nullopt);
    if (report.fault)
      return invalid("backup_damaged", fmt::format("The backup {} is damaged. {} Nothing has been restored.",
                                                   in.string(), report.fault->sentence));

    auto target = sql::connect(to, sql::Access::read_write);
    auto const there = check_version(*target);
    if (there || there.error().code != "not_initialised")
      return conflict("exists_already", "There is Kith data here already. Restore into an empty place.");
    target->begin();
    create_tables(*target);
    create_more(*target);
    auto const copied = copy_lasting_tables(*source, *target, {});
    target->commit();
    rebuild(projections, *target, {});
    if (auto const log = source->text("SELECT text FROM read_log"); log && !std::filesystem::exists(read_log)) {
      std::ofstream(read_log, std::ios::binary) << *log;
      std::filesystem::permissions(read_log, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    return copied;
  } catch (sql::Fault const& fault) {
    return unavailable("backup_unreadable",
                       fmt::format("The backup {} could not be restored: {}", in.string(), fault.what()));
  }
}

}  // namespace kith::journal
