// A whole file scored by blocking rules, with a model that Splink saved: the same pairs, the same levels, the same
// weights, by code instead of by SQL.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "link/predicate.h"
#include "link/splink_plan.h"

namespace kith::link {

struct ScoredPair {
  RecordNumber a = 0;  // the earlier record; of the first file when two are linked
  RecordNumber b = 0;
  FineWeight weight = 0;

  bool operator==(ScoredPair const&) const = default;
};

struct BatchOptions {
  FineWeight threshold = 0;
  unsigned threads = 1;
  InstructionSet instructions = best_instruction_set();
  std::function<void(double)> progress = {};  // share of the work done; called from one thread at a time
  std::function<bool()> stop = {};            // asked now and then
};

struct Scored {
  std::vector<ScoredPair> pairs;             // at least the threshold, best first, then by record
  std::vector<std::uint64_t> pairs_of_rule;  // looked at, each pair under the first rule that finds it
  bool complete = true;
};

class Batch {
 public:
  // The plan made ready for the table, whose columns must be those of the plan. Both must outlive this. Errors: too
  // many different values of a record are looked at.
  static Result<Batch> make(SplinkPlan const& plan, TextTable& table);

  Scored score(BatchOptions const& options) const;
  // The level of each comparison, by its place in the file, and the weight of one pair: what `score` must agree with.
  struct Parts {
    std::vector<std::size_t> levels;
    FineWeight weight = 0;
  };
  Parts parts(RecordNumber a, RecordNumber b) const;

 private:
  struct Level {
    Predicate predicate;
    FineWeight weight = 0;
    std::uint8_t frequency_lane = 0;
    std::vector<FineWeight> by_frequency;  // by code; empty: no adjustment
  };
  struct Comparison {
    std::size_t place = 0;  // in the plan
    std::vector<Level> levels;
    // Both records have the same code in this lane, and the level is `exact_level`: nothing else need be looked at.
    bool has_exact = false;
    LaneMask exact_lane = 0;
    std::size_t exact_level = 0;
    FineWeight most_otherwise = 0;  // that any other level can weigh
    double cost = 0;                // of finding the level, roughly
  };
  struct Rule {
    LaneMask keys = 0;
    std::vector<Predicate> filter;
  };
  struct Bounds;
  struct PieceOfWork;

  Batch(SplinkPlan const& plan, TextTable& table)
      : plan_(&plan), table_(&table), lanes_(std::make_unique<Lanes>(table)) {}
  Result<Done> compile();
  Result<Comparison> comparison(PlannedComparison const& planned);
  Result<Done> set_frequencies(PlannedLevel const& planned, Level& level);
  void find_exact(PlannedComparison const& planned, Comparison& comparison) const;
  FineWeight adjustment(Level const& level, std::uint32_t const* a, std::uint32_t const* b) const;
  std::size_t level_of(Comparison const& comparison, std::uint32_t const* a, std::uint32_t const* b,
                       Lanes::Memory& memory) const;
  FineWeight weight(Comparison const& comparison, std::size_t level, std::uint32_t const* a,
                    std::uint32_t const* b) const;
  void set_bounds(std::uint32_t const* row, Bounds& bounds) const;
  FineWeight most(LaneMask equal, Bounds const& bounds) const;
  FineWeight weigh(std::uint32_t const* a, std::uint32_t const* b, LaneMask equal, Bounds const& bounds,
                   FineWeight threshold, Lanes::Memory& memory) const;
  void work(PieceOfWork& piece, PieceWalk& walk, FineWeight threshold) const;

  SplinkPlan const* plan_;
  TextTable const* table_;
  std::unique_ptr<Lanes> lanes_;
  std::vector<Comparison> comparisons_;  // the quickest to decide first
  std::vector<Rule> rules_;
  Rows rows_;
};

// For every record the first of its cluster: records are joined by any pair of at least `threshold`, as Splink does.
std::vector<RecordNumber> connected(RecordNumber records, std::span<ScoredPair const> pairs, FineWeight threshold);

}  // namespace kith::link
