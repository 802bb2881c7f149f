// Conditions made ready for a file: columns become lanes of coded rows, and what is done to a cell is done once for
// each different cell.
#pragma once

#include <deque>
#include <vector>

#include "link/blocks.h"
#include "link/condition.h"
#include "link/similarity.h"
#include "link/text_table.h"

namespace kith::link {

// As SQL has it: a comparison with what is missing is neither true nor false.
enum class Truth : std::uint8_t { no, unknown, yes };

struct Predicate {
  Condition::Kind kind = Condition::Kind::test;
  std::vector<Predicate> parts;
  Test test = Test::always;
  bool of_right = false;    // is_null: which record
  std::uint8_t first = 0;   // lane of the left record
  std::uint8_t second = 0;  // of the right one
  LimitOrder order = LimitOrder::at_least;
  double limit = 0;
  unsigned percent = 0;  // the limit, when it is a likeness in whole hundredths that must be reached; else 0
};

// The lanes that conditions need of a table, and the texts and numbers behind their codes.
class Lanes {
 public:
  explicit Lanes(TextTable& table) : table_(table) {}

  // The lane of a term; made when it is new. Errors: too many.
  Result<std::uint8_t> lane(Term const& term);
  Result<Predicate> compile(Condition const& condition);
  // When all are made.
  Rows rows();

  // What comparing two texts found, kept for the next level of the same comparison.
  struct Memory {
    Code first = 0;
    Code second = 0;
    JaroCounts counts;
  };
  Truth evaluate(Predicate const& predicate, std::uint32_t const* left, std::uint32_t const* right,
                 Memory& memory) const;

 private:
  struct Lane {
    std::string column;
    std::vector<Step> steps;
    std::vector<Code> codes;  // by record
  };
  // A text with the characters it has, which settle most comparisons at once.
  struct Text {
    std::string_view text;
    std::uint64_t letters = 0;
    std::uint64_t digits = 0;
  };
  Truth test(Predicate const& predicate, Code first, Code second, Memory& memory) const;
  bool is_like(Predicate const& predicate, Code first, Code second, Memory& memory) const;
  bool is_within_edits(Predicate const& predicate, Text const& first, Text const& second) const;
  void describe_texts();

  TextTable& table_;
  std::deque<Lane> lanes_;
  std::vector<Text> texts_;      // by code
  std::vector<double> numbers_;  // by code; no number: not a number
  bool needs_numbers_ = false;
};

}  // namespace kith::link
