// A model of demand as a person writes it: who comes, where they go, who is there to help. Names join its parts. The
// file form is in docs/demand-model.md; read_model.h reads it, check_model.h says what is wrong with it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "base/time.h"
#include "demand/law.h"

namespace kith::demand {

struct Run {
  double horizon_days = 0;  // the run ends here; it includes the warm-up
  double warm_up_days = 0;  // what happens before is left out of every figure
  std::int64_t replications = 200;
  std::uint64_t seed = 1;
  double confidence = 0.95;
  std::optional<Date> start;  // the date of day 0; without it, day 0 is a Monday in January
};

struct PersonClass {
  std::string name;
  std::int64_t priority = 1;  // 1 goes first
};

// What a person would turn out to need, whatever the system does: fixed when they arrive, known to routes only.
struct LatentOutcome {
  std::string name;
  double probability = 0;
};

// A stretch of days on which something is multiplied: a school holiday, a flood, a bank holiday.
struct Period {
  double from_day = 0, to_day = 0;  // from_day included, to_day not
  double factor = 1;
};

struct Season {
  double amplitude = 0;  // 0.3 swings from 70% to 130%
  double period_days = 365;
  double peak_day = 0;
};

struct Arrival {
  std::string name, to;
  double rate_per_day = 0;          // of arrivals; each brings a batch
  std::string person_class;         // empty when the model has no classes
  std::string outcome;              // what all of them will turn out to need; empty: drawn
  std::vector<double> batch = {1};  // probability that 1, 2, 3... people come together
  std::optional<Law> interval;      // time between arrivals, instead of a Poisson stream of rate_per_day
  std::vector<double> weekday;      // seven factors from Monday
  std::vector<double> month;        // twelve factors from January
  std::vector<double> hour;         // twenty-four factors from midnight
  double trend_per_year = 0;        // 0.05 is five in a hundred more each year
  std::optional<Season> season;
  std::vector<Period> periods;
  double unrest_cv = 0;  // overdispersion: each spell of days has a gamma factor with mean 1 and this cv
  double unrest_days = 30;
};

enum class Discipline { fifo, priority };
constexpr auto closed_set(Discipline) {
  return std::to_array<Member<Discipline>>({
      {Discipline::fifo, "fifo", "First come, first served"},
      {Discipline::priority, "priority", "Most urgent class first"},
  });
}

// What happens to somebody who comes to a station with no room left.
enum class WhenFull { refuse, block };
constexpr auto closed_set(WhenFull) {
  return std::to_array<Member<WhenFull>>({
      {WhenFull::refuse, "refuse", "Turned away"},
      {WhenFull::block, "block", "Kept where they are, holding their server, until there is room"},
  });
}

// Opening hours: on these days of the week, from one minute of the day to another.
struct Opening {
  std::array<bool, 7> days = {};  // from Monday
  int from_minute = 0, to_minute = 0;
};

// Servers from one day to another: an absolute number, or a change to what there would otherwise be.
struct CapacityChange {
  double from_day = 0, to_day = 0;  // to_day is the horizon when the file names none
  std::optional<std::int64_t> servers;
  std::int64_t change = 0;
};

// How long serving one class takes, where it differs from the others.
struct ServiceOfClass {
  std::string person_class;
  Law service;
};

struct Station {
  std::string name;
  std::optional<std::int64_t> servers;  // none: unlimited
  std::optional<std::int64_t> room;     // waiting places beyond the servers; none: no limit
  Law service;
  std::vector<ServiceOfClass> service_of;
  std::optional<Law> patience;  // how long somebody waits before giving up and leaving the system
  Discipline discipline = Discipline::fifo;
  WhenFull when_full = WhenFull::refuse;
  std::vector<Opening> hours;       // none: always open. Service goes on only while open
  std::vector<double> closed_days;  // whole days closed, counted from day 0
  std::vector<CapacityChange> capacity;
  std::vector<std::string> overflow;  // stations that take who comes here when they have a server free
  std::int64_t overflow_when = 0;     // and at least this many wait here
  std::string caseload;               // the tokens a person holds from here until they leave its stations
};

// A way out of the system that has a name, so that who takes it is told.
struct Exit {
  std::string name, says;
};

// From a station on to another, or to an exit. What is left over leaves the system.
struct Route {
  std::string from, to;
  double probability = 0;
  std::string person_class;      // only for these; empty: for all
  std::string outcome;           // only for those who would turn out so; empty: for all
  std::optional<Law> delay;      // out of sight for this long on the way
  bool new_episode = false;      // the latent outcome is drawn afresh on the way: a return, not a step
  double from_day = 0;           // the route holds from this day...
  std::optional<double> to_day;  // ...up to but not including this one; none: to the end

