#include "enquiry/pages/import_runs.h"

namespace kith::enquiry::import_pages {

namespace {

std::size_t constexpr most_kept = 20;

// Bytes in memory that run dry with an error when the program ends.
class StoppableSource final : public ByteSource {
 public:
  StoppableSource(std::string_view bytes, std::atomic<bool> const& stopping) : memory_(bytes), stopping_(stopping) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (stopping_) return unavailable("stopping", "Kith was stopped while it read this file.");
    return memory_.read(into.first(std::min(into.size(), std::size_t{64} * 1024)));
  }
  Result<Done> rewind() override { return memory_.rewind(); }
  std::uint64_t size() const override { return memory_.size(); }
  std::uint64_t position() const override { return memory_.position(); }

 private:
  MemorySource memory_;
  std::atomic<bool> const& stopping_;
};

}  // namespace

ImportRuns::~ImportRuns() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

std::optional<int> ImportRuns::begin(access::Services const& services, access::Subject const& by,
                                     imports::ImportFile file, std::string bytes) {
  std::lock_guard const lock(mutex_);
  if (running_) return std::nullopt;
  if (thread_.joinable()) thread_.join();  // it has ended: running_ is false
  running_ = true;
  auto const number = ++last_;
  runs_[number] = {.file = file, .total = bytes.size()};
  if (runs_.size() > most_kept) runs_.erase(runs_.begin());
  thread_ = std::thread([this, &services, by, number, file = std::move(file), bytes = std::move(bytes)] {
    run(services, by, number, file, bytes);
  });
  return number;
}

void ImportRuns::run(access::Services const& services, access::Subject const& by, int number,
                     imports::ImportFile const& file, std::string const& bytes) {
  StoppableSource source(bytes, stopping_);
  auto const progress = [&](std::uint64_t done, std::uint64_t total) {
    std::lock_guard const lock(mutex_);
    runs_[number].done = done;
    runs_[number].total = total;
  };
  auto outcome = import_file(*services.writer, *services.profile, source, file, import_hand(by), progress);
  std::lock_guard const lock(mutex_);
  runs_[number].outcome = std::move(outcome);
  running_ = false;
  ended_.notify_all();
}

std::optional<ImportRun> ImportRuns::look(int number, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  auto const ended = [&] {
    auto const found = runs_.find(number);
    return found == runs_.end() || found->second.outcome.has_value();
  };
  ended_.wait_for(lock, patience, ended);
  auto const found = runs_.find(number);
  return found == runs_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace kith::enquiry::import_pages
