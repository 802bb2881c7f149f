// How measurements are taken and written down: one line a figure, four columns between tabs.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace kith::bench {

inline void note(std::string_view what, std::string_view figure, std::string_view beside = {},
                 std::string_view target = {}) {
  fmt::print("{}\t{}\t{}\t{}\n", what, figure, beside, target);
  std::fflush(stdout);
}

struct Timer {
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  double cpu_start = cpu();
  static double cpu() {
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    return static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
  }
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
  std::string words() const { return fmt::format("{:.2f} s ({:.2f} s CPU)", seconds(), cpu() - cpu_start); }
};

inline constexpr int runs = 5;  // of what is quick; medians are given

template <class Work>
std::pair<double, double> median(Work const& work) {
  std::vector<std::pair<double, double>> took;
  for (int i = 0; i < runs; ++i) {
    Timer const timer;
    work();
    took.push_back({timer.seconds(), Timer::cpu() - timer.cpu_start});
  }
  std::nth_element(took.begin(), took.begin() + runs / 2, took.end());
  return took[runs / 2];
}

inline std::string in_words(std::pair<double, double> took) {
  return fmt::format("{:.2f} s ({:.2f} s CPU)", took.first, took.second);
}

}  // namespace kith::bench
