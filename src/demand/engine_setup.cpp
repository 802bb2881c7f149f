// Before, around and after the events of a replication: the beginning state, calendars, newcomers, the closing of the
// books.
#include <algorithm>
#include <cmath>

#include "demand/engine.h"
#include "demand/schedule.h"

namespace kith::demand {
namespace {

std::size_t ranks_of(Network const& network) {
  std::size_t ranks = 1;
  for (auto rank : network.rank_of_class) ranks = std::max<std::size_t>(ranks, rank + 1u);
  return network.tokens.empty() ? ranks : ranks * 2;
}

constexpr std::uint64_t replication_step = 0xa0761d6478bd642f;

}  // namespace

std::string_view word(TraceLine::What what) {
  switch (what) {
    case TraceLine::What::arrives:
      return "arrives";
    case TraceLine::What::waits:
      return "waits";
    case TraceLine::What::begins:
      return "begins";
    case TraceLine::What::finishes:
      return "finishes";
    case TraceLine::What::gives_up:
      return "gives up";
    case TraceLine::What::refused:
      return "refused";
    case TraceLine::What::taken_over:
      return "taken over";
    case TraceLine::What::blocked:
      return "blocked";
    case TraceLine::What::returns:
      return "returns";
  }
  return {};
}

Runner::Runner(Network const& network, std::uint64_t seed, std::uint32_t most_people)
    : network_(network),
      plans_(network.stations.data()),
      seed_(seed),
      most_people_(most_people_within(network.horizon_ms, most_people)),
      states_(network.stations.size()),
      ranks_(ranks_of(network)),
      waits_(network.stations.size()),
      pooled_(network.stations.size()),
      clock_times_(network.clocks.size()),
      pooled_clock_times_(network.clocks.size()) {}

void Runner::trace_into(std::vector<TraceLine>* trace, std::size_t most_lines) {
  trace_ = trace;
  most_lines_ = most_lines;
}

void Runner::write_note(TraceLine::What what, std::uint32_t p, std::uint16_t s, std::int64_t now) {
  if (trace_->size() < most_lines_) trace_->push_back({now, numbers_[p], s, what});
}

// A station at moment 0.
Runner::StationState Runner::state_of(StationPlan const& plan) const {
  StationState state;
  state.ahead = plan.nobody_waits && trace_ == nullptr;
  state.post(plan.servers, plan.open);
  state.queue_up_to = plan.overflow.empty() ? plan.room : std::min(plan.room, plan.overflow_when);
  state.service = &plan.service;
  if (!plan.stretches.empty()) {
    state.stretch = &plan.stretches.front();
    state.last_stretch = &plan.stretches.back();
  }
  state.routes = plan.routes.data();
  state.service_key = plan.service_key;
  state.route_key = plan.route_key;
  state.visit_column = plan.visit_column;
  return state;
}

// From now on other routes hold.
void Runner::next_routes() {
  ++route_turn_;
  for (std::size_t s = 0; s < states_.size(); ++s)
    states_[s].routes = plans_[s].routes.data() + route_turn_ * network_.kinds() * network_.route_row;
}

void Runner::start(std::uint64_t replication, ReplicationTally& tally) {
  tally = {};
  wheel_.start(network_.slot_width_bits);
  people_.clear();
  visits_.clear();
  deadlines_.clear();
  causes_.clear();
  numbers_.clear();
  free_person_ = nobody;
  people_seen_ = events_ = 0;
  too_many_at_ms_ = -1;
  counted_from_ms_ = 0;
  queues_.assign(states_.size() * ranks_, {});
  tokens_free_ = network_.tokens;
  classes_.assign(states_.size() * network_.classes, {});
  exits_.assign(network_.exits, 0);
  overflows_.assign(network_.overflows, 0);
  routes_.assign(network_.routes + states_.size(), 0);
  clocks_.assign(network_.clocks.size(), {});
  for (auto& times : clock_times_) times.clear();
  clock_starts_.clear();
  last_ms_.clear();
  again_.assign(network_.again.size(), {});
  route_turn_ = 0;
  for (std::uint16_t s = 0; s < states_.size(); ++s) {
    states_[s] = state_of(plans_[s]);
    waits_[s].clear();
    if (!plans_[s].schedule.empty()) push(plans_[s].schedule.front().from_ms, What::change, s);
  }
  if (network_.warm_up_ms > 0) push(network_.warm_up_ms, What::change, nobody);
  for (std::int64_t turn : network_.route_turns_ms) push(turn, What::change, everybody);
  std::uint64_t const key = mixed(mixed(seed_) + replication * replication_step);
  source_states_.assign(network_.sources.size(), {});
  for (std::uint16_t i = 0; i < source_states_.size(); ++i) {
    SourceState& state = source_states_[i];
    std::uint64_t const own = key + network_.sources[i].key;
    state.gap_key = mixed(own + 1);
    state.batch_key = mixed(own + 2);
    state.person_key = mixed(own + 3);
    state.unrest_key = mixed(own + 4);
    first_arrival(i);
  }
  for (auto const& open : network_.open) {
    std::uint64_t const own = mixed(key + open.key);
    for (std::int64_t i = 0; i < open.count; ++i) {
      std::uint32_t const p =
          person_at_start(mixed(further(own, static_cast<std::uint64_t>(i))), open.person_class, open.outcome);
      start_open(open, p, i);
    }
  }
}

// Somebody who is there when the run begins: in service while there are servers, else waiting since the beginning; or
// who will come.
void Runner::start_open(OpenPlan const& open, std::uint32_t p, std::int64_t number) {
  constexpr std::uint64_t already = 0x01de;
  StationPlan const& plan = plans_[open.station];
  StationState& state = states_[open.station];
  Person& person = people_[p];
  if (open.on_the_way) {
    person.station = open.station;
    return push(draw_ms(open.remaining, person.key + plan.service_key + already), What::come_back, p);
  }
  bool const has_age = number < static_cast<std::int64_t>(open.ages_ms.size());
  if ((!has_age && !open.has_remaining) || !server_free(state) || !token_ready(plan, person))
    return arrive<true>(p, open.station, 0);
  person.station = open.station;
  person.state = State::serving;
  if (!state.ahead) ++state.busy;  // since moment 0
  if (state.visit_column >= 0) ++visits_of(p, state);
  if (plan.caseload != none_held) take_token(person, plan);
  note_coming(p, open.station, 0);
  std::int64_t left;
  if (has_age) {
    // A service known to have lasted so long already: drawn again until one lasts longer. After many tries in vain the
    // law does not reach that far, and the case is taken to end at once.
    double const age = open.ages_ms[static_cast<std::size_t>(number)];
    double whole = age;
    for (std::uint64_t turn = 0; turn < 10'000 && whole <= age; ++turn)
      whole =
          static_cast<double>(draw_ms(service_of(plan, person), further(person.key + plan.service_key, turn << 20)));
    left = static_cast<std::int64_t>(std::max(0.0, whole - age));
  } else {
    left = draw_ms(open.remaining, person.key + plan.service_key + already);
  }
  if (state.ahead) return walk_on(p, open.station, 0, left);
  push(state.stretch == nullptr ? left : done_in_hours(state, 0, left), What::finish, p);
}

// A place for one more person than there ever were at once.
std::uint32_t Runner::new_place(std::int64_t now) {
  auto const p = static_cast<std::uint32_t>(people_.size());
  people_.emplace_back();
  clock_starts_.resize(clock_starts_.size() + network_.clocks.size(), -1);
  visits_.resize(visits_.size() + network_.visit_columns);
  last_ms_.resize(last_ms_.size() + again_.size(), never);
  if (network_.has_risks) {
    deadlines_.push_back(0);
    causes_.push_back(0);
  }
  if (trace_ != nullptr) numbers_.push_back(0);
  if (p >= most_people_ && too_many_at_ms_ < 0) too_many_at_ms_ = now;
  return p;
}

std::uint16_t Runner::outcome_of(std::uint64_t key) const {
  double const u = unit(mixed(key));
  std::uint16_t outcome = 0;
  while (outcome + 1u < network_.outcomes.size() && u > network_.outcomes.data()[outcome]) ++outcome;
  return outcome;
}

// The same person with another need, drawn by the key of the way that led to it.
void Runner::begin_episode(std::uint32_t p, std::uint64_t key) {
  Person& person = people_[p];
  std::size_t const person_class = person.kind / network_.outcomes.size();
  person.kind =
      static_cast<std::uint16_t>(person_class * network_.outcomes.size() + outcome_of(key + network_.outcome_key));
  reset_clocks(p);
}

// A changing Poisson stream by inversion: unit arrivals, stretched to where the expected number of arrivals has come
// up. The same unit arrivals serve every rate, so two scenarios differ by what their rates differ, not by luck.
double Runner::changing_arrival(SourcePlan const& plan, SourceState& state, double gap) {
  auto const cell_ms = static_cast<double>(plan.cell_ms);
  state.expected += gap;
  for (; state.cell < plan.rates_per_ms.size(); ++state.cell) {
    if (plan.unrest_cells > 0) {
      auto const spell = state.cell / static_cast<std::size_t>(plan.unrest_cells);
      if (spell + 1 != state.spell) {
        state.spell = spell + 1;
        state.unrest = draw_other(plan.unrest, mixed(further(state.unrest_key, spell)));
      }
    }
    double const rate = plan.rates_per_ms[state.cell] * state.unrest;
    double const end = state.cell_start + rate * cell_ms;
    if (state.expected < end)
      return static_cast<double>(state.cell) * cell_ms + (state.expected - state.cell_start) / rate;
    state.cell_start = end;
  }
  return Sampler::never;
}

// What happened so far is forgotten; who is there stays. What may be counted before its time, because it lies on a way
// known ahead, looks at the time itself instead.
void Runner::begin_count(std::int64_t now) {
  counted_from_ms_ = now;
  for (std::uint16_t s = 0; s < states_.size(); ++s) {
    StationState& state = states_[s];
    if (state.ahead) continue;
    auto const since = -static_cast<std::uint64_t>(now);  // who is there is as if they had come just now
    state.waiting_moments = state.waiting * since;
    state.busy_moments = state.busy * since;
    state.arrivals = state.began = state.queued = state.completed = 0;
    state.refused = state.overflowed = state.abandoned = 0;
    state.wait_ms = state.sojourn_ms = 0;
    state.worked_area = state.capacity_area = 0;
    state.capacity_last_ms = now;
    state.busy_area_at_change = 0;
    waits_[s].clear();
  }
  std::fill(classes_.begin(), classes_.end(), ClassTally{});
  std::fill(exits_.begin(), exits_.end(), 0);
  std::fill(overflows_.begin(), overflows_.end(), 0);
}

// Brings the areas of capacity and of work in opening hours up to now.
void Runner::count_capacity(std::uint16_t s, std::int64_t now) {
  StationState& state = states_[s];
  std::int64_t const busy_area = state.busy_area(now);
  if (state.open) {
    state.worked_area += busy_area - state.busy_area_at_change;
    if (state.servers != unlimited)
      state.capacity_area += static_cast<Wide>(now - state.capacity_last_ms) * state.servers;
  }
  state.busy_area_at_change = busy_area;
  state.capacity_last_ms = now;
}

void Runner::change(std::uint16_t s, std::int64_t now) {
  StationState& state = states_[s];
  count_capacity(s, now);
  ScheduleStep const& step = plans_[s].schedule[state.next_step++];
  state.post(step.servers, step.open);
  if (state.next_step < plans_[s].schedule.size()) push(plans_[s].schedule[state.next_step].from_ms, What::change, s);
  serve_after_change(s, now);
  if (network_.has_blocking) admit_blocked(s, now);
}

void Runner::close(ReplicationTally& tally) {
  std::int64_t const end = network_.horizon_ms;
  for (auto const& person : people_) {
    if (person.state == State::gone || person.state == State::away) continue;
    states_[person.station].sojourn_ms += end - std::max(person.arrived_ms, counted_from_ms_);
  }
  tally.stations.reserve(states_.size());
  for (std::uint16_t s = 0; s < states_.size(); ++s) {
    count_capacity(s, end);
    StationState& state = states_[s];
    StationTally counted;
    counted.arrivals = state.arrivals;
    counted.began = state.began;
    counted.queued = state.queued;
    counted.completed = state.completed;
    counted.refused = state.refused;
    counted.overflowed = state.overflowed;
    counted.abandoned = state.abandoned;
    counted.wait_ms = state.wait_ms;
    counted.sojourn_ms = state.sojourn_ms;
    counted.waiting_area = state.waiting_area(end);
    counted.busy_area = state.busy_area(end);
    counted.worked_area = state.worked_area;
    counted.capacity_area = state.capacity_area;
    counted.wait_p50_days = waits_[s].quantile(0.5, counted.began) / ms_per_day;
    counted.wait_p90_days = waits_[s].quantile(0.9, counted.began) / ms_per_day;
    counted.wait_p95_days = waits_[s].quantile(0.95, counted.began) / ms_per_day;
    counted.waiting_at_end = state.waiting;
    counted.queue_since_ms = state.waiting > 0 ? state.queue_since_ms : end;
    tally.stations.push_back(counted);
    pooled_[s].add_all(waits_[s]);
  }
  tally.classes = classes_;
  tally.exits = exits_;
  tally.overflows = overflows_;
  tally.routes = routes_;
  tally.again = again_;
  for (std::size_t i = 0; i < clocks_.size(); ++i) {
    clocks_[i].p50_days = clock_times_[i].quantile(0.5, clocks_[i].stopped) / ms_per_day;
    clocks_[i].p90_days = clock_times_[i].quantile(0.9, clocks_[i].stopped) / ms_per_day;
    pooled_clock_times_[i].add_all(clock_times_[i]);
  }
  tally.clocks = clocks_;
  tally.events = events_;
  tally.complete = true;
}

}  // namespace kith::demand
