#include "access/hashing.h"

#include <condition_variable>
#include <deque>
#include <mutex>

#include "base/log.h"

namespace kith::access {

namespace {
std::size_t constexpr hashes_at_once = 2;
}

struct HashingDesk::State {
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::function<void()>> queue;
  std::size_t queue_limit = 0;
  bool stopping = false;
};

HashingDesk::HashingDesk(std::size_t queue_limit) : state_(std::make_shared<State>()) {
  state_->queue_limit = queue_limit;
  for (std::size_t i = 0; i < hashes_at_once; ++i) threads_.emplace_back([state = state_] { work(*state); });
}

HashingDesk::~HashingDesk() {
  std::deque<std::function<void()>> dropped;
  {
    std::lock_guard const lock(state_->mutex);
    state_->stopping = true;
    std::swap(dropped, state_->queue);
  }
  state_->wake.notify_all();
  // A job can hold the last reference to the server, and with it to this desk: then the desk goes on its own thread,
  // which cannot wait for itself but owns the state it still needs.
  for (auto& thread : threads_)
    if (thread.get_id() == std::this_thread::get_id())
      thread.detach();
    else
      thread.join();
}

bool HashingDesk::submit(std::function<void()> job) {
  {
    std::lock_guard const lock(state_->mutex);
    if (state_->stopping || state_->queue.size() >= state_->queue_limit) return false;
    state_->queue.push_back(std::move(job));
  }
  state_->wake.notify_one();
  return true;
}

void HashingDesk::work(State& state) {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(state.mutex);
      state.wake.wait(lock, [&] { return state.stopping || !state.queue.empty(); });
      if (state.stopping) return;
      job = std::move(state.queue.front());
      state.queue.pop_front();
    }
    try {
      job();
    } catch (std::exception const& fault) {
      log::error("hashing_failed", {{"reason", fault.what()}});
    }
  }
}

}  // namespace kith::access
