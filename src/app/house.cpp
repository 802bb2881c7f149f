#include "app/house.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <fstream>

#include "base/folder.h"
#include "base/log.h"

namespace kith::app {

namespace {

auto constexpr profile_setting = "profile";
auto constexpr fictional_setting = "fictional";

// The public half of the signing key, kept in the data so that `verify` can tell whose signatures to trust.
auto constexpr public_key_setting = "public_key";

Result<profile::Profile> stored_profile(sql::Connection& connection) {
  auto const packed = journal::setting(connection, profile_setting);
  if (!packed) return unavailable("no_profile", "The data holds no profile. Run `kith doctor`.");
  return profile::unpack(*packed);
}

// Appends each signed checkpoint to a file that should be on another disk or machine.
journal::CheckpointSink file_sink(std::filesystem::path const& file) {
  return [file](journal::Checkpoint const& checkpoint) {
    int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    auto const line = journal::to_line(checkpoint) + "\n";
    bool const kept = descriptor >= 0 &&
                      ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                      ::fdatasync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!kept) log::error("checkpoint_not_kept_outside", {{"sequence", checkpoint.sequence}});
  };
}

}  // namespace

Place Place::folder_of(std::filesystem::path folder) {
  auto database = sql::Location::sqlite_file((folder / "kith.db").string());
  return {std::move(folder), std::move(database)};
}

Result<FolderLock> FolderLock::take(std::filesystem::path const& file) {
  int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return unavailable("no_folder", fmt::format("The folder {} cannot be written to. Is it there, and yours?",
                                                file.parent_path().string()));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return unavailable("held_elsewhere",
                       fmt::format("Another Kith process is writing in {}.", file.parent_path().string()));
  }
  return FolderLock(descriptor);
}
FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Made> make_system(NewSystem const& system) {
  auto const folder = TRY(profile::find_profile(system.profile));
  auto const packed = TRY(profile::pack(folder));
  auto const loaded = TRY(profile::unpack(packed));
  std::error_code fault;
  std::filesystem::create_directories(system.place.folder, fault);
  if (fault || !flush_folder_of(system.place.folder))
    return unavailable("no_folder",
                       fmt::format("The folder {} cannot be made: {}.", system.place.folder.string(), fault.message()));
  auto lock = TRY(FolderLock::take(system.place.lock()));
  try {
    auto connection = sql::connect(system.place.database, sql::Access::read_write);
    auto const checked = journal::check_version(*connection);
    if (checked || checked.error().code != "not_initialised")
      return conflict("exists_already", fmt::format("There is Kith data in {} already. Nothing has been changed.",
                                                    system.place.folder.string()));
    auto const keys = TRY(make_keys(system.place.keys(), *system.random));
    connection->begin();
    journal::create_tables(*connection);
    access::create_session_tables(*connection);
    journal::create_records(all_projections(), *connection);
    journal::keep_setting(*connection, profile_setting, packed);
    journal::keep_setting(*connection, fictional_setting, system.fictional ? "yes" : "no");
    journal::keep_setting(*connection, public_key_setting, to_hex(keys.signing.public_key));
    connection->commit();

    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = all_projections();
    parts.clock = system.clock;
    parts.random = system.random;
    parts.signing_key = keys.signing;
    parts.answer_key = keys.answer_key;
    journal::Writer writer(std::move(parts));
    Made made{"admin", random_token(*system.random).substr(0, 20)};
    access::AddAccount command;
    command.account = access::ActorId::mint(system.clock->now(), *system.random);
    command.login = made.login;
    command.name = "First administrator";
    command.roles = {access::Role::administrator};
    command.password_hash = hash_password(made.one_time_password, system.password_cost, *system.random);
    TRY(writer.perform({{},
                        {},
                        [&](journal::Transaction& t) {
                          return access::add_account(t, command, {{}, {}, "init"});
                        },
                        {}}));
    return made;
  } catch (sql::Fault const& sql_fault) {
    return sql::to_error(sql_fault);
  }
}

Result<std::unique_ptr<House>> House::open(Place const& place, OpenOptions options) {
  if (!std::filesystem::exists(place.folder))
    return unavailable("not_initialised",
                       fmt::format("There is no folder {}. Run `kith init` first.", place.folder.string()));
  auto lock = TRY(FolderLock::take(place.lock()));
  std::unique_ptr<House> house(new House(place, std::move(lock)));
  try {
    auto connection = sql::connect(place.database, sql::Access::read_write);
    TRY(journal::check_version(*connection));
    house->keys_ = TRY(read_keys(place.keys()));
    house->profile_ = TRY(stored_profile(*connection));
    if (options.clock != nullptr) house->clock_ = options.clock;
    if (options.random != nullptr) house->random_ = options.random;
    if (!journal::records_are_current(all_projections(), *connection)) {
      log::info("records_made_again");
      journal::rebuild(all_projections(), *connection, options.rebuilding);
    }
    auto& services = house->services_;
    services.fictional = journal::setting(*connection, fictional_setting) == "yes";
    house->reads_ = TRY(access::ReadLog::open(place.read_log()));
    house->readers_ = std::make_unique<sql::ReaderPool>(place.database);

    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = all_projections();
    parts.reactions = all_reactions(house->profile_);
    parts.clock = house->clock_;
    parts.random = house->random_;
    parts.signing_key = house->keys_.signing;
    parts.answer_key = house->keys_.answer_key;
    if (options.checkpoints) parts.checkpoint_sinks.push_back(file_sink(*options.checkpoints));
    parts.options = std::move(options.writer);
    house->writer_ = std::make_unique<journal::Writer>(std::move(parts));

    services.writer = house->writer_.get();
    services.readers = house->readers_.get();
    services.profile = &house->profile_;
    services.clock = house->clock_;
    services.random = house->random_;
    services.reads = house->reads_.get();
    services.throttle = &house->throttle_;
    services.draft_key = house->keys_.draft_key;
    services.session_limits = options.session_limits;
    services.password_cost = options.password_cost;
    return house;
  } catch (sql::Fault const& fault) {
    return sql::to_error(fault);
  }
}

House::~House() = default;

Result<ReadOnly> open_read_only(Place const& place) {
  try {
    auto connection = sql::connect(place.database, sql::Access::read_only);
    TRY(journal::check_version(*connection));
    auto loaded = TRY(stored_profile(*connection));
    return ReadOnly{std::move(connection), std::move(loaded)};
  } catch (sql::Fault const& fault) {
    return sql::to_error(fault);
  }
}

Result<Done> check_records(sql::Connection& connection) {
  if (journal::records_are_current(all_projections(), connection)) return Done{};
  return unavailable(
      "records_outdated",
      "The records were made by another version of Kith. Run `kith migrate`, or start the server: either "
      "makes them again from the journal.");
}

}  // namespace kith::app
