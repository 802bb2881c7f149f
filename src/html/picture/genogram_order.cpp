#include "html/picture/genogram_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "html/picture/genogram_kin.h"
#include "html/picture/genogram_layout.h"

namespace kith::html::picture {

namespace {

// People who must stand together: somebody with their partners, and theirs.
struct Block {
  std::size_t first = 0, count = 0;  // of Order::people_, which has them from left to right
  int above = 0, below = 0;          // how many lines lead to parents, and to children
  double width = 0;                  // from its first to the first of the next, when nothing is between them
  double rank = 0;                   // by which the row is sorted
};

// Who must stand left of whom: the eldest of siblings first.
struct Elder {
  std::size_t elder = 0, younger = 0;
};

struct Row {
  std::vector<Block> blocks = {};
  std::vector<Elder> elders = {};             // of different blocks
  std::vector<std::size_t> parents_of = {};   // couples one of whose parents stands here
  std::vector<std::size_t> children_of = {};  // couples one of whose children stands here
};

class Order {
 public:
  Order(Genogram const& genogram, std::vector<int> const& row, std::size_t rows)
      : genogram_(genogram),
        row_(row),
        kin_(genogram, row),
        rows_(rows),
        x_(row.size(), 0),
        block_of_(row.size(), nowhere),
        middle_(genogram.unions.size(), 0),
        mean_(genogram.unions.size(), 0) {
    people_.reserve(row.size());
    for (std::size_t at = 0; at < rows; ++at) {
      make_blocks(at);
      find_couples(at);
      find_elders(at);
    }
  }

  std::vector<int> find() {
    for (auto& row : rows_) pack(row);
    auto best = x_;
    double least = std::numeric_limits<double>::infinity();
    std::vector<double> packed;
    for (int sweep = 0; sweep < 4; ++sweep) {
      for (auto& row : rows_) arrange(row, true);
      for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) arrange(*row, false);
      for (auto& row : rows_) arrange(row, true);
      if (x_ == packed) break;  // the order of the sweep before, from which nothing new follows
      packed = x_;
      straighten();
      if (double const length = length_of_lines(); length < least - 0.5) {
        least = length;
        best = x_;
      }
    }
    return in_pixels(best);
  }

 private:
  static constexpr auto nowhere = std::numeric_limits<std::size_t>::max();

  bool stands_in(std::size_t person, std::size_t row) const { return static_cast<std::size_t>(row_[person]) == row; }
  bool has_line(std::size_t couple) const { return !kin_.parents[couple].empty() && !kin_.children[couple].empty(); }

  // Those reached from a person through partners, walked so that each stands beside the next.
  void walk(std::size_t person, std::size_t block) {
    block_of_[person] = block;
    people_.push_back(person);
    for (auto partner : kin_.partners[person])
      if (block_of_[partner] == nowhere) walk(partner, block);
  }

  void make_blocks(std::size_t row) {
    auto& blocks = rows_[row].blocks;
    blocks.reserve(row_.size() - people_.size());
    for (bool ends : {true, false})  // first from the ends of chains, then from what is left
      for (std::size_t person = 0; person < row_.size(); ++person) {
        if (!stands_in(person, row) || block_of_[person] != nowhere) continue;
        if (ends && kin_.partners[person].size() > 1) continue;
        auto const first = people_.size();
        walk(person, blocks.size());
        blocks.push_back(block_from(first));
      }
  }

  // Of the people from this one to the last that was found.
  Block block_from(std::size_t first) const {
    Block block{.first = first, .count = people_.size() - first};
    block.width = genogram_pitch * static_cast<double>(block.count) + genogram_gap;
    for (auto person : people_of(block)) {
      block.above += static_cast<int>(kin_.child_of[person].size());
      block.below += static_cast<int>(kin_.parent_in[person].size());
    }
    return block;
  }

  void find_couples(std::size_t row) {
    auto here = [&](std::size_t person) { return stands_in(person, row); };
    for (std::size_t i = 0; i < middle_.size(); ++i) {
      if (!has_line(i)) continue;
      auto const parents = kin_.parents[i], children = kin_.children[i];
      if (std::any_of(parents.begin(), parents.end(), here)) rows_[row].parents_of.push_back(i);
      if (std::any_of(children.begin(), children.end(), here)) rows_[row].children_of.push_back(i);
    }
  }

