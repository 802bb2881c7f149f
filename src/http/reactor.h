// The one thread that talks to sockets, and all that is known of Asio: listening, channels, a tick, signals.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/addresses.h"
#include "http/channel.h"

namespace kith::http {

class Reactor {
 public:
  using Accepted = std::function<void(std::shared_ptr<Channel> channel, Address peer)>;

  Reactor();
  ~Reactor();  // joined before

  // Before start(). The port it really listens on. Errors: bad_address, tls_files, cannot_listen.
  // `certificate_chain` and `private_key` are PEM files, or both empty for plain TCP. `starved` is called when the
  // process has no file descriptors left for a new connection.
  Result<std::uint16_t> listen(std::string const& address, std::uint16_t port, std::string const& certificate_chain,
                               std::string const& private_key, Accepted accepted, std::function<void()> starved);
  void every(std::chrono::milliseconds interval, std::function<void()> tick);
  void start();

  // From any thread: runs it on the reactor's.
  void post(std::function<void()> work);
  // From any thread: `heard` runs on the reactor's at the first SIGINT or SIGTERM.
  void on_signal(std::function<void()> heard);

  // On the reactor's thread: ends listening, the tick and the wait for signals. Once every channel is closed too, the
  // thread ends.
  void finish();
  void stop_listening();
  // Waits for the thread to end.
  void join();

 private:
  struct Inside;

  std::unique_ptr<Inside> inside_;
};

}  // namespace kith::http
