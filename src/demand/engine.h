// One replication of a network: people come, wait, are served, move on. Discrete events on a whole-millisecond clock.
// A Runner is one thread's workspace; it keeps its memory from one replication to the next, so that after the first
// nothing is allocated. Given network, seed and replication number, what it counts is the same to the bit, whichever
// Runner runs it and whatever it ran before.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "demand/network.h"
#include "demand/tally.h"
#include "demand/wait_histogram.h"
#include "demand/wheel.h"

namespace kith::demand {

// How many people a run may hold so that their time together, in milliseconds, stays below 2^62: `wanted`, unless the
// horizon is many centuries long.
inline std::uint32_t most_people_within(std::int64_t horizon_ms, std::uint32_t wanted) {
  std::int64_t const most = (std::int64_t{1} << 62) / std::max<std::int64_t>(1, horizon_ms);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(most, wanted));
}

class Runner {
 public:
  // `most_people` in the network at once; beyond, the replication stops and says when.
  Runner(Network const& network, std::uint64_t seed, std::uint32_t most_people);

  // Runs replication number `replication`. Stops early, with complete = false, once `cancelled` turns true.
  void run(std::uint64_t replication, ReplicationTally& tally, std::atomic<bool> const* cancelled = nullptr);
  // From now on, what happens is written to `trace`, until it holds `most_lines`.
  void trace_into(std::vector<TraceLine>* trace, std::size_t most_lines);
  // Of all replications run so far, one a station.
  std::vector<WaitHistogram> const& pooled_waits() const { return pooled_; }
  // The same, one a clock.
  std::vector<WaitHistogram> const& pooled_clock_times() const { return pooled_clock_times_; }

 private:
  static constexpr std::uint32_t nobody = 0xffffffff;
  static constexpr std::uint32_t everybody = 0xfffffffe;
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min() / 2;  // longer ago than any run
  enum class State : std::uint8_t { gone, waiting, serving, blocked, away };
  // In which order things happen that fall on one millisecond.
  enum class What : std::uint64_t { change, finish, give_up, come_back, arrive };

  // What nearly every event of a person touches, on half a cache line.
  struct Person {
    std::uint64_t key;
    std::int64_t arrived_ms;  // at the present station
    std::uint32_t next, previous;
    std::uint16_t station;
    std::uint16_t kind;
    std::int16_t held;  // caseload whose token they hold, or none_held
    std::uint8_t rank;  // of the queue they stand in
    State state;
  };
  // A station while it runs: what nearly every event touches, the plan's part copied here so that it lies close by.
  // An area, person-milliseconds, is kept as the sum of the moments of leaving less those of coming; who is there now
  // is added when it is read. Sums wrap around as unsigned numbers do; what is read fits, because the most people a run
  // may hold times its horizon does (most_people_within).
  struct alignas(64) StationState {
    std::uint32_t busy = 0, waiting = 0;
    std::uint32_t free_up_to = 0;   // serves while fewer are busy: the servers on duty, or none while closed
    std::uint32_t queue_up_to = 0;  // lets people queue while fewer wait; beyond, they are taken over or refused
    std::uint64_t waiting_moments = 0, busy_moments = 0;
    std::int64_t arrivals = 0, began = 0, queued = 0, completed = 0;
    std::int64_t wait_ms = 0, sojourn_ms = 0;
    Sampler const* service = nullptr;
    OpenStretch const* stretch = nullptr;  // the first that has not ended yet; null: always open
    OpenStretch const* last_stretch = nullptr;
    RouteStep const* routes = nullptr;  // rows of those that hold now, one a kind of person
    std::uint64_t service_key = 0, route_key = 0;
    std::int32_t visit_column = -1;
    std::uint32_t next_step = 0;  // of the schedule
    std::uint64_t ranks = 0;      // bit r: somebody stands in queue r
    std::int64_t queue_since_ms = 0;
    std::int64_t refused = 0, overflowed = 0, abandoned = 0;
    std::uint32_t first_blocked = nobody, last_blocked = nobody;
    std::uint32_t servers = 0;
    bool open = true;
    bool ahead = false;  // stays here are counted when they begin (engine_ahead.cpp)
    std::int64_t capacity_last_ms = 0;
    std::int64_t busy_area_at_change = 0;
    Wide worked_area = 0, capacity_area = 0;

