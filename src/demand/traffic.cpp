#include "demand/traffic.h"

#include <algorithm>
#include <cmath>

#include "demand/schedule.h"

namespace kith::demand {
namespace {

using Flows = std::vector<double>;  // people a day, station by kind

double share_of_outcome(Network const& network, std::size_t outcome) {
  return network.outcomes[outcome] - (outcome == 0 ? 0 : network.outcomes[outcome - 1]);
}

struct Window {
  std::int64_t from_ms, to_ms;
};
Window last_stretch(Network const& network) {
  std::int64_t const year = to_ms(364);
  return {std::max(network.warm_up_ms, network.horizon_ms - year), network.horizon_ms};
}

Flows from_outside(Network const& network) {
  Flows flows(network.stations.size() * network.kinds());
  Window const window = last_stretch(network);
  for (auto const& source : network.sources) {
    double const people = people_per_day(source, window.from_ms, window.to_ms);
    for (std::size_t outcome = 0; outcome < network.outcomes.size(); ++outcome)
      flows[source.to * network.kinds() + source.person_class * network.outcomes.size() + outcome] +=
          people * (source.outcome == drawn_outcome ? share_of_outcome(network, outcome) : source.outcome == outcome);
  }
  return flows;
}

// Adds what leaves one station to the stations it goes to.
void pass_on(Network const& network, std::size_t s, double const* in, Observed const& observed, double speed,
             Flows& flows) {
  StationPlan const& plan = network.stations[s];
  std::size_t const kinds = network.kinds();
  std::size_t const outcomes = network.outcomes.size();
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    if (in[kind] == 0) continue;
    double before = 0;
    std::size_t const row = network.route_turns_ms.size() * kinds + kind;  // the routes that hold in the end
    for (std::size_t i = 0; i < network.route_row; ++i) {
      RouteStep const& step = plan.routes[row * network.route_row + i];
      if (step.to == outside) break;
      double const up_to = std::ldexp(static_cast<double>(step.up_to), -64);
      double const flow = in[kind] * observed.served * speed * (up_to - before);
      before = up_to;
      for (std::size_t outcome = 0; outcome < outcomes; ++outcome) {
        if (!step.new_episode && outcome != kind % outcomes) continue;
        std::size_t const onward = kind / outcomes * outcomes + outcome;
        flows[step.to * kinds + onward] += flow * (step.new_episode ? share_of_outcome(network, outcome) : 1);
      }
    }
    for (std::size_t risk = 0; risk < plan.risks.size(); ++risk)
      if (plan.risks[risk].to != outside) flows[plan.risks[risk].to * kinds + kind] += in[kind] * observed.exits[risk];
    for (std::size_t i = 0; i < plan.overflow.size(); ++i)
      flows[plan.overflow[i] * kinds + kind] += in[kind] * observed.overflows[i];
  }
}

// Whether somebody can come to a station without a token of its caseload in hand.
bool is_way_in(Network const& network, std::uint16_t s) {
  auto const caseload = network.stations[s].caseload;
  for (auto const& source : network.sources)
    if (source.to == s) return true;
  for (auto const& plan : network.stations) {
    if (plan.caseload == caseload) continue;
    for (auto const& step : plan.routes)
      if (step.to == s) return true;
    for (auto const& risk : plan.risks)
      if (risk.to == s) return true;
  }
  return false;
}

// Tokens are held through every service of their stations; when those take more tokens than there are, it is where
// people come in that the queue grows.
void judge_caseloads(Network const& network, std::vector<Observed> const& observed, std::vector<Traffic>& traffic) {
  for (std::size_t caseload = 0; caseload < network.tokens.size(); ++caseload) {
    auto const tokens = static_cast<double>(network.tokens[caseload]);
    double held = 0;
    for (std::uint16_t s : network.group[caseload]) held += std::min(traffic[s].work_per_day, traffic[s].servers);
    if (held < tokens * (1 - 1e-9) || held == 0) continue;
    for (std::uint16_t s : network.group[caseload]) {
      if (!is_way_in(network, s)) continue;
      traffic[s].keeps_up = false;
      traffic[s].growth_per_day =
          std::max(traffic[s].growth_per_day, traffic[s].arrivals_per_day * observed[s].served * (1 - tokens / held));
    }
  }
}

}  // namespace

std::vector<Observed> all_served(Network const& network) {
  std::vector<Observed> observed;
  for (auto const& plan : network.stations)
    observed.push_back({1, std::vector<double>(plan.risks.size()), std::vector<double>(plan.overflow.size())});
  return observed;
}

std::vector<Traffic> traffic_of(Network const& network, std::vector<Observed> const& observed) {
  std::size_t const count = network.stations.size();
  std::size_t const kinds = network.kinds();
  Window const window = last_stretch(network);
  std::vector<Traffic> traffic(count);
  for (std::size_t s = 0; s < count; ++s)
    traffic[s].servers = network.stations[s].servers == unlimited
                             ? std::numeric_limits<double>::infinity()
                             : servers_at_work(network.stations[s], window.from_ms, window.to_ms);
  Flows const outer = from_outside(network);
  Flows flows = outer;
  for (int round = 0; round < 100'000; ++round) {
    Flows next = outer;
    for (std::size_t s = 0; s < count; ++s) {
      double const* const in = flows.data() + s * kinds;
      Traffic& t = traffic[s];
      t.arrivals_per_day = t.work_per_day = 0;
      for (std::size_t kind = 0; kind < kinds; ++kind) {
        t.arrivals_per_day += in[kind];
        t.work_per_day +=
            in[kind] * observed[s].served * network.stations[s].service_means_days[kind / network.outcomes.size()];
      }
      double const speed = t.work_per_day > t.servers ? t.servers / t.work_per_day : 1;
      pass_on(network, s, in, observed[s], speed, next);
    }
    double change = 0;
    for (std::size_t i = 0; i < flows.size(); ++i)
      change = std::max(change, std::abs(next[i] - flows[i]) / std::max(1e-300, std::abs(next[i])));
    flows.swap(next);
    if (change < 1e-13) break;
  }
  for (std::size_t s = 0; s < count; ++s) {
    Traffic& t = traffic[s];
    t.keeps_up = t.work_per_day < t.servers * (1 - 1e-9) || t.work_per_day == 0;
    if (!t.keeps_up) t.growth_per_day = t.arrivals_per_day * observed[s].served * (1 - t.servers / t.work_per_day);
  }
  judge_caseloads(network, observed, traffic);
  return traffic;
}

double expected_events_per_day(Network const& network) {
  double events = 0;
  for (double flow : from_outside(network)) events += flow;
  for (auto const& t : traffic_of(network, all_served(network))) {
    double const speed = t.work_per_day > t.servers ? t.servers / t.work_per_day : 1;
    events += t.arrivals_per_day * speed;
  }
  return events;
}

}  // namespace kith::demand
