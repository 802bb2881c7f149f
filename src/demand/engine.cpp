// What happens at each event. This file is the inner loop of every run: raw pointers into the vectors keep the
// library's bounds checks, which stay on in every other file, out of it; the tests run it under the sanitizers.
#include "demand/engine.h"

#include <algorithm>
#include <bit>

#include "demand/schedule.h"

namespace kith::demand {

void Runner::run(std::uint64_t replication, ReplicationTally& tally, std::atomic<bool> const* cancelled) {
  start(replication, tally);
  Event event;
  std::uint32_t until_look = 0;
  while (wheel_.pop(event)) {
    handle(event);
    if (++until_look == 0x10000) {  // looking at the flag now and then costs nothing and answers within milliseconds
      until_look = 0;
      if (too_many_at_ms_ >= 0 || (cancelled != nullptr && cancelled->load(std::memory_order_relaxed))) break;
    }
  }
  if (too_many_at_ms_ >= 0) {
    tally.too_many_at_ms = too_many_at_ms_;
    return;
  }
  if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) return;
  close(tally);
}

void Runner::handle(Event const& event) {
  auto const subject = static_cast<std::uint32_t>(event.tie);
  switch (static_cast<What>(event.tie >> 32)) {
    case What::finish:
      ++events_;
      return finish(subject, event.ms);
    case What::arrive:
      ++events_;
      return arrive_from(static_cast<std::uint16_t>(subject), event.ms);
    case What::give_up:
      // The event of somebody who was served in time is left to come up and means nothing.
      if (people_.data()[subject].state == State::waiting && deadlines_.data()[subject] == event.ms)
        give_up(subject, event.ms);
      return;
    case What::come_back: {
      note(TraceLine::What::returns, subject, people_.data()[subject].station, event.ms);
      return arrive(subject, people_.data()[subject].station, event.ms);
    }
    case What::change:
      return subject == nobody ? warm_up_over(event.ms) : change(static_cast<std::uint16_t>(subject), event.ms);
  }
}

void Runner::arrive_from(std::uint16_t source, std::int64_t now) {
  SourcePlan const& plan = network_.sources.data()[source];
  SourceState& state = source_states_.data()[source];
  schedule_arrival(source);
  std::size_t batch = 1;
  if (plan.batch.size() > 1) {
    double const u = unit(mixed(further(state.batch_key, state.arrivals)));
    while (batch < plan.batch.size() && u > plan.batch[batch - 1]) ++batch;
  }
  for (std::size_t i = 0; i < batch; ++i)
    arrive(newcomer(mixed(further(state.person_key, ++state.people)), plan.person_class), plan.to, now);
}

void Runner::arrive(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over) {
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  Person& person = people_.data()[p];
  note(TraceLine::What::arrives, p, s, now);
  ++state.tally.arrivals;
  person.arrived_ms = now;
  person.station = s;
  if (plan.visit_column >= 0)
    ++visits_.data()[p * network_.visit_columns + static_cast<std::size_t>(plan.visit_column)];
  if (server_free(state) && token_ready(plan, person)) {
    begin(p, s, now);
  } else if (state.waiting >= plan.room || (!plan.overflow.empty() && state.waiting >= plan.overflow_when)) {
    take_over_or_refuse(p, s, now, taken_over);
  } else {
    enqueue(p, s, now);
  }
}

void Runner::take_over_or_refuse(std::uint32_t p, std::uint16_t s, std::int64_t now, bool taken_over) {
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  if (!taken_over)
    for (std::size_t i = 0; i < plan.overflow.size(); ++i) {
      std::uint16_t const to = plan.overflow[i];
      if (!server_free(states_.data()[to]) || !token_ready(plans_[to], people_.data()[p])) continue;
      ++state.tally.overflowed;
      ++overflows_.data()[plan.first_overflow + i];
      note(TraceLine::What::taken_over, p, s, now);
      return arrive(p, to, now, true);
    }
  if (state.waiting < plan.room) return enqueue(p, s, now);
  ++state.tally.refused;
  note(TraceLine::What::refused, p, s, now);
  forget(p, now);
}

