#include "plan/commands.h"

#include <algorithm>

namespace kith::plan {

namespace {

Context context_of(journal::Transaction& t, By const& by) {
  return {t.now(), london_date(t.now()), by.subject.account};
}

// An action can be given to somebody who is in the team today, not to one who left yesterday.
Result<Done> owner_is_there(sql::Connection& c, FamilyId family, ActionAgreed const& action) {
  if (!action.member) return Done{};
  auto const team = family::team_of(c, family);
  auto const found = std::ranges::find(team, *action.member, &family::MemberRow::member);
  if (found != team.end() && !found->left_on) return Done{};
  auto const sentence = std::string{"This person is no longer in the team. Choose somebody who is."};
  return invalid("owner_left", sentence, {{"owner", "owner_left", sentence}});
}
Result<Done> owner_is_there(sql::Connection& c, FamilyId family, AgreeAction const& command) {
  return owner_is_there(c, family, command.action);
}
Result<Done> owners_are_there(sql::Connection& c, FamilyId family, RecordMeeting const& command) {
  for (auto const& action : command.actions) TRY(owner_is_there(c, family, action));
  return Done{};
}

Result<std::string> append(journal::Transaction& t, PlanId plan, std::int64_t version,
                           std::vector<Events::Event> const& events, By const& by) {
  std::vector<journal::NewEvent> encoded;
  for (auto const& event : events) encoded.push_back(Events::encode(event, t.now()));
  TRY(t.append(plan.raw(), version, encoded, by.author()));
  return plan.text();
}

// The second look is asked for in the same transaction, so that no step escapes it.
Result<Done> ask_for_second_looks(journal::Transaction& t, FamilyId family, Plan const& before,
                                  std::vector<Events::Event> const& events, By const& by) {
  for (auto const& event : events)
    if (auto asked = second_look_at(before, event)) {
      asked->ask = family::AskId::mint(t.now(), t.random());
      By house = by;
      house.system = true;
      TRY(family::act(t, family, family::AskSecond{*std::move(asked)}, house));
    }
  return Done{};
}

}  // namespace

Result<std::string> begin(journal::Transaction& t, FamilyId family, BeginPlan const& command, By const& by) {
  if (people::family_members(t.connection(), family).empty()) return not_found("no_family", "There is no such family.");
  TRY(family::authorise(t.connection(), family, access::Action::write_plan, by, t.now()));
  if (auto const there = plan_of_family(t.connection(), family))
    return invalid("begun_already", there->closed_on ? "This family has a plan that is closed. Reopen it."
                                                     : "This family has a plan already.");
  auto begun = command.begun;
  begun.plan = PlanId::mint(t.now(), t.random());
  begun.family = family;
  auto const events = TRY(decide(Plan{}, BeginPlan{begun}, context_of(t, by)));
  return append(t, begun.plan, 0, events, by);
}

template <class Command>
Result<std::string> act(journal::Transaction& t, FamilyId family, Command const& command, By const& by) {
  TRY(family::authorise(t.connection(), family, access::Action::write_plan, by, t.now()));
  auto const row = plan_of_family(t.connection(), family);
  if (!row) return not_found("no_plan", "This family has no plan yet. Begin one first.");
  auto const standing = t.state<Plan>(row->plan.raw());
  if constexpr (std::is_same_v<Command, AgreeAction>) TRY(owner_is_there(t.connection(), family, command));
  if constexpr (std::is_same_v<Command, RecordMeeting>) TRY(owners_are_there(t.connection(), family, command));
  auto const events = TRY(decide(*standing, command, context_of(t, by)));
  auto const answer = TRY(append(t, row->plan, standing.version, events, by));
  TRY(ask_for_second_looks(t, family, *standing, events, by));
  return answer;
}

std::optional<family::SecondAsked> second_look_at(Plan const& before, Events::Event const& event) {
  family::SecondAsked asked;
  asked.family = before.family;
  if (auto const* closed = std::get_if<PlanClosed>(&event); closed && before.level >= 3) {
    asked.about = family::SecondLook::closing;
    asked.what = closed->came_of_it;
    return asked;
  }
  if (auto const* changed = std::get_if<LevelChanged>(&event); changed && changed->to < changed->from) {
    asked.about = family::SecondLook::step_down;
    asked.what = "From level " + std::to_string(changed->from) + " to level " + std::to_string(changed->to) + ": " +
                 changed->reason;
    return asked;
  }
  return std::nullopt;
}

template Result<std::string> act(journal::Transaction&, FamilyId, RewordAnswer const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ChangeLevel const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ChangeFooting const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, SetGoal const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RewordGoal const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndGoal const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AgreeAction const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndAction const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, PlanReview const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordReview const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AssessDomain const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, TakeReading const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AskForChanges const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ClosePlan const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ReopenPlan const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, CallMeeting const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, CallOffMeeting const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordMeeting const&, By const&);

}  // namespace kith::plan
