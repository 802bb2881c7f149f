// One person laid out against everybody. For each field a table, or a short list, says what every value of the register
// weighs against this person's; a pair then costs one look-up a field.
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
struct ProbeValue {
  bool known = false;
  Code code = 0;  // 0: not in the register, or not known
  std::span<Neighbour const> near;
};
using Probe = std::vector<ProbeValue>;

class Against {
 public:
  // Finds what weighs at least `threshold`; with `households` also what would, but for being more likely two people of
  // one household. All three must outlive this.
  Against(Index const& index, Weights const& weights, Weight threshold, bool households = false);

  void set(Probe probe);
  void clear();  // what the probe points at may end after this
  // Sets the record at `place`. Records that lie together share values, and what was laid out for those is kept.
  void set_record(Place place);
  using Visit = std::function<void(Place, Weight)>;
  // Calls visit(place, weight) for every record from place `begin` on that is to be found, each once, in order.
  void visit(Place begin, Visit const& visit);
  // The parts of what the record at `place` weighs against the person that is set.
  PairParts parts(Place place) const;
  // Of the last visit: how many records were looked at.
  std::size_t looked_at() const { return looked_at_; }

 private:
  // One way of bounding a field: look at the records under near values that weigh more than `rest`.
  struct Choice {
    std::size_t field = 0;
    Weight rest = 0;
    double cost = 0;
  };

  // Values of one field that may stand in another, and the records that have them there.
  struct Across {
    std::size_t here = 0;
    std::size_t there = 0;
    std::vector<Code> codes;
    std::size_t records = 0;
  };
  struct ByTable {
    PackedRows::Column column;
    Weight const* table = nullptr;
  };
  struct ByList {
    PackedRows::Column column;
    std::uint32_t length = 0;  // entries of listed_, those of one field after another's
    Weight different = 0;
  };
  struct Listed {
    Code code = 0;
    Weight weight = 0;
  };

  // What is worked out of one field's value before anybody is looked at.
  struct LaidOut {
    std::vector<Neighbour> room;  // for values of the index
    bool of_record = false;
    bool in_table = false;
    Weight most = 0;  // that the field can give with names taken straight
    std::vector<Choice> choices;
  };

  void lay_out(std::size_t field);
  void take_away(std::size_t field);
  void list_tables();
  void fill_table(std::size_t field);
  Weight exact_weight(std::size_t field) const;
  Weight least(std::size_t field) const;
  Weight add_choices(std::size_t field, std::vector<Choice>& choices) const;
  bool choose(std::vector<Choice>& chosen) const;
  void collect(Choice const& choice, Place begin);
  void collect_swapped(Place begin);
  Across across(std::size_t here, std::size_t there) const;
  void collect_across(Across const& across, Place begin);
  void collect_all_of(std::size_t field, Code code, Place begin);
  void look_at_everybody(Place begin, Visit const& visit);
  void consider(Place place, Visit const& visit) const;
  Weight straight_sum(Place place) const;
  Level level(std::size_t field, Code code) const;

  Index const& index_;
  Weights const& weights_;
  Weight threshold_;
  bool households_;
  Probe probe_;
  std::vector<LaidOut> laid_out_;            // by field
  std::vector<std::vector<Weight>> tables_;  // by field and code; put back to `different` after each person
  std::vector<ByTable> by_table_;            // fields of the person that is set
  std::vector<ByList> by_list_;
  std::vector<Listed> listed_;
  std::vector<std::uint8_t> is_candidate_;
  std::vector<Place> candidates_;
  std::vector<bool> has_missing_;  // by field
  std::size_t looked_at_ = 0;
};

}  // namespace kith::link
