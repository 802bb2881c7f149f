// Facts in memory, as the tables hold them (facts.h) but with small numbers for ids and places: what counting reads.
// About 100 bytes a fact with all that belongs to it.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/large_pages.h"
#include "base/time.h"
#include "insight/areas.h"
#include "insight/figures.h"
#include "insight/numbering.h"

namespace kith::insight {

inline constexpr Date never{std::numeric_limits<std::int32_t>::max()};

// The outcome of an allocation that was closed because the child left, in the tables.
inline constexpr std::string_view left_for_good = "left";

// A kind as the tables name it.
constexpr std::string_view name_of_kind(Counted kind) {
  return std::array<std::string_view, 3>{"enquiry", "allocation", "referral"}[static_cast<std::size_t>(kind)];
}

struct Fact {
  Date day;
  Date closed_on;                 // never, when open
  std::uint32_t first_child = 0;  // in FactTable::children_of
  std::uint32_t family = 0;       // of a request; 0 for others
  std::uint32_t places = 0;       // number of its text, in FactTable::places
  std::uint16_t child_count = 0;
  std::int8_t outcome = -1;  // place in the closed set of its kind; of an allocation 0 when the child left, else -1
  std::int8_t level = 0;     // 0 when none is recorded; 127 for any above
};
static_assert(sizeof(Fact) == 24);

// The facts of each child, by day: child c has of[start[c]] up to of[start[c + 1]], unless `anew` has c: of the few
// whose facts changed since all were put in order.
struct ByChild {
  LargeVector<std::uint32_t> start;
  LargeVector<std::uint32_t> of;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> anew;

  std::span<std::uint32_t const> facts_of(std::uint32_t child) const {
    if (!anew.empty())
      if (auto const found = anew.find(child); found != anew.end()) return found->second;
    if (child + 1 >= start.size()) return {};
    return {of.data() + start[child], start[child + 1] - start[child]};
  }
};

struct FactList {
  LargeVector<Fact> facts;
  Numbering ids;                          // the number of an id is its fact's place; empty when only counts are wanted
  LargeVector<std::uint32_t> references;  // where each begins in the table's texts; as many as ids
  std::optional<Date> first_day;          // of all records of this kind, read or not
  ByChild by_child;

  // Says that a child's facts will be looked at soon: step 0, 1, 2, each when what the one before was for has come.
  static constexpr int steps_ahead = 3;
  void expect_facts_of(std::uint32_t child, int step) const;
};

// A person whom not everybody may know of.
struct Guarded {
  std::uint32_t person = 0;  // as children are numbered
  bool is_restricted = false;
  bool address_protected = false;
  std::string named;  // ids of the accounts that may know all the same, joined by ';'
};

// One row of demand_fact, or of demand_past. Without id and reference when only counts are wanted.
struct FactRow {
  Counted kind = Counted::requests;
  std::string_view counted;
  std::string_view id = {};
  std::string_view reference = {};
};

// When a person was born; never when that is not known.
struct BirthDate {
  // From the texts of demand_born.
  static BirthDate of(std::string_view person, std::string_view born);

  IdBits person;
  Date born;
};

class FactTable {
 public:
  FactTable();

  // Adds the fact of a row, or gives the one that has the row's id new values.
  void put(FactRow const& row) { put({&row, 1}); }
  // The same for some hundreds of rows, in their order: together they take half as long.
  void put(std::span<FactRow const> rows);
  // Finds the people of demand_guarded anew: forget, then one by one.
  void forget_guarded() { guarded_.clear(); }
  void put_guarded(std::string_view person, bool is_restricted, bool address_protected, std::string_view named);
  // Keeps those of people whom some fact is about by now; of two of one person the later in the row.
  void put(std::span<BirthDate const> births);
  void set_first_day(Counted kind, std::optional<Date> day) { list(kind).first_day = day; }
  // To be called when everything has been put, before anything is asked. `holds_all`: no fact was left unread, so that
  // the first days are those of the facts at hand.
  void put_in_order(bool holds_all);

  // The children whom a row is about, before it is changed to and after, as far as they have numbers by now.
  std::vector<std::uint32_t> children_touched(FactRow const& row) const;
  // Gives one fact of a table in order the values of a row, or adds it; the table stays in order, without looking at
  // the others. The number of the fact.
  std::uint32_t change(FactRow const& row);
  // So many have changed since all were put in order that finding a child's facts takes longer: time to do it again.
  bool is_out_of_order() const;

  FactList const& list(Counted kind) const { return lists_[static_cast<std::size_t>(kind)]; }
  std::span<std::uint32_t const> children_of(Fact const& fact) const {
    return {children_.data() + fact.first_child, fact.child_count};
  }
  std::uint32_t child_count() const { return child_numbers_.count(); }
  std::string child_id(std::uint32_t child) const { return child_numbers_.id_of(child).text(); }
  Date born(std::uint32_t child) const { return child < born_.size() ? born_[child] : never; }
  std::uint32_t family_count() const { return family_numbers_.count(); }
  // Each different text of places, codes joined by ';', by its number.
  std::vector<std::string> const& places() const { return places_; }
  std::string_view reference_of(Counted kind, std::uint32_t fact) const {
    return texts_.data() + list(kind).references[fact];
  }
  std::span<Guarded const> guarded() const { return guarded_; }

  std::size_t size() const;
  // More is held of values that facts have left behind than of facts: time to read everything afresh.
  bool is_worn() const { return left_behind_ > 1024 + size(); }

 private:
  FactList& list(Counted kind) { return lists_[static_cast<std::size_t>(kind)]; }
  // Whether one fact of a list stands before another in a child's.
  static auto earlier_in(FactList const& list);
  // A row taken apart, its ids as bits: those of its children are `child_count` of read_children_.
  struct ReadRow {
    Counted kind = Counted::requests;
    Fact fact;
    bool has_id = false, has_family = false;
    IdBits id, family;
    std::size_t first_child = 0;
    std::string_view places, reference;
  };
  ReadRow read(FactRow const& row);
  void put_read(ReadRow const& row);
  void put_counted(Fact& fact, ReadRow const& row);
  void put_children(Fact& fact, std::span<IdBits const> ids);
  std::uint32_t number_of_places(std::string_view text);
  void index(FactList& list) const;

  std::array<FactList, members_of<Counted>.size()> lists_;
  LargeVector<std::uint32_t> children_;  // numbers of children, fact by fact
  Numbering child_numbers_;
  Numbering family_numbers_;
  std::vector<std::string> places_;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> place_numbers_;
  std::string texts_;  // references, each with an end mark
  std::vector<Guarded> guarded_;
  LargeVector<Date> born_;  // by the number of the child; short of those whose date nobody knows
  std::size_t left_behind_ = 0;
  std::vector<ReadRow> read_;  // while some are put; kept for their room
  std::vector<IdBits> read_children_;
};

}  // namespace kith::insight
