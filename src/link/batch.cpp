#include "link/batch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>

#include "link/parallel.h"

namespace kith::link {

namespace {
constexpr std::uint64_t pairs_a_piece = 1 << 16;

double cost_of(Predicate const& predicate) {
  double cost = predicate.test == Test::equal || predicate.test == Test::always || predicate.test == Test::is_null ? 1
                : predicate.test == Test::difference                                                               ? 3
                                                                                                                   : 40;
  for (auto const& part : predicate.parts) cost += cost_of(part);
  return cost;
}

bool looks_at(Predicate const& predicate, std::uint8_t lane) {
  return predicate.kind == Condition::Kind::test && predicate.test == Test::is_null && predicate.first == lane;
}
}  // namespace

Result<Batch> Batch::make(SplinkPlan const& plan, TextTable& table) {
  Batch batch{plan, table};
  TRY(batch.compile());
  return batch;
}

Result<Done> Batch::compile() {
  for (auto const& rule : plan_->rules) {
    Rule made;
    for (auto const& key : rule.keys) made.keys |= LaneMask{1} << TRY(lanes_->lane(key));
    for (auto const& filter : rule.filter) made.filter.push_back(TRY(lanes_->compile(filter)));
    rules_.push_back(std::move(made));
  }
  for (auto const& planned : plan_->comparisons) comparisons_.push_back(TRY(comparison(planned)));
  rows_ = lanes_->rows();
  for (std::size_t i = 0; i < comparisons_.size(); ++i) find_exact(plan_->comparisons[i], comparisons_[i]);
  std::stable_sort(comparisons_.begin(), comparisons_.end(),
                   [](Comparison const& x, Comparison const& y) { return x.cost < y.cost; });
  return Done{};
}

Result<Batch::Comparison> Batch::comparison(PlannedComparison const& planned) {
  Comparison made;
  made.place = comparisons_.size();
  for (auto const& level : planned.levels) {
    Level ready{TRY(lanes_->compile(level.condition)), level.weight, 0, {}};
    if (!level.frequency_column.empty()) TRY(set_frequencies(level, ready));
    made.cost += cost_of(ready.predicate);
    made.levels.push_back(std::move(ready));
  }
  return made;
}

// How common each value is among the known ones. A rarer value weighs more; of two, the commoner counts.
Result<Done> Batch::set_frequencies(PlannedLevel const& planned, Level& level) {
  level.frequency_lane = TRY(lanes_->lane({false, planned.frequency_column, {}}));
  auto const column = static_cast<std::size_t>(
      std::find(table_->columns.begin(), table_->columns.end(), planned.frequency_column) - table_->columns.begin());
  std::vector<double> counts(table_->pool.size());
  double known = 0;
  for (auto const code : table_->codes[column]) {
    counts[code] += code != 0;
    known += code != 0;
  }
  level.by_frequency.resize(counts.size());
  for (Code code = 1; code < counts.size(); ++code)
    if (counts[code] > 0)
      level.by_frequency[code] = to_fine(term_frequency_weight(planned.u_exact, counts[code] / known, std::nullopt,
                                                               planned.strength, planned.least_frequency));
  return Done{};
}

// Where a level is plain equality and nothing in front of it can hold of equal values, equality settles the level.
void Batch::find_exact(PlannedComparison const& planned, Comparison& comparison) const {
  auto const& levels = comparison.levels;
  std::uint8_t lane = 0;
  std::size_t const at = planned.has_null ? 1 : 0;
  if (levels.size() > at) {
    auto const& predicate = levels[at].predicate;
    comparison.has_exact =
        predicate.kind == Condition::Kind::test && predicate.test == Test::equal && predicate.first == predicate.second;
    lane = predicate.first;
    comparison.exact_level = at;
  }
  if (comparison.has_exact && planned.has_null) {
    auto const& null = levels[0].predicate;
    comparison.has_exact =
        null.kind == Condition::Kind::any && std::all_of(null.parts.begin(), null.parts.end(), [&](auto const& part) {
          if (looks_at(part, lane)) return true;
          if (part.kind != Condition::Kind::test || part.test != Test::is_null) return false;
          // Of another lane: good when it is known wherever this one is, as the date in a column of dates.
          for (RecordNumber i = 0; i < rows_.size(); ++i)
            if (rows_.of(i)[lane] != 0 && rows_.of(i)[part.first] == 0) return false;
          return true;
        });
  }
  comparison.exact_lane = LaneMask{comparison.has_exact} << lane;
  comparison.most_otherwise = std::numeric_limits<FineWeight>::min();
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (comparison.has_exact && i == comparison.exact_level) continue;
    FineWeight rarest = 0;
    for (auto const adjusted : levels[i].by_frequency) rarest = std::max(rarest, adjusted);
    comparison.most_otherwise = std::max(comparison.most_otherwise, levels[i].weight + rarest);
  }
  comparison.most_otherwise = std::max<FineWeight>(comparison.most_otherwise, 0);  // no level holds: no evidence
}

