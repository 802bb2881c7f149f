// Work shared out among threads in fixed pieces, so that what comes out does not depend on how many there are.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::link {

// Calls work(piece) for every piece in [0, pieces), each once, in any order and on any thread. Results go into a place
// of the piece's own. An exception of any piece is thrown again here.
template <class Work>
void in_parallel(std::size_t pieces, unsigned threads, Work const& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr fault;
  std::mutex guard;
  auto const run = [&] {
    try {
      for (std::size_t piece = next++; piece < pieces; piece = next++) work(piece);
    } catch (...) {
      std::lock_guard const lock{guard};
      fault = std::current_exception();
      next = pieces;
    }
  };
  std::vector<std::thread> others;
  auto const wanted = std::min<std::size_t>(std::max(1u, threads), pieces);
  for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(run);
  run();
  for (auto& other : others) other.join();
  if (fault) std::rethrow_exception(fault);
}

}  // namespace kith::link
