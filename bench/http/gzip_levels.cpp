// What each compression level costs and saves on one page: bench_http_gzip_levels FILE
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

#include "http/compression.h"

int main(int argc, char** argv) {
  std::ifstream file{argc > 1 ? argv[1] : "", std::ios::binary};
  std::string const page{std::istreambuf_iterator<char>{file}, {}};
  if (page.empty()) return fmt::print(stderr, "Name a page to compress: a file with something in it.\n"), 2;
  for (int level = 1; level <= 9; ++level) {
    std::size_t bytes = 0;
    auto best = std::chrono::nanoseconds::max();
    for (int round = 0; round < 200; ++round) {
      auto const start = std::chrono::steady_clock::now();
      bytes = kith::http::gzip(page, level).size();
      best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
    }
    fmt::print("level {}: {} to {} bytes, {} us\n", level, page.size(), bytes, best.count() / 1000);
  }
  return 0;
}
