#include "link/predicate.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace kith::link {

Result<std::uint8_t> Lanes::lane(Term const& term) {
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    if (lanes_[i].column == term.column && lanes_[i].steps == term.steps) return static_cast<std::uint8_t>(i);
  if (lanes_.size() == most_lanes)
    return invalid("splink_too_large", fmt::format("The settings file looks at more than {} different values of a "
                                                   "record. Take comparisons or rules away.",
                                                   most_lanes));
  auto const column = static_cast<std::size_t>(std::find(table_.columns.begin(), table_.columns.end(), term.column) -
                                               table_.columns.begin());
  Lane made{term.column, term.steps, table_.codes[column]};
  if (!term.steps.empty()) {
    constexpr Code not_yet = std::numeric_limits<Code>::max();
    std::vector<Code> after(table_.pool.size(), not_yet);
    after[0] = 0;
    for (auto& code : made.codes) {
      if (after[code] == not_yet) {
        auto const value = after_steps(term.steps, table_.pool[code]);
        after[code] = value ? table_.pool.intern(*value) : 0;
      }
      code = after[code];
    }
  }
  lanes_.push_back(std::move(made));
  return static_cast<std::uint8_t>(lanes_.size() - 1);
}

Result<Predicate> Lanes::compile(Condition const& condition) {
  Predicate made;
  made.kind = condition.kind;
  for (auto const& part : condition.parts) made.parts.push_back(TRY(compile(part)));
  if (condition.kind != Condition::Kind::test || condition.test == Test::always) return made;
  made.test = condition.test;
  made.of_right = condition.first.of_right;
  made.first = TRY(lane(condition.first));
  if (made.test == Test::is_null) return made;
  made.second = TRY(lane(condition.second));
  made.order = condition.order;
  made.limit = condition.limit;
  double const hundredths = std::round(condition.limit * 100);
  if (made.test == Test::jaro_winkler && made.order == LimitOrder::at_least && hundredths >= 1 && hundredths <= 100 &&
      hundredths / 100 == condition.limit)
    made.percent = static_cast<unsigned>(hundredths);
  needs_numbers_ = needs_numbers_ || made.test == Test::difference;
  return made;
}

Rows Lanes::rows() {
  Rows rows;
  rows.width = std::max<std::size_t>(1, (lanes_.size() + lane_step - 1) / lane_step) * lane_step;
  rows.first_of_second = table_.first_of_second;
  rows.codes.resize(rows.width * table_.size());
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
    for (RecordNumber i = 0; i < table_.size(); ++i) rows.codes[i * rows.width + lane] = lanes_[lane].codes[i];
  describe_texts();
  return rows;
}

void Lanes::describe_texts() {
  texts_.clear();
  numbers_.clear();
  for (Code code = 0; code < table_.pool.size(); ++code) {
    auto const text = table_.pool[code];
    texts_.push_back({text, character_bits(Measure::word, text), character_bits(Measure::number, text)});
    if (!needs_numbers_) continue;
    double number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = fault == std::errc{} && end == text.data() + text.size();
    numbers_.push_back(whole ? number : std::numeric_limits<double>::quiet_NaN());
  }
}

namespace {
bool stands(double value, LimitOrder order, double limit) {
  switch (order) {
    case LimitOrder::less:
      return value < limit;
    case LimitOrder::at_most:
      return value <= limit;
    case LimitOrder::equal:
      return value == limit;
    case LimitOrder::at_least:
      return value >= limit;
    case LimitOrder::more:
      return value > limit;
  }
  return false;
}

Truth truth(bool holds) { return holds ? Truth::yes : Truth::no; }

std::uint32_t ones(std::uint64_t bits) { return static_cast<std::uint32_t>(std::popcount(bits)); }

double jaro_of(JaroCounts const& c) {
  double const matched = c.matched;
  if (matched == 0) return 0;
  return (matched / c.length_a + matched / c.length_b + (matched - c.transposed) / matched) / 3;
}
}  // namespace

