// The demand report (seed 000, paragraphs 7 and 8): what became of requests for help, how many came back, what social
// care did with referrals, and what local help could take up at most. Everything is counted from records, re-referrals
// from history; nothing is repaired in silence, and what a reader must know is said in notes with fixed codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "insight/figures.h"
#include "journal/envelope.h"
#include "profile/profile.h"
#include "sql/database.h"

namespace kith::insight {

// Both ends belong to it.
struct Period {
  Date from;
  Date to;

  bool contains(Date day) const { return from <= day && day <= to; }
  bool operator==(Period const&) const = default;
};

struct DemandQuery {
  Date from;
  Date to;
  std::optional<Date> steps_from;  // the social care table's own window; the report's when absent
  std::optional<Date> steps_to;
  std::vector<std::string> areas;          // places or aliases, beside the authority
  std::optional<Instant> as_known_at;      // what Kith knew at a past moment; all it knows when absent
  std::optional<journal::ActorId> viewer;  // sees restricted records that name them; nobody's when absent
  Instant now;                             // when the question is asked: the report's "as at" without as_known_at
};

using Counts = std::vector<std::int64_t>;                  // one an area
using Percents = std::vector<std::optional<std::string>>;  // one decimal; nullopt where there is nothing to share

struct CountedRow {
  std::string code;
  std::string label;
  Counts count;
  Percents percent;
};

// How many of how many, for one area.
struct Portion {
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::optional<std::string> percent;
};

struct Balance {
  std::string code;
  std::string label;
  std::vector<Portion> portions;
};

// What a reader must know. `public_text` says it without a figure, for forms in which figures are suppressed.
struct Note {
  std::string code;
  std::string text;
  std::string public_text;
};

// A share in percent with its 95% interval; nothing where nobody has been followed for long enough.
struct Rate {
  std::optional<std::string> percent, low, high;
};

// One line of what came after closings: how many were seen to, and what share is estimated to, by area.
struct ForwardRow {
  std::string code;
  std::string label;
  Counts count;
  std::vector<Rate> rate;
};
struct AfterMonths {
  int months = 12;
  std::vector<ForwardRow> rows;  // in the order of After
  ForwardRow const& row(After which) const { return rows[static_cast<std::size_t>(which)]; }
};
// Coming back, counted forward from closings (coming_back.h).
struct ComingBack {
  std::vector<AfterMonths> after;  // 3, 6 and 12 months
  Percents steady;                 // the forward rate of 12 months that the backward share would mean were all steady
  std::vector<Note> notes;
};

// How the report's areas lie to each other, by their places: bit i of a mask is area i.
struct Nesting {
  std::vector<std::uint64_t> around;  // for each area, the others it lies within
  struct Partition {
    std::size_t whole;
    std::uint64_t parts;  // areas within it that cover all the places in it between them
  };
  std::vector<Partition> partitions;
};

struct DemandReport {
  Instant as_at;
  Period period;
  std::vector<std::string> areas;
  Nesting nesting;
  struct {
    std::vector<CountedRow> rows;
    Counts total;     // requests
    Counts children;  // different children those requests were about
    Counts families;  // different families
  } screening;
  struct {
    Counts allocations;
    CountedRow closed_12m;
    CountedRow allocated_12m;
  } re_referral;
  ComingBack coming_back;
  struct {
    Period period;
    std::vector<CountedRow> rows;
    Counts total;
    CountedRow re_referrals;
  } steps;
  struct {
    std::vector<Portion> front_door;
    std::vector<Portion> social_care;
    std::vector<Balance> balancing;
    bool followed_to_the_end = true;  // 90 days have passed since the last day counted
    std::vector<Note> notes;          // how these shares differ from sums of rounded ones
  } potential;
  std::vector<Note> notes;
};

class KeptFacts;

// Reads the facts it needs, or asks those that a server keeps; the same report either way. What was known at a past
// moment is always read. Errors: "bad_period" when a window ends before it begins, "unknown_area", "too_many_areas".
Result<DemandReport> demand_report(sql::Connection& connection, profile::Profile const& profile,
                                   DemandQuery const& query, KeptFacts* kept = nullptr);

// The query's two windows, or why they cannot be.
struct Periods {
  Period period;
  Period steps;
};
Result<Periods> periods_of(DemandQuery const& query);

}  // namespace kith::insight
