// What happens at each event. This file is the inner loop of every run: raw pointers into the vectors keep the
// library's bounds checks, which stay on in every other file, out of it; the tests run it under the sanitizers. It is
// compiled twice over, for models with and without what costs time at every event.
#include "demand/engine.h"

#include <bit>

#include "demand/schedule.h"

namespace kith::demand {

void Runner::run(std::uint64_t replication, ReplicationTally& tally, std::atomic<bool> const* cancelled) {
  start(replication, tally);
  bool const all = trace_ != nullptr || network_.classes > 1 || !network_.tokens.empty() || network_.has_risks ||
                   network_.has_blocking || !network_.clocks.empty() || !network_.again.empty();
  all ? run_events<true>(cancelled) : run_events<false>(cancelled);
  if (too_many_at_ms_ >= 0) {
    tally.too_many_at_ms = too_many_at_ms_;
    return;
  }
  if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) return;
  close(tally);
}

template <bool all>
void Runner::run_events(std::atomic<bool> const* cancelled) {
  Event event;
  std::uint32_t until_look = 0;
  while (wheel_.pop(event)) {
    handle<all>(event);
    if (++until_look == 0x10000) {  // looking at the flag now and then costs nothing and answers within milliseconds
      until_look = 0;
      if (too_many_at_ms_ >= 0 || (cancelled != nullptr && cancelled->load(std::memory_order_relaxed))) return;
    }
  }
}

template <bool all>
[[gnu::always_inline]] inline void Runner::handle(Event const& event) {
  auto const subject = static_cast<std::uint32_t>(event.tie);
  auto const what = static_cast<What>(event.tie >> 32);
  if (what == What::finish) {
    ++events_;
    return finish<all>(subject, event.ms);
  }
  if (what == What::arrive) {
    ++events_;
    return arrive_from<all>(static_cast<std::uint16_t>(subject), event.ms);
  }
  if (what == What::come_back) {
    note(TraceLine::What::returns, subject, people_.data()[subject].station, event.ms);
    return arrive<all>(subject, people_.data()[subject].station, event.ms);
  }
  if (what == What::change) {
    if (subject == nobody) return begin_count(event.ms);
    if (subject == everybody) return next_routes();
    return change(static_cast<std::uint16_t>(subject), event.ms);
  }
  // The event of somebody who was served in time is left to come up and means nothing.
  if (all && people_.data()[subject].state == State::waiting && deadlines_.data()[subject] == event.ms)
    give_up(subject, event.ms);
}

[[gnu::always_inline]] inline std::uint32_t Runner::newcomer(std::uint64_t key, std::uint16_t person_class,
                                                             std::uint16_t outcome, std::int64_t now) {
  std::uint32_t p = free_person_;
  if (p != nobody) {
    free_person_ = people_.data()[p].next;
    for (std::size_t i = 0; i < network_.visit_columns; ++i) visits_.data()[p * network_.visit_columns + i] = 0;
  } else {
    p = new_place(now);
  }
  Person& person = people_.data()[p];
  person.key = key;
  person.held = none_held;
  person.state = State::away;
  std::size_t kind = person_class;
  if (network_.outcomes.size() > 1)
    kind =
        kind * network_.outcomes.size() + (outcome == drawn_outcome ? outcome_of(key + network_.outcome_key) : outcome);
  person.kind = static_cast<std::uint16_t>(kind);
  if (trace_ != nullptr) [[unlikely]]
    numbers_[p] = people_seen_++;
  if (!network_.clocks.empty() || !network_.again.empty()) [[unlikely]]
    forget_past(p);
  return p;
}

[[gnu::noinline]] void Runner::draw_gaps(SourceState& state) {
  std::uint64_t number = state.arrivals;
  for (Gap& gap : state.gaps) {
    std::uint64_t const bits = mixed(further(state.gap_key, ++number));
    gap = {exponential_draw(bits), rounding_part(bits)};
  }
}

