// Pairs by blocking rules: records that have the same codes in all lanes of a rule are looked at together. A pair that
// several rules find belongs to the first of them, so each pair comes once.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "link/equal_lanes.h"
#include "link/records.h"

namespace kith::link {

// What is known of each record as a row of codes; 0 is missing. Codes of one lane are the same when the values are.
struct Rows {
  std::size_t width = lane_step;  // codes a record
  std::vector<std::uint32_t> codes;
  RecordNumber first_of_second = 0;  // as in Records

  RecordNumber size() const { return static_cast<RecordNumber>(codes.size() / width); }
  bool linking() const { return first_of_second != size(); }
  std::span<std::uint32_t const> of(RecordNumber record) const {
    return std::span(codes).subspan(record * width, width);
  }
};

// The records that share a key of a rule with another, those with one key beside each other, in order within a key.
class Blocks {
 public:
  Blocks(Rows const& rows, LaneMask rule);

  struct Piece {  // of the places; a piece looks at pairs whose first record stands in it
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  // Of about so many pairs each.
  std::vector<Piece> pieces(std::uint64_t pairs) const;
  RecordNumber record(std::uint32_t place) const { return order_[place]; }
  // Past the last place with this place's key.
  std::uint32_t end_of_key(std::uint32_t place) const { return ends_[place]; }
  std::uint64_t pairs() const;

 private:
  std::vector<RecordNumber> order_;
  std::vector<std::uint32_t> ends_;
};

// Walks the pairs of one piece. `may_count(row of a, equal lanes)` is asked once for each row and the lanes that some
// partner has equal to it; `visit(a, b, row of a, row of b, equal lanes)` is called for each pair of which that is so
// and that `rule` finds and no rule of `earlier`, a < b, in an order that depends on nothing but the rows. Gives how
// many pairs were found, visited or not.
class PieceWalk {
 public:
  PieceWalk(Rows const& rows, InstructionSet set) : rows_(rows), equal_lanes_(equal_lanes(set)), equal_(at_once) {}

  template <class MayCount, class Visit>
  std::uint64_t walk(Blocks const& blocks, Blocks::Piece piece, LaneMask rule, std::span<LaneMask const> earlier,
                     MayCount const& may_count, Visit const& visit) {
    gather(blocks, piece);
    auto const width = rows_.width;
    std::uint64_t found = 0;
    for (auto place = piece.begin; place < piece.end; ++place) {
      auto const a = blocks.record(place);
      auto const* const row = gathered_.data() + (place - piece.begin) * width;
      auto const end = blocks.end_of_key(place);
      ++row_;
      for (auto other = first_partner(blocks, place, end); other < end; other += at_once) {
        auto const count = std::min<std::size_t>(at_once, end - other);
        auto const* const others = gathered_.data() + (other - piece.begin) * width;
        equal_lanes_({row, width}, others, std::span(equal_).first(count));
        for (std::size_t i = 0; i < count; ++i) {
          auto& verdict = verdicts_[equal_[i] * 0x9e3779b1u >> (32 - verdict_bits)];
          if (verdict.row != row_ || verdict.equal != equal_[i]) {
            bool const first = is_found_first(equal_[i], rule, earlier);
            verdict = {row_, equal_[i], first, first && may_count(row, equal_[i])};
          }
          found += verdict.found;
          if (verdict.counts)
            visit(a, blocks.record(other + static_cast<std::uint32_t>(i)), row, others + i * width, equal_[i]);
        }
      }
    }
    return found;
  }

 private:
  static constexpr std::uint32_t at_once = 256;
  static constexpr unsigned verdict_bits = 7;

  // On pairs of one row with the same lanes equal: most partners are alike in that.
  struct Verdict {
    std::uint64_t row = 0;
    LaneMask equal = 0;
    bool found = false;
    bool counts = false;
  };

  static bool is_found_first(LaneMask equal, LaneMask rule, std::span<LaneMask const> earlier) {
    if ((equal & rule) != rule) return false;  // two keys with one hash
    for (auto const other : earlier)
      if ((equal & other) == other) return false;
    return true;
  }

  // Rows lie all over memory; those of a piece and their partners are laid side by side once.
  void gather(Blocks const& blocks, Blocks::Piece piece);
  std::uint32_t first_partner(Blocks const& blocks, std::uint32_t place, std::uint32_t end) const;

  Rows const& rows_;
  EqualLanes equal_lanes_;
  std::vector<std::uint32_t> gathered_;
  std::vector<LaneMask> equal_;
  std::array<Verdict, 1u << verdict_bits> verdicts_{};
  std::uint64_t row_ = 0;
};

}  // namespace kith::link