void Runner::begin(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  Person& person = people_.data()[p];
  count_until(state, now);
  ++state.busy;
  person.state = State::serving;
  if (plan.caseload != none_held && person.held != plan.caseload) {
    person.held = plan.caseload;
    --tokens_free_.data()[static_cast<std::size_t>(plan.caseload)];
  }
  std::int64_t const wait = now - person.arrived_ms;
  ++state.tally.began;
  if (wait > 0) {
    ++state.tally.queued;
    state.tally.wait_ms += wait;
    waits_.data()[s].add(wait);
  }
  if (network_.classes > 1) {
    ClassTally& of_class = classes_.data()[s * network_.classes + person.kind / network_.outcomes.size()];
    ++of_class.began;
    of_class.queued += wait > 0 ? 1 : 0;
    of_class.wait_ms += wait;
  }
  note(TraceLine::What::begins, p, s, now);
  std::int64_t const work = draw_ms(service_of(plan, person), person.key + plan.service_key + visit_part(p, plan));
  std::int64_t const done = plan.stretches.empty() ? now + work : done_at(plan.stretches, now, work);
  push(done, What::finish, p);
}

void Runner::enqueue(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  Person& person = people_.data()[p];
  count_until(state, now);
  if (state.waiting++ == 0) state.queue_since_ms = now;
  unsigned rank = 0;
  if (plan.by_priority) rank = network_.rank_of_class.data()[person.kind / network_.outcomes.size()];
  // Those whose case is open already need no new token: a queue of their own keeps them from standing behind those who
  // wait for one that only they can free.
  if (plan.caseload != none_held) rank = rank * 2 + (person.held == plan.caseload ? 0 : 1);
  person.rank = static_cast<std::uint8_t>(rank);
  person.state = State::waiting;
  Queue& queue = queues_.data()[s * ranks_ + rank];
  person.previous = queue.last;
  person.next = nobody;
  (queue.last == nobody ? queue.first : people_.data()[queue.last].next) = p;
  queue.last = p;
  state.ranks |= std::uint64_t{1} << rank;
  note(TraceLine::What::waits, p, s, now);
  if (network_.has_risks) draw_deadline(p, s, now);
}

void Runner::draw_deadline(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationPlan const& plan = plans_[s];
  std::uint64_t const key = people_.data()[p].key + visit_part(p, plan);
  if (plan.risks.empty()) {
    deadlines_.data()[p] = -1;  // or the event of an earlier queue, still to come up, would be taken for this one's
    return;
  }
  std::int64_t soonest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t risk = 0; risk < plan.risks.size(); ++risk) {
    std::int64_t const after = draw_ms(plan.risks[risk].after, key + plan.risks[risk].key);
    if (after >= soonest) continue;
    soonest = after;
    causes_.data()[p] = static_cast<std::uint16_t>(risk);
  }
  deadlines_.data()[p] = now + soonest;
  push(now + soonest, What::give_up, p);
}

void Runner::dequeue(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  Person const& person = people_.data()[p];
  count_until(state, now);
  --state.waiting;
  Queue& queue = queues_.data()[s * ranks_ + person.rank];
  (person.previous == nobody ? queue.first : people_.data()[person.previous].next) = person.next;
  (person.next == nobody ? queue.last : people_.data()[person.next].previous) = person.previous;
  if (queue.first == nobody) state.ranks &= ~(std::uint64_t{1} << person.rank);
}

void Runner::serve_next(std::uint16_t s, std::int64_t now) {
  constexpr std::uint64_t holding = 0x5555555555555555;  // the even queues
  StationPlan const& plan = plans_[s];
  StationState& state = states_.data()[s];
  while (state.waiting > 0 && server_free(state)) {
    std::uint64_t ranks = state.ranks;
    if (plan.caseload != none_held && tokens_free_.data()[static_cast<std::size_t>(plan.caseload)] == 0)
      ranks &= holding;
    if (ranks == 0) return;
    std::uint32_t const p = queues_.data()[s * ranks_ + static_cast<unsigned>(std::countr_zero(ranks))].first;
    dequeue(p, s, now);
    begin(p, s, now);
  }
}

RouteStep const* Runner::step_of(std::uint32_t p, StationPlan const& plan) const {
  Person const& person = people_.data()[p];
  RouteStep const* step = plan.routes.data() + plan.first_route.data()[person.kind];
  RouteStep const* const end = plan.routes.data() + plan.first_route.data()[person.kind + 1];
  if (step == end) return nullptr;
  std::uint64_t const bits = mixed(person.key + plan.route_key + visit_part(p, plan));
  while (step != end && bits > step->up_to) ++step;
  return step == end ? nullptr : step;
}

void Runner::finish(std::uint32_t p, std::int64_t now) {
  Person& person = people_.data()[p];
  std::uint16_t const s = person.station;
  RouteStep const* const step = step_of(p, plans_[s]);
  if (network_.has_blocking && step != nullptr && step->delay == no_delay && plans_[step->to].blocks &&
      full(step->to)) {
    StationState& wanted = states_.data()[step->to];
    person.state = State::blocked;
    person.next = nobody;
    (wanted.last_blocked == nobody ? wanted.first_blocked : people_.data()[wanted.last_blocked].next) = p;
    wanted.last_blocked = p;
    note(TraceLine::What::blocked, p, s, now);
    return;
  }
  leave(p, s, now);
  go(p, step, now);
}

