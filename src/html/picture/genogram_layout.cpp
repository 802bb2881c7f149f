#include "html/picture/genogram_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kith::html {

namespace {

using Places = std::vector<std::size_t>;
constexpr int unset = std::numeric_limits<int>::min();

Places parents_of(GenogramUnion const& pair) {
  Places parents;
  if (pair.first) parents.push_back(*pair.first);
  if (pair.second && pair.second != pair.first) parents.push_back(*pair.second);
  return parents;
}

bool everybody_exists(Genogram const& genogram) {
  auto exists = [&](std::size_t place) { return place < genogram.people.size(); };
  for (auto const& pair : genogram.unions) {
    auto parents = parents_of(pair);
    if (!std::all_of(parents.begin(), parents.end(), exists)) return false;
    for (auto const& child : pair.children)
      if (!exists(child.person)) return false;
  }
  return std::all_of(genogram.feelings.begin(), genogram.feelings.end(),
                     [&](GenogramFeeling const& feeling) { return exists(feeling.from) && exists(feeling.to); });
}

// --- generations

// Everybody reached from `start`, one generation down for each child, one up for each parent.
void spread(Genogram const& genogram, std::size_t start, std::vector<int>& row) {
  Places waiting = {start};
  row[start] = 0;
  auto reach = [&](std::size_t person, int generation) {
    if (row[person] != unset) return;
    row[person] = generation;
    waiting.push_back(person);
  };
  for (std::size_t next = 0; next < waiting.size(); ++next) {
    auto const person = waiting[next];
    for (auto const& pair : genogram.unions) {
      bool const is_parent = pair.first == person || pair.second == person;
      bool const is_child = std::any_of(pair.children.begin(), pair.children.end(),
                                        [&](GenogramChild const& child) { return child.person == person; });
      if (!is_parent && !is_child) continue;
      int const above = is_parent ? row[person] : row[person] - 1;
      for (auto const& parent : {pair.first, pair.second})
        if (parent) reach(*parent, above);
      for (auto const& child : pair.children) reach(child.person, above + 1);
    }
  }
  int top = 0;
  for (auto person : waiting) top = std::min(top, row[person]);
  for (auto person : waiting) row[person] -= top;
}

// Pushes people down until children are below their parents and, if asked, partners level. False when that never ends.
bool settle(Genogram const& genogram, bool level_partners, std::vector<int>& row) {
  for (std::size_t round = 0; round <= 2 * row.size() + 2; ++round) {
    bool moved = false;
    auto push = [&](std::size_t person, int generation) {
      if (row[person] >= generation) return;
      row[person] = generation;
      moved = true;
    };
    for (auto const& pair : genogram.unions) {
      int lowest = -1;
      for (auto const& parent : {pair.first, pair.second})
        if (parent) lowest = std::max(lowest, row[*parent]);
      for (auto const& parent : {pair.first, pair.second})
        if (parent && level_partners) push(*parent, lowest);
      if (lowest >= 0)
        for (auto const& child : pair.children) push(child.person, lowest + 1);
    }
    if (!moved) return true;
  }
  return false;
}

bool find_generations(Genogram const& genogram, std::vector<int>& row) {
  row.assign(genogram.people.size(), unset);
  for (std::size_t person = 0; person < row.size(); ++person)
    if (row[person] == unset) spread(genogram, person, row);
  auto level = row;
  if (settle(genogram, true, level)) {
    row = std::move(level);
    return true;
  }
  return settle(genogram, false, row);  // partners of two generations stand in two rows
}

// --- who stands beside whom

// People who must stand together, left to right: somebody with their partners, and theirs.
struct Block {
  Places people = {};
  double rank = 0;  // by which the row is sorted
};
using Row = std::vector<Block>;

// Looked up once, because the search below asks hundreds of times.
struct Couple {
  Places parents = {};
  Places children = {};  // the eldest first
};
struct Relatives {
  Places child_of = {};   // couples that have parents, whose child somebody is
  Places parent_in = {};  // couples whose first parent somebody is, with children
  Places partners = {};   // in the same generation
  int pull = 0;           // how many siblings must stand at the right, less those who must stand at the left
};

class Order {
 public:
  Order(Genogram const& genogram, std::vector<int> const& row, int rows)
      : genogram_(genogram), row_(row), rows_(static_cast<std::size_t>(rows)), x_(row.size(), 0), of_(row.size()) {
    for (auto const& pair : genogram.unions) couples_.push_back({parents_of(pair), by_age(pair)});
    for (std::size_t i = 0; i < couples_.size(); ++i) find_relatives(i);
    make_blocks();
    find_elders();
  }