  // It is enough to say it of neighbours in age that are in one row.
  void find_elders(std::size_t row) {
    for (std::size_t i = 0; i < middle_.size(); ++i) {
      auto elder = nowhere;
      for (auto child : kin_.children[i]) {
        if (!stands_in(child, row)) continue;
        if (elder != nowhere && block_of_[elder] != block_of_[child]) rows_[row].elders.push_back({elder, child});
        elder = child;
      }
    }
  }

  std::span<std::size_t> people_of(Block const& block) { return {people_.data() + block.first, block.count}; }
  std::span<std::size_t const> people_of(Block const& block) const {
    return {people_.data() + block.first, block.count};
  }
  double left_of(Block const& block) const { return x_[people_[block.first]]; }

  double mean_of(std::span<std::size_t const> people) const {
    double sum = 0;
    for (auto person : people) sum += x_[person];
    return sum / static_cast<double>(people.size());
  }

  // To be called when the people of a row have moved.
  void keep_up(Row const& row) {
    for (auto i : row.parents_of) {
      auto const parents = kin_.parents[i];
      middle_[i] = mean_of(parents) + (parents.size() == 1 ? genogram_pitch / 2.0 : 0);
    }
    for (auto i : row.children_of) mean_[i] = mean_of(kin_.children[i]);
  }

  // Where the parents (or the children) of a block would have it; where it is, when it has none.
  double wish_of(Block const& block, bool by_parents) const {
    double const here = left_of(block);
    int const lines = by_parents ? block.above : block.below;
    if (lines == 0) return here;
    double sum = 0;
    for (auto person : people_of(block))
      for (auto i : by_parents ? kin_.child_of[person] : kin_.parent_in[person]) {
        double const shift = middle_[i] - mean_[i];
        sum += here + (by_parents ? shift : -shift);
      }
    return sum / lines;
  }

  // By which a row is sorted: children of one couple stay together, so each goes by where the parents stand.
  double rank_of(Block const& block, bool by_parents) const {
    double const to_middle = genogram_pitch * (static_cast<double>(block.count) - 1) / 2;
    if (!by_parents) return wish_of(block, false) + to_middle;
    if (block.above == 0) return left_of(block) + to_middle;
    double sum = 0;
    for (auto person : people_of(block))
      for (auto i : kin_.child_of[person]) sum += middle_[i];
    return sum / block.above;
  }

  // Turns a block so that those with siblings at the right stand at its right; otherwise towards their parents, and
  // the man at the left when there is nothing else to go by.
  void turn(Block const& block) {
    if (block.count < 2) return;
    auto const people = people_of(block);
    double siblings = 0, parents = 0;
    double const to_middle = (static_cast<double>(block.count) - 1) / 2;
    double const here = left_of(block);
    for (std::size_t i = 0; i < people.size(); ++i) {
      double const place = static_cast<double>(i) - to_middle;
      siblings += place * kin_.pull[people[i]];
      for (auto couple : kin_.child_of[people[i]]) parents += place * (middle_[couple] - here);
    }
    bool const by_symbol = genogram_.people[people.front()].symbol == Symbol::circle &&
                           genogram_.people[people.back()].symbol == Symbol::square;
    bool const wrong = siblings != 0 ? siblings < 0 : parents != 0 ? parents < 0 : by_symbol;
    if (wrong) std::reverse(people.begin(), people.end());
  }

  // Sorts a row by rank, as far as ages allow, and packs it.
  void arrange(Row& row, bool by_parents) {
    for (auto& block : row.blocks) {
      turn(block);
      block.rank = rank_of(block, by_parents);
    }
    if (!in_order(row)) sort_by_rank(row);
    pack(row);
  }

  // After the first sweep most rows are.
  bool in_order(Row const& row) const {
    return std::is_sorted(row.blocks.begin(), row.blocks.end(),
                          [](Block const& a, Block const& b) { return a.rank < b.rank; }) &&
           std::all_of(row.elders.begin(), row.elders.end(),
                       [&](Elder const& pair) { return block_of_[pair.elder] < block_of_[pair.younger]; });
  }

  void sort_by_rank(Row& row) {
    auto& blocks = row.blocks;
    waits_.assign(blocks.size(), 0);
    for (auto const& pair : row.elders) ++waits_[block_of_[pair.younger]];
    placed_.assign(blocks.size(), 0);
    sorted_.clear();
    for (std::size_t count = 0; count < blocks.size(); ++count) {
      std::size_t next = blocks.size();
      for (bool free : {true, false}) {  // crosswise couples leave nobody free: then the rank alone decides
        for (std::size_t b = 0; b < blocks.size(); ++b)
          if (placed_[b] == 0 && (!free || waits_[b] == 0) &&
              (next == blocks.size() || blocks[b].rank < blocks[next].rank))
            next = b;
        if (next != blocks.size()) break;
      }
      placed_[next] = 1;
      for (auto const& pair : row.elders)
        if (block_of_[pair.elder] == next) --waits_[block_of_[pair.younger]];
      sorted_.push_back(blocks[next]);
    }
    std::swap(blocks, sorted_);
    for (std::size_t b = 0; b < blocks.size(); ++b)
      for (auto person : people_of(blocks[b])) block_of_[person] = b;
  }

