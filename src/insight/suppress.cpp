#include "insight/suppress.h"

#include <algorithm>
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
    } while (changed_);
    for_each_cell([](Cell& cell) {
      cell.link.reset();
      if (!cell.suppressed) return;
      cell.count.reset();
      cell.percent.reset();
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

  // Rows up to the total add up to it.
  void protect_column(PresentedTable& table, std::size_t area) {
    auto const total = std::ranges::find(table.rows, true, &PresentedRow::is_total);
    if (total == table.rows.end() || total->cells[area].suppressed) return;
    std::vector<Cell*> parts;
    for (auto row = table.rows.begin(); row != total; ++row) parts.push_back(&row->cells[area]);
    for (;;) {
      std::int64_t hidden = 0;
      std::int64_t sum = 0;
      for (auto const* part : parts)
        if (part->suppressed) ++hidden, sum += *part->count;
      if (hidden == 0 || (hidden >= 2 && sum >= hidden + least_choice - 1)) return;
      auto* const next = smallest_shown(parts);
      hide(next ? *next : total->cells[area]);
      if (!next) return;
    }
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
        for (auto& row : table.rows) row.cells[area].percent.reset();
  }

  Presented& presented_;
  Nesting const& nesting_;
  bool changed_ = false;
};

}  // namespace

void suppress_small_numbers(Presented& presented, Nesting const& nesting) { Suppression{presented, nesting}.run(); }

}  // namespace kith::insight
