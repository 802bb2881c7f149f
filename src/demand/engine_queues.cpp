// What only some models have: caseloads, risks of waiting, blocking, clocks. Called from the inner loop where there are
// any.
#include <bit>

#include "demand/engine.h"
#include "demand/schedule.h"

namespace kith::demand {

void Runner::take_token(Person& person, StationPlan const& plan) {
  if (person.held == plan.caseload) return;
  person.held = plan.caseload;
  --tokens_free_[static_cast<std::size_t>(plan.caseload)];
}

// Frees a token and lets whoever has waited longest for one, at any of its stations, begin.
void Runner::release_token(Person& person, std::int64_t now) {
  auto const caseload = static_cast<std::size_t>(person.held);
  person.held = none_held;
  ++tokens_free_[caseload];
  auto const first_in = [&](std::uint16_t s) {
    return queues_[s * ranks_ + static_cast<unsigned>(std::countr_zero(states_[s].ranks))].first;
  };
  while (tokens_free_[caseload] > 0) {
    std::uint16_t best = outside;
    std::int64_t since = std::numeric_limits<std::int64_t>::max();
    for (std::uint16_t s : network_.group[caseload]) {
      if (states_[s].ranks == 0 || !server_free(states_[s])) continue;
      std::int64_t const arrived = people_[first_in(s)].arrived_ms;
      if (arrived >= since) continue;
      since = arrived;
      best = s;
    }
    if (best == outside) return;
    std::uint32_t const first = first_in(best);
    dequeue<true>(first, best, now);
    begin<true>(first, best, now);
    if (network_.has_blocking) admit_blocked(best, now);
  }
}

void Runner::draw_deadline(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationPlan const& plan = plans_[s];
  std::uint64_t const key = people_[p].key + visit_part(p, states_[s]);
  if (plan.risks.empty()) {
    deadlines_[p] = -1;  // or the event of an earlier queue, still to come up, would be taken for this one's
    return;
  }
  std::int64_t soonest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t risk = 0; risk < plan.risks.size(); ++risk) {
    std::int64_t const after = draw_ms(plan.risks[risk].after, key + plan.risks[risk].key);
    if (after >= soonest) continue;
    soonest = after;
    causes_[p] = static_cast<std::uint16_t>(risk);
  }
  deadlines_[p] = now + soonest;
  push(now + soonest, What::give_up, p);
}

void Runner::give_up(std::uint32_t p, std::int64_t now) {
  std::uint16_t const s = people_[p].station;
  StationPlan const& plan = plans_[s];
  StationState& state = states_[s];
  dequeue<true>(p, s, now);
  std::uint16_t const risk = causes_[p];
  ++state.abandoned;
  ++exits_[plan.first_risk + risk];
  state.sojourn_ms += now - std::max(people_[p].arrived_ms, counted_from_ms_);
  note(TraceLine::What::gives_up, p, s, now);
  if (network_.has_blocking) admit_blocked(s, now);
  std::uint16_t const to = plan.risks[risk].to;
  if (to == outside) return forget<true>(p, now);
  Person& person = people_[p];
  if (person.held != none_held && plans_[to].caseload != person.held) release_token(person, now);
  arrive<true>(p, to, now);
}

// Whether somebody who has finished must stay where they are; if so, they stand in line for the full station.
bool Runner::is_blocked(std::uint32_t p, RouteStep const& step, std::int64_t now) {
  if (!network_.has_blocking || step.to == outside || step.delay != no_delay) return false;
  if (!plans_[step.to].blocks || !full(step.to)) return false;
  StationState& wanted = states_[step.to];
  people_[p].state = State::blocked;
  people_[p].next = nobody;
  (wanted.last_blocked == nobody ? wanted.first_blocked : people_[wanted.last_blocked].next) = p;
  wanted.last_blocked = p;
  note(TraceLine::What::blocked, p, people_[p].station, now);
  return true;
}

// Lets those come in who were kept at the stations before for want of room, first come first.
void Runner::admit_blocked(std::uint16_t s, std::int64_t now) {
  StationState& state = states_[s];
  while (state.first_blocked != nobody && !full(s)) {
    std::uint32_t const p = state.first_blocked;
    state.first_blocked = people_[p].next;
    if (state.first_blocked == nobody) state.last_blocked = nobody;
    leave<true>(p, people_[p].station, now);
    Person& person = people_[p];
    if (person.held != none_held && plans_[s].caseload != person.held) release_token(person, now);
    arrive<true>(p, s, now);
  }
}

void Runner::reset_clocks(std::uint32_t p) {
  std::fill_n(clock_starts_.data() + p * network_.clocks.size(), network_.clocks.size(), -1);
}

// Another person has this place now.
void Runner::forget_past(std::uint32_t p) {
  reset_clocks(p);
  std::fill_n(last_times_of(p), again_.size(), never);
}

// Whoever comes to a clock's beginning again starts it again.
void Runner::note_coming(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  for (auto const clock : plans_[s].clocks_from) clock_starts_.data()[p * network_.clocks.size() + clock] = now;
  if (plans_[s].again.empty()) return;
  std::int64_t* const last = last_times_of(p);
  for (auto const again : plans_[s].again) {
    AgainPlan const& plan = network_.again.data()[again];
    if (now >= plan.counted_from_ms) {
      ++again_.data()[again].came;
      again_.data()[again].again += now - last[again] <= plan.within_ms ? 1 : 0;
    }
    if (plan.since == Since::coming) last[again] = now;
  }
}

void Runner::note_leaving(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  for (auto const again : plans_[s].again)
    if (network_.again.data()[again].since == Since::leaving) last_times_of(p)[again] = now;
  for (auto const clock : plans_[s].clocks_to) {
    ClockPlan const& plan = network_.clocks[clock];
    std::int64_t& began = clock_starts_[p * network_.clocks.size() + clock];
    if (began < 0) continue;
    std::int64_t const took = plan.working_days ? working_ms(began, now, network_.first_weekday) : now - began;
    began = -1;
    if (now < network_.warm_up_ms) continue;
    ++clocks_[clock].stopped;
    clocks_[clock].total_ms += took;
    if (took <= plan.within_ms) ++clocks_[clock].within;
    clock_times_[clock].add(took);
  }
}

}  // namespace kith::demand
