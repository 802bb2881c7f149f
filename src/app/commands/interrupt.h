// Ctrl-C during long work asks it to stop; what has finished is kept.
#pragma once

#include <atomic>
#include <csignal>

namespace kith::app {

// While one lives, Ctrl-C asks; afterwards it means again what it meant before, for a command may run inside a server.
// One at a time.
class Interrupt {
 public:
  Interrupt() : before_(std::signal(SIGINT, note)) { asked_ = false; }
  ~Interrupt() { std::signal(SIGINT, before_); }
  Interrupt(Interrupt const&) = delete;
  Interrupt& operator=(Interrupt const&) = delete;

  static std::atomic<bool> const& asked() { return asked_; }

 private:
  static void note(int) { asked_ = true; }
  static inline std::atomic<bool> asked_{false};
  void (*before_)(int);
};

}  // namespace kith::app
