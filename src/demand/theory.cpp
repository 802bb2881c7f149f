#include "demand/theory.h"

#include <algorithm>
#include <cmath>

namespace kith::demand::theory {

double erlang_b(std::int64_t servers, double load) {
  double b = 1;
  for (std::int64_t k = 1; k <= servers; ++k) b = load * b / (static_cast<double>(k) + load * b);
  return b;
}

double erlang_c(std::int64_t servers, double load) {
  double const b = erlang_b(servers, load);
  double const rho = load / static_cast<double>(servers);
  return b / (1 - rho + rho * b);
}

double wait(std::int64_t servers, double arrivals, double service_rate) {
  return erlang_c(servers, arrivals / service_rate) / (static_cast<double>(servers) * service_rate - arrivals);
}

double wait_exceeds(std::int64_t servers, double arrivals, double service_rate, double longer_than) {
  double const spare = static_cast<double>(servers) * service_rate - arrivals;
  return erlang_c(servers, arrivals / service_rate) * std::exp(-spare * longer_than);
}

double wait_one_server(double arrivals, double mean_service, double squared_cv) {
  double const rho = arrivals * mean_service;
  return rho * mean_service * (1 + squared_cv) / (2 * (1 - rho));
}

std::vector<double> waits_by_priority(std::int64_t servers, std::span<double const> arrivals, double service_rate) {
  double total = 0;
  for (double rate : arrivals) total += rate;
  double const all_servers = static_cast<double>(servers) * service_rate;
  double const all_busy = erlang_c(servers, total / service_rate);
  std::vector<double> waits;
  double before = 0;
  for (double rate : arrivals) {
    double const after = before + rate / all_servers;
    waits.push_back(all_busy / all_servers / ((1 - before) * (1 - after)));
    before = after;
  }
  return waits;
}

namespace {

// `death(n)`: the rate of leaving when n are in the system; `most`: nobody joins beyond.
template <class Death>
Steady birth_and_death(std::int64_t servers, std::int64_t most, double arrivals, Death const& death) {
  double weight = 1;
  double total = 1;
  double waiting = 0;
  double in_system = 0;
  for (std::int64_t n = 1; n <= most; ++n) {
    weight *= arrivals / death(n);
    total += weight;
    in_system += weight * static_cast<double>(n);
    if (n > servers) waiting += weight * static_cast<double>(n - servers);
    if (n > servers && weight < total * 1e-18) break;
  }
  return {waiting / total, in_system / total, weight / total, 0};
}

}  // namespace

Steady limited_room(std::int64_t servers, std::int64_t room, double arrivals, double service_rate) {
  return birth_and_death(servers, servers + room, arrivals,
                         [&](std::int64_t n) { return static_cast<double>(std::min(n, servers)) * service_rate; });
}

Steady impatient(std::int64_t servers, double arrivals, double service_rate, double patience_rate) {
  auto steady = birth_and_death(servers, 100'000'000, arrivals, [&](std::int64_t n) {
    return static_cast<double>(std::min(n, servers)) * service_rate +
           static_cast<double>(std::max<std::int64_t>(0, n - servers)) * patience_rate;
  });
  steady.refused = 0;
  steady.abandoned = patience_rate * steady.waiting / arrivals;
  return steady;
}

std::optional<std::int64_t> servers_for_wait(double arrivals, double service_rate, double wait_days) {
  constexpr double most = 1e6;
  double const least = std::floor(arrivals / service_rate) + 1;
  if (!(least < most)) return std::nullopt;
  for (auto servers = static_cast<std::int64_t>(least); servers < static_cast<std::int64_t>(most); ++servers)
    if (wait(servers, arrivals, service_rate) <= wait_days) return servers;
  return std::nullopt;
}

Echo seasonal_echo(double mean_stay_days, double period_days) {
  double const pace = 2 * 3.14159265358979323846 / period_days;
  double const turn = pace * mean_stay_days;
  return {1 / std::sqrt(1 + turn * turn), std::atan(turn) / pace};
}

WaitingList waiting_list(double demand, double waiting_now, double target, double relief_time, double cv_demand,
                         double cv_capacity) {
  double const queue = demand * target / 4;
  return {target / 4, queue, demand + (waiting_now - queue) / relief_time,
          demand + (cv_demand * cv_demand + cv_capacity * cv_capacity) / 2 * 4 / target};
}

}  // namespace kith::demand::theory
