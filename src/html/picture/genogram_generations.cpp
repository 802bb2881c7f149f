#include "html/picture/genogram_generations.h"

#include <algorithm>
#include <limits>

namespace kith::html::picture {

namespace {

constexpr int no_generation = std::numeric_limits<int>::min();

bool belongs_to(std::size_t person, GenogramUnion const& pair) {
  return pair.first == person || pair.second == person ||
         std::any_of(pair.children.begin(), pair.children.end(),
                     [&](GenogramChild const& child) { return child.person == person; });
}

// Everybody reached from somebody, one generation down for each child, one up for each parent.
class Spread {
 public:
  Spread(Genogram const& genogram, std::vector<int>& row)
      : genogram_(genogram), row_(row), followed_(genogram.unions.size(), 0) {
    waiting_.reserve(row.size());
  }

  void from(std::size_t start) {
    waiting_.clear();
    reach(start, 0);
    for (std::size_t next = 0; next < waiting_.size(); ++next) {
      for (std::size_t i = 0; i < followed_.size(); ++i) {
        if (followed_[i] != 0 || !belongs_to(waiting_[next], genogram_.unions[i])) continue;
        followed_[i] = 1;  // all its people are reached now
        follow(genogram_.unions[i], waiting_[next]);
      }
    }
    int top = 0;
    for (auto person : waiting_) top = std::min(top, row_[person]);
    for (auto person : waiting_) row_[person] -= top;
  }

 private:
  void follow(GenogramUnion const& pair, std::size_t person) {
    bool const is_parent = pair.first == person || pair.second == person;
    int const above = is_parent ? row_[person] : row_[person] - 1;
    for (auto const& parent : {pair.first, pair.second})
      if (parent) reach(*parent, above);
    for (auto const& child : pair.children) reach(child.person, above + 1);
  }

  void reach(std::size_t person, int generation) {
    if (row_[person] != no_generation) return;
    row_[person] = generation;
    waiting_.push_back(person);
  }

  Genogram const& genogram_;
  std::vector<int>& row_;
  std::vector<char> followed_;  // for each union
  std::vector<std::size_t> waiting_;
};

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

}  // namespace

std::optional<std::vector<int>> generations_of(Genogram const& genogram) {
  std::vector<int> row(genogram.people.size(), no_generation);
  Spread spread(genogram, row);
  for (std::size_t person = 0; person < row.size(); ++person)
    if (row[person] == no_generation) spread.from(person);
  auto level = row;
  if (settle(genogram, true, level)) return level;
  if (settle(genogram, false, row)) return row;  // partners of two generations stand in two rows
  return std::nullopt;
}

}  // namespace kith::html::picture
