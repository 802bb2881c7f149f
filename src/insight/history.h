// The facts a demand report needs, read from the records into plain arrays, and the rule that says which of them each
// figure counts. Children and families are small numbers here: reading texts once is most of the work.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "insight/areas.h"
#include "insight/demand.h"
#include "insight/figures.h"
#include "sql/database.h"

namespace kith::insight {

inline constexpr int re_referral_months = 12;
inline constexpr int balancing_days = 90;

struct Fact {
  Date day;
  Date closed_on;    // never, when open
  int outcome = -1;  // place in the closed set of its kind; -1 for an allocation
  int level = 0;     // 0 when none is recorded
  AreaMask areas = 1;
  bool located = false;
  std::uint32_t first_child = 0;  // in History::children
  std::uint32_t child_count = 0;
  std::uint32_t family = 0;
};
inline constexpr Date never{std::numeric_limits<std::int32_t>::max()};

// What a drill-down shows of a fact, read only for one.
struct FactDetails {
  std::string id;
  std::string reference;
  std::string outcome;
  std::string places;  // codes joined by ';'
  bool address_protected = false;
};

struct FactList {
  std::vector<Fact> facts;
  std::vector<FactDetails> details;  // as many as facts, or none
  std::optional<Date> first_day;     // of all records of this kind, within the window or not
};

struct History {
  Period period;
  Period steps_period;
  FactList enquiries;
  FactList allocations;
  FactList referrals;
  std::vector<std::uint32_t> children;  // numbers of children, fact by fact
  std::uint32_t child_count = 0;
  std::uint32_t family_count = 0;

  std::span<std::uint32_t const> children_of(Fact const& fact) const {
    return {children.data() + fact.first_child, fact.child_count};
  }
};

enum class Detail { counts_only, with_details };

// Reads what the query's windows need, with the 12 months before them and the 90 days after. Facts about a restricted
// child are left out unless the viewer is named.
History read_history(sql::Connection& connection, profile::Profile const& profile, std::vector<Area> const& areas,
                     DemandQuery const& query, Detail detail);

// A figure counts a fact: `fact` is its place in the list of its kind, `because` the place of the other fact that makes
// it so (the earlier allocation of a re-referral), or -1.
struct Hit {
  Figure figure;
  std::int32_t fact;
  std::int32_t because = -1;
};

// The list a figure counts from.
inline FactList const& list_of(History const& history, Counted counted) {
  switch (counted) {
    case Counted::requests:
      return history.enquiries;
    case Counted::allocations:
      return history.allocations;
    case Counted::referrals:
      break;
  }
  return history.referrals;
}

// The list that `Hit::because` points into.
inline FactList const& because_list_of(History const& history, Figure figure) {
  return figure == Figure::stepped_up_90d ? history.referrals : list_of(history, name_of(figure).counted);
}

// Every figure with every fact it counts, in the order of the lists.
std::vector<Hit> hits_of(History const& history);

}  // namespace kith::insight
