// Goals and actions: set, reworded, ended; each action with somebody who does it and a day.
#include "enquiry/pages/words.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using enquiry::Faults;
using family::FamilyForm;
using family::FormGround;
using family::Step;
using html::Html;

Html gone(char const* sentence) { return html::inset_text({.text = sentence}); }

// ---- goals

Html goal_fields(html::FormState const& form, FormGround const& ground) {
  return html::textarea_field(form, {.name = "text",
                                     .label = {.text = "What does the family want?"},
                                     .hint = {.text = "In their words, so that everybody can tell when it is reached."},
                                     .rows = 3}) +
         html::input_field(
             form, {.name = "grows_from", .label = {.text = "Which worry or strength does it grow from? (optional)"}}) +
         html::select_field(form, {.name = "need",
                                   .label = {.text = "Need (optional)"},
                                   .items = enquiry::choices(ground.profile.needs, ground.today(), form.value("need"),
                                                             "Not one in particular")});
}
Result<Step> read_goal(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  SetGoal command;
  command.goal.goal = GoalId::mint(ground.now, *ground.services.random);
  command.goal.text = faults.take(enquiry::typed_text(form, "text", 2000));
  command.goal.grows_from = faults.take(enquiry::typed_text(form, "grows_from", 500));
  command.goal.need = form.get("need");
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

Html reword_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const id = GoalId::parse(ground.query.get("goal"));
  auto const* goal = plan && id ? plan->goal(*id) : nullptr;
  if (!goal) return gone("There is no such goal in this plan.");
  return html::hidden_field("goal", id->text()) + html::hidden_field("was", goal->text) +
         html::textarea_field(form, {.name = "text", .label = {.text = "Goal"}, .value = goal->text, .rows = 3});
}
Result<Step> read_reword(http::Fields const& form, FormGround const&) {
  auto const id = GoalId::parse(form.get("goal"));
  return plan_step(RewordGoal{id.value_or(GoalId{}), TRY(enquiry::typed_text(form, "was", 2000)),
                              TRY(enquiry::typed_text(form, "text", 2000))});
}

Html end_goal_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const id = GoalId::parse(ground.query.get("goal"));
  auto const* goal = plan && id ? plan->goal(*id) : nullptr;
  if (!goal) return gone("There is no such goal in this plan.");
  html::Radios radios{.name = "outcome", .fieldset = {.legend = {.text = "How did it end?"}}};
  for (auto const& member : members_of<GoalOutcome>)
    radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::hidden_field("goal", id->text()) + html::inset_text({.text = goal->text}) +
         html::radios_field(form, radios) + family::reason_field(form, "note", "Note (optional)");
}
Result<Step> read_end_goal(http::Fields const& form, FormGround const&) {
  auto const outcome = parse<GoalOutcome>(form.get("outcome"));
  if (!outcome)
    return invalid("not_chosen", "Choose how it ended.", {{"outcome", "not_chosen", "Choose how it ended."}});
  auto const id = GoalId::parse(form.get("goal"));
  return plan_step(EndGoal{id.value_or(GoalId{}), *outcome, TRY(enquiry::typed_text(form, "note", 2000))});
}

// ---- actions

Html owner_fields(html::FormState const& form, FormGround const& ground) {
  return owner_choice(form, ground, "owner") +
         html::input_field(
             form, {.name = "owner_name", .label = {.text = "Or somebody else: their name"}, .width_characters = 20});
}