FineWeight Batch::adjustment(Level const& level, std::uint32_t const* a, std::uint32_t const* b) const {
  if (level.by_frequency.empty()) return 0;
  auto const first = a[level.frequency_lane];
  auto const second = b[level.frequency_lane];
  if (first == 0 || second == 0) return level.by_frequency[std::max(first, second)];
  return std::min(level.by_frequency[first], level.by_frequency[second]);
}

// The first level that holds; past the last when none does.
std::size_t Batch::level_of(Comparison const& comparison, std::uint32_t const* a, std::uint32_t const* b,
                            Lanes::Memory& memory) const {
  std::size_t level = 0;
  while (level < comparison.levels.size() &&
         lanes_->evaluate(comparison.levels[level].predicate, a, b, memory) != Truth::yes)
    ++level;
  return level;
}

FineWeight Batch::weight(Comparison const& comparison, std::size_t level, std::uint32_t const* a,
                         std::uint32_t const* b) const {
  if (level == comparison.levels.size()) return 0;
  return comparison.levels[level].weight + adjustment(comparison.levels[level], a, b);
}

Batch::Parts Batch::parts(RecordNumber a, RecordNumber b) const {
  auto const* const left = rows_.of(a).data();
  auto const* const right = rows_.of(b).data();
  Parts parts{std::vector<std::size_t>(comparisons_.size()), plan_->prior};
  Lanes::Memory memory;
  for (auto const& comparison : comparisons_) {
    auto const level = level_of(comparison, left, right, memory);
    parts.levels[comparison.place] = level;
    parts.weight += weight(comparison, level, left, right);
  }
  return parts;
}

struct Batch::PieceOfWork {
  std::size_t rule = 0;
  Blocks const* blocks = nullptr;
  Blocks::Piece piece;
  std::vector<ScoredPair> found = {};
  std::uint64_t pairs = 0;
};

// What equality of each comparison adds to the most that a pair of one record could weigh otherwise: the same for all
// its partners.
struct Batch::Bounds {
  FineWeight least_equal = 0;  // nothing is equal
  std::vector<FineWeight> by_comparison;
};

void Batch::set_bounds(std::uint32_t const* row, Bounds& bounds) const {
  bounds.least_equal = plan_->prior;
  bounds.by_comparison.clear();
  for (auto const& comparison : comparisons_) {
    bounds.least_equal += comparison.most_otherwise;
    bounds.by_comparison.push_back(
        comparison.has_exact ? weight(comparison, comparison.exact_level, row, row) - comparison.most_otherwise : 0);
  }
}

// The most that a pair can weigh of which so much is equal.
FineWeight Batch::most(LaneMask equal, Bounds const& bounds) const {
  auto total = bounds.least_equal;
  for (std::size_t k = 0; k < comparisons_.size(); ++k)
    if ((equal & comparisons_[k].exact_lane) != 0) total += bounds.by_comparison[k];
  return total;
}

// Starts from the most that a pair could weigh with what is equal in it, and comes down, comparison by comparison,
// until its weight is known or falls below the threshold.
FineWeight Batch::weigh(std::uint32_t const* a, std::uint32_t const* b, LaneMask equal, Bounds const& bounds,
                        FineWeight threshold, Lanes::Memory& memory) const {
  auto total = most(equal, bounds);
  for (auto const& comparison : comparisons_) {
    if (total < threshold) break;
    if ((equal & comparison.exact_lane) != 0) continue;
    total += weight(comparison, level_of(comparison, a, b, memory), a, b) - comparison.most_otherwise;
  }
  return total;
}

