#include "http/workers.h"

#include <algorithm>
#include <utility>

namespace kith::http {

Workers::Workers(Size size) : size_(size) {
  size_.threads = std::max<std::size_t>(size_.threads, 1);
  for (std::size_t i = 0; i < size_.threads; ++i) threads_.emplace_back([this] { run(false); });
  for (std::size_t i = 0; i < size_.urgent_threads; ++i) threads_.emplace_back([this] { run(true); });
}

Workers::~Workers() { stop(); }

bool Workers::put(Lane lane, Job job, bool first) {
  {
    std::lock_guard lock{mutex_};
    auto& queue = lane_of(lane);
    if (stopping_ || (!first && queue.size() >= size_.queue_jobs)) return false;
    if (first)
      queue.push_front(std::move(job));
    else
      queue.push_back(std::move(job));
  }
  for_anyone_.notify_one();
  if (lane == Lane::urgent) for_urgent_only_.notify_one();
  return true;
}

bool Workers::submit(Lane lane, Job job) { return put(lane, std::move(job), false); }
bool Workers::resume(Lane lane, Job job) { return put(lane, std::move(job), true); }

void Workers::run(bool urgent_only) {
  auto& wake = urgent_only ? for_urgent_only_ : for_anyone_;
  for (;;) {
    Job job;
    {
      std::unique_lock lock{mutex_};
      wake.wait(lock, [&] { return stopping_ || !urgent_.empty() || (!urgent_only && !ordinary_.empty()); });
      if (stopping_) return;
      auto& queue = urgent_.empty() ? ordinary_ : urgent_;
      job = std::move(queue.front());
      queue.pop_front();
    }
    job();
  }
}

void Workers::stop() {
  std::deque<Job> dropped;
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
    // Destroyed below, outside the lock: what a job holds may call back here when it is let go.
    std::swap(dropped, ordinary_);
    for (auto& job : urgent_) dropped.push_back(std::move(job));
    urgent_.clear();
  }
  for_anyone_.notify_all();
  for_urgent_only_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

std::size_t Workers::waiting() const {
  std::lock_guard lock{mutex_};
  return ordinary_.size() + urgent_.size();
}

}  // namespace kith::http
