// Bytes in both directions between us and one peer. Plain TCP and TLS are two kinds; a test can make a third.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace kith::http {

// Every function is called, and every callback calls, on the reactor's thread, and never before the function that took
// it has returned. A callback that is waiting when the channel is closed is called with failure.
class Channel {
 public:
  using Opened = std::function<void(bool ok)>;
  // Some bytes, valid during the call; none at the peer's end or a failure.
  using Received = std::function<void(std::string_view bytes)>;
  using Sent = std::function<void(bool ok)>;

  virtual ~Channel() = default;  // held by shared_ptr: what waits keeps it alive
  // TLS shakes hands; plain TCP is open at once.
  virtual void open(Opened opened) = 0;
  virtual void receive(Received received) = 0;
  // Both pieces in full, in order. They must live until the callback.
  virtual void send(std::string_view first, std::string_view second, Sent sent) = 0;
  // Nothing more from us; the peer may still send.
  virtual void finish() = 0;
  virtual void close() = 0;
};

}  // namespace kith::http
