#include "journal/read_ahead.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "journal/store.h"

namespace kith::journal {

namespace {
using Page = std::vector<Recorded>;
std::size_t constexpr page_events = 64;
std::size_t constexpr pages_ahead = 4;

// Pages on their way from the reading thread to the working one. Bounded, so that a slow worker does not fill memory.
class Way {
 public:
  // False when nobody will take any more.
  bool put(Page page) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return pages_.size() < pages_ahead || left_; });
    if (left_) return false;
    pages_.push_back(std::move(page));
    moved_.notify_all();
    return true;
  }
  void end(std::exception_ptr fault) {
    std::lock_guard const lock(mutex_);
    fault_ = std::move(fault);
    ended_ = true;
    moved_.notify_all();
  }

  // An empty page at the end. Throws what the reading thread met.
  Page take() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return !pages_.empty() || ended_; });
    if (pages_.empty()) {
      if (fault_) std::rethrow_exception(fault_);
      return {};
    }
    Page page = std::move(pages_.front());
    pages_.pop_front();
    moved_.notify_all();
    return page;
  }
  void leave() {
    std::lock_guard const lock(mutex_);
    left_ = true;
    moved_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<Page> pages_;
  std::exception_ptr fault_;
  bool ended_ = false;
  bool left_ = false;
};

struct NobodyTakesMore {};

void read(sql::Location const& location, Way& way) {
  try {
    auto const connection = sql::connect(location, sql::Access::read_only);
    Page page;
    for_each_event(*connection, 0, [&](Recorded const& event) {
      page.push_back(event);
      if (page.size() < page_events) return;
      if (!way.put(std::move(page))) throw NobodyTakesMore{};
      page = {};
    });
    if (!page.empty()) way.put(std::move(page));
    way.end(nullptr);
  } catch (NobodyTakesMore const&) {
  } catch (...) {
    way.end(std::current_exception());
  }
}

// Joins however the working thread ends.
class Reading {
 public:
  Reading(sql::Location const& location, Way& way) : way_(way), thread_([&location, &way] { read(location, way); }) {}
  ~Reading() {
    way_.leave();
    thread_.join();
  }
  Reading(Reading const&) = delete;
  Reading& operator=(Reading const&) = delete;

 private:
  Way& way_;
  std::thread thread_;
};
}  // namespace

void for_each_event_ahead(sql::Location const& location, std::function<void(Recorded const&)> const& visit) {
  Way way;
  Reading const reading(location, way);
  for (Page page = way.take(); !page.empty(); page = way.take())
    for (auto const& event : page) visit(event);
}

}  // namespace kith::journal