Html action_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return gone("This family has no plan yet. Begin one first.");
  html::Select goals{
      .name = "goal", .label = {.text = "For which goal?"}, .items = {{.value = "", .text = "Not one in particular"}}};
  for (auto const& goal : plan->goals)
    if (!goal.outcome) goals.items.push_back({.value = goal.goal.text(), .text = goal.text});
  goals.value = ground.query.get("goal");
  return html::textarea_field(form, {.name = "text", .label = {.text = "What will be done?"}, .rows = 3}) +
         owner_fields(form, ground) +
         html::date_field(form, {.id = "due", .fieldset = {.legend = {.text = "By when?"}}}) +
         html::select_field(form, goals);
}
Result<Step> read_action(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  AgreeAction command;
  auto& action = command.action;
  action.action = ActionId::mint(ground.now, *ground.services.random);
  action.text = faults.take(enquiry::typed_text(form, "text", 2000));
  action.goal = GoalId::parse(form.get("goal"));
  auto const other = faults.take(enquiry::typed_text(form, "owner_name", 200));
  auto const owner = form.get("owner");
  if (!other.empty())
    action.owner = other;
  else
    give_to(action, owner, ground);
  auto const due = faults.take(enquiry::typed_date(form, "due"));
  if (!due && !faults.any()) faults.take<bool>(invalid("no_day", "Say by when.", {{"due", "no_day", "Say by when."}}));
  if (faults.any()) return faults.error();
  action.due = *due;
  return plan_step(std::move(command));
}

Html end_action_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const id = ActionId::parse(ground.query.get("action"));
  auto const* action = plan && id ? plan->action(*id) : nullptr;
  if (!action) return gone("There is no such action in this plan.");
  return html::hidden_field("action", id->text()) +
         html::inset_text({.text = html::markup("{}: {}", action->agreed.owner, action->agreed.text)}) +
         html::radios_field(
             form, {.name = "done",
                    .fieldset = {.legend = {.text = "Has it been done?"}},
                    .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No, and it will not be"}}}) +
         family::day_field(form, "on", "On which day?", ground.today()) +
         family::reason_field(form, "note", "What came of it? (optional)");
}
Result<Step> read_end_action(http::Fields const& form, FormGround const& ground) {
  if (form.get("done") != "yes" && form.get("done") != "no")
    return invalid("not_chosen", "Say whether it has been done.",
                   {{"done", "not_chosen", "Say whether it has been done."}});
  Faults faults;
  auto const id = ActionId::parse(form.get("action"));
  EndAction command{id.value_or(ActionId{}), form.get("done") == "yes",
                    faults.take(family::typed_day(form, "on", ground.today())),
                    faults.take(enquiry::typed_text(form, "note", 2000))};
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

}  // namespace

Html owner_choice(html::FormState const& form, FormGround const& ground, std::string const& name) {
  html::Select select{
      .name = name, .label = {.text = "Who will do it?"}, .items = {{.value = "", .text = "Choose somebody"}}};
  select.items.push_back({.value = "family", .text = "The family together"});
  for (auto const& member : ground.opened.members)
    select.items.push_back({.value = member.person.text(), .text = member.shown_name()});
  for (auto const& member : family::team_of(*ground.services.readers->lease(), ground.opened.family))
    if (!member.left_on)
      select.items.push_back({.value = member.member.text(),
                              .text = member.name + ", " + enquiry::agency_words(ground.profile, member.agency)});
  return html::select_field(form, select);
}

void give_to(ActionAgreed& action, std::string_view owner, FormGround const& ground) {
  if (owner == "family") {
    action.owner = std::string{"The family"};
    return;
  }
  for (auto const& member : ground.opened.members)
    if (member.person.text() == owner) action.owner = member.shown_name();
  for (auto const& member : family::team_of(*ground.services.readers->lease(), ground.opened.family))
    if (member.member.text() == owner) {
      action.owner = member.name;
      action.member = member.member;
    }
}

std::vector<FamilyForm> goal_forms() {
  auto const write = access::Action::write_plan;
  return {{"plan-goal", "Set a goal", "Set the goal", write, goal_fields, read_goal, "plan", "The goal is set."},
          {"plan-goal-reword", "Reword a goal", "Save", write, reword_fields, read_reword, "plan",
           "Saved. What it said before is kept."},
          {"plan-goal-end", "End a goal", "Save", write, end_goal_fields, read_end_goal, "plan", "The goal has ended."},
          {"plan-action", "Add an action", "Add", write, action_fields, read_action, "plan", "The action is agreed."},
          {"plan-action-end", "Done or dropped", "Save", write, end_action_fields, read_end_action, "plan", "Saved."}};
}

}  // namespace kith::plan
