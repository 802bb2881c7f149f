// Queues that theory solves. The simulation is held against these, and small questions ("how many workers for three
// days?") need no simulation at all. Rates are per day, times in days, unless the caller uses another unit throughout.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::demand::theory {

// Erlang B: the probability that all `servers` are busy when nobody waits, at an offered load of arrivals times
// service.
double erlang_b(std::int64_t servers, double load);
// Erlang C: the probability of having to wait. Only for load below servers.
double erlang_c(std::int64_t servers, double load);
// The mean wait of an M/M/c queue.
double wait(std::int64_t servers, double arrivals, double service_rate);
// The probability that the wait of an M/M/c queue exceeds `longer_than`.
double wait_exceeds(std::int64_t servers, double arrivals, double service_rate, double longer_than);
// The mean wait of an M/G/1 queue (Pollaczek and Khinchine).
double wait_one_server(double arrivals, double mean_service, double squared_cv);
// The mean wait of each class of an M/M/c queue with priorities, most urgent first (Cobham 1954).
std::vector<double> waits_by_priority(std::int64_t servers, std::span<double const> arrivals, double service_rate);

// A birth-and-death queue in its steady state.
struct Steady {
  double waiting = 0, in_system = 0;
  double refused = 0;    // of arrivals
  double abandoned = 0;  // of arrivals
};
// M/M/c with `room` waiting places.
Steady limited_room(std::int64_t servers, std::int64_t room, double arrivals, double service_rate);
// M/M/c whose waiting people leave at `patience_rate` each (Erlang A, Palm 1957).
Steady impatient(std::int64_t servers, double arrivals, double service_rate, double patience_rate);

// The least servers for which an M/M/c queue's mean wait is at most `wait_days`; nullopt beyond a million.
std::optional<std::int64_t> servers_for_wait(double arrivals, double service_rate, double wait_days);

// The mean number in an M_t/M/infinity system whose arrivals swing by `amplitude` around a mean: how much smaller the
// swing of the number in the system is, and how many days it lags (Eick, Massey and Whitt 1993).
struct Echo {
  double damping, lag_days;
};
Echo seasonal_echo(double mean_stay_days, double period_days);

// What a waiting list needs so that nearly all are seen within a target (Fong et al. 2022): the rules of thumb of the
// NHS.
struct WaitingList {
  double mean_wait;  // a quarter of the target
  double queue;      // how many may wait
  double relief;     // capacity until the list is that short, when it is to be so after `relief_time`
  double capacity;   // and from then on
};
// All in one unit of time; `cv`: standard deviation over mean of arrivals and of capacity.
WaitingList waiting_list(double demand, double waiting_now, double target, double relief_time, double cv_demand = 1,
                         double cv_capacity = 1);

}  // namespace kith::demand::theory