  std::vector<double> find() {
    for (auto& row : rows_) pack(row);
    auto best = x_;
    double least = std::numeric_limits<double>::infinity();
    std::vector<double> packed;
    for (int sweep = 0; sweep < 4; ++sweep) {
      for (std::size_t row = 0; row < rows_.size(); ++row) arrange(rows_[row], true);
      for (std::size_t row = rows_.size(); row > 0; --row) arrange(rows_[row - 1], false);
      for (std::size_t row = 0; row < rows_.size(); ++row) arrange(rows_[row], true);
      if (x_ == packed) break;  // the order of the sweep before, from which nothing new follows
      packed = x_;
      straighten();
      if (double const length = length_of_lines(); length < least - 0.5) {
        least = length;
        best = x_;
      }
    }
    return best;
  }

 private:
  Places by_age(GenogramUnion const& pair) const {
    Places children;
    for (auto const& child : pair.children)
      if (std::find(children.begin(), children.end(), child.person) == children.end()) children.push_back(child.person);
    auto age = [&](std::size_t person) {
      int const born = genogram_.people[person].born;
      return born == 0 ? std::numeric_limits<int>::max() : born;
    };
    std::stable_sort(children.begin(), children.end(), [&](auto a, auto b) { return age(a) < age(b); });
    return children;
  }

  void find_relatives(std::size_t i) {
    auto const& [parents, children] = couples_[i];
    for (std::size_t at = 0; at < children.size(); ++at) {
      if (!parents.empty()) of_[children[at]].child_of.push_back(i);
      of_[children[at]].pull += static_cast<int>(children.size()) - 1 - 2 * static_cast<int>(at);
    }
    if (!parents.empty() && !children.empty()) of_[parents.front()].parent_in.push_back(i);
    if (parents.size() < 2 || row_[parents[0]] != row_[parents[1]]) return;
    auto& known = of_[parents[0]].partners;
    if (std::find(known.begin(), known.end(), parents[1]) != known.end()) return;
    known.push_back(parents[1]);
    of_[parents[1]].partners.push_back(parents[0]);
  }

  // Those reached from a person through partners, walked so that each stands beside the next.
  void walk(std::size_t person, std::vector<bool>& seen, Places& to) const {
    seen[person] = true;
    to.push_back(person);
    for (auto partner : of_[person].partners)
      if (!seen[partner]) walk(partner, seen, to);
  }

  void make_blocks() {
    std::vector<bool> seen(row_.size(), false);
    for (std::size_t round = 0; round < 2; ++round)  // first from the ends of chains, then from what is left
      for (std::size_t person = 0; person < row_.size(); ++person) {
        if (seen[person] || (round == 0 && of_[person].partners.size() > 1)) continue;
        Block block;
        walk(person, seen, block.people);
        rows_[static_cast<std::size_t>(row_[person])].push_back(std::move(block));
      }
  }

  double mean_of(Places const& people) const {
    double sum = 0;
    for (auto person : people) sum += x_[person];
    return sum / static_cast<double>(people.size());
  }
  // Where the line to the children hangs; that of a lone parent goes down beside the name.
  double middle_of(Couple const& couple) const {
    return mean_of(couple.parents) + (couple.parents.size() == 1 ? genogram_pitch / 2.0 : 0);
  }

  // Where the parents (or the children) of a block would have it; where it is, when it has none.
  double wish_of(Block const& block, bool by_parents) const {
    double sum = 0;
    int count = 0;
    double const here = x_[block.people.front()];
    for (auto person : block.people)
      for (auto i : by_parents ? of_[person].child_of : of_[person].parent_in) {
        auto const& couple = couples_[i];
        double const shift = middle_of(couple) - mean_of(couple.children);
        sum += here + (by_parents ? shift : -shift);
        ++count;
      }
    return count == 0 ? here : sum / count;
  }

