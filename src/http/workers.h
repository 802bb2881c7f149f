// The threads that run handlers, behind a bounded queue with two lanes. Urgent work has threads that nothing else may
// take, so that signing in and stepping up go on while reports pile up.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::http {

enum class Lane { ordinary, urgent };

class Workers {
 public:
  using Job = std::function<void()>;  // must not throw

  struct Size {
    std::size_t threads = 4;         // take urgent work first, then ordinary
    std::size_t urgent_threads = 1;  // take urgent work only
    std::size_t queue_jobs = 256;    // waiting jobs a lane
  };

  explicit Workers(Size size);
  ~Workers();  // stops
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;

  // False when the lane is full or the workers are stopping: the job was not taken.
  [[nodiscard]] bool submit(Lane lane, Job job);
  // For the second half of a request that was admitted before: never refused for fullness, and goes before what waits.
  // There are at most as many as there are requests, which connections bound. False when the workers are stopping.
  bool resume(Lane lane, Job job);

  // Finishes the jobs that run, drops those that wait, joins. Not from a worker thread.
  void stop();
  std::size_t waiting() const;

 private:
  bool put(Lane lane, Job job, bool first);
  void run(bool urgent_only);
  std::deque<Job>& lane_of(Lane lane) { return lane == Lane::urgent ? urgent_ : ordinary_; }

  Size size_;
  mutable std::mutex mutex_;
  std::condition_variable for_anyone_;
  std::condition_variable for_urgent_only_;
  std::deque<Job> ordinary_;
  std::deque<Job> urgent_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kith::http
