#include "link/neighbours.h"

#include <algorithm>

#include "link/parallel.h"

namespace kith::link {

Neighbours::Neighbours(Measure measure, std::vector<std::vector<Neighbour>> const& lists)
    : exact_(levels_of(measure).exact), begins_(1, 0) {
  for (auto const& list : lists) {
    entries_.insert(entries_.end(), list.begin(), list.end());
    begins_.push_back(entries_.size());
  }
}

Level Neighbours::level(Code a, Code b) const {
  if (a == 0 || b == 0) return missing_level;
  if (a == b) return exact_;
  auto list = of(a);
  auto other = of(b);
  if (other.size() < list.size()) {
    std::swap(list, other);
    std::swap(a, b);
  }
  auto const found =
      std::lower_bound(list.begin(), list.end(), b, [](Neighbour n, Code code) { return n.code < code; });
  return found != list.end() && found->code == b ? found->level : different_level;
}

namespace {
constexpr std::size_t rows_a_piece = 64;

bool has_neighbours(Measure measure) { return measure != Measure::category; }
}  // namespace

Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads) {
  std::size_t const size = dictionary.size();
  std::vector<std::vector<Neighbour>> lists(size);
  if (!has_neighbours(dictionary.measure())) return {dictionary.measure(), lists};
  std::vector<std::vector<Neighbour>> later(size);  // of each value, those with a higher code
  in_parallel((size + rows_a_piece - 1) / rows_a_piece, threads, [&](std::size_t piece) {
    for (std::size_t a = std::max<std::size_t>(1, piece * rows_a_piece); a < std::min(size, (piece + 1) * rows_a_piece);
         ++a)
      for (std::size_t b = a + 1; b < size; ++b) {
        auto const level =
            compare(dictionary.measure(), dictionary[static_cast<Code>(a)], dictionary[static_cast<Code>(b)]);
        if (level > different_level) later[a].push_back({static_cast<Code>(b), level});
      }
  });
  // In order of the first value, so that every list comes out sorted.
  for (std::size_t a = 1; a < size; ++a)
    for (auto const& [b, level] : later[a]) lists[b].push_back({static_cast<Code>(a), level});
  for (std::size_t a = 1; a < size; ++a) lists[a].insert(lists[a].end(), later[a].begin(), later[a].end());
  return {dictionary.measure(), lists};
}

std::vector<Neighbour> neighbours_of(Dictionary const& dictionary, Value const& value) {
  std::vector<Neighbour> found;
  if (value.text.empty() || !has_neighbours(dictionary.measure())) return found;
  for (Code code = 1; code < dictionary.size(); ++code) {
    if (dictionary[code].text == value.text) continue;
    auto const level = compare(dictionary.measure(), dictionary[code], value);
    if (level > different_level) found.push_back({code, level});
  }
  return found;
}

}  // namespace kith::link
