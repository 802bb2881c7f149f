// Beginning a plan, its four answers, its level and footing, and its end.
#include "enquiry/pages/words.h"
#include "enquiry/records.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"
#include "journal/store.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using enquiry::Faults;
using family::FamilyForm;
using family::FormGround;
using family::Step;
using html::Html;

Html no_plan_yet() { return html::inset_text({.text = "This family has no plan yet. Begin one first."}); }

// ---- beginning: what the family has told already stands in the boxes, for whoever may read it

struct ToldBefore {
  std::string enquiry, worries, working_well, need_now;
};
// A request is read by whoever asked, by those who see the shared record, and by the agency that it was given to.
bool may_read(sql::Connection& c, enquiry::EnquiryRow const& row, FormGround const& ground) {
  auto const& agency = ground.subject.agency;
  auto const given = [&](enquiry::AllocationRow const& held) { return held.lead_agency == agency && !held.closed_on; };
  access::Field const said{
      .kind = access::FieldClass::entry,
      .own = row.sender == ground.subject.account,
      .own_agency = !agency.empty() && (row.asker_agency == agency ||
                                        std::ranges::any_of(enquiry::allocations_of_enquiry(c, row.enquiry), given))};
  return ground.opened.shows(ground.subject, said);
}
ToldBefore told_before(FormGround const& ground) {
  auto reader = ground.services.readers->lease();
  for (auto const& row : enquiry::enquiries_of_family(*reader, ground.opened.family)) {
    enquiry::Enquiry state;
    for (auto const& recorded : journal::load(*reader, row.enquiry.raw())) enquiry::evolve(state, recorded);
    auto const& received = state.received;
    if (!may_read(*reader, row, ground)) continue;
    if (!received.worries.empty() || !received.working_well.empty())
      return {row.enquiry.text(), received.worries, received.working_well, received.wanted};
  }
  return {};
}

Html begin_fields(html::FormState const& form, FormGround const& ground) {
  auto const told = told_before(ground);
  auto box = [&](std::string const& name, std::string_view words, std::string const& value, std::string_view hint) {
    return html::textarea_field(
        form, {.name = name, .label = {.text = words}, .hint = {.text = hint}, .value = value, .rows = 4});
  };
  Html html;
  if (!told.enquiry.empty())
    html += html::inset_text({.text = "What was told when help was asked for stands in the boxes. Change what has "
                                      "changed; nobody needs to tell it again."});
  return html + html::hidden_field("enquiry", told.enquiry) +
         box("worries", questions[0].words, told.worries, "In the family’s own words.") +
         box("working_well", questions[1].words, told.working_well, "") +
         box("need_now", questions[2].words, told.need_now, "") +
         box("next_step", questions[3].words, "", "Who does what, and by when.");
}
Result<Step> read_begin(http::Fields const& form, FormGround const&) {
  Faults faults;
  BeginPlan command;
  auto& begun = command.begun;
  begun.worries = faults.take(enquiry::typed_text(form, "worries"));
  begun.working_well = faults.take(enquiry::typed_text(form, "working_well"));
  begun.need_now = faults.take(enquiry::typed_text(form, "need_now"));
  begun.next_step = faults.take(enquiry::typed_text(form, "next_step"));
  begun.enquiry = EnquiryId::parse(form.get("enquiry"));
  if (faults.any()) return faults.error();
  return Step{
      [command](journal::Transaction& t, FamilyId family, By const& by) { return begin(t, family, command, by); }};
}

// ---- one of the answers

Html answer_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const answer = ground.query.get("answer");
  auto const found = plan ? plan->answers.find(std::string{answer}) : decltype(plan->answers.find("")){};
  if (!plan || found == plan->answers.end()) return no_plan_yet();
  return html::hidden_field("answer", answer) + html::hidden_field("was", found->second) +
         html::textarea_field(
             form, {.name = "text", .label = {.text = words_of_question(answer)}, .value = found->second, .rows = 8});
}
Result<Step> read_answer(http::Fields const& form, FormGround const&) {
  return plan_step(RewordAnswer{std::string{form.get("answer")}, TRY(enquiry::typed_text(form, "was")),
                                TRY(enquiry::typed_text(form, "text"))});
}

// ---- level and footing

Html level_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return no_plan_yet();
  html::Radios radios{.name = "to", .fieldset = {.legend = {.text = "To which level?"}}};
  for (auto const& level : ground.profile.levels)
    if (level.number <= 3 && level.number != plan->level)
      radios.items.push_back({.value = std::to_string(level.number),
                              .text = "Level " + std::to_string(level.number) + ": " + level.label,
                              .hint = {.text = level.meaning}});
  return html::inset_text({.text = "Nothing is typed again and nothing is lost: the plan only grows longer or shorter. "
                                   "Stepping down is looked at by a second person; help goes on meanwhile."}) +
         html::radios_field(form, radios) + family::reason_field(form, "reason", "Why?");
}
Result<Step> read_level(http::Fields const& form, FormGround const&) {
  auto const to = form.get("to");
  return plan_step(ChangeLevel{to.size() == 1 ? to[0] - '0' : 0, TRY(enquiry::typed_text(form, "reason"))});
}

