// Work that comes round by itself while the server runs: alerting the manager to an urgent concern that waits too long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::app {

// Calls each job every `every`, on one thread, until destroyed. A job must not throw.
class Jobs {
 public:
  Jobs(std::chrono::milliseconds every, std::vector<std::function<void()>> jobs);
  ~Jobs();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kith::app
