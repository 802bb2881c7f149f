// The house put together: where the data is, who may write to it, and everything a page or a command needs. Opened once
// a process; a command line and the server open the same thing.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "access/gate.h"
#include "app/keys.h"
#include "journal/projection.h"
#include "journal/writer.h"
#include "profile/profile.h"
#include "sql/database.h"

namespace kith::app {

// Where data lives: a folder with SQLite in it, or a PostgreSQL URL beside a folder for keys and the read log.
struct Place {
  std::filesystem::path folder;
  sql::Location database;

  static Place folder_of(std::filesystem::path folder);
  std::filesystem::path keys() const { return folder / "keys"; }
  std::filesystem::path read_log() const { return folder / "reads.log"; }
  std::filesystem::path lock() const { return folder / "lock"; }
  std::filesystem::path socket() const { return folder / "kith.sock"; }
};

// Every room's records, in the order in which they are made.
journal::Projections all_projections();
// What one room's event causes in another.
// `profile` must outlive them.
std::vector<journal::Reaction> all_reactions(profile::Profile const& profile);

// What an empty system is made of. Errors: exists_already, no such profile with its faults, keys_exist.
struct NewSystem {
  Place place;
  std::string profile;     // name or path
  bool fictional = false;  // a demo borough: pages say so
  Clock const* clock = nullptr;
  Random* random = nullptr;
  PasswordCost password_cost;
};
struct Made {
  std::string login;
  std::string one_time_password;
};
Result<Made> make_system(NewSystem const& system);

// One process at a time holds a folder for writing.
class FolderLock {
 public:
  // Errors: held_elsewhere.
  static Result<FolderLock> take(std::filesystem::path const& file);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

struct OpenOptions {
  Clock const* clock = nullptr;  // the system's own if absent
  Random* random = nullptr;
  std::optional<std::filesystem::path> checkpoints;  // signed checkpoints are appended here too
  PasswordCost password_cost;
  access::SessionLimits session_limits;
  journal::WriterOptions writer;
  std::function<void(std::int64_t)> rebuilding;  // hears progress when records have to be made again
};

class House {
 public:
  // Opens for writing. Errors: not_initialised, newer_data, held_elsewhere, keys_missing, disk and database faults.
  static Result<std::unique_ptr<House>> open(Place const& place, OpenOptions options);
  ~House();

  Place const& place() const { return place_; }
  profile::Profile const& profile() const { return profile_; }
  journal::Writer& writer() { return *writer_; }
  sql::ReaderPool& readers() { return *readers_; }
  access::ReadLog& reads() { return *reads_; }
  Clock const& clock() const { return *clock_; }
  Random& random() { return *random_; }
  access::Services& services() { return services_; }
  bool fictional() const { return services_.fictional; }

 private:
  House(Place place, FolderLock lock) : place_(std::move(place)), lock_(std::move(lock)) {}

  Place place_;
  FolderLock lock_;
  Keys keys_;
  profile::Profile profile_;
  SystemClock system_clock_;
  SystemRandom system_random_;
  Clock const* clock_ = &system_clock_;
  Random* random_ = &system_random_;
  std::unique_ptr<sql::ReaderPool> readers_;
  std::unique_ptr<access::ReadLog> reads_;
  access::Throttle throttle_;
  access::Services services_;
  std::unique_ptr<journal::Writer> writer_;  // last made, first gone: it may still be answering
};

// For commands that only read: a connection beside whatever process holds the folder, and the stored profile.
struct ReadOnly {
  std::unique_ptr<sql::Connection> connection;
  profile::Profile profile;
};
Result<ReadOnly> open_read_only(Place const& place);
// Whether the records can be read by this program. Errors: records_outdated, which `kith migrate` cures.
Result<Done> check_records(sql::Connection& connection);

}  // namespace kith::app
