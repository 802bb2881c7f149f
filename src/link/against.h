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

// A person to look for: in each field a value, which need not be one that the index has.
struct ProbeValue {
  bool known = false;
  Code code = 0;                         // 0: not in the index, or not known
  std::span<Neighbour const> near = {};  // of a value that is not in the index; others are looked up there
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
  PairParts parts(Place place);
  // Of the last visit: how many records were looked at.
  std::size_t looked_at() const { return looked_at_; }

 private:
  // One way of bounding a field: look at the records under near values that weigh more than `rest`.
  struct Choice {
    std::size_t field = 0;
    Weight rest = 0;
    double cost = 0;
  };
  // What lies near a value: the same for everybody who has it.
  struct Surroundings {
    bool known = false;
    std::uint32_t values = 0;
    std::array<std::uint32_t, most_levels> records{};  // by level
    std::vector<Code> close;                           // of names: values that may be this one in the other's place
  };
  // What is worked out of one field's value before anybody is looked at.
  struct LaidOut {
    bool of_record = false;
    bool in_table = false;
    bool listed = false;          // is `room` filled?
    std::vector<Neighbour> room;  // near values of the index
    Surroundings own;             // where they are not kept for the next who has this value
    Surroundings const* around = nullptr;
    Weight exact = 0;  // what the same value weighs
    Weight near = 0;   // the most that another value weighs
    Weight most = 0;   // that the field can give with names taken straight
    std::vector<Choice> choices;
  };
  struct Run {  // of places
    Place from = 0;
    Place to = 0;
  };
  // How one field of a record is looked at: by a table of all values, or by what can be said at a glance.
  struct Look {
    PackedRows::Column column;
    std::size_t field = 0;
    Weight const* table = nullptr;
    Code code = 0;
    Weight exact = 0;
    Weight near = 0;
  };

  void lay_out(std::size_t field);
  void take_away(std::size_t field);
  Surroundings const& surroundings(std::size_t field);
  std::span<Neighbour const> near(std::size_t field);
  void add_choices(std::size_t field);
  Weight least(std::size_t field) const;
  bool choose();
  bool finds_swapped() const;
  bool needs_birth(std::size_t at, Weight here) const;
  bool is_worth_marking(Choice const& choice) const;
  void mark_born_near();
  void forget_born_near();
  void set_born_near(Run run, bool near);
  void collect(std::size_t at, Place begin);
  void collect_swapped(Place begin);
  void fill_tables(double looked_at);
  void fill_table(std::size_t field);
  bool may_reach(Place place) const;
  Level level(std::size_t field, Code code);
  PairParts parts_of_fields(Place place);
  void consider(Place place, Visit const& visit);

  Index const& index_;
  Weights const& weights_;
  Weight threshold_;
  bool households_;
  Weight swapped_ = 0;  // the most that swapped names weigh
  Probe probe_;
  std::array<Code, most_fields> codes_{};         // of the probe
  std::vector<LaidOut> laid_out_;                 // by field
  std::vector<std::vector<Surroundings>> known_;  // by field and code, where many records share a value
  std::vector<std::vector<Weight>> tables_;       // by field and code; put back to `different` after each person
  std::vector<Look> looks_;                       // at fields of the person that is set
  std::vector<Choice> chosen_;
  std::array<Weight, most_fields> now_{};  // by field: the most it gives where nothing chosen is near
  std::vector<std::uint64_t> born_near_;   // a bit a place: born near the person that is set, or nobody knows when
  std::vector<Run> near_runs_;             // what is marked there
  std::vector<Place> candidates_;
  std::vector<bool> has_missing_;  // by field
  std::size_t looked_at_ = 0;
};

}  // namespace kith::link
