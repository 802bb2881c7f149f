// Slowing down guesses without locking anybody out: after ten failures in five minutes for one sign-in name from one
// address, each further try must wait longer, up to a minute. A stranger's tries from elsewhere do not slow the person.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/time.h"

namespace kith::access {

class Throttle {
 public:
  // How long this name from this address must wait before its next try; zero if it need not.
  std::chrono::seconds wait(std::string const& login_key, std::string const& address, Instant now);
  void failed(std::string const& login_key, std::string const& address, Instant now);
  void succeeded(std::string const& login_key, std::string const& address);

 private:
  struct Tries {
    int failures = 0;
    Instant first;
    Instant last;
  };
  void forget_old(Instant now);

  std::mutex mutex_;
  std::unordered_map<std::string, Tries> tries_;
};

}  // namespace kith::access