  void put(Block const& block, double at) {
    for (auto person : people_of(block)) {
      x_[person] = at;
      at += genogram_pitch;
    }
  }

  void pack(Row const& row) {
    double at = 0;
    for (auto const& block : row.blocks) {
      put(block, at);
      at += block.width;
    }
    keep_up(row);
  }

  // Moves the blocks of a row as near to their wishes as their order and widths allow: the least squares of the
  // distances, found by pooling neighbours that would overlap. How far it moved the one who moved most.
  double place(Row const& row, bool by_parents) {
    pools_.clear();
    double offset = 0;  // of a block from the first
    for (auto const& block : row.blocks) {
      double const wish = wish_of(block, by_parents) - offset;
      pools_.push_back({.sum = wish, .blocks = 1, .mean = wish});
      while (pools_.size() > 1 && pools_[pools_.size() - 2].mean > pools_.back().mean) pool_the_last_two();
      offset += block.width;
    }
    double moved = 0;
    offset = 0;
    auto block = row.blocks.begin();
    for (auto const& pool : pools_)
      for (std::size_t left = pool.blocks; left > 0; --left, ++block) {
        double const at = pool.mean + offset;
        moved = std::max(moved, std::abs(at - left_of(*block)));
        put(*block, at);
        offset += block->width;
      }
    if (moved > 0) keep_up(row);
    return moved;
  }

  void pool_the_last_two() {
    auto const last = pools_.back();
    pools_.pop_back();
    auto& pool = pools_.back();
    pool.sum += last.sum;
    pool.blocks += last.blocks;
    pool.mean = pool.sum / static_cast<double>(pool.blocks);
  }

  // Until nobody moves as much as could be seen; a family of four generations is straight after two rounds or three.
  void straighten() {
    for (int round = 0; round < 6; ++round) {
      double moved = 0;
      for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) moved = std::max(moved, place(*row, false));
      for (auto const& row : rows_) moved = std::max(moved, place(row, true));
      if (moved < 0.25) return;
    }
  }

  // A block is rounded as one: partners are always the same distance apart, wherever halves of a pixel fall.
  std::vector<int> in_pixels(std::vector<double> const& x) const {
    double const left = *std::min_element(x.begin(), x.end());
    std::vector<int> pixels(x.size(), 0);
    for (auto const& row : rows_)
      for (auto const& block : row.blocks) {
        auto const people = people_of(block);
        double start = x[people.front()];
        for (auto person : people) start = std::min(start, x[person]);
        for (auto person : people)
          pixels[person] = static_cast<int>(std::lround(start - left) + std::lround(x[person] - start));
      }
    return pixels;
  }

  double length_of_lines() const {
    double length = 0;
    for (std::size_t i = 0; i < middle_.size(); ++i) {
      if (!has_line(i)) continue;
      double low = middle_[i], high = low;
      for (auto child : kin_.children[i]) {
        low = std::min(low, x_[child]);
        high = std::max(high, x_[child]);
      }
      length += high - low;
    }
    return length;
  }

  Genogram const& genogram_;
  std::vector<int> const& row_;
  Kin kin_;
  std::vector<Row> rows_;
  std::vector<std::size_t> people_;    // block by block
  std::vector<double> x_;              // for each person
  std::vector<std::size_t> block_of_;  // for each person, in their row
  // For each couple that has both parents and children; kept up with `x_`.
  std::vector<double> middle_;  // where the line to the children hangs; that of a lone parent goes down beside the name
  std::vector<double> mean_;    // of the children

  // Kept between the calls that use them, which are hundreds.
  struct Pool {
    double sum = 0;
    std::size_t blocks = 0;
    double mean = 0;
  };
  std::vector<Pool> pools_;
  std::vector<int> waits_;
  std::vector<char> placed_;
  std::vector<Block> sorted_;
};

}  // namespace

std::vector<int> places_across(Genogram const& genogram, std::vector<int> const& row, std::size_t rows) {
  return Order(genogram, row, rows).find();
}

}  // namespace kith::html::picture
