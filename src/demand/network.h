// A model made ready to run: names turned into numbers, laws into samplers, calendars into lists of moments. Built once
// for all replications and threads; nothing in it changes while they run.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "demand/law.h"
#include "demand/model.h"

namespace kith::demand {

inline constexpr std::uint16_t outside = 0xffff;  // not a station: out of the system
inline constexpr std::uint16_t no_delay = 0xffff;
inline constexpr std::uint32_t unlimited = 0xffffffff;
inline constexpr std::int16_t none_held = -1;

struct RouteStep {
  std::uint64_t up_to;  // taken when the drawn 64 bits are at most this, and above the step before
  std::uint16_t to;
  std::uint16_t delay;   // index into Network::delays, or no_delay
  std::uint16_t number;  // among the model's routes; for leaving the system, routes plus the station's number
  bool new_episode;
};

struct RiskPlan {
  std::string name;
  Sampler after;
  std::uint64_t key;
  std::uint16_t to;
};

// From this moment on, the station has so many servers and is open or not.
struct ScheduleStep {
  std::int64_t from_ms;
  std::uint32_t servers;
  bool open;
};

// A stretch of opening, with the opening time that came before it.
struct OpenStretch {
  std::int64_t from_ms, to_ms, open_before_ms;
};

struct StationPlan {
  std::string name;
  std::uint64_t service_key, route_key;
  std::uint32_t servers;  // at time 0
  std::uint32_t room;
  Sampler service;
  std::vector<Sampler> services;           // one a class, where classes differ; else empty
  std::vector<double> service_means_days;  // one a class
  bool by_priority = false;
  bool blocks = false;
  bool open = true;                                   // at time 0
  std::vector<std::uint16_t> clocks_from, clocks_to;  // those that start and stop here
  std::vector<std::uint16_t> again;                   // who comes here again
  bool notes_coming = false, notes_leaving = false;   // any of these
  bool nobody_waits = false;  // there is always room for all, so that nobody's stay hangs on anybody else
  std::int16_t caseload = none_held;
  std::int16_t visit_column = -1;  // where a person's visits are counted, when they can come twice
  std::uint32_t first_risk = 0;    // its exits among all stations' exits
  std::vector<RiskPlan> risks;     // patience first, where there is one
  std::vector<std::uint16_t> overflow;
  std::uint32_t first_overflow = 0;  // its flows among all stations' overflows
  std::uint32_t overflow_when = 0;
  std::vector<ScheduleStep> schedule;  // changes after time 0
  std::vector<OpenStretch> stretches;  // empty: always open; else the last stands for never
  // Rows of Network::route_row steps: one a kind of person, for the first turn of routes and then for each further one.
  // The last step of a row, and what fills it up, leads outside.
  std::vector<RouteStep> routes;
};

inline constexpr std::uint16_t drawn_outcome = 0xffff;

struct SourcePlan {
  std::string name;
  std::uint64_t key;
  std::uint16_t to;
  std::uint16_t person_class;
  std::uint16_t outcome = drawn_outcome;
  std::vector<double> batch;  // cumulative probability of 1, 2, 3... together
  double mean_gap_ms = 0;     // of a steady Poisson stream; 0: none comes
  bool by_interval = false;
  Sampler interval;
  std::vector<double> rates_per_ms;  // one a cell, for a stream that changes; empty for a steady one
  std::int64_t cell_ms = 0;
  std::int64_t unrest_cells = 0;  // how many cells share one factor of unrest; 0: there is none
  Sampler unrest;                 // draws that factor
};

struct OpenPlan {
  std::uint16_t station, person_class;
  std::uint16_t outcome = drawn_outcome;
  std::int64_t count;
  std::vector<double> ages_ms;
  bool has_remaining = false, on_the_way = false;
  Sampler remaining;
  std::uint64_t key;
};

// From arriving at one station to finishing at one of others.
struct ClockPlan {
  std::string name;
  std::int64_t within_ms;
  bool working_days;  // Saturdays and Sundays do not count
};

// Who comes to a station again, so soon after their last coming or leaving.
struct AgainPlan {
  Since since;
  std::int64_t within_ms;
  std::int64_t counted_from_ms;
};

struct Network {
  std::int64_t horizon_ms = 0, warm_up_ms = 0;
  std::vector<StationPlan> stations;
  std::vector<SourcePlan> sources;
  std::vector<OpenPlan> open;
  std::vector<Sampler> delays;
  std::vector<std::uint32_t> tokens;              // of each caseload
  std::vector<std::vector<std::uint16_t>> group;  // stations of each caseload
  std::vector<std::uint8_t> rank_of_class;        // 0 goes first
  std::vector<double> outcomes;                   // cumulative
  std::uint64_t outcome_key = 0;
  std::size_t classes = 1;
  std::size_t visit_columns = 0;
  std::size_t route_row = 1;
  std::vector<std::int64_t> route_turns_ms;  // when other routes begin to hold
  std::vector<ClockPlan> clocks;
  std::vector<AgainPlan> again;          // of the watches that ask for it, in their order
  int first_weekday = 0;                 // of day 0, from Monday
  std::size_t exits = 0, overflows = 0;  // risks and overflow targets of all stations
  std::size_t routes = 0;                // of the model
  bool has_risks = false, has_blocking = false;
  int slot_width_bits = 20;  // of the event wheel

  // A kind of person: a class and a latent outcome.
  std::size_t kinds() const { return classes * outcomes.size(); }
};

// Only for a model without fault (check_model.h).
Network make_network(Model const& model);

}  // namespace kith::demand
