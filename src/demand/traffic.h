// How many people a day reach each station in the long run, and whether it can keep up: the traffic equations of an
// open network in which a station that cannot keep up passes on only what it can (Goodman and Massey 1984).
#pragma once

#include <cstdint>
#include <vector>

#include "demand/network.h"

namespace kith::demand {

// What becomes of those who come to a station, as fractions of its arrivals. Theory has no formula for these where
// patience, room or overflow play a part, so the runs say.
struct Observed {
  double served = 1;
  std::vector<double> exits;      // by risk
  std::vector<double> overflows;  // by target
};

struct Traffic {
  double arrivals_per_day = 0;
  double work_per_day = 0;    // server-days of work that come in a day, were all those who join served
  double servers = 0;         // mean at work; infinity when unlimited
  bool keeps_up = true;       // work below capacity, in servers and in the caseload's tokens
  double growth_per_day = 0;  // people who come and cannot be served, when it does not keep up
};

// Over the last stretch of the run, at most 52 weeks and never in the warm-up. `observed` has one entry a station.
std::vector<Traffic> traffic_of(Network const& network, std::vector<Observed> const& observed);
// As if everybody were served.
std::vector<Observed> all_served(Network const& network);
// Arrivals from outside and completed services, were everybody served.
double expected_events_per_day(Network const& network);

}  // namespace kith::demand
