#include "insight/trial_runs.h"

#include <sys/resource.h>

#include <algorithm>

namespace kith::insight {

TrialRuns::TrialRuns() : worker_([this] { work(); }) {}

TrialRuns::~TrialRuns() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
    for (auto const& [key, run] : runs_) run->cancelled = true;
  }
  something_to_do_.notify_all();
  worker_.join();
}

Result<Done> TrialRuns::begin(std::string const& owner, std::string const& key, Job job, bool again) {
  std::scoped_lock const lock(mutex_);
  if (auto const found = runs_.find(key); found != runs_.end()) {
    bool const was_stopped = found->second->status.state == RunState::stopped;
    if (!was_stopped || !again) return Done{};
    runs_.erase(found);
  }
  for (auto const& [other_key, run] : runs_)
    if (run->owner == owner) stop_locked(*run);
  if (waiting_.size() >= most_waiting)
    return unavailable("too_busy", "Many changes are being tried at the moment. Try again in a minute.");
  forget_oldest();
  auto run = std::make_shared<Run>();
  run->owner = owner;
  run->job = std::move(job);
  run->status.state = RunState::waiting;
  run->age = ++ages_;
  runs_[key] = run;
  waiting_.push_back(std::move(run));
  something_to_do_.notify_one();
  return Done{};
}

RunStatus TrialRuns::status(std::string const& key) const {
  std::scoped_lock const lock(mutex_);
  auto const found = runs_.find(key);
  return found == runs_.end() ? RunStatus{} : found->second->status;
}

void TrialRuns::stop(std::string const& owner, std::string const& key) {
  std::scoped_lock const lock(mutex_);
  if (auto const found = runs_.find(key); found != runs_.end() && found->second->owner == owner)
    stop_locked(*found->second);
}

void TrialRuns::stop_locked(Run& run) {
  if (run.status.state != RunState::waiting && run.status.state != RunState::running) return;
  run.cancelled = true;
  run.status.state = RunState::stopped;
  std::erase_if(waiting_, [&](auto const& one) { return one.get() == &run; });
}

void TrialRuns::forget_oldest() {
  while (runs_.size() >= most_kept) {
    auto const oldest = std::ranges::min_element(runs_, {}, [](auto const& entry) {
      return entry.second->status.state == RunState::running ? ~0ull : entry.second->age;
    });
    std::erase(waiting_, oldest->second);
    runs_.erase(oldest);
  }
}

void TrialRuns::work() {
  // On Linux a thread has a niceness of its own, which those that it begins take over: all of the machine while nobody
  // else wants it, and pages and writing first.
  constexpr int behind_everybody = 10;
  (void)setpriority(PRIO_PROCESS, 0, behind_everybody);
  std::unique_lock lock(mutex_);
  for (;;) {
    something_to_do_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    auto const run = waiting_.front();
    waiting_.pop_front();
    run->status.state = RunState::running;
    lock.unlock();
    demand::Options options;
    options.cancelled = &run->cancelled;
    options.progress = [&](std::int64_t done, std::int64_t of) {
      std::scoped_lock const inner(mutex_);
      run->status.done = done;
      run->status.of = of;
    };
    auto answer = run->job(std::move(options));
    lock.lock();
    run->job = nullptr;
    if (run->status.state != RunState::running) continue;  // stopped meanwhile
    if (answer) {
      run->status.answer = std::make_shared<TrialAnswer const>(*std::move(answer));
      run->status.state = RunState::finished;
    } else {
      run->status.state = RunState::failed;
      run->status.sentence = answer.error().sentence;
    }
  }
}

}  // namespace kith::insight