    static std::int64_t area(std::uint64_t moments, std::uint32_t there, std::int64_t now) {
      return static_cast<std::int64_t>(moments + there * static_cast<std::uint64_t>(now));
    }
    std::int64_t busy_area(std::int64_t now) const { return area(busy_moments, busy, now); }
    std::int64_t waiting_area(std::int64_t now) const { return area(waiting_moments, waiting, now); }
    void post(std::uint32_t on_duty, bool is_open) {
      servers = on_duty;
      open = is_open;
      free_up_to = open ? servers : 0;
    }
  };
  struct Queue {
    std::uint32_t first = nobody, last = nobody;
  };
  // The gaps to come, drawn a handful at a time: their logarithms do not wait for one another.
  struct Gap {
    double length;  // in mean gaps
    double rounding;
  };
  struct SourceState {
    std::array<Gap, 16> gaps;  // of arrivals up to the next multiple of 16
    std::uint64_t gap_key = 0, batch_key = 0, person_key = 0, unrest_key = 0;
    std::uint64_t arrivals = 0, people = 0;
    std::int64_t last_ms = 0;
    double expected = 0;    // how many unit arrivals of the changing stream have come up
    double cell_start = 0;  // expected arrivals before the present cell
    std::size_t cell = 0;
    double unrest = 1;      // the gamma factor of the present spell
    std::size_t spell = 0;  // one more than the number of that spell; 0 before the first
  };

  // engine.cpp: what happens at each event. `all` compiles in what most models do not have: a trace, classes,
  // caseloads, risks, blocking and clocks.
  template <bool all>
  void run_events(std::atomic<bool> const* cancelled);
  template <bool all>
  void handle(Event const& event);
  template <bool all>
  void arrive_from(std::uint16_t source, std::int64_t now);
  template <bool all>
  void arrive(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over = false);
  template <bool all>
  void take_over_or_refuse(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over);
  template <bool all>
  void begin(std::uint32_t p, std::uint16_t s, std::int64_t now);
  template <bool all>
  void enqueue(std::uint32_t p, std::uint16_t s, std::int64_t now);
  template <bool all>
  void dequeue(std::uint32_t p, std::uint16_t s, std::int64_t now);
  template <bool all>
  void serve_next(std::uint16_t s, std::int64_t now);
  template <bool all>
  void finish(std::uint32_t p, std::int64_t now);
  template <bool all>
  void leave(std::uint32_t p, std::uint16_t s, std::int64_t now);
  template <bool all>
  void go(std::uint32_t p, RouteStep const& step, std::int64_t now);
  template <bool all>
  void forget(std::uint32_t p, std::int64_t now);
  void schedule_arrival(std::uint16_t source);
  static void draw_gaps(SourceState& state);
  std::uint32_t newcomer(std::uint64_t key, std::uint16_t person_class, std::uint16_t outcome, std::int64_t now);
  void first_arrival(std::uint16_t source);
  std::uint32_t person_at_start(std::uint64_t key, std::uint16_t person_class, std::uint16_t outcome);
  void serve_after_change(std::uint16_t s, std::int64_t now);
  static std::int64_t done_in_hours(StationState& state, std::int64_t now, std::int64_t work_ms);