void Runner::leave(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  count_until(state, now);
  --state.busy;
  ++state.tally.completed;
  state.tally.sojourn_ms += now - std::max(people_.data()[p].arrived_ms, counted_from_ms_);
  note(TraceLine::What::finishes, p, s, now);
  serve_next(s, now);
  if (network_.has_blocking) admit_blocked(s, now);
}

void Runner::go(std::uint32_t p, RouteStep const* step, std::int64_t now) {
  Person& person = people_.data()[p];
  if (step == nullptr) return forget(p, now);
  if (person.held != none_held && plans_[step->to].caseload != person.held) release_token(person, now);
  if (step->new_episode) {
    StationPlan const& from = plans_[person.station];
    person.kind = static_cast<std::uint16_t>(
        person.kind / network_.outcomes.size() * network_.outcomes.size() +
        outcome_of(person.key + network_.outcome_key + from.route_key + visit_part(p, from)));
  }
  if (step->delay == no_delay) return arrive(p, step->to, now);
  StationPlan const& from = plans_[person.station];
  std::int64_t const away =
      draw_ms(network_.delays[step->delay], person.key + from.route_key + visit_part(p, from) + 0xde1a);
  if (now + away > network_.horizon_ms) return forget(p, now);
  person.state = State::away;
  person.station = step->to;
  push(now + away, What::come_back, p);
}

void Runner::give_up(std::uint32_t p, std::int64_t now) {
  std::uint16_t const s = people_.data()[p].station;
  StationPlan const& plan = plans_[s];
  StationTally& tally = states_.data()[s].tally;
  dequeue(p, s, now);
  std::uint16_t const risk = causes_.data()[p];
  ++tally.abandoned;
  ++exits_.data()[plan.first_risk + risk];
  tally.sojourn_ms += now - std::max(people_.data()[p].arrived_ms, counted_from_ms_);
  note(TraceLine::What::gives_up, p, s, now);
  if (network_.has_blocking) admit_blocked(s, now);
  std::uint16_t const to = plan.risks[risk].to;
  if (to == outside) return forget(p, now);
  Person& person = people_.data()[p];
  if (person.held != none_held && plans_[to].caseload != person.held) release_token(person, now);
  arrive(p, to, now);
}

// Frees a token and lets whoever has waited longest for one, at any of its stations, begin.
void Runner::release_token(Person& person, std::int64_t now) {
  auto const caseload = static_cast<std::size_t>(person.held);
  person.held = none_held;
  ++tokens_free_[caseload];
  while (tokens_free_[caseload] > 0) {
    std::uint16_t best = outside;
    std::int64_t since = std::numeric_limits<std::int64_t>::max();
    for (std::uint16_t s : network_.group[caseload]) {
      StationState const& state = states_[s];
      if (state.ranks == 0 || !server_free(state)) continue;
      std::uint32_t const first = queues_[s * ranks_ + static_cast<unsigned>(std::countr_zero(state.ranks))].first;
      if (people_[first].arrived_ms >= since) continue;
      since = people_[first].arrived_ms;
      best = s;
    }
    if (best == outside) return;
    std::uint32_t const first =
        queues_[best * ranks_ + static_cast<unsigned>(std::countr_zero(states_[best].ranks))].first;
    dequeue(first, best, now);
    begin(first, best, now);
    if (network_.has_blocking) admit_blocked(best, now);
  }
}

// Lets those come in who were kept at the stations before for want of room, first come first.
void Runner::admit_blocked(std::uint16_t s, std::int64_t now) {
  StationState& state = states_[s];
  while (state.first_blocked != nobody && !full(s)) {
    std::uint32_t const p = state.first_blocked;
    state.first_blocked = people_[p].next;
    if (state.first_blocked == nobody) state.last_blocked = nobody;
    Person& person = people_[p];
    leave(p, person.station, now);
    if (person.held != none_held && plans_[s].caseload != person.held) release_token(person, now);
    arrive(p, s, now);
  }
}

void Runner::forget(std::uint32_t p, std::int64_t now) {
  Person& person = people_.data()[p];
  if (person.held != none_held) release_token(person, now);
  person.state = State::gone;
  person.next = free_person_;
  free_person_ = p;
}

}  // namespace kith::demand
