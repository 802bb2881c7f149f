// Ways through stations where nobody waits. With room for all at any hour, how long somebody stays and where they go
// next hangs on nobody else, so that their whole way up to the next station where it does is known when they come. It
// is counted at once, and one event stands for it: the one that ends it, at the moment and with the tie that it would
// have had if each step had been an event. Events therefore come up in the order of a run that knows nothing ahead,
// which is what a run with a trace is; a test holds both to the same counts. A step that takes no time stays an event,
// because it finds its place among others of its moment only when that has come.
#include "demand/engine.h"

namespace kith::demand {

void Runner::count_coming(StationState& state, std::int64_t now) const {
  std::int64_t const counted = now >= network_.warm_up_ms ? 1 : 0;
  state.arrivals += counted;
  state.began += counted;
}

void Runner::count_stay(StationState& state, std::int64_t from, std::int64_t until) const {
  bool const ends = until <= network_.horizon_ms;
  std::int64_t const lasted =
      std::max<std::int64_t>(0, std::min(until, network_.horizon_ms) - std::max(from, network_.warm_up_ms));
  state.busy_moments += static_cast<std::uint64_t>(lasted);
  state.sojourn_ms += lasted;
  state.completed += ends && until >= network_.warm_up_ms ? 1 : 0;
}

// The rows that hold at a moment not before the present one.
RouteStep const* Runner::routes_at(std::uint16_t s, std::int64_t ms) const {
  std::size_t turn = route_turn_;
  while (turn < network_.route_turns_ms.size() && network_.route_turns_ms.data()[turn] <= ms) ++turn;
  return plans_[s].routes.data() + turn * network_.kinds() * network_.route_row;
}

// Somebody comes to a station where nobody waits.
void Runner::walk(std::uint32_t p, std::uint16_t s, std::int64_t now) {
  StationState& state = states_.data()[s];
  if (state.visit_column >= 0) ++visits_of(p, state);
  if (plans_[s].notes_coming) note_coming(p, s, now);
  count_coming(state, now);
  walk_on(p, s, now, draw_ms(*state.service, people_.data()[p].key + state.service_key + visit_part(p, state)));
}

// They stay for so long from `now` on, and then walk on as far as nobody else matters.
void Runner::walk_on(std::uint32_t p, std::uint16_t s, std::int64_t now, std::int64_t work_ms) {
  Person& person = people_.data()[p];
  person.state = State::away;
  constexpr int most_steps = 64;  // so that a run can be stopped in the middle of a way of millions
  for (int steps = 0;; ++steps) {
    StationState& state = states_.data()[s];
    std::int64_t const done = now + work_ms;
    count_stay(state, now, done);
    person.station = s;
    if (done > network_.horizon_ms) return;
    if (work_ms == 0 || steps == most_steps) return push(done, What::finish, p);
    std::uint64_t const key = person.key + state.route_key + visit_part(p, state);
    RouteStep const& step = step_of(routes_at(s, done), person, key);
    if (step.to == outside) return push(done, What::finish, p);
    std::int64_t const comes = step.delay == no_delay ? done : done + away_ms(step, key);
    StationState& next = states_.data()[step.to];
    std::int64_t next_work = 0;
    if (comes <= network_.horizon_ms && next.ahead) {
      if (next.visit_column >= 0) ++visits_of(p, next);
      next_work = draw_ms(*next.service, person.key + next.service_key + visit_part(p, next));
      if (next_work == 0 && next.visit_column >= 0) --visits_of(p, next);
    }
    bool const comes_back = next_work == 0 && comes > done && comes <= network_.horizon_ms;
    if (next_work == 0 && !comes_back) return push(done, What::finish, p);
    ++events_;
    count_route(step, done);
    if (plans_[s].notes_leaving) note_leaving(p, s, done);
    if (step.new_episode) begin_episode(p, key);
    if (comes_back) {
      person.station = step.to;
      return push(comes, What::come_back, p);
    }
    if (plans_[step.to].notes_coming) note_coming(p, step.to, comes);
    count_coming(next, comes);
    s = step.to;
    now = comes;
    work_ms = next_work;
  }
}

}  // namespace kith::demand
