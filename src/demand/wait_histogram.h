// Waits counted in bins whose width is 1/64 of an octave, so that a quantile is known to a fraction of one per cent
// whatever the scale, from a single pass and a fixed amount of memory. Counts are whole: merging is exact in any order.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace kith::demand {

class WaitHistogram {
 public:
  WaitHistogram() : counts_(bins) {}

  void add(std::int64_t wait_ms) {
    std::size_t const bin = bin_of(static_cast<std::uint64_t>(wait_ms));
    ++counts_.data()[bin];
    if (bin >= used_) used_ = bin + 1;
  }
  void clear() {
    std::fill_n(counts_.begin(), used_, 0);
    used_ = 0;
  }
  void add_all(WaitHistogram const& other) {
    for (std::size_t bin = 0; bin < other.used_; ++bin) counts_[bin] += other.counts_[bin];
    used_ = std::max(used_, other.used_);
  }
  // The wait in milliseconds that a fraction p of `total` people did not exceed, where those not in here waited 0.
  double quantile(double p, std::int64_t total) const {
    std::int64_t inside = 0;
    for (std::size_t bin = 0; bin < used_; ++bin) inside += static_cast<std::int64_t>(counts_[bin]);
    double left = p * static_cast<double>(total) - static_cast<double>(total - inside);
    if (left <= 0) return 0;
    for (std::size_t bin = 0; bin < used_; ++bin) {
      auto const count = static_cast<double>(counts_[bin]);
      if (left <= count) return from_of(bin) + (from_of(bin + 1) - from_of(bin)) * left / count;
      left -= count;
    }
    return from_of(used_);
  }

 private:
  static constexpr unsigned fine_bits = 6;
  static constexpr std::size_t fine = 1u << fine_bits;
  static constexpr std::size_t bins = (64 - fine_bits) * fine;

  static std::size_t bin_of(std::uint64_t ms) {
    if (ms < fine) return static_cast<std::size_t>(ms);
    auto const octave = static_cast<unsigned>(std::bit_width(ms)) - 1 - fine_bits;
    return (static_cast<std::size_t>(octave) << fine_bits) + static_cast<std::size_t>(ms >> octave);
  }
  static double from_of(std::size_t bin) {
    if (bin < 2 * fine) return static_cast<double>(bin);
    std::size_t const octave = (bin >> fine_bits) - 1;
    return std::ldexp(static_cast<double>(bin - (octave << fine_bits)), static_cast<int>(octave));
  }

  std::vector<std::uint64_t> counts_;
  std::size_t used_ = 0;
};

}  // namespace kith::demand
