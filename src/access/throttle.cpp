#include "access/throttle.h"

#include <algorithm>

namespace kith::access {

namespace {
int constexpr free_failures = 10;
std::chrono::minutes constexpr window{5};
std::chrono::seconds constexpr longest_wait{60};
// When so many are remembered, those outside the window are forgotten, and if none is, any one: a flood from very many
// addresses costs memory that has an end.
std::size_t constexpr most_kept = 100'000;

std::string key_of(std::string const& login, std::string const& address) { return login + '\n' + address; }
}  // namespace

std::chrono::seconds Throttle::wait(std::string const& login_key, std::string const& address, Instant now) {
  std::lock_guard const lock(mutex_);
  auto const found = tries_.find(key_of(login_key, address));
  if (found == tries_.end() || found->second.failures < free_failures) return std::chrono::seconds{0};
  int const beyond = std::min(found->second.failures - free_failures, 6);
  auto const pause = std::min(std::chrono::seconds{1 << beyond}, longest_wait);
  auto const passed = std::chrono::duration_cast<std::chrono::seconds>(now - found->second.last);
  return passed >= pause ? std::chrono::seconds{0} : pause - passed;
}

void Throttle::failed(std::string const& login_key, std::string const& address, Instant now) {
  std::lock_guard const lock(mutex_);
  if (tries_.size() >= most_kept) forget_old(now);
  if (tries_.size() >= most_kept) tries_.erase(tries_.begin());
  auto& tries = tries_[key_of(login_key, address)];
  bool const long_ago = tries.failures < free_failures ? now - tries.first > window : now - tries.last > window;
  if (long_ago) tries = {0, now, now};
  ++tries.failures;
  tries.last = now;
}

void Throttle::succeeded(std::string const& login_key, std::string const& address) {
  std::lock_guard const lock(mutex_);
  tries_.erase(key_of(login_key, address));
}

void Throttle::forget_old(Instant now) {
  std::erase_if(tries_, [&](auto const& entry) { return now - entry.second.last > window; });
}

}  // namespace kith::access