  // By which a row is sorted: children of one couple stay together, so each goes by where the parents stand.
  double rank_of(Block const& block, bool by_parents) const {
    double const half = genogram_pitch * (static_cast<double>(block.people.size()) - 1) / 2;
    if (!by_parents) return wish_of(block, false) + half;
    double sum = 0;
    int count = 0;
    for (auto person : block.people)
      for (auto i : of_[person].child_of) {
        sum += middle_of(couples_[i]);
        ++count;
      }
    return count == 0 ? x_[block.people.front()] + half : sum / count;
  }

  // Turns a block so that those with siblings at the right stand at its right; otherwise towards their parents, and
  // the man at the left when there is nothing else to go by.
  void turn(Block& block) const {
    if (block.people.size() < 2) return;
    double siblings = 0, parents = 0;
    double const half = (static_cast<double>(block.people.size()) - 1) / 2;
    double const here = x_[block.people.front()];
    for (std::size_t i = 0; i < block.people.size(); ++i) {
      double const place = static_cast<double>(i) - half;
      siblings += place * of_[block.people[i]].pull;
      for (auto couple : of_[block.people[i]].child_of) parents += place * (middle_of(couples_[couple]) - here);
    }
    bool const by_symbol = genogram_.people[block.people.front()].symbol == Symbol::circle &&
                           genogram_.people[block.people.back()].symbol == Symbol::square;
    bool const wrong = siblings != 0 ? siblings < 0 : parents != 0 ? parents < 0 : by_symbol;
    if (wrong) std::reverse(block.people.begin(), block.people.end());
  }

  // Who must stand left of whom: the eldest of siblings first. It is enough to say it of neighbours in age that are in
  // one row.
  struct Elder {
    std::size_t elder, younger;
  };
  void find_elders() {
    elders_.resize(rows_.size());
    for (auto const& couple : couples_) {
      for (std::size_t row = 0; row < rows_.size(); ++row) {
        auto elder = row_.size();
        for (auto child : couple.children) {
          if (static_cast<std::size_t>(row_[child]) != row) continue;
          if (elder != row_.size()) elders_[row].push_back({elder, child});
          elder = child;
        }
      }
    }
  }

  // Sorts a row by rank, as far as ages allow, and packs it.
  void arrange(Row& row, bool by_parents) {
    for (std::size_t b = 0; b < row.size(); ++b) {
      turn(row[b]);
      row[b].rank = rank_of(row[b], by_parents);
      for (auto person : row[b].people) block_of_[person] = b;
    }
    if (row.size() > 1) sort_by_rank(row);
    pack(row);
  }

  void sort_by_rank(Row& row) {
    auto const& elders = elders_[static_cast<std::size_t>(&row - rows_.data())];
    waits_.assign(row.size(), 0);
    for (auto const& pair : elders)
      if (block_of_[pair.elder] != block_of_[pair.younger]) ++waits_[block_of_[pair.younger]];
    placed_.assign(row.size(), false);
    sorted_.clear();
    for (std::size_t count = 0; count < row.size(); ++count) {
      std::size_t next = row.size();
      for (bool free : {true, false}) {  // crosswise couples leave nobody free: then the rank alone decides
        for (std::size_t b = 0; b < row.size(); ++b)
          if (!placed_[b] && (!free || waits_[b] == 0) && (next == row.size() || row[b].rank < row[next].rank))
            next = b;
        if (next != row.size()) break;
      }
      placed_[next] = true;
      for (auto const& pair : elders)
        if (block_of_[pair.elder] == next && block_of_[pair.younger] != next) --waits_[block_of_[pair.younger]];
      sorted_.push_back(std::move(row[next]));
    }
    std::swap(row, sorted_);
  }

  void pack(Row const& row) {
    double at = 0;
    for (auto const& block : row) {
      for (auto person : block.people) {
        x_[person] = at;
        at += genogram_pitch;
      }
      at += genogram_gap;
    }
  }

