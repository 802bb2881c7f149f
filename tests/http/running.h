// A server on a free port for the length of a test, with deadlines short enough to wait for.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include "http/peer.h"
#include "http/server.h"

namespace kith::http::test {

// Something to wait at until the test opens it.
class Gate {
 public:
  void open() {
    std::lock_guard lock{mutex_};
    open_ = true;
    changed_.notify_all();
  }
  // Counts itself in, then waits.
  void pass() {
    std::unique_lock lock{mutex_};
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void wait_until_waiting(int count) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

inline Route answer_get(std::string pattern, Handler handler) {
  return {.method = Method::get, .pattern = pattern, .handler = std::move(handler), .name = pattern};
}
inline Route answer_post(std::string pattern, Handler handler, std::size_t body_limit_bytes = 64 * 1024) {
  return {.method = Method::post,
          .pattern = pattern,
          .body_limit_bytes = body_limit_bytes,
          .handler = std::move(handler),
          .name = pattern};
}

// Says what it was asked.
inline Answer echo(Request const& request) {
  return plain_text(std::string{wire(request.method)} + " " + request.path + " " + request.body);
}

inline Router small_router() {
  Router router;
  router.add(answer_get("/", echo));
  router.add(answer_get("/page", echo));
  router.add(answer_post("/page", echo));
  return router;
}

class Running {
 public:
  explicit Running(Router router, ServerOptions options = {}) : server_(std::move(options), std::move(router)) {
    auto const started = server_.start();
    REQUIRE_MESSAGE(started.ok(), (started.ok() ? "" : started.error().sentence));
  }
  Running() : Running(small_router()) {}

  Peer peer(int receive_buffer_bytes = 0) const { return Peer{server_.port(), receive_buffer_bytes}; }
  Server& server() { return server_; }
  std::uint64_t refused(Reason reason) const {
    auto const counters = server_.counters();
    auto const found = counters.refused.find(reason);
    return found == counters.refused.end() ? 0 : found->second;
  }

 private:
  Server server_;
};

}  // namespace kith::http::test
