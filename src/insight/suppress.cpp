#include "insight/suppress.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "insight/notes.h"

namespace kith::insight {

namespace {

// A hidden row's figure must have at least this many values that a reader cannot tell apart.
int constexpr least_choice = 3;

class Suppression {
 public:
  Suppression(Presented& presented, Nesting const& nesting) : presented_(presented), nesting_(nesting) {}

  void run() {
    for_each_cell([&](Cell& cell) {
      if (is_small_number(*cell.count)) hide(cell);
    });
    do {
      changed_ = false;
      for (auto& table : presented_.tables) {
        for (std::size_t area = 0; area < presented_.areas.size(); ++area) protect_column(table, area);
        for (auto& row : table.rows) {
          protect_differences(row);
          protect_partitions(row);
        }
      }
      for (std::size_t area = 0; area < presented_.areas.size(); ++area) protect_sums(area);
      for (std::size_t area = 0; area < presented_.areas.size(); ++area) protect_repeated(area);
      for (std::size_t area = 0; area < presented_.areas.size(); ++area) protect_followed(area);
    } while (changed_);
    for_each_cell([](Cell& cell) {
      cell.link.reset();
      if (!cell.suppressed) return;
      cell.count.reset();
      cell.percent.reset();
      cell.low.reset();
      cell.high.reset();
    });
    for (auto& table : presented_.tables) take_percents_of_hidden_totals(table);
  }

 private:
  template <class Each>
  void for_each_cell(Each each) {
    for (auto& table : presented_.tables)
      for (auto& row : table.rows)
        for (auto& cell : row.cells) each(cell);
  }
  void hide(Cell& cell) {
    changed_ |= !cell.suppressed;
    cell.suppressed = true;
  }
  // The smallest figure above zero that still shows, or nullptr. The first of equals.
  static Cell* smallest_shown(std::vector<Cell*> const& cells) {
    Cell* smallest = nullptr;
    for (auto* cell : cells)
      if (!cell->suppressed && *cell->count > 0 && (!smallest || *cell->count < *smallest->count)) smallest = cell;
    return smallest;
  }

  // Rows up to the total add up to it. Hides more of them until a reader who knows the total, the rows that show and
  // the areas around and within this one cannot narrow any hidden row down.
  void protect_column(PresentedTable& table, std::size_t area) {
    auto const total = std::ranges::find(table.rows, true, &PresentedRow::is_total);
    if (total == table.rows.end() || total->cells[area].suppressed) return;
    for (;;) {
      std::vector<Cell*> parts;
      std::vector<Range> hidden;
      std::int64_t sum = 0;
      for (auto row = table.rows.begin(); row != total; ++row) {
        parts.push_back(&row->cells[area]);
        if (!row->cells[area].suppressed) continue;
        hidden.push_back(known_of(*row, area));
        sum += *row->cells[area].count;
      }
      if (std::ranges::all_of(hidden, [&](Range const& one) { return is_wide(narrowed(one, hidden, sum)); })) return;
      auto* const next = smallest_shown(parts);
      hide(next ? *next : total->cells[area]);
      if (!next) return;
    }
  }

  struct Range {
    std::int64_t low, high;
  };
  static bool is_wide(Range const& range) { return range.high - range.low + 1 >= least_choice; }

  // What the same row in other areas says of a hidden figure: at least what shows within, at most what shows around.
  Range known_of(PresentedRow const& row, std::size_t area) const {
    Range range{1, std::numeric_limits<std::int32_t>::max()};
    for (std::size_t other = 0; other < row.cells.size(); ++other) {
      if (row.cells[other].suppressed) continue;
      if ((nesting_.around[other] >> area & 1) != 0) range.low = std::max(range.low, *row.cells[other].count);
      if ((nesting_.around[area] >> other & 1) != 0) range.high = std::min(range.high, *row.cells[other].count);
    }
    return range;
  }
  // What is left of `one` when all the hidden rows of a column, itself among them, add up to `sum`.
  static Range narrowed(Range const& one, std::vector<Range> const& hidden, std::int64_t sum) {
    std::int64_t other_lows = -one.low;
    std::int64_t other_highs = -one.high;
    for (auto const& range : hidden) other_lows += range.low, other_highs += range.high;
    return {std::max(one.low, sum - other_highs), std::min(one.high, sum - other_lows)};
  }

