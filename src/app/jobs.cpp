#include "app/jobs.h"

namespace kith::app {

Jobs::Jobs(std::chrono::milliseconds every, std::vector<std::function<void()>> jobs) {
  thread_ = std::thread([this, every, jobs = std::move(jobs)] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every, [this] { return stopping_; })) {
      lock.unlock();
      for (auto const& job : jobs) job();
      lock.lock();
    }
  });
}

Jobs::~Jobs() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

}  // namespace kith::app