[[gnu::always_inline]] inline void Runner::schedule_arrival(std::uint16_t source) {
  SourcePlan const& plan = network_.sources.data()[source];
  SourceState& state = source_states_.data()[source];
  if (plan.mean_gap_ms <= 0) return;
  if (plan.by_interval) {
    state.last_ms += draw_ms(plan.interval, further(state.gap_key, ++state.arrivals));
  } else {
    std::size_t const turn = state.arrivals % state.gaps.size();
    if (turn == 0) draw_gaps(state);
    ++state.arrivals;
    Gap const gap = state.gaps.data()[turn];
    double const since = plan.rates_per_ms.empty() ? static_cast<double>(state.last_ms) + plan.mean_gap_ms * gap.length
                                                   : changing_arrival(plan, state, gap.length);
    if (!(since <= static_cast<double>(network_.horizon_ms))) return;
    state.last_ms = static_cast<std::int64_t>(since + gap.rounding);
  }
  push(state.last_ms, What::arrive, source);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::arrive_from(std::uint16_t source, std::int64_t now) {
  SourcePlan const& plan = network_.sources.data()[source];
  SourceState& state = source_states_.data()[source];
  schedule_arrival(source);
  std::size_t batch = 1;
  if (plan.batch.size() > 1) {
    double const u = unit(mixed(further(state.batch_key, state.arrivals)));
    while (batch < plan.batch.size() && u > plan.batch.data()[batch - 1]) ++batch;
  }
  for (std::size_t i = 0; i < batch; ++i)
    arrive<all>(newcomer(mixed(further(state.person_key, ++state.people)), plan.person_class, plan.outcome, now),
                plan.to, now);
}

template <bool all>
void Runner::arrive(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over) {
  StationState& state = states_.data()[s];
  if (state.ahead) return walk(p, s, now);
  Person& person = people_.data()[p];
  if (all) note(TraceLine::What::arrives, p, s, now);
  ++state.arrivals;
  person.arrived_ms = now;
  person.station = s;
  if (state.visit_column >= 0) ++visits_of(p, state);
  if (all && plans_[s].notes_coming) note_coming(p, s, now);
  if (server_free(state) && (!all || token_ready(plans_[s], person))) {
    begin<all>(p, s, now);
  } else if (state.waiting < state.queue_up_to) {
    enqueue<all>(p, s, now);
  } else {
    take_over_or_refuse<all>(p, s, now, taken_over);
  }
}

template <bool all>
[[gnu::noinline]] void Runner::take_over_or_refuse(std::uint32_t p, std::uint16_t s, std::int64_t now,
                                                   bool taken_over) {
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  if (!taken_over && state.waiting >= plan.overflow_when)
    for (std::size_t i = 0; i < plan.overflow.size(); ++i) {
      std::uint16_t const to = plan.overflow[i];
      if (!server_free(states_.data()[to]) || !token_ready(plans_[to], people_.data()[p])) continue;
      ++state.overflowed;
      ++overflows_.data()[plan.first_overflow + i];
      note(TraceLine::What::taken_over, p, s, now);
      return arrive<all>(p, to, now, true);
    }
  if (state.waiting < plan.room) return enqueue<all>(p, s, now);
  ++state.refused;
  note(TraceLine::What::refused, p, s, now);
  forget<all>(p, now);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::begin(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  Person& person = people_.data()[p];
  ++state.busy;
  state.busy_moments -= static_cast<std::uint64_t>(now);
  person.state = State::serving;
  std::int64_t const wait = now - person.arrived_ms;
  ++state.began;
  if (wait > 0) {
    ++state.queued;
    state.wait_ms += wait;
    waits_.data()[s].add(wait);
  }
  Sampler const* service = state.service;
  if (all) {
    if (plans_[s].caseload != none_held) take_token(person, plans_[s]);
    if (network_.classes > 1) {
      ClassTally& of_class = classes_.data()[s * network_.classes + person.kind / network_.outcomes.size()];
      ++of_class.began;
      of_class.queued += wait > 0 ? 1 : 0;
      of_class.wait_ms += wait;
      service = &service_of(plans_[s], person);
    }
    note(TraceLine::What::begins, p, s, now);
  }
  std::int64_t const work = draw_ms(*service, person.key + state.service_key + visit_part(p, state));
  push(state.stretch == nullptr ? now + work : done_in_hours(state, now, work), What::finish, p);
}

// Time goes forward: stretches that have ended are left behind for good, so the search begins where the last one was.
[[gnu::noinline]] std::int64_t Runner::done_in_hours(StationState& state, std::int64_t now, std::int64_t work_ms) {
  while (state.stretch->to_ms <= now) ++state.stretch;  // the last one never ends
  return done_from(state.stretch, state.last_stretch, now, work_ms);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::enqueue(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  Person& person = people_.data()[p];
  state.waiting_moments -= static_cast<std::uint64_t>(now);
  if (state.waiting++ == 0) state.queue_since_ms = now;
  unsigned rank = 0;
  if (all) {
    StationPlan const& plan = plans_[s];
    if (plan.by_priority) rank = network_.rank_of_class.data()[person.kind / network_.outcomes.size()];
    // Those whose case is open already need no new token: a queue of their own keeps them from standing behind those
    // who wait for one that only they can free.
    if (plan.caseload != none_held) rank = rank * 2 + (person.held == plan.caseload ? 0 : 1);
  }
  person.rank = static_cast<std::uint8_t>(rank);
  person.state = State::waiting;
  Queue& queue = queues_.data()[s * ranks_ + rank];
  person.previous = queue.last;
  person.next = nobody;
  (queue.last == nobody ? queue.first : people_.data()[queue.last].next) = p;
  queue.last = p;
  state.ranks |= std::uint64_t{1} << rank;
  if (all) {
    note(TraceLine::What::waits, p, s, now);
    if (network_.has_risks) draw_deadline(p, s, now);
  }
}

template <bool all>
[[gnu::always_inline]] inline void Runner::dequeue(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  Person const& person = people_.data()[p];
  state.waiting_moments += static_cast<std::uint64_t>(now);
  --state.waiting;
  Queue& queue = queues_.data()[s * ranks_ + (all ? person.rank : 0)];
  (person.previous == nobody ? queue.first : people_.data()[person.previous].next) = person.next;
  (person.next == nobody ? queue.last : people_.data()[person.next].previous) = person.previous;
  if (queue.first == nobody) state.ranks &= ~(std::uint64_t{1} << (all ? person.rank : 0));
}

template <bool all>
[[gnu::always_inline]] inline void Runner::serve_next(std::uint16_t s, std::int64_t now) {
  constexpr std::uint64_t holding = 0x5555555555555555;  // the even queues
  StationState& state = states_.data()[s];
  while (state.waiting > 0 && server_free(state)) {
    unsigned rank = 0;
    if (all) {
      StationPlan const& plan = plans_[s];
      std::uint64_t ranks = state.ranks;
      if (plan.caseload != none_held && tokens_free_.data()[static_cast<std::size_t>(plan.caseload)] == 0)
        ranks &= holding;
      if (ranks == 0) return;
      rank = static_cast<unsigned>(std::countr_zero(ranks));
    }
    std::uint32_t const p = queues_.data()[s * ranks_ + rank].first;
    dequeue<all>(p, s, now);
    begin<all>(p, s, now);
  }
}

template <bool all>
[[gnu::always_inline]] inline void Runner::finish(std::uint32_t p, std::int64_t now) {
  Person const& person = people_.data()[p];
  StationState const& state = states_.data()[person.station];
  RouteStep const& step = step_of(state.routes, person, person.key + state.route_key + visit_part(p, state));
  if (all && is_blocked(p, step, now)) return;
  leave<all>(p, person.station, now);
  go<all>(p, step, now);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::leave(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  if (!state.ahead) {
    state.busy_moments += static_cast<std::uint64_t>(now);
    --state.busy;
    ++state.completed;
    state.sojourn_ms += now - std::max(people_.data()[p].arrived_ms, counted_from_ms_);
  }
  if (all) {
    note(TraceLine::What::finishes, p, s, now);
    if (plans_[s].notes_leaving) note_leaving(p, s, now);
  }
  serve_next<all>(s, now);
  if (all && network_.has_blocking) admit_blocked(s, now);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::go(std::uint32_t p, RouteStep const& step, std::int64_t now) {
  Person& person = people_.data()[p];
  count_route(step, now);
  if (step.to == outside) return forget<all>(p, now);
  if (all && person.held != none_held && plans_[step.to].caseload != person.held) release_token(person, now);
  StationState const& from = states_.data()[person.station];
  std::uint64_t const key = person.key + from.route_key + visit_part(p, from);
  if (step.new_episode) begin_episode(p, key);
  if (step.delay == no_delay) return arrive<all>(p, step.to, now);
  std::int64_t const away = away_ms(step, key);
  if (now + away > network_.horizon_ms) return forget<all>(p, now);
  person.state = State::away;
  person.station = step.to;
  push(now + away, What::come_back, p);
}

template <bool all>
[[gnu::always_inline]] inline void Runner::forget(std::uint32_t p, std::int64_t now) {
  Person& person = people_.data()[p];
  if (all && person.held != none_held) release_token(person, now);
  person.state = State::gone;
  person.next = free_person_;
  free_person_ = p;
}

// What the other files of the engine call: rare, so always with everything.
void Runner::first_arrival(std::uint16_t source) { schedule_arrival(source); }
std::uint32_t Runner::person_at_start(std::uint64_t key, std::uint16_t person_class, std::uint16_t outcome) {
  return newcomer(key, person_class, outcome, 0);
}
void Runner::serve_after_change(std::uint16_t s, std::int64_t now) { serve_next<true>(s, now); }
template void Runner::arrive<true>(std::uint32_t, std::uint16_t, std::int64_t, bool);
template void Runner::begin<true>(std::uint32_t, std::uint16_t, std::int64_t);
template void Runner::dequeue<true>(std::uint32_t, std::uint16_t, std::int64_t);
template void Runner::leave<true>(std::uint32_t, std::uint16_t, std::int64_t);
template void Runner::forget<true>(std::uint32_t, std::int64_t);

}  // namespace kith::demand