  void protect_differences(PresentedRow& row) {
    for (std::size_t inner = 0; inner < row.cells.size(); ++inner)
      for (std::size_t outer = 0; outer < row.cells.size(); ++outer) {
        if ((nesting_.around[inner] >> outer & 1) == 0) continue;
        auto const& around = row.cells[outer];
        auto& within = row.cells[inner];
        if (!around.suppressed && !within.suppressed && is_small_number(*around.count - *within.count)) hide(within);
      }
  }

  void protect_partitions(PresentedRow& row) {
    for (auto const& partition : nesting_.partitions) {
      std::vector<Cell*> parts;
      std::size_t hidden = 0;
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        if ((partition.parts >> i & 1) != 0) {
          parts.push_back(&row.cells[i]);
          hidden += row.cells[i].suppressed ? 1 : 0;
        }
      auto& whole = row.cells[partition.whole];
      if (hidden != 1 || whole.suppressed) continue;
      auto* const next = smallest_shown(parts);
      hide(next ? *next : whole);
    }
  }

  // Potential reduction is the sum of two rows: it shows only where both of them do.
  void protect_sums(std::size_t area) {
    protect_sum(area, "front_door", "screening", {"continue_universal", "information_advice"});
    protect_sum(area, "social_care", "steps", {"no_further_action", "information_advice"});
  }
  void protect_sum(std::size_t area, std::string_view sum, std::string_view table,
                   std::initializer_list<std::string_view> parts) {
    for (auto const part : parts)
      if (auto const* cell = find(table, part, area); cell && cell->suppressed)
        if (auto* const whole = find("potential", sum, area)) hide(*whole);
  }
  // A figure shown twice shows in both places or in neither.
  void protect_repeated(std::size_t area) {
    protect_same(find(both_ways_code, "backward_share", area), find("re_referral", "closed_12m", area));
    protect_same(find(both_ways_code, "forward_rate", area), find("after_12m", "allocated_again", area));
  }
  void protect_same(Cell* one, Cell* other) {
    if (one == nullptr || other == nullptr) return;
    if (one->suppressed) hide(*other);
    if (other->suppressed) hide(*one);
  }
  // Those sustained and no longer followed have moved, turned 18 or died: few enough to know who they are.
  void protect_followed(std::size_t area) {
    auto const* const sustained = find("after_12m", "sustained", area);
    auto* const followed = find("after_12m", "followed", area);
    if (sustained == nullptr || followed == nullptr || sustained->suppressed || followed->suppressed) return;
    if (is_small_number(*sustained->count - *followed->count)) hide(*followed);
  }
  Cell* find(std::string_view table, std::string_view row, std::size_t area) {
    for (auto& one : presented_.tables)
      if (one.code == table)
        for (auto& line : one.rows)
          if (line.code == row) return &line.cells[area];
    return nullptr;
  }

  // A count and its share give the whole away.
  static void take_percents_of_hidden_totals(PresentedTable& table) {
    auto const total = std::ranges::find(table.rows, true, &PresentedRow::is_total);
    if (total == table.rows.end()) return;
    for (std::size_t area = 0; area < total->cells.size(); ++area)
      if (total->cells[area].suppressed)
        for (auto& row : table.rows) {
          row.cells[area].percent.reset();
          row.cells[area].low.reset();
          row.cells[area].high.reset();
        }
  }

  Presented& presented_;
  Nesting const& nesting_;
  bool changed_ = false;
};

}  // namespace

void suppress_small_numbers(Presented& presented, Nesting const& nesting) { Suppression{presented, nesting}.run(); }

}  // namespace kith::insight