  // engine_ahead.cpp: ways through stations where nobody waits
  void walk(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void walk_on(std::uint32_t p, std::uint16_t s, std::int64_t now, std::int64_t work_ms);
  void count_coming(StationState& state, std::int64_t now) const;
  void count_stay(StationState& state, std::int64_t from, std::int64_t until) const;
  RouteStep const* routes_at(std::uint16_t s, std::int64_t ms) const;

  // engine_queues.cpp: caseloads, risks, blocking, clocks
  void take_token(Person& person, StationPlan const& plan);
  void release_token(Person& person, std::int64_t now);
  void begin_next_in(std::uint16_t s, std::int64_t now);
  void draw_deadline(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void give_up(std::uint32_t p, std::int64_t now);
  bool is_blocked(std::uint32_t p, RouteStep const& step, std::int64_t now);
  void admit_blocked(std::uint16_t s, std::int64_t now);
  void reset_clocks(std::uint32_t p);
  void forget_past(std::uint32_t p);
  std::int64_t* last_times_of(std::uint32_t p) { return last_ms_.data() + p * again_.size(); }
  void note_coming(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void note_leaving(std::uint32_t p, std::uint16_t s, std::int64_t now);

  // engine_setup.cpp: before, around and after
  void start(std::uint64_t replication, ReplicationTally& tally);
  void start_open(OpenPlan const& open, std::uint32_t p, std::int64_t number);
  StationState state_of(StationPlan const& plan) const;
  void begin_count(std::int64_t now);
  void next_routes();
  void change(std::uint16_t s, std::int64_t now);
  void count_capacity(std::uint16_t s, std::int64_t now);
  static double changing_arrival(SourcePlan const& plan, SourceState& state, double gap);
  void close(ReplicationTally& tally);
  std::uint32_t new_place(std::int64_t now);
  std::uint16_t outcome_of(std::uint64_t key) const;
  void begin_episode(std::uint32_t p, std::uint64_t key);
  void write_note(TraceLine::What what, std::uint32_t p, std::uint16_t s, std::int64_t now);
  void note(TraceLine::What what, std::uint32_t p, std::uint16_t s, std::int64_t now) {
    if (trace_ != nullptr) [[unlikely]]
      write_note(what, p, s, now);
  }

  // Rows are all of one length, so that counting how many steps the dice pass takes no branch to guess wrong; and few
  // go beyond the first two, so that a station of many ways costs the others nothing.
  [[gnu::always_inline]] RouteStep const& step_of(RouteStep const* rows, Person const& person,
                                                  std::uint64_t key) const {
    RouteStep const* const row = rows + person.kind * network_.route_row;
    std::uint64_t const bits = mixed(key);
    std::size_t passed = 0;
    std::size_t const ways = network_.route_row - 1;  // the last leads outside
    std::size_t const first = ways < 2 ? ways : 2;
    for (std::size_t i = 0; i < first; ++i) passed += bits > row[i].up_to ? 1 : 0;
    if (passed == 2) [[unlikely]]
      while (passed < ways && bits > row[passed].up_to) ++passed;
    return row[passed];
  }
  void count_route(RouteStep const& step, std::int64_t now) {
    routes_.data()[step.number] += now >= network_.warm_up_ms ? 1 : 0;
  }
  // How long somebody is out of sight on a way with a delay; `key` is that of their taking it.
  std::int64_t away_ms(RouteStep const& step, std::uint64_t key) const {
    constexpr std::uint64_t on_the_way = 0xde1a;
    return draw_ms(network_.delays.data()[step.delay], key + on_the_way);
  }
  static bool server_free(StationState const& state) { return state.busy < state.free_up_to; }
  bool token_ready(StationPlan const& plan, Person const& person) const {
    return plan.caseload == none_held || person.held == plan.caseload ||
           tokens_free_.data()[static_cast<std::size_t>(plan.caseload)] > 0;
  }
  Sampler const& service_of(StationPlan const& plan, Person const& person) const {
    if (plan.services.empty()) return plan.service;
    return plan.services.data()[person.kind / network_.outcomes.size()];
  }
  bool full(std::uint16_t s) const {
    return !server_free(states_.data()[s]) && states_.data()[s].waiting >= plans_[s].room;
  }
  std::uint32_t& visits_of(std::uint32_t p, StationState const& state) {
    return visits_.data()[p * network_.visit_columns + static_cast<std::size_t>(state.visit_column)];
  }
  std::uint64_t visit_part(std::uint32_t p, StationState const& state) {
    if (state.visit_column < 0) return 0;
    // The first visit is keyed as where nobody comes twice.
    return (std::uint64_t{visits_of(p, state)} - 1) * 0xd1342543de82ef95;
  }
  [[gnu::always_inline]] void push(std::int64_t ms, What what, std::uint32_t subject) {
    if (ms <= network_.horizon_ms) wheel_.push({ms, static_cast<std::uint64_t>(what) << 32 | subject});
  }

  Network const& network_;
  StationPlan const* plans_;
  std::uint64_t seed_;
  std::uint32_t most_people_;
  EventWheel wheel_;
  std::vector<Person> people_;
  std::vector<std::uint32_t> visits_;    // person by visit column
  std::vector<std::int64_t> deadlines_;  // when a waiting person will give up; only where there are risks
  std::vector<std::uint16_t> causes_;    // and of which of the station's risks
  std::vector<std::uint64_t> numbers_;   // of the person, for the trace
  std::uint32_t free_person_ = nobody;
  std::vector<StationState> states_;
  std::vector<Queue> queues_;  // station by rank
  std::size_t ranks_;          // queues of one station
  std::vector<SourceState> source_states_;
  std::vector<std::uint32_t> tokens_free_;
  std::vector<ClassTally> classes_;
  std::vector<std::int64_t> exits_, overflows_, routes_;
  std::vector<WaitHistogram> waits_, pooled_;
  std::int64_t counted_from_ms_ = 0;
  std::uint64_t events_ = 0;
  std::int64_t too_many_at_ms_ = -1;
  std::vector<TraceLine>* trace_ = nullptr;
  std::size_t most_lines_ = 0;
  std::size_t route_turn_ = 0;              // how many times the routes have changed
  std::vector<std::int64_t> clock_starts_;  // person by clock; -1: not running
  std::vector<ClockTally> clocks_;
  std::vector<std::int64_t> last_ms_;  // person by watch of those who come again; `never` before the first time
  std::vector<AgainTally> again_;
  std::vector<WaitHistogram> clock_times_, pooled_clock_times_;
  std::uint64_t people_seen_ = 0;
};

}  // namespace kith::demand
