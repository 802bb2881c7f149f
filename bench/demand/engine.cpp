// How many events a second the engine handles on one core, full statistics on. An event is an arrival from outside or a
// completed service. Run as bench_demand_engine [seconds a round] [rounds]. Two models that other simulators are
// measured by, and a borough of the real one's size.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "demand/read_model.h"
#include "demand/simulate.h"

namespace {

using namespace kith::demand;

double processor_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void measure(std::string const& name, std::string const& text, double seconds, int rounds) {
  auto const model = parse_model(text, name);
  if (!model.ok()) {
    fmt::print("{}\n", model.error().sentence);
    return;
  }
  std::vector<double> rates;
  double events_per_replication = 0;
  std::int64_t replications = 2;
  for (int round = 0; round <= rounds; ++round) {
    double const before = processor_seconds();
    auto const result = simulate(*model, {.replications = replications, .threads = 1});
    double const took = processor_seconds() - before;
    if (!result.ok()) {
      fmt::print("{}\n", result.error().sentence);
      return;
    }
    events_per_replication = static_cast<double>(result->events) / static_cast<double>(replications);
    if (round == 0)  // finds how many fill the time asked for
      replications = std::max<std::int64_t>(2, static_cast<std::int64_t>(2 * seconds / took));
    else
      rates.push_back(static_cast<double>(result->events) / took / 1e6);
  }
  std::sort(rates.begin(), rates.end());
  fmt::print("{:<12} {:>7.2f} million events/s (from {:.2f} to {:.2f}), {:.0f} events and {:.2f} ms a replication\n",
             name, rates[rates.size() / 2], rates.front(), rates.back(), events_per_replication,
             events_per_replication / rates[rates.size() / 2] / 1e3);
}

constexpr auto simple = R"([run]
horizon_days = 100000
[[arrival]]
name = "customers"
to = "desk"
rate_per_day = 0.2
[[station]]
name = "desk"
servers = 3
service = {law = "exponential", mean_days = 10}
)";

constexpr auto network = R"([run]
horizon_days = 2000
warm_up_days = 200
[[arrival]]
name = "contacts"
to = "screening"
rate_per_day = 30
[[station]]
name = "screening"
servers = 3
service = {law = "exponential", mean_days = 0.08}
[[station]]
name = "advice"
servers = 5
service = {law = "exponential", mean_days = 0.25}
[[station]]
name = "assessment"
servers = 6
service = {law = "exponential", mean_days = 0.3333333333333333}
[[station]]
name = "plan"
servers = 60
service = {law = "exponential", mean_days = 4}
[[station]]
name = "social care"
servers = 12
service = {law = "exponential", mean_days = 1.6666666666666667}
[[route]]
from = "screening"
to = "advice"
probability = 0.476
[[route]]
from = "screening"
to = "assessment"
probability = 0.341
[[route]]
from = "screening"
to = "social care"
probability = 0.045
[[route]]
from = "advice"
to = "screening"
probability = 0.08
[[route]]
from = "advice"
to = "assessment"
probability = 0.2
[[route]]
from = "assessment"
to = "plan"
probability = 0.8
[[route]]
from = "assessment"
to = "social care"
probability = 0.05
[[route]]
from = "plan"
to = "screening"
probability = 0.177
[[route]]
from = "social care"
to = "plan"
probability = 0.1
)";

// Doncaster's enquiries and referrals of 2018/19 with assumed durations: 17.7 and 12.5 a day, about 1,900 plans open.
constexpr auto borough = R"([run]
horizon_days = 1826
[[outcome]]
name = "universal"
probability = 0.4765
[[outcome]]
name = "link"
probability = 0.1286
[[outcome]]
name = "help"
probability = 0.3408
[[outcome]]
name = "social care"
probability = 0.0541
[[arrival]]
name = "enquiries"
to = "screening"
rate_per_day = 16.2
weekday = [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0]
month = [1.05, 1.05, 1.05, 1.05, 1.05, 1.05, 0.95, 0.55, 1.05, 1.05, 1.05, 1.05]
[[arrival]]
name = "referrals"
to = "referral"
rate_per_day = 11
[[station]]
name = "screening"
servers = 5
service = {law = "exponential", mean_days = 0.15}
hours = [{days = "mon-fri", from = "08:30", to = "17:00"}]
[[station]]
name = "assessment"
servers = "unlimited"
service = {law = "gamma", mean_days = 45, shape = 4}
[[station]]
name = "plan"
servers = "unlimited"
service = {law = "lognormal", mean_days = 300, cv = 0.9}
[[station]]
name = "referral"
servers = 20
service = {law = "exponential", mean_days = 1}
[[station]]
name = "social assessment"
servers = 520
service = {law = "gamma", mean_days = 35, shape = 3}
[[station]]
name = "child in need"
servers = "unlimited"
service = {law = "lognormal", mean_days = 200, cv = 1}
[[route]]
from = "screening"
to = "assessment"
probability = 1
outcome = "help"
[[route]]
from = "screening"
to = "referral"
probability = 0.83
outcome = "social care"
[[route]]
from = "assessment"
to = "plan"
probability = 0.94
[[route]]
from = "plan"
to = "screening"
probability = 0.25
new_episode = true
delay = {law = "exponential", mean_days = 240}
[[route]]
from = "referral"
to = "social assessment"
probability = 0.96
[[route]]
from = "social assessment"
to = "child in need"
probability = 0.35
[[route]]
from = "social assessment"
to = "plan"
probability = 0.1
[[route]]
from = "child in need"
to = "referral"
probability = 0.2
delay = {law = "exponential", mean_days = 200}
)";

}  // namespace

int main(int argc, char** argv) {
  double const seconds = argc > 1 ? std::atof(argv[1]) : 0.3;
  int const rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  std::string_view const only = argc > 3 ? argv[3] : "";
  for (auto const& [name, text] : {std::pair("M/M/3", simple), {"network", network}, {"borough", borough}})
    if (only.empty() || only == name) measure(name, text, seconds, rounds);
}
