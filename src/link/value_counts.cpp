#include "link/value_counts.h"

namespace kith::link {

void ValueCounts::add(Code code) {
  if (code == 0) return;
  if (counts_.size() <= code) counts_.resize(code + 1);
  move(counts_[code], counts_[code] + 1);
  ++counts_[code];
  ++known_;
}

void ValueCounts::take_off(Code code) {
  if (code == 0) return;
  move(counts_[code], counts_[code] - 1);
  --counts_[code];
  --known_;
}

void ValueCounts::move(std::uint32_t from, std::uint32_t to) {
  if (from == 0) ++different_;
  if (to == 0) --different_;
  if (to != 0) ++found_[to];
  if (from == 0) return;
  auto const left = found_.find(from);
  if (--left->second == 0) found_.erase(left);
}

double ValueCounts::average_share(std::function<double(std::uint32_t)> const& share_of) const {
  double squares = 0;
  double sum = 0;
  for (auto const& [count, values] : found_) {
    double const share = share_of(count);
    squares += static_cast<double>(values) * share * share;
    sum += static_cast<double>(values) * share;
  }
  return sum > 0 ? squares / sum : 0;
}

}  // namespace kith::link
