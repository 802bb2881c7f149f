// One work in two stages, each on a thread of its own: what the first makes goes to the second page by page, in order,
// so that together they take as long as the longer of the two.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace kith {

// Pages that a thread of its own makes while the caller uses those before. A few at most wait, so that a slow caller
// does not fill memory. Going away ends the making, whatever it was at.
template <class Page>
class PagesAhead {
 public:
  using HandOn = std::function<void(Page)>;

  // `make` is called once, on the other thread, and hands on one page after another. What it is given throws when
  // nobody will take another page, so that it need not ask.
  explicit PagesAhead(std::function<void(HandOn const&)> make, std::size_t most_waiting = 4)
      : most_waiting_(most_waiting), thread_([this, make = std::move(make)] { run(make); }) {}
  ~PagesAhead() {
    {
      std::lock_guard const lock(mutex_);
      left_ = true;
      pages_.clear();
    }
    moved_.notify_all();
    thread_.join();
  }
  PagesAhead(PagesAhead const&) = delete;
  PagesAhead& operator=(PagesAhead const&) = delete;

  // Waits for the next page; nullopt after the last. Throws what `make` threw.
  std::optional<Page> next() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return !pages_.empty() || ended_; });
    if (pages_.empty()) {
      if (fault_) std::rethrow_exception(fault_);
      return std::nullopt;
    }
    std::optional<Page> page{std::move(pages_.front())};
    pages_.pop_front();
    moved_.notify_all();
    return page;
  }

 private:
  struct NobodyTakesMore {};

  void run(std::function<void(HandOn const&)> const& make) {
    std::exception_ptr fault;
    try {
      make([this](Page page) { put(std::move(page)); });
    } catch (NobodyTakesMore const&) {
    } catch (...) {
      fault = std::current_exception();
    }
    std::lock_guard const lock(mutex_);
    fault_ = std::move(fault);
    ended_ = true;
    moved_.notify_all();
  }
  void put(Page page) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return pages_.size() < most_waiting_ || left_; });
    if (left_) throw NobodyTakesMore{};
    pages_.push_back(std::move(page));
    moved_.notify_all();
  }

  std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<Page> pages_;
  std::exception_ptr fault_;
  bool ended_ = false;
  bool left_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace kith
