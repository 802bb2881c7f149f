// Where passwords are hashed. A hash takes 64 MiB and a tenth of a second on purpose, so at most two run at once, on
// threads of their own: however many people sign in at nine o'clock, the workers that show pages stay free.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace kith::access {

class HashingDesk {
 public:
  explicit HashingDesk(std::size_t queue_limit = 256);
  ~HashingDesk();  // finishes what is being hashed, drops what waits
  HashingDesk(HashingDesk const&) = delete;
  HashingDesk& operator=(HashingDesk const&) = delete;

  // False when the queue is full: the job was not taken. A job that throws is logged, and dropped with all it holds.
  bool submit(std::function<void()> job);

 private:
  struct State;
  static void work(State& state);

  std::shared_ptr<State> state_;
  std::vector<std::thread> threads_;
};

}  // namespace kith::access
