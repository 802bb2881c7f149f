// How fast the engine is on the invented borough. One line a figure, four columns between tabs: what, figure, beside,
// to reach.
//
//   bench_match_speed [PEOPLE]
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include <fmt/format.h>

#include "link/clusters.h"
#include "link/live.h"
#include "link/training.h"
#include "read.h"

namespace kith::bench {

namespace {
unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

void note(std::string_view what, std::string_view figure, std::string_view beside = {}, std::string_view target = {}) {
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

void deduplicate(std::uint64_t people) {
  Timer reading;
  auto known = read_borough(people, 1, true);
  known.records.first_of_second = known.records.size();  // one file: all against all
  auto const size = fmt::format("{} records", known.records.size());
  note("read and standardise", reading.words(), size);
  Timer indexing;
  auto const index = make_index(known.records, cores());
  note("index", indexing.words(), size);
  Timer learning;
  link::TrainOptions options;
  options.threads = cores();
  auto const trained = train(index, options);
  note("train", learning.words(), fmt::format("{:.0f} matches expected", trained.expected_matches), "5 s");
  auto const weights = make_weights(trained.mixture, trained.shares);
  Timer finding;
  auto const pairs = find_pairs(index, weights, link::to_weight(link::weight_of(0.5)), {cores(), 1, {}, {}});
  note("lossless de-duplication", finding.words(), fmt::format("{} pairs", pairs.size()), "12 s");
  Timer joining;
  cluster(known.records, pairs, link::to_weight(link::weight_of(0.5)));
  note("cluster", joining.words());
}
}  // namespace

void measure(std::uint64_t people) { deduplicate(people); }

}  // namespace kith::bench

int main(int count, char** words) { kith::bench::measure(count > 1 ? std::strtoull(words[1], nullptr, 10) : 100000); }