Html footing_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return no_plan_yet();
  html::Radios radios{
      .name = "to", .fieldset = {.legend = {.text = "Footing in law"}}, .value = std::string{wire(plan->footing)}};
  for (auto const& member : members_of<Footing>)
    radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::radios_field(form, radios) + family::reason_field(form, "reason", "Why?");
}
Result<Step> read_footing(http::Fields const& form, FormGround const&) {
  auto const to = parse<Footing>(form.get("to"));
  if (!to) return invalid("not_chosen", "Choose the footing.", {{"to", "not_chosen", "Choose the footing."}});
  return plan_step(ChangeFooting{*to, TRY(enquiry::typed_text(form, "reason"))});
}

// ---- a manager asks for changes; the plan holds meanwhile

Html changes_fields(html::FormState const& form, FormGround const&) {
  return family::reason_field(form, "text", "What should change?",
                              "It stands on the plan until the next review. The plan goes on meanwhile.");
}
Result<Step> read_changes(http::Fields const& form, FormGround const&) {
  return plan_step(AskForChanges{TRY(enquiry::typed_text(form, "text"))});
}

// ---- ending, and beginning again

// Where the children stand on the continuum of need when the plan ends: read beside the level at allocation.
Html need_field(html::FormState const& form, FormGround const& ground) {
  html::Select select{.name = "need_level",
                      .label = {.text = "Which level of need are the children at now? (optional)"},
                      .items = {{.value = "", .text = "Not recorded"}}};
  for (auto const& level : ground.profile.levels)
    select.items.push_back({.value = std::to_string(level.number), .text = level.label});
  return html::select_field(form, select);
}
std::optional<int> typed_need(http::Fields const& form, profile::Profile const& profile) {
  for (auto const& level : profile.levels)
    if (form.get("need_level") == std::to_string(level.number)) return level.number;
  return std::nullopt;
}

Html close_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return no_plan_yet();
  Html html;
  auto const open = std::ranges::count_if(plan->actions, [](auto const& action) { return !action.ended; });
  if (open > 0)
    html += html::inset_text(
        {.text = open == 1 ? std::string{"One action is still open. It stays in the plan as it is."}
                           : std::to_string(open) + " actions are still open. They stay in the plan as they are."});
  if (plan->level >= 3)
    html += html::inset_text({.text = "A plan at level 3 is looked at by a second named person when it ends."});
  return html +
         html::select_field(form, {.name = "reason",
                                   .label = {.text = "Why does it end?"},
                                   .items = enquiry::choices(ground.profile.closing_reasons, ground.today(),
                                                             form.value("reason"), "Choose a reason")}) +
         need_field(form, ground) + family::reason_field(form, "came_of_it", "What came of it, for each need?") +
         family::reason_field(form, "family_says", "What does the family say? (optional)") +
         family::day_field(form, "on", "On which day?", ground.today());
}
Result<Step> read_close(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  ClosePlan command;
  command.closed.reason = form.get("reason");
  command.closed.need_level = typed_need(form, ground.profile);
  command.closed.came_of_it = faults.take(enquiry::typed_text(form, "came_of_it"));
  command.closed.family_says = faults.take(enquiry::typed_text(form, "family_says"));
  command.closed.on = faults.take(family::typed_day(form, "on", ground.today()));
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

Html reopen_fields(html::FormState const& form, FormGround const&) {
  return family::reason_field(form, "reason", "Why?", "The plan goes on with everything that is in it.");
}
Result<Step> read_reopen(http::Fields const& form, FormGround const&) {
  return plan_step(ReopenPlan{TRY(enquiry::typed_text(form, "reason"))});
}

}  // namespace

std::vector<FamilyForm> document_forms() {
  auto const write = access::Action::write_plan;
  return {{"plan-begin", "Begin the plan", "Begin", write, begin_fields, read_begin, "plan", "The plan has begun."},
          {"plan-answer", "Reword", "Save", write, answer_fields, read_answer, "plan",
           "Saved. What it said before is kept."},
          {"plan-level", "Change the level", "Save", write, level_fields, read_level, "plan", "The level is changed."},
          {"plan-footing", "Change the footing", "Save", write, footing_fields, read_footing, "plan",
           "The footing is changed."},
          {"plan-changes", "Ask for changes", "Save", access::Action::confirm_as_second, changes_fields, read_changes,
           "plan", "Your request stands on the plan."},
          {"plan-close", "Close this plan", "Close", write, close_fields, read_close, "plan", "The plan is closed."},
          {"plan-reopen", "Reopen this plan", "Reopen", write, reopen_fields, read_reopen, "plan",
           "The plan is open again."}};
}

}  // namespace kith::plan
