// How long things last and how they end, from spells of which some are still going on: Aalen and Johansen's estimate of
// competing ends, of which Kaplan and Meier's is the case of one end (Aalen and Johansen 1978; variance by Marubini and
// Valsecchi 1995). Reading each end by itself as if the others were interruptions answers another question, and too
// high: that is what this file is for not doing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "demand/law.h"

namespace kith::demand {

// One spell, in days on its own clock. Not yet ended: cause 0, and `until` is how long it has been watched.
struct Spell {
  double until = 0;
  std::uint32_t cause = 0;  // 1, 2, 3...
  double seen_from = 0;     // late entry: known of only from this age on, because records began or a case came over
  std::int64_t times = 1;   // how many spells are just like this one
};

inline constexpr std::uint32_t most_causes = 3;

struct EndStep {
  double days = 0;
  std::int64_t at_risk = 0;
  double going_on = 1;                               // the share of spells that last longer
  std::array<double, most_causes> ended{};           // by cause, the share that has ended so by now
  std::array<double, most_causes> standard_error{};  // of each, where errors were asked for
};

struct EndCurve {
  std::int64_t spells = 0, censored = 0;
  std::vector<EndStep> steps;  // at each time at which some ended

  // The share that has ended by `cause` within so many days.
  double ended_by(double days, std::uint32_t cause) const;
  double going_on_after(double days) const;
  // By when half have ended; nullopt when fewer have been seen to.
  std::optional<double> median() const;
};

// `causes`: how many there are, at most most_causes. Spells that end where they are first seen tell nothing and are
// left out. Quickest for spells in order of `until`. Errors cost more than the curve itself.
enum class Errors { left_out, wanted };
EndCurve ends_of(std::span<Spell const> spells, std::uint32_t causes, Errors errors = Errors::left_out);

// A law to draw durations from, as recorded: of spells that end by any cause (cause 0) or by one. What lies beyond the
// last end seen is added as an exponential tail in four pieces, at the rate of ends in the last third of the curve;
// with `never_ends` it is taken never to happen instead (returns).
struct RecordedLaw {
  Law law;
  double beyond = 0;  // the share that no record has seen the end of
};
std::optional<RecordedLaw> law_of(EndCurve const& curve, std::uint32_t cause, bool never_ends);

}  // namespace kith::demand
