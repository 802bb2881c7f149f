// Refined answers in the background: one run at a time for the house, one waiting or running for each person, a short
// line for all. Answers are kept for whoever asks the same next.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "insight/trial.h"

namespace kith::insight {

enum class RunState { none, waiting, running, finished, stopped, failed };
constexpr auto closed_set(RunState) {
  return std::to_array<Member<RunState>>({{RunState::none, "none", "Not begun"},
                                          {RunState::waiting, "waiting", "Waiting for its turn"},
                                          {RunState::running, "running", "Being worked out"},
                                          {RunState::finished, "finished", "Finished"},
                                          {RunState::stopped, "stopped", "Stopped"},
                                          {RunState::failed, "failed", "Failed"}});
}

struct RunStatus {
  RunState state = RunState::none;
  std::int64_t done = 0, of = 1;
  std::shared_ptr<TrialAnswer const> answer;  // when finished
  std::string sentence;                       // when failed
};

class TrialRuns {
 public:
  using Job = std::function<Result<TrialAnswer>(demand::Options)>;
  static constexpr std::size_t most_waiting = 16;
  static constexpr std::size_t most_kept = 24;  // answers; the oldest goes first

  TrialRuns();
  ~TrialRuns();
  TrialRuns(TrialRuns const&) = delete;
  TrialRuns& operator=(TrialRuns const&) = delete;

  // Begins the run of a key unless there is one, or it was stopped and `again` is not set. What else this person had
  // begun is stopped. Errors: too_busy when the line is full.
  Result<Done> begin(std::string const& owner, std::string const& key, Job job, bool again = false);
  RunStatus status(std::string const& key) const;
  // Stops what this person began and nobody else waits for.
  void stop(std::string const& owner, std::string const& key);

 private:
  struct Run {
    std::string owner;
    Job job;
    RunStatus status;
    std::atomic<bool> cancelled{false};
    std::uint64_t age = 0;
  };
  void work();
  void stop_locked(Run& run);
  void forget_oldest();

  mutable std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::map<std::string, std::shared_ptr<Run>> runs_;
  std::deque<std::shared_ptr<Run>> waiting_;
  std::uint64_t ages_ = 0;
  bool ending_ = false;
  std::thread worker_;  // the last member: it uses the others
};

}  // namespace kith::insight
