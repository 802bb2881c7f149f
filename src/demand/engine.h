// One replication of a network: people come, wait, are served, move on. Discrete events on a whole-millisecond clock.
// A Runner is one thread's workspace; it keeps its memory from one replication to the next, so that after the first
// nothing is allocated. Given network, seed and replication number, what it counts is the same to the bit, whichever
// Runner runs it and whatever it ran before.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "demand/network.h"
#include "demand/tally.h"
#include "demand/wait_histogram.h"
#include "demand/wheel.h"

namespace kith::demand {

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

 private:
  static constexpr std::uint32_t nobody = 0xffffffff;
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
  struct StationState {
    std::int64_t last_ms = 0;  // up to when the areas are counted
    std::uint32_t busy = 0, waiting = 0, servers = 0;
    bool open = true;
    std::int64_t capacity_last_ms = 0;
    Wide busy_area_at_change = 0;
    std::int64_t queue_since_ms = 0;
    std::uint64_t ranks = 0;  // bit r: somebody stands in queue r
    std::uint32_t first_blocked = nobody, last_blocked = nobody;
    std::uint32_t next_step = 0;  // of the schedule
    StationTally tally;
  };
  struct Queue {
    std::uint32_t first = nobody, last = nobody;
  };
  struct SourceState {
    std::uint64_t gap_key = 0, batch_key = 0, person_key = 0, unrest_key = 0;
    std::uint64_t arrivals = 0, people = 0;
    std::int64_t last_ms = 0;
    double expected = 0;    // how many unit arrivals of the changing stream have come up
    double cell_start = 0;  // expected arrivals before the present cell
    std::size_t cell = 0;
    double unrest = 1;      // the gamma factor of the present spell
    std::size_t spell = 0;  // one more than the number of that spell; 0 before the first
  };

  // engine.cpp: what happens at each event
  void handle(Event const& event);
  void arrive_from(std::uint16_t source, std::int64_t now);
  void arrive(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over = false);
  void begin(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void finish(std::uint32_t p, std::int64_t now);
  void leave(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void go(std::uint32_t p, RouteStep const* step, std::int64_t now);
  void give_up(std::uint32_t p, std::int64_t now);
  void enqueue(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void dequeue(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void draw_deadline(std::uint32_t p, std::uint16_t s, std::int64_t now);
  void serve_next(std::uint16_t s, std::int64_t now);
  void take_over_or_refuse(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over);
  void release_token(Person& person, std::int64_t now);
  void admit_blocked(std::uint16_t s, std::int64_t now);
  void forget(std::uint32_t p, std::int64_t now);
  RouteStep const* step_of(std::uint32_t p, StationPlan const& plan) const;

  // engine_setup.cpp: before, around and after
  void start(std::uint64_t replication, ReplicationTally& tally);
  void start_open(OpenPlan const& open, std::uint32_t p, std::int64_t number);
  void warm_up_over(std::int64_t now);
  void change(std::uint16_t s, std::int64_t now);
  void count_capacity(std::uint16_t s, std::int64_t now);
  void schedule_arrival(std::uint16_t source);
  static double changing_arrival(SourcePlan const& plan, SourceState& state, double gap);
  void close(ReplicationTally& tally);
  std::uint32_t newcomer(std::uint64_t key, std::uint16_t person_class);
  std::uint16_t outcome_of(std::uint64_t key) const;
  void write_note(TraceLine::What what, std::uint32_t p, std::uint16_t s, std::int64_t now);
  void note(TraceLine::What what, std::uint32_t p, std::uint16_t s, std::int64_t now) {
    if (trace_ != nullptr) [[unlikely]]
      write_note(what, p, s, now);
  }

  void count_until(StationState& state, std::int64_t now) {
    auto const passed = static_cast<Wide>(now - state.last_ms);
    state.tally.waiting_area += passed * state.waiting;
    state.tally.busy_area += passed * state.busy;
    state.last_ms = now;
  }
  bool server_free(StationState const& state) const { return state.busy < state.servers && state.open; }
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
  std::uint64_t visit_part(std::uint32_t p, StationPlan const& plan) const {
    if (plan.visit_column < 0) return 0;
    std::uint64_t const visit =
        visits_.data()[p * network_.visit_columns + static_cast<std::size_t>(plan.visit_column)];
    return (visit - 1) * 0xd1342543de82ef95;  // the first visit is keyed as where nobody comes twice
  }
  void push(std::int64_t ms, What what, std::uint32_t subject) {
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
  std::vector<std::int64_t> exits_, overflows_;
  std::vector<WaitHistogram> waits_, pooled_;
  std::int64_t counted_from_ms_ = 0;
  std::uint64_t events_ = 0;
  std::int64_t too_many_at_ms_ = -1;
  std::vector<TraceLine>* trace_ = nullptr;
  std::size_t most_lines_ = 0;
  std::uint64_t people_seen_ = 0;
};

}  // namespace kith::demand
