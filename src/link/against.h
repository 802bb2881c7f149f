// One person laid out against everybody. For each field a table says what every value of the register weighs against
// this person's; a pair then costs one look-up a field.
//
// Retrieval loses nothing. A record that shares no near value with this person in some chosen fields cannot weigh more
// than the sum of the most that the other fields could give. The fields are chosen, cheapest first, until that sum is
// below the threshold; then only the records under near values of the chosen fields need be looked at. When no choice
// does it, everybody is looked at.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "link/weights.h"

namespace kith::link {

// A person to look for: in each field a value, which need not be one that the register has.
struct Probe {
  struct FieldValue {
    bool known = false;
    Code code = 0;  // 0: not in the register, or not known
    std::span<Neighbour const> near;
  };
  std::vector<FieldValue> fields;
};
Probe record_values(Index const& index, RecordNumber record);

class Against {
 public:
  // Finds what weighs at least `threshold`. All three must outlive this.
  Against(Index const& index, Weights const& weights, Weight threshold);

  void set(Probe probe);
  void clear();  // what the probe points at may end after this
  // Calls visit(record, weight) for every record from `begin` on that weighs at least the threshold, each once, in
  // order.
  void visit(RecordNumber begin, std::function<void(RecordNumber, Weight)> const& visit);
  // The parts of what `record` weighs against the person that is set.
  PairParts parts(RecordNumber record) const;
  // Of the last visit: how many records were looked at.
  std::size_t looked_at() const { return looked_at_; }

 private:
  // One way of bounding a field: look at the records under near values that weigh more than `rest`.
  struct Choice {
    std::size_t field = 0;
    Weight rest = 0;
    double cost = 0;
  };

  void put_back();
  Weight at_most(std::size_t field) const;
  void add_choices(std::size_t field, std::vector<Choice>& choices) const;
  bool choose(std::vector<Choice>& chosen) const;
  void collect(Choice const& choice, RecordNumber begin);
  void collect_swapped(RecordNumber begin);
  void collect_all_of(std::size_t field, Code code, RecordNumber begin);
  void look_at_everybody(RecordNumber begin, std::function<void(RecordNumber, Weight)> const& visit);
  void consider(RecordNumber record, std::function<void(RecordNumber, Weight)> const& visit) const;
  Weight straight_sum(RecordNumber record) const;
  Level level(std::size_t field, Code code) const;

  Index const& index_;
  Weights const& weights_;
  Weight threshold_;
  Probe probe_;
  std::vector<std::vector<Weight>> tables_;  // by field and code; put back to `different` after each person
  std::vector<Weight> nothing_;              // the table of a field that this person has no value in
  std::vector<Weight const*> now_;
  std::vector<std::uint8_t> is_candidate_;
  std::vector<RecordNumber> candidates_;
  std::vector<bool> has_missing_;  // by field
  std::size_t looked_at_ = 0;
};

}  // namespace kith::link