  // Moves the blocks of a row as near to their wishes as their order and widths allow: the least squares of the
  // distances, found by pooling neighbours that would overlap. How far it moved the one who moved most.
  double place(Row const& row, bool by_parents) {
    pools_.clear();
    offsets_.clear();
    for (std::size_t b = 0; b < row.size(); ++b) {
      offsets_.push_back(
          b == 0 ? 0 : offsets_[b - 1] + genogram_pitch * static_cast<double>(row[b - 1].people.size()) + genogram_gap);
      pools_.push_back({wish_of(row[b], by_parents) - offsets_[b], 1, b});
      while (pools_.size() > 1) {
        auto& left = pools_[pools_.size() - 2];
        auto const& right = pools_.back();
        if (left.sum / left.count <= right.sum / right.count) break;
        left.sum += right.sum;
        left.count += right.count;
        pools_.pop_back();
      }
    }
    double moved = 0;
    for (std::size_t p = 0; p < pools_.size(); ++p) {
      auto const end = p + 1 < pools_.size() ? pools_[p + 1].first : row.size();
      auto const shift = pools_[p].sum / pools_[p].count;
      for (auto b = pools_[p].first; b < end; ++b) {
        double at = shift + offsets_[b];
        moved = std::max(moved, std::abs(at - x_[row[b].people.front()]));
        for (auto person : row[b].people) {
          x_[person] = at;
          at += genogram_pitch;
        }
      }
    }
    return moved;
  }

  // Until nobody moves as much as could be seen; a family of four generations is straight after two rounds or three.
  void straighten() {
    for (int round = 0; round < 6; ++round) {
      double moved = 0;
      for (std::size_t row = rows_.size(); row > 0; --row) moved = std::max(moved, place(rows_[row - 1], false));
      for (auto const& row : rows_) moved = std::max(moved, place(row, true));
      if (moved < 0.25) return;
    }
  }

  double length_of_lines() const {
    double length = 0;
    for (auto const& couple : couples_) {
      if (couple.parents.empty()) continue;
      double low = middle_of(couple), high = low;
      for (auto child : couple.children) {
        low = std::min(low, x_[child]);
        high = std::max(high, x_[child]);
      }
      length += high - low;
    }
    return length;
  }

  Genogram const& genogram_;
  std::vector<int> const& row_;
  std::vector<Row> rows_;
  std::vector<double> x_;
  std::vector<Couple> couples_;             // as in Genogram::unions
  std::vector<Relatives> of_;               // for each person
  std::vector<std::vector<Elder>> elders_;  // for each row

  // Kept between the calls that use them, which are hundreds.
  struct Pool {
    double sum, count;
    std::size_t first;
  };
  std::vector<Pool> pools_;
  std::vector<double> offsets_;
  std::vector<std::size_t> block_of_ = std::vector<std::size_t>(row_.size());
  std::vector<int> waits_;
  std::vector<bool> placed_;
  Row sorted_;
};

}  // namespace

Result<GenogramLayout> lay_out(Genogram const& genogram) {
  if (genogram.people.size() > most_people_drawn)
    return invalid("genogram_too_large", "There are too many people to draw; they are in the table.");
  if (!everybody_exists(genogram)) return internal_error("genogram_of_nobody", "The picture cannot be drawn.");
  GenogramLayout layout;
  if (!find_generations(genogram, layout.row))
    return invalid("genogram_circle", "The picture cannot be drawn: somebody is recorded among their own forebears.");
  if (layout.row.empty()) return layout;
  layout.rows = 1 + *std::max_element(layout.row.begin(), layout.row.end());
  auto const x = Order(genogram, layout.row, layout.rows).find();
  auto const [left, right] = std::minmax_element(x.begin(), x.end());
  layout.width = static_cast<int>(std::lround(*right - *left)) + genogram_pitch + 8;
  layout.x.reserve(x.size());
  for (double at : x) layout.x.push_back(static_cast<int>(std::lround(at - *left)) + genogram_pitch / 2 + 4);
  return layout;
}

}  // namespace kith::html
