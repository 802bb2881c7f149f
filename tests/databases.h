// The databases a contract test runs on: a fresh SQLite file always, and a fresh PostgreSQL schema when ./test has
// started a server and named it in KITH_TEST_POSTGRES.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/random.h"
#include "sql/database.h"

namespace kith::testing {

// A folder of its own for one test, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    SystemRandom random;
    path_ = std::filesystem::temp_directory_path() / ("kith-test-" + random_token(random));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The engines this run can reach. Without PostgreSQL a line says so once: no test is skipped in silence.
inline std::vector<sql::Engine> engines() {
  if (std::getenv("KITH_TEST_POSTGRES") != nullptr) return {sql::Engine::sqlite, sql::Engine::postgres};
  static bool const said = [] {
    std::fputs("PostgreSQL half skipped: KITH_TEST_POSTGRES names no server (./test starts one)\n", stderr);
    return true;
  }();
  (void)said;
  return {sql::Engine::sqlite};
}

// An empty database on one engine, gone with the object. On PostgreSQL it is a schema of its own: making and dropping a
// whole database costs a second.
class TestDatabase {
 public:
  explicit TestDatabase(sql::Engine engine) {
    if (engine == sql::Engine::sqlite) {
      location_ = sql::Location::sqlite_file((folder_.path() / "kith.db").string());
      return;
    }
    server_ = std::getenv("KITH_TEST_POSTGRES");
    SystemRandom random;
    std::uint8_t bytes[8];
    random.fill(bytes);
    schema_ = "kith_test_" + to_hex(bytes);
    sql::connect(sql::Location::postgres(server_), sql::Access::read_write)->run_script("CREATE SCHEMA " + schema_);
    location_ = sql::Location::postgres(server_ + "?options=-csearch_path%3D" + schema_);
  }
  ~TestDatabase() {
    if (schema_.empty()) return;
    try {
      sql::connect(sql::Location::postgres(server_), sql::Access::read_write)
          ->run_script("SET lock_timeout='10s'; SET client_min_messages=error; DROP SCHEMA " + schema_ + " CASCADE");
    } catch (sql::Fault const& fault) {  // somebody still reads: the server goes with the test run
      std::fprintf(stderr, "%s stays behind: %s\n", schema_.c_str(), fault.what());
    }
  }
  TestDatabase(TestDatabase const&) = delete;
  TestDatabase& operator=(TestDatabase const&) = delete;

  sql::Location const& location() const { return location_; }
  std::filesystem::path const& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::string server_;
  std::string schema_;
  sql::Location location_;
};

}  // namespace kith::testing
