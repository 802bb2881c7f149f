// verify: the chain intact, the read log intact, and a replay that equals the records.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "app/commands/commands.h"
#include "journal/verify.h"

namespace kith::app {

namespace {

Result<std::vector<journal::Checkpoint>> read_checkpoints(std::filesystem::path const& file) {
  std::ifstream in(file);
  if (!in) return unavailable("no_checkpoints", fmt::format("The checkpoint file {} cannot be read.", file.string()));
  std::vector<journal::Checkpoint> checkpoints;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    auto const checkpoint = journal::parse_checkpoint(line);
    if (!checkpoint)
      return invalid("bad_checkpoint", fmt::format("{} line {} is not a checkpoint.", file.string(), number));
    checkpoints.push_back(*checkpoint);
  }
  return checkpoints;
}

std::optional<std::array<std::uint8_t, 32>> trusted_key(Place const& place, sql::Connection& connection) {
  // The key file is the better witness: it is not in the database that is being checked.
  if (auto const keys = read_keys(place.keys())) return keys->signing.public_key;
  auto const hex = journal::setting(connection, "public_key");
  auto const bytes = hex ? from_hex(*hex) : std::nullopt;
  if (!bytes || bytes->size() != 32) return std::nullopt;
  std::array<std::uint8_t, 32> key{};
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

// Replays the journal into a database of its own and compares it with the records as they are.
Result<Done> replay_equals(Terminal const& terminal, sql::Connection& live) {
  auto const projections = all_projections();
  auto const expected = journal::digest_records(projections, live);
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("kith-verify-{}", ::getpid());
  std::filesystem::create_directories(folder);
  struct Remove {
    std::filesystem::path path;
    ~Remove() { std::filesystem::remove_all(path); }
  } const remove{folder};
  auto replay = sql::connect(sql::Location::sqlite_file((folder / "replay.db").string()), sql::Access::read_write);
  replay->run_script("CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;");
  replay->begin();
  journal::create_records(projections, *replay);
  ProgressBar bar(terminal, "Replaying");
  auto const end = static_cast<std::uint64_t>(journal::head(live).sequence);
  journal::for_each_event(live, 0, [&](journal::Recorded const& event) {
    journal::project(projections, *replay, event);
    if (event.header.sequence % 1000 == 0) bar.show(static_cast<std::uint64_t>(event.header.sequence), end);
  });
  replay->commit();
  auto const found = journal::digest_records(projections, *replay);
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!(expected[i] == found[i]))
      return invalid(
          "records_differ",
          fmt::format("The records are not what the journal says: the table {} has {} rows where a replay gives {}. "
                      "Run `kith rebuild`.",
                      expected[i].table, expected[i].rows, found[i].rows));
  return Done{};
}

}  // namespace

int run_verify(Terminal const& terminal, Place const& place, VerifyOptions const& options) {
  auto opened = open_read_only(place);
  if (!opened) return terminal.complain(opened.error());
  auto& connection = *opened->connection;
  std::vector<journal::Checkpoint> outside;
  if (options.checkpoints) {
    auto read = read_checkpoints(*options.checkpoints);
    if (!read) return terminal.complain(read.error());
    outside = *std::move(read);
  }
  try {
    // One snapshot for both halves, however busy the server is meanwhile.
    if (connection.engine() == sql::Engine::sqlite)
      connection.run_script("BEGIN");
    else
      connection.run_script("BEGIN ISOLATION LEVEL REPEATABLE READ");
    auto const report = journal::verify_chain(connection, outside, trusted_key(place, connection));
    if (report.fault) {
      terminal.err(fmt::format("{} First bad sequence: {}\n", report.fault->sentence, report.fault->first_bad));
      return 1;
    }
    terminal.say("The chain is intact: {} entries, {} redacted, {} checkpoints agree.", report.entries, report.redacted,
                 report.checkpoints);
    if (options.chain_only) return 0;
    if (std::filesystem::exists(place.read_log())) {
      auto const lines = access::read_log_lines(place.read_log(), [](access::ReadLine const&) {});
      if (!lines) return terminal.complain(lines.error());
      terminal.say("The read log is intact: {} lines.", *lines);
    }
    if (auto const current = check_records(connection); !current) return terminal.complain(current.error());
    auto const equal = replay_equals(terminal, connection);
    if (!equal) return terminal.complain(equal.error());
    terminal.say("A replay of the journal gives the records as they are.");
    return 0;
  } catch (sql::Fault const& fault) {
    return terminal.complain(sql::to_error(fault));
  }
}

}  // namespace kith::app
