#include "link/blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace kith::link {

namespace {
// Two records of one key have one hash. Two keys may have one hash too: whoever walks the pairs looks at the lanes.
struct BlockEntry {
  std::uint32_t hash = 0;
  RecordNumber record = 0;
};

std::vector<BlockEntry> entries_of(Rows const& rows, LaneMask rule) {
  std::vector<BlockEntry> entries;
  entries.reserve(rows.size());
  for (RecordNumber i = 0; i < rows.size(); ++i) {
    auto const row = rows.of(i);
    std::uint64_t hash = 0;
    bool known = true;
    for (auto rest = rule; rest != 0; rest &= rest - 1) {
      auto const code = row[static_cast<std::size_t>(std::countr_zero(rest))];
      known = known && code != 0;
      hash = (hash ^ code) * 0x9e3779b97f4a7c15ull;
      hash ^= hash >> 32;
    }
    if (known) entries.push_back({static_cast<std::uint32_t>(hash), i});
  }
  return entries;
}

// By the lowest bits of the hash, eleven at a time, lowest first; records stay in order. So many bits that few keys
// meet by chance.
std::uint32_t sort_by_hash(std::vector<BlockEntry>& entries) {
  constexpr unsigned digit = 11;
  constexpr std::uint32_t digits = 1u << digit;
  unsigned const bits = entries.size() < std::size_t{1} << 21 ? 2 * digit : 3 * digit - 1;
  std::vector<BlockEntry> sorted(entries.size());
  for (unsigned shift = 0; shift < bits; shift += digit) {
    std::array<std::uint32_t, digits> next{};
    for (auto const& entry : entries) ++next[entry.hash >> shift & (digits - 1)];
    std::uint32_t begin = 0;
    for (auto& place : next) begin += std::exchange(place, begin);
    for (auto const& entry : entries) sorted[next[entry.hash >> shift & (digits - 1)]++] = entry;
    entries.swap(sorted);
  }
  return bits == 2 * digit ? (1u << bits) - 1 : ~0u;
}
}  // namespace

Blocks::Blocks(Rows const& rows, LaneMask rule) {
  auto entries = entries_of(rows, rule);
  auto const mask = sort_by_hash(entries);
  for (std::size_t begin = 0; begin < entries.size();) {
    auto end = begin + 1;
    while (end < entries.size() && ((entries[end].hash ^ entries[begin].hash) & mask) == 0) ++end;
    if (end - begin > 1) {
      for (auto at = begin; at < end; ++at) order_.push_back(entries[at].record);
      ends_.resize(order_.size(), static_cast<std::uint32_t>(order_.size()));
    }
    begin = end;
  }
}

std::uint64_t Blocks::pairs() const {
  std::uint64_t pairs = 0;
  for (std::uint32_t place = 0; place < ends_.size(); ++place) pairs += ends_[place] - place - 1;
  return pairs;
}

std::vector<Blocks::Piece> Blocks::pieces(std::uint64_t pairs) const {
  std::vector<Piece> all;
  std::uint64_t in_piece = 0;
  std::uint32_t begin = 0;
  auto const size = static_cast<std::uint32_t>(ends_.size());
  for (std::uint32_t place = 0; place < size; ++place) {
    in_piece += ends_[place] - place;
    if (in_piece < pairs && place + 1 < size) continue;
    all.push_back({begin, place + 1});
    begin = place + 1;
    in_piece = 0;
  }
  return all;
}

void PieceWalk::gather(Blocks const& blocks, Blocks::Piece piece) {
  auto const end = blocks.end_of_key(piece.end - 1);
  gathered_.resize((end - piece.begin) * rows_.width);
  auto* to = gathered_.data();
  constexpr std::uint32_t ahead = 16;  // so many rows ahead memory is asked for
  for (auto place = piece.begin; place < end; ++place) {
    if (place + ahead < end) __builtin_prefetch(rows_.of(blocks.record(place + ahead)).data());
    auto const row = rows_.of(blocks.record(place));
    to = std::copy(row.begin(), row.end(), to);
  }
}

// The next record, or the first of the second file; none when the record itself is of the second.
std::uint32_t PieceWalk::first_partner(Blocks const& blocks, std::uint32_t place, std::uint32_t end) const {
  if (!rows_.linking()) return place + 1;
  if (blocks.record(place) >= rows_.first_of_second) return end;
  auto low = place + 1;
  for (auto high = end; low < high;) {
    auto const middle = low + (high - low) / 2;
    if (blocks.record(middle) < rows_.first_of_second)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace kith::link
