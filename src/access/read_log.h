// Who looked at what. One line a page view, in a file of its own with a hash chain of its own, on disk before the first
// byte of the page leaves. Readers never wait for the writer; those who read at once share one flush.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "access/decide.h"
#include "base/result.h"

namespace kith::access {

// One look. `record` is an id, `about` says which kind; neither is a name.
struct ReadEntry {
  Instant at;
  ActorId account;
  std::string agency;
  Action action = Action::see_enquiry;
  std::string rule;     // which rule of decide() allowed it
  std::string about;    // "enquiry", "person", "list of 50"
  std::string record;   // ids, comma-separated when a page shows several
  std::string request;  // the request's id
};

class ReadLog {
 public:
  // Opens or begins the file. What a crash left unfinished at its end was never acknowledged and is cut off.
  // Errors: read_log_unusable.
  static Result<std::unique_ptr<ReadLog>> open(std::filesystem::path const& file);
  ~ReadLog();
  ReadLog(ReadLog const&) = delete;
  ReadLog& operator=(ReadLog const&) = delete;

  // Returns once the line is on disk. An error means: do not show the page. Errors: read_log_full.
  Result<Done> record(ReadEntry const& entry);

  std::filesystem::path const& file() const;
  std::int64_t bytes() const;  // of the file, up to the last line on disk
  std::int64_t lines() const;  // on disk, from the beginning of the file
  std::int64_t flushes() const;
  std::int64_t waiting() const;  // looks whose line is not on disk yet: the lag

 private:
  struct State;
  explicit ReadLog(std::unique_ptr<State> state);
  void work();

  std::unique_ptr<State> state_;
  std::thread thread_;
};

struct ReadLine {
  std::int64_t number = 0;
  std::string at;
  std::string account;
  std::string agency;
  std::string action;
  std::string rule;
  std::string about;
  std::string record;
};
// One line as read back; nullopt for text that is no line of a read log.
std::optional<ReadLine> parse_read_line(std::string_view line);
// Every line, oldest first; or the first that does not follow from the one before it. Errors: read_log_broken.
Result<std::int64_t> read_log_lines(std::filesystem::path const& file,
                                    std::function<void(ReadLine const&)> const& visit);

}  // namespace kith::access