// The fewest characters without a partner, by letters and by digits: a distance cannot be less than either.
bool Lanes::is_within_edits(Predicate const& predicate, Text const& first, Text const& second) const {
  bool const at_most = predicate.order == LimitOrder::at_most || predicate.order == LimitOrder::less;
  auto const lost = std::max({ones(first.letters & ~second.letters), ones(second.letters & ~first.letters),
                              ones(first.digits & ~second.digits), ones(second.digits & ~first.digits)});
  if (at_most && lost > predicate.limit) return false;
  auto const distance = predicate.test == Test::edits ? levenshtein_distance(first.text, second.text)
                                                      : edit_distance(first.text, second.text);
  return stands(distance, predicate.order, predicate.limit);
}

bool Lanes::is_like(Predicate const& predicate, Code first, Code second, Memory& memory) const {
  if (memory.first != first || memory.second != second) {
    auto const& a = texts_[first];
    auto const& b = texts_[second];
    // With the most characters that could match, in order, what is not reached cannot be reached.
    auto const most = std::min(a.text.size() - std::min<std::size_t>(a.text.size(), ones(a.letters & ~b.letters)),
                               b.text.size() - std::min<std::size_t>(b.text.size(), ones(b.letters & ~a.letters)));
    if (predicate.percent != 0 && std::max(a.text.size(), b.text.size()) <= similarity_length) {
      auto const prefix =
          std::min<unsigned>(4, static_cast<unsigned>(std::countr_zero(front_of(a.text) ^ front_of(b.text))) / 8);
      JaroCounts const best{static_cast<std::uint32_t>(most), 0, prefix, static_cast<std::uint32_t>(a.text.size()),
                            static_cast<std::uint32_t>(b.text.size())};
      if (!jaro_winkler_at_least(best, predicate.percent)) return false;
    }
    memory = {first, second, jaro_counts(a.text, b.text)};
  }
  if (predicate.percent != 0) return jaro_winkler_at_least(memory.counts, predicate.percent);
  auto const jaro = jaro_of(memory.counts);
  bool const winkler = predicate.test == Test::jaro_winkler && jaro > 0.7;
  return stands(winkler ? jaro + 0.1 * memory.counts.prefix * (1 - jaro) : jaro, predicate.order, predicate.limit);
}

Truth Lanes::test(Predicate const& predicate, Code first, Code second, Memory& memory) const {
  if (first == 0 || second == 0) return Truth::unknown;
  switch (predicate.test) {
    case Test::equal:
      return truth(first == second);
    case Test::jaro:
    case Test::jaro_winkler:
      return truth(is_like(predicate, first, second, memory));
    case Test::edits:
    case Test::edits_and_swaps:
      return truth(is_within_edits(predicate, texts_[first], texts_[second]));
    case Test::difference: {
      double const apart = std::abs(numbers_[first] - numbers_[second]);
      return std::isnan(apart) ? Truth::unknown : truth(stands(apart, predicate.order, predicate.limit));
    }
    case Test::always:
    case Test::is_null:
      break;
  }
  return Truth::yes;
}

Truth Lanes::evaluate(Predicate const& predicate, std::uint32_t const* left, std::uint32_t const* right,
                      Memory& memory) const {
  switch (predicate.kind) {
    case Condition::Kind::test:
      if (predicate.test == Test::always) return Truth::yes;
      if (predicate.test == Test::is_null) return truth((predicate.of_right ? right : left)[predicate.first] == 0);
      return test(predicate, left[predicate.first], right[predicate.second], memory);
    case Condition::Kind::none: {
      auto const inside = evaluate(predicate.parts[0], left, right, memory);
      return inside == Truth::unknown ? inside : truth(inside == Truth::no);
    }
    case Condition::Kind::all: {
      auto found = Truth::yes;
      for (auto const& part : predicate.parts) {
        found = std::min(found, evaluate(part, left, right, memory));
        if (found == Truth::no) break;
      }
      return found;
    }
    case Condition::Kind::any: {
      auto found = Truth::no;
      for (auto const& part : predicate.parts) {
        found = std::max(found, evaluate(part, left, right, memory));
        if (found == Truth::yes) break;
      }
      return found;
    }
  }
  return Truth::unknown;
}

}  // namespace kith::link