void Batch::work(PieceOfWork& piece, PieceWalk& walk, FineWeight threshold) const {
  std::vector<LaneMask> earlier;
  std::vector<Rule const*> filtered;  // of the earlier rules those that must be asked
  for (std::size_t i = 0; i < piece.rule; ++i)
    if (rules_[i].filter.empty())
      earlier.push_back(rules_[i].keys);
    else
      filtered.push_back(&rules_[i]);
  auto const& own = rules_[piece.rule];
  Lanes::Memory memory;
  auto const holds = [&](Rule const& rule, std::uint32_t const* a, std::uint32_t const* b) {
    return rule.filter.empty() || lanes_->evaluate(rule.filter.front(), a, b, memory) == Truth::yes;
  };
  bool const by_lanes = own.filter.empty() && filtered.empty();  // equal lanes say whether the rule finds a pair
  Bounds bounds;
  std::uint32_t const* bounds_of = nullptr;
  auto const found = walk.walk(
      *piece.blocks, piece.piece, own.keys, earlier,
      [&](std::uint32_t const* left, LaneMask equal) {
        if (std::exchange(bounds_of, left) != left) set_bounds(left, bounds);
        return !by_lanes || most(equal, bounds) >= threshold;
      },
      [&](RecordNumber a, RecordNumber b, std::uint32_t const* left, std::uint32_t const* right, LaneMask equal) {
        if (!by_lanes) {
          if (!holds(own, left, right)) return;
          for (auto const* rule : filtered)
            if ((equal & rule->keys) == rule->keys && holds(*rule, left, right)) return;
          ++piece.pairs;
        }
        auto const weight = weigh(left, right, equal, bounds, threshold, memory);
        if (weight >= threshold) piece.found.push_back({a, b, weight});
      });
  if (by_lanes) piece.pairs = found;
}

Scored Batch::score(BatchOptions const& options) const {
  std::vector<std::unique_ptr<Blocks>> blocks(rules_.size());
  in_parallel(rules_.size(), options.threads,
              [&](std::size_t rule) { blocks[rule] = std::make_unique<Blocks>(rows_, rules_[rule].keys); });
  std::vector<PieceOfWork> pieces;
  for (std::size_t rule = 0; rule < rules_.size(); ++rule)
    for (auto const& piece : blocks[rule]->pieces(pairs_a_piece)) pieces.push_back({rule, blocks[rule].get(), piece});
  Scored scored{{}, std::vector<std::uint64_t>(rules_.size()), true};
  std::mutex guard;
  std::size_t done = 0;
  in_parallel(pieces.size(), options.threads, [&](std::size_t i) {
    if (options.stop || options.progress) {
      std::lock_guard const lock{guard};
      scored.complete = scored.complete && !(options.stop && options.stop());
      if (options.progress) options.progress(static_cast<double>(done++) / static_cast<double>(pieces.size()));
      if (!scored.complete) return;
    }
    PieceWalk walk{rows_, options.instructions};
    work(pieces[i], walk, options.threshold);
  });
  for (auto& piece : pieces) {
    scored.pairs.insert(scored.pairs.end(), piece.found.begin(), piece.found.end());
    scored.pairs_of_rule[piece.rule] += piece.pairs;
  }
  std::sort(scored.pairs.begin(), scored.pairs.end(), [](ScoredPair const& x, ScoredPair const& y) {
    return std::tuple{-x.weight, x.a, x.b} < std::tuple{-y.weight, y.a, y.b};
  });
  return scored;
}

std::vector<RecordNumber> connected(RecordNumber records, std::span<ScoredPair const> pairs, FineWeight threshold) {
  std::vector<RecordNumber> first(records);
  std::iota(first.begin(), first.end(), RecordNumber{0});
  auto const find = [&](RecordNumber record) {
    while (first[record] != record) record = first[record] = first[first[record]];
    return record;
  };
  for (auto const& pair : pairs) {
    if (pair.weight < threshold) continue;
    auto const a = find(pair.a);
    auto const b = find(pair.b);
    first[std::max(a, b)] = std::min(a, b);
  }
  for (RecordNumber record = 0; record < records; ++record) first[record] = find(record);
  return first;
}

}  // namespace kith::link
