// A trained model made ready for a set of records. Weights are whole hundredths of a bit, so that the parts a person is
// shown add up to the total they are shown, always and exactly.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "link/company.h"
#include "link/fellegi_sunter.h"
#include "link/neighbours.h"
#include "link/records.h"

namespace kith::link {

using Weight = std::int32_t;  // hundredths of a bit
Weight to_weight(double bits);
inline double to_bits(Weight weight) { return weight / 100.0; }

struct FieldWeights {
  std::vector<Weight> of_level;
  bool of_home = false;
  bool of_twins = false;
  Weight by_mistake = 0;                   // what the same value weighs for two people of one household
  std::vector<Weight> of_twin_level = {};  // what a level weighs for twins, where they do not share the value
  std::vector<Weight> rarity = {};         // by code: added when two records agree on exactly this value; 0 for code 0
};

struct Weights {
  Weight prior = 0;
  bool households = false;  // are two people of one household considered?
  Weight twins = 0;
  Weight siblings = 0;
  std::vector<FieldWeights> fields;
  std::shared_ptr<Company const> company;  // absent: agreement on one thing says nothing of another
};

// How often each value is found among records of other people: by field and code, shares of known values. Records of
// one person repeat each other, so `matches_a_record` (expected matches of a record) is taken off the counts.
std::vector<std::vector<double>> value_shares(Records const& records, double matches_a_record);
// What a value of this share adds to exact agreement, when shares are `average` as records have them; 0 for a share of
// 0.
Weight rarity_weight(double average, double share);
Weights make_weights(Mixture const& mixture, std::vector<std::vector<double>> const& shares);

// Where a record stands in an index.
using Place = std::uint32_t;

// The records with each value of a field.
class Postings {
 public:
  Postings() = default;
  Postings(Field const& field, Code codes, PackedNumbers const& order);

  Code codes() const { return static_cast<Code>(begins_.size() - 1); }  // were known when this was made
  std::uint32_t count(Code code) const { return begins_[code + 1] - begins_[code]; }
  // Calls visit(place) for each record with this value from place `from` on, in order.
  template <class Visit>
  void each(Code code, Place from, Visit const& visit) const {
    std::uint32_t at = begins_[code];
    std::uint32_t const end = begins_[code + 1];
    for (auto left = end - at; from > 0 && left > 0;)
      if (auto const half = left / 2; places_[at + half] < from) {
        at += half + 1;
        left -= half + 1;
      } else {
        left = half;
      }
    for (; at != end; ++at) visit(Place{places_[at]});
  }
  // Calls visit(from, to) for places in a row that have this value. In the field that records are ordered by they are
  // few; of others each place is one.
  template <class Visit>
  void each_run(Code code, Visit const& visit) const {
    std::uint32_t const end = begins_[code + 1];
    for (std::uint32_t at = begins_[code]; at != end;) {
      Place const from = places_[at];
      auto const length = places_[end - 1] - from + 1 == end - at ? end - at : 1;
      visit(from, from + length);
      at += length;
    }
  }
  std::size_t bytes() const { return begins_.bytes() + places_.bytes(); }

 private:
  PackedNumbers begins_;  // in places_, by code
  PackedNumbers places_;
};

// Records with everything that finding pairs needs.
struct Index {
  Records const* records = nullptr;
  std::vector<Neighbours> neighbours;  // by dictionary

  std::vector<Postings> postings;  // by field
  // Records by birth date, the first file before the second: those born on one day are looked at together and then lie
  // together in memory. By place.
  PackedNumbers order;
  std::optional<std::size_t> birth_date;  // the field
  // The same codes place by place, so that looking one record up touches one stretch of memory.
  PackedRows rows;

  Neighbours const& of_field(std::size_t field) const { return neighbours[records->fields[field].dictionary]; }
};
Index make_index(Records const& records, unsigned threads);

// The level of every field for two records, names looked at together. `levels` has one place a field.
void pair_levels(Index const& index, RecordNumber a, RecordNumber b, std::span<Level> levels);

// What two records' agreement weighs, part by part.
struct PartWeight {
  Level level = missing_level;
  Weight weight = 0;  // of the level
  Weight rarity = 0;
};
struct PairParts {
  std::array<PartWeight, most_fields> fields{};  // as many as there are
  Weight company = 0;    // never above 0: values that go together, agreement on which says less than its parts
  Weight household = 0;  // never above 0: how likely it is that these are two people of one household
  Weight total = 0;      // prior, fields, company and household
};
PairParts pair_parts(Index const& index, Weights const& weights, RecordNumber a, RecordNumber b);
// From levels already found; `codes` are one side's values, which say how rare an exact agreement is.
PairParts parts_of(Index const& index, Weights const& weights, std::span<Level const> levels,
                   std::span<Code const> codes);
// The same in two steps, because most pairs fall to the first: what the fields weigh, added to the prior; and what that
// says less for company and household.
PairParts field_parts(Index const& index, Weights const& weights, std::span<Level const> levels,
                      std::span<Code const> codes);
void take_off_company_and_household(PairParts& parts, Index const& index, Weights const& weights,
                                    std::span<Code const> codes);
// From the parts of the fields alone.
Weight household_part(Weights const& weights, std::span<PartWeight const> fields);
Weight pair_weight(Index const& index, Weights const& weights, RecordNumber a, RecordNumber b);

}  // namespace kith::link