  bool holds_on(double day) const { return from_day <= day && (!to_day || day < *to_day); }
};

// How long it takes from coming to one station to finishing at another: what a family sees, and a promise may name.
struct Clock {
  std::string name;
  std::string from;             // starts whenever they come here
  std::vector<std::string> to;  // stops when they finish at one of these
  double within_days = 0;       // the promise
  bool working_days = false;    // Saturdays and Sundays do not count
};

// What may happen to somebody while they wait: the first of the station's risks and its patience takes them away.
struct Risk {
  std::string name;
  std::string from;  // the station where they wait
  std::string to;    // where it takes them; empty: out of the system
  Law after;
};

// Tokens held for a whole episode across several stations: a lead practitioner's cases.
struct Caseload {
  std::string name;
  std::int64_t tokens = 0;
};

// Who is there when the run begins.
struct OpenAtStart {
  std::string station;
  std::int64_t count = 0;         // how many; those beyond the free servers wait
  std::vector<double> ages_days;  // of those in service, how long already: their service lasts at least as long
  std::optional<Law> remaining;   // or how long they still need; without either, a whole service
  bool on_the_way = false;        // they are not there yet, and come when what remains is over
  std::string person_class;
  std::string outcome;  // what all of them will turn out to need; empty: drawn as for newcomers
};

// A number of the model that the records do not settle: a range, and who says so.
struct Uncertain {
  std::string part;          // "arrival", "station.servers", "station.service", "station.patience", "route", "risk"
  std::string name;          // of the arrival, station or risk; for a route, "from > to"
  double low = 1, high = 1;  // multiply the number by a lognormal factor with 95% of its weight between these
  std::string source;
};

// A number that a person may move, and that other numbers follow.
struct Lever {
  std::string name;
  double value = 0;
  double low = 0, high = 1;  // how far it may be moved
  std::string says;          // what it means, for whoever moves it
};

// Which earlier moment at a station somebody is remembered by.
enum class Since { coming, leaving };
constexpr auto closed_set(Since) {
  return std::to_array<Member<Since>>({
      {Since::coming, "coming", "since they came"},
      {Since::leaving, "leaving", "since they left"},
  });
}

// A flow to keep an eye on: the balancing measures that stand beside every saving. Or, with `again_at`, who comes to a
// station again: counted at the later coming, when the last coming or leaving of the same person is no longer ago.
struct Watch {
  std::string name;
  std::string from, to;  // of routes; without `to`, those who leave the system from there
  std::string again_at;
  double within_days = 0;
  Since since = Since::coming;
  std::string says;
};

// What is counted and paid for.
enum class CostOf { arrivals, completions, route, person_days, server_days };
constexpr auto closed_set(CostOf) {
  return std::to_array<Member<CostOf>>({
      {CostOf::arrivals, "arrivals", "for each who comes"},
      {CostOf::completions, "completions", "for each who finishes"},
      {CostOf::route, "route", "for each who goes on"},
      {CostOf::person_days, "person_days", "for each person and day"},
      {CostOf::server_days, "server_days", "for each server and day on duty"},
  });
}

// Whether money saved leaves the budget, or only time is freed for others.
enum class Releases { capacity, cash };
constexpr auto closed_set(Releases) {
  return std::to_array<Member<Releases>>({
      {Releases::capacity, "capacity", "frees time"},
      {Releases::cash, "cash", "frees money"},
  });
}

struct Cost {
  std::string name;
  std::string item;  // its code in the table of unit costs (unit_costs.h)
  CostOf of = CostOf::arrivals;
  std::string station, to;  // `to` for a route
  double times = 1;         // of the unit cost
  Releases releases = Releases::capacity;
};

// A published count beside a unit cost: arithmetic for orientation, apart from everything simulated.
struct Illustration {
  std::string name, item;
  double count = 0;
  bool saves = false;  // would be saved at most, instead of is spent
};

struct Model {
  std::string file = "the model";  // for sentences about faults
  std::string base;                // the file a scenario lies over; empty for a model of its own
  std::string title, says;         // for people
  std::string cost_table;          // the file of unit costs, beside this one
  std::string deflators,
      price_year;  // a table of price levels, and the year whose money to tell in; empty: each its own
  // Where a part or a key stands, "FILE, line N", by "arrival[0]" or "arrival[0].rate_per_day". Empty when not read
  // from a file.
  std::map<std::string, std::string, std::less<>> lines;
  std::vector<Lever> levers;
  std::vector<Watch> watches;
  std::vector<Cost> costs;
  std::vector<Illustration> illustrations;
  Run run;
  std::vector<PersonClass> classes;
  std::vector<LatentOutcome> outcomes;
  std::vector<Arrival> arrivals;
  std::vector<Station> stations;
  std::vector<Exit> exits;
  std::vector<Route> routes;
  std::vector<Risk> risks;
  std::vector<Caseload> caseloads;
  std::vector<Clock> clocks;
  std::vector<OpenAtStart> open;
  std::vector<Uncertain> uncertain;
};

// The days on which the routes that hold change, in order: day 0 first, then each within the run.
std::vector<double> route_turns(Model const& model);
// The day from which it is known of everybody whether they had come before: the run has lived for so long. Who left a
// station before day 0 is not known to have been there.
double again_counted_from(Run const& run, Watch const& watch);

}  // namespace kith::demand
