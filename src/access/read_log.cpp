#include "access/read_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/codec.h"
#include "base/crypto.h"
#include "base/log.h"

namespace kith::access {

namespace {

// Room is taken ahead in pieces of this size, so that a full disk stops the writer long before it stops this log.
off_t constexpr ballast_bytes = 16 << 20;
auto constexpr chain_field = ",\"chain\":\"";

struct Stored {
  std::int64_t n = 0;
  std::string at, account, agency, action, rule, about, record, request, chain;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (n, at, account, agency, action, rule, about, record, request, chain))

// The line without its chain, then the chain over the one before and this.
std::string line_of(std::int64_t number, ReadEntry const& entry, std::string& chain) {
  Stored stored{number,     to_text(entry.at), entry.account.text(), entry.agency,  std::string{wire(entry.action)},
                entry.rule, entry.about,       entry.record,         entry.request, {}};
  auto line = codec::to_json(stored);
  line.pop_back();  // the closing brace comes after the chain
  chain = to_hex(sha256(chain + line));
  return line + chain_field + chain + "\"}\n";
}

// The part that the chain covers, and the chain itself.
std::optional<std::pair<std::string_view, std::string_view>> split_chain(std::string_view line) {
  auto const at = line.rfind(chain_field);
  if (at == std::string_view::npos || !line.ends_with("\"}")) return std::nullopt;
  auto const from = at + std::string_view{chain_field}.size();
  return std::pair{line.substr(0, at), line.substr(from, line.size() - from - 2)};
}

}  // namespace

struct ReadLog::State {
  int file = -1;
  off_t size = 0;
  off_t reserved = 0;
  std::int64_t number = 0;
  std::string chain;

  mutable std::mutex mutex;
  std::condition_variable wake, flushed;
  std::vector<ReadEntry> waiting;
  std::int64_t accepted = 0;  // entries taken in, ever
  std::int64_t done = 0;      // entries flushed or failed, ever
  std::int64_t failed_from = INT64_MAX;
  std::int64_t failed_to = 0;
  std::int64_t flushes = 0;
  bool stopping = false;

  ~State() {
    if (file < 0) return;
    if (ftruncate(file, size) != 0) log::warning("read_log_trim_failed");  // gives the ballast back
    ::close(file);
  }
  void reserve() {
    if (reserved - size >= ballast_bytes / 2) return;
    if (fallocate(file, FALLOC_FL_KEEP_SIZE, size, ballast_bytes) == 0) reserved = size + ballast_bytes;
  }
  // All of it on disk, or nothing: what was written of a failed batch is cut off again.
  bool write_and_flush(std::string const& text) {
    std::size_t written = 0;
    while (written < text.size()) {
      auto const n = ::pwrite(file, text.data() + written, text.size() - written, size + static_cast<off_t>(written));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) break;
      written += static_cast<std::size_t>(n);
    }
    if (written == text.size() && fdatasync(file) == 0) {
      size += static_cast<off_t>(written);
      return true;
    }
    if (ftruncate(file, size) != 0) log::error("read_log_trim_failed");
    return false;
  }
};

Result<std::unique_ptr<ReadLog>> ReadLog::open(std::filesystem::path const& path) {
  auto state = std::make_unique<State>();
  std::string last;
  off_t whole = 0;
  {
    std::ifstream in(path, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      if (in.eof()) break;  // no line end: cut short by a crash
      whole += static_cast<off_t>(line.size()) + 1;
      last = std::move(line);
    }
  }
  if (!last.empty()) {
    auto const parts = split_chain(last);
    if (!parts)
      return unavailable("read_log_unusable", fmt::format("The last line of the read log {} cannot be read. Run `kith "
                                                          "verify` before serving.",
                                                          path.string()));
    state->chain = parts->second;
    state->number = codec::from_json<Stored>(last).n;
  }
  state->file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (state->file < 0)
    return unavailable("read_log_unusable",
                       fmt::format("The read log {} cannot be opened: {}.", path.string(), std::strerror(errno)));
  state->size = whole;
  if (ftruncate(state->file, whole) != 0) return unavailable("read_log_unusable", "The read log cannot be written.");
  state->reserve();
  return std::unique_ptr<ReadLog>(new ReadLog(std::move(state)));
}

ReadLog::ReadLog(std::unique_ptr<State> state) : state_(std::move(state)), thread_([this] { work(); }) {}

ReadLog::~ReadLog() {
  {
    std::lock_guard const lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  thread_.join();
}

Result<Done> ReadLog::record(ReadEntry const& entry) {
  auto& s = *state_;
  std::unique_lock lock(s.mutex);
  s.waiting.push_back(entry);
  auto const mine = ++s.accepted;
  s.wake.notify_one();
  s.flushed.wait(lock, [&] { return s.done >= mine; });
  if (mine >= s.failed_from && mine <= s.failed_to)
    return unavailable("read_log_full",
                       "This page cannot be shown: the log of who looked at what cannot be written, "
                       "and no record is shown without it. Ring your administrator.");
  return Done{};
}

void ReadLog::work() {
  auto& s = *state_;
  std::unique_lock lock(s.mutex);
  for (;;) {
    s.wake.wait(lock, [&] { return s.stopping || !s.waiting.empty(); });
    if (s.waiting.empty()) return;
    auto const batch = std::exchange(s.waiting, {});
    auto const first = s.done + 1;
    lock.unlock();
    std::string text;
    auto chain = s.chain;
    auto number = s.number;
    for (auto const& entry : batch) text += line_of(++number, entry, chain);
    bool const kept = s.write_and_flush(text);
    if (kept) {
      s.chain = std::move(chain);
      s.number = number;
      s.reserve();
    } else {
      log::error("read_log_write_failed", {{"reason", std::strerror(errno)}});
    }
    lock.lock();
    s.done += static_cast<std::int64_t>(batch.size());
    ++s.flushes;
    if (!kept) {
      s.failed_from = first;
      s.failed_to = s.done;
    }
    s.flushed.notify_all();
  }
}

std::int64_t ReadLog::lines() const {
  std::lock_guard const lock(state_->mutex);
  return state_->done;
}
std::int64_t ReadLog::flushes() const {
  std::lock_guard const lock(state_->mutex);
  return state_->flushes;
}
std::int64_t ReadLog::waiting() const {
  std::lock_guard const lock(state_->mutex);
  return state_->accepted - state_->done;
}

Result<std::int64_t> read_log_lines(std::filesystem::path const& file,
                                    std::function<void(ReadLine const&)> const& visit) {
  std::ifstream in(file, std::ios::binary);
  std::string chain;
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line) && !in.eof();) {
    ++number;
    auto const parts = split_chain(line);
    if (!parts || to_hex(sha256(chain + std::string{parts->first})) != parts->second)
      return invalid("read_log_broken", fmt::format("Line {} of the read log is not what was written.", number));
    chain = parts->second;
    auto const stored = codec::from_json<Stored>(line);
    if (stored.n != number)
      return invalid("read_log_broken", fmt::format("Line {} of the read log is missing.", number));
    visit(
        {stored.n, stored.at, stored.account, stored.agency, stored.action, stored.rule, stored.about, stored.record});
  }
  return number;
}

}  // namespace kith::access
