#include "access/read_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "access/lines_backwards.h"
#include "base/codec.h"
#include "base/crypto.h"
#include "base/folder.h"
#include "base/log.h"

namespace kith::access {

namespace {

// Room is taken ahead in pieces of this size, so that a full disk stops the writer long before it stops this log.
off_t constexpr ballast_bytes = 16 << 20;
auto constexpr chain_field = ",\"chain\":\"";

// Where the whole lines end that a crash left. A power cut can lose the beginning of a write and keep its end: the file
// then has a hole, which reads as NUL bytes. No line has one, so what stands behind it was never flushed, nor answered
// for.
off_t end_of_whole_lines(std::filesystem::path const& path) {
  std::int64_t constexpr longest_write = 4 << 20;
  auto const end = LinesBackwards(path, INT64_MAX).position();
  auto const from = std::max<std::int64_t>(0, end - longest_write);
  std::string tail(static_cast<std::size_t>(end - from), '\0');
  std::ifstream in(path, std::ios::binary);
  if (tail.empty() || !in.seekg(from) || !in.read(tail.data(), end - from)) return end;
  auto const hole = tail.find('\0');
  if (hole == std::string::npos) return end;
  log::warning("read_log_hole_cut_off", {{"at", from + static_cast<std::int64_t>(hole)}});
  return LinesBackwards(path, from + static_cast<std::int64_t>(hole)).position();
}

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

// One look on its way to the disk. The reader that waits for it owns it.
struct Look {
  ReadEntry const* entry = nullptr;
  bool done = false;
  bool kept = false;
};

struct ReadLog::State {
  std::filesystem::path path;
  int file = -1;
  off_t size = 0;
  off_t reserved = 0;
  std::int64_t number = 0;
  std::string chain;

  mutable std::mutex mutex;
  std::condition_variable wake, flushed;
  std::vector<Look*> queue;
  std::int64_t waiting = 0;  // looks in the queue or being written
  std::int64_t flushes = 0;
  bool stopping = false;
  bool untrimmed = false;  // what was written of a failed batch is still there

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
    if (untrimmed && ftruncate(file, size) != 0) return false;
    untrimmed = false;
    std::size_t written = 0;
    while (written < text.size()) {
      auto const n = ::pwrite(file, text.data() + written, text.size() - written, size + static_cast<off_t>(written));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) break;
      written += static_cast<std::size_t>(n);
    }
    if (written == text.size() && fdatasync(file) == 0) return true;
    log::error("read_log_write_failed", {{"reason", std::strerror(errno)}});
    if (written == 0) return false;  // nothing to trim: the ballast is kept
    untrimmed = ftruncate(file, size) != 0;
    reserved = size;  // trimming gave the ballast back too
    return false;
  }
};

Result<std::unique_ptr<ReadLog>> ReadLog::open(std::filesystem::path const& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  auto const whole = end_of_whole_lines(path);
  LinesBackwards lines(path, whole);
  std::string const last{lines.next().value_or("")};
  if (!last.empty()) {
    auto const parts = split_chain(last);
    auto const line = parse_read_line(last);
    if (!parts || !line)
      return unavailable("read_log_unusable", fmt::format("The last line of the read log {} cannot be read. Run `kith "
                                                          "verify` before serving.",
                                                          path.string()));
    state->chain = parts->second;
    state->number = line->number;
  }
  state->file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (state->file < 0)
    return unavailable("read_log_unusable",
                       fmt::format("The read log {} cannot be opened: {}.", path.string(), std::strerror(errno)));
  state->size = whole;
  // Only when there is something to cut off: trimming gives up the room taken ahead, and the disk may be full by now.
  struct stat about {};
  bool const trimmed =
      fstat(state->file, &about) == 0 && (about.st_size == whole || ftruncate(state->file, whole) == 0);
  if (!trimmed || !flush_folder_of(path)) return unavailable("read_log_unusable", "The read log cannot be written.");
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
  Look look{&entry};
  std::unique_lock lock(s.mutex);
  s.queue.push_back(&look);
  ++s.waiting;
  s.wake.notify_one();
  s.flushed.wait(lock, [&] { return look.done; });
  if (!look.kept)
    return unavailable("read_log_full",
                       "This page cannot be shown: the log of who looked at what cannot be written, "
                       "and no record is shown without it. Ring your administrator.");
  return Done{};
}

// Only this thread writes `size`, `number` and `chain`, so it may read them without the lock.
void ReadLog::work() {
  auto& s = *state_;
  std::unique_lock lock(s.mutex);
  for (;;) {
    s.wake.wait(lock, [&] { return s.stopping || !s.queue.empty(); });
    if (s.queue.empty()) return;
    auto const batch = std::exchange(s.queue, {});
    lock.unlock();
    std::string text;
    auto chain = s.chain;
    auto number = s.number;
    for (auto const* look : batch) text += line_of(++number, *look->entry, chain);
    bool const kept = s.write_and_flush(text);
    lock.lock();
    if (kept) {
      s.size += static_cast<off_t>(text.size());
      s.chain = std::move(chain);
      s.number = number;
      s.reserve();
    }
    for (auto* look : batch) {
      look->kept = kept;
      look->done = true;
    }
    s.waiting -= static_cast<std::int64_t>(batch.size());
    ++s.flushes;
    s.flushed.notify_all();
  }
}

std::filesystem::path const& ReadLog::file() const { return state_->path; }
std::int64_t ReadLog::bytes() const {
  std::lock_guard const lock(state_->mutex);
  return state_->size;
}
std::int64_t ReadLog::lines() const {
  std::lock_guard const lock(state_->mutex);
  return state_->number;
}
std::int64_t ReadLog::flushes() const {
  std::lock_guard const lock(state_->mutex);
  return state_->flushes;
}
std::int64_t ReadLog::waiting() const {
  std::lock_guard const lock(state_->mutex);
  return state_->waiting;
}

std::optional<ReadLine> parse_read_line(std::string_view line) {
  try {
    auto stored = codec::from_json<Stored>(line);
    return ReadLine{stored.n,
                    std::move(stored.at),
                    std::move(stored.account),
                    std::move(stored.agency),
                    std::move(stored.action),
                    std::move(stored.rule),
                    std::move(stored.about),
                    std::move(stored.record)};
  } catch (codec::DecodeFault const&) {
    return std::nullopt;
  }
}

Result<std::int64_t> read_log_lines(std::filesystem::path const& file,
                                    std::function<void(ReadLine const&)> const& visit) {
  std::ifstream in(file, std::ios::binary);
  std::string chain;
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line) && !in.eof();) {  // a line cut short was never acknowledged
    ++number;
    auto const parts = split_chain(line);
    if (!parts || to_hex(sha256(chain + std::string{parts->first})) != parts->second)
      return invalid("read_log_broken", fmt::format("Line {} of the read log is not what was written.", number));
    chain = parts->second;
    auto const read = parse_read_line(line);
    if (!read || read->number != number)
      return invalid("read_log_broken", fmt::format("Line {} of the read log is missing.", number));
    visit(*read);
  }
  return number;
}

}  // namespace kith::access
