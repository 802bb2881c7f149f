// Folding a plan's history into the document as it stands.
#include <algorithm>

#include "plan/decide.h"
#include "profile/clock.h"

namespace kith::plan {

namespace {

struct Fold {
  Plan& p;

  Plan::Goal* goal(GoalId id) {
    auto const found = std::ranges::find(p.goals, id, &Plan::Goal::goal);
    return found == p.goals.end() ? nullptr : &*found;
  }

  void operator()(PlanBegun const& event) {
    p.family = event.family;
    p.answers = {{"worries", event.worries},
                 {"working_well", event.working_well},
                 {"need_now", event.need_now},
                 {"next_step", event.next_step}};
  }
  void operator()(AnswerReworded const& event) { p.answers[event.answer] = event.after; }
  void operator()(PlanOfFamily const& event) { p.family = event.family; }
  void operator()(LevelChanged const& event) { p.level = event.to; }
  void operator()(FootingChanged const& event) { p.footing = event.to; }
  void operator()(GoalSet const& event) {
    p.goals.push_back({event.goal, event.text, event.need, event.grows_from, std::nullopt, {}});
  }
  void operator()(GoalReworded const& event) {
    if (auto* found = goal(event.goal)) found->text = event.after;
  }
  void operator()(GoalEnded const& event) {
    if (auto* found = goal(event.goal)) {
      found->outcome = event.outcome;
      found->note = event.note;
    }
  }
  void operator()(ActionAgreed const& event) { p.actions.push_back({event, std::nullopt}); }
  void operator()(ActionEnded const& event) {
    for (auto& action : p.actions)
      if (action.agreed.action == event.action) action.ended = event;
  }
  void operator()(ReviewPlanned const& event) { p.next_review_on = event.on; }
  void operator()(PlanReviewed const& event) {
    p.reviews.push_back(event);
    p.next_review_on = event.next_on;
    p.changes_asked.clear();
  }
  void operator()(DomainAssessed const& event) { p.assessment[event.domain] = event; }
  void operator()(ReadingTaken const& event) { p.readings.push_back(event); }
  void operator()(MeetingCalled const& event) {
    p.meetings.push_back({event, std::nullopt, std::nullopt});
    p.next_meeting_on.reset();
  }
  void operator()(MeetingCalledOff const& event) {
    if (auto* found = meeting(event.meeting)) found->called_off = event.reason;
  }
  void operator()(MeetingHeld const& event) {
    if (auto* found = meeting(event.meeting)) found->held = event;
    p.next_meeting_on = event.next_on;
  }
  Plan::Meeting* meeting(MeetingId id) {
    auto const found = std::ranges::find_if(p.meetings, [&](auto const& one) { return one.called.meeting == id; });
    return found == p.meetings.end() ? nullptr : &*found;
  }
  void operator()(ChangesAsked const& event) { p.changes_asked.push_back(event.text); }
  void operator()(PlanClosed const& event) { p.closed = event; }
  void operator()(PlanReopened const&) { p.closed.reset(); }
};

}  // namespace

Plan::Goal const* Plan::goal(GoalId id) const {
  auto const found = std::ranges::find(goals, id, &Goal::goal);
  return found == goals.end() ? nullptr : &*found;
}

Plan::Action const* Plan::action(ActionId id) const {
  auto const found = std::ranges::find_if(actions, [&](Action const& action) { return action.agreed.action == id; });
  return found == actions.end() ? nullptr : &*found;
}

Plan::Meeting const* Plan::meeting(MeetingId id) const {
  auto const found = std::ranges::find_if(meetings, [&](Meeting const& one) { return one.called.meeting == id; });
  return found == meetings.end() ? nullptr : &*found;
}

Plan::Meeting const* Plan::open_meeting() const {
  auto const found = std::ranges::find_if(meetings, &Meeting::is_open);
  return found == meetings.end() ? nullptr : &*found;
}

std::optional<Date> meeting_due(Plan const& plan, profile::Practice const& practice) {
  if (plan.closed || plan.version == 0) return std::nullopt;
  if (auto const* open = plan.open_meeting()) return open->called.on;
  if (plan.next_meeting_on) return plan.next_meeting_on;
  auto from = plan.level_since;
  for (auto const& meeting : plan.meetings)
    if (meeting.held) from = std::max(from, meeting.held->on);
  for (auto const& rhythm : practice.meeting_rhythms)
    if (rhythm.level == plan.level) return london_date(profile::due(rhythm.every, noon_of(from)));
  return std::nullopt;
}

void evolve(Plan& plan, journal::Recorded const& recorded) {
  plan.version = recorded.header.version;
  plan.plan = PlanId{recorded.header.stream};
  if (recorded.header.version == 1) {
    plan.begun_at = recorded.header.occurred_at;
    plan.level_since = london_date(plan.begun_at);
  }
  if (auto const event = Events::decode(recorded)) {
    if (std::holds_alternative<LevelChanged>(*event)) plan.level_since = london_date(recorded.header.occurred_at);
    std::visit(Fold{plan}, *event);
  }
}

}  // namespace kith::plan
