// "I disagree", stage by stage; and a step up that is refused.
#include <algorithm>

#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

// ---- raising it

Html disagree_fields(html::FormState const& form, FormGround const& ground) {
  auto const& stages = ground.profile.practice.escalation_stages;
  return html::inset_text(
             {.text = html::markup("It begins here: {}. An answer is due within {}. What is being done for "
                                   "the family goes on meanwhile.",
                                   stages.front().label, profile::for_people(stages.front().answer))}) +
         html::select_field(form, {.name = "about",
                                   .label = {.text = "What is it about?"},
                                   .items = enquiry::choices(ground.profile.practice.disagreements, ground.today(),
                                                             form.value("about"), "Choose what it is about")}) +
         agency_choice(form, ground, "With whom?") + reason_field(form, "text", "What do you disagree with, and why?") +
         reason_field(form, "wants", "What should happen instead?");
}
Result<Step> read_disagree(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RaiseDisagreement command;
  auto& raised = command.raised;
  raised.disagreement = DisagreementId::mint(ground.now, *ground.services.random);
  raised.about =
      faults.take(typed_choice(form, "about", ground.profile.practice.disagreements, "Choose what it is about."));
  std::vector<profile::Word> const agencies{ground.profile.agencies.begin(), ground.profile.agencies.end()};
  raised.agency = faults.take(typed_choice(form, "agency", agencies, "Choose whom it is with."));
  raised.text = faults.take(enquiry::typed_text(form, "text", 4000));
  raised.wants = faults.take(enquiry::typed_text(form, "wants", 4000));
  raised.stage = ground.profile.practice.escalation_stages.front().code;
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- its steps

std::optional<DisagreementRow> disagreement_named(FormGround const& ground) {
  auto const id = DisagreementId::parse(ground.query.get("disagreement"));
  if (!id) return std::nullopt;
  for (auto& row : disagreements_of(*ground.services.readers->lease(), ground.opened.family))
    if (row.disagreement == *id && ground.opened.shows(ground.subject, row.field(ground.subject)))
      return std::move(row);
  return std::nullopt;
}
Error choose_one() {
  return not_found("no_disagreement", "There is no such disagreement. Go back to the decisions and choose it there.");
}
Html what_it_is(DisagreementRow const& row) {
  auto const& first = row.steps.empty() ? std::string{} : row.steps.front().text;
  return html::hidden_field("disagreement", row.disagreement.text()) +
         html::inset_text(
             {.text = html::markup("{}: “{}” Should happen instead: “{}”", row.raised_by_name, first, row.wants)});
}

Html answer_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return html::inset_text({.text = choose_one().sentence});
  return what_it_is(*row) + reason_field(form, "answer", "What do you answer?") +
         html::input_field(form, {.name = "answered_by",
                                  .label = {.text = "Who answers?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20});
}
Result<Step> read_answer(http::Fields const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return choose_one();
  Faults faults;
  AnswerDisagreement command;
  command.answered.disagreement = row->disagreement;
  command.answered.answer = faults.take(enquiry::typed_text(form, "answer", 4000));
  command.answered.answered_by = faults.take(enquiry::typed_text(form, "answered_by", 200));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html further_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return html::inset_text({.text = choose_one().sentence});
  auto const next = next_stage(ground.profile, row->stage);
  for (auto const& stage : ground.profile.practice.escalation_stages)
    if (stage.code == next)
      return what_it_is(*row) +
             html::markup("<p class=\"govuk-body\">It goes to: {}. An answer is due within {}.</p>", stage.label,
                          profile::for_people(stage.answer)) +
             reason_field(form, "reason", "Why is it not settled yet?");
  return what_it_is(*row) + html::markup("<p class=\"govuk-body\">This is the last stage.</p>");
}
Result<Step> read_further(http::Fields const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return choose_one();
  return step(MoveDisagreement{row->disagreement, next_stage(ground.profile, row->stage),
                               TRY(enquiry::typed_text(form, "reason", 4000))});
}

Html settle_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return html::inset_text({.text = choose_one().sentence});
  return what_it_is(*row) + reason_field(form, "outcome", "What was agreed?");
}
Result<Step> read_settle(http::Fields const& form, FormGround const& ground) {
  auto const row = disagreement_named(ground);
  if (!row) return choose_one();
  return step(SettleDisagreement{row->disagreement, next_stage(ground.profile, row->stage).empty(),
                                 TRY(enquiry::typed_text(form, "outcome", 4000))});
}

// ---- not stepping up

Html no_step_up_fields(html::FormState const& form, FormGround const& ground) {
  return html::inset_text({.text = "The worry stays with early help. A second named person looks at this by the next "
                                   "working day; help goes on meanwhile. If a child is in danger now, do not fill this "
                                   "in: raise it as urgent."}) +
         set_field<StepUp>(form, "to", "What was asked for?") +
         html::input_field(form, {.name = "asked_by", .label = {.text = "Who asked for it?"}, .width_characters = 20}) +
         reason_field(form, "worry", "What is the worry?") +
         reason_field(form, "reason", "Why does early help keep it?") +
         html::input_field(form, {.name = "decided_by",
                                  .label = {.text = "Who decided?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20}) +
         html::radios_field(form, {.name = "social_worker",
                                   .fieldset = {.legend = {.text = "Did a social worker take part?"}},
                                   .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                                   .classes = "govuk-radios--inline govuk-radios--small"}) +
         reason_field(form, "would_change_our_mind", "What would change our mind?") +
         html::date_field(form, {.id = "look_again_on", .fieldset = {.legend = {.text = "When do we look again?"}}});
}
Result<Step> read_no_step_up(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RefuseStepUp command;
  auto& refused = command.refused;
  refused.ask = AskId::mint(ground.now, *ground.services.random);
  refused.to = faults.take(typed_member<StepUp>(form, "to", "Say what was asked for."));
  refused.asked_by = faults.take(enquiry::typed_text(form, "asked_by", 200));
  refused.worry = faults.take(enquiry::typed_text(form, "worry", 4000));
  refused.reason = faults.take(enquiry::typed_text(form, "reason", 4000));
  refused.decided_by = faults.take(enquiry::typed_text(form, "decided_by", 200));
  if (form.get("social_worker").empty()) {
    auto const sentence = std::string{"Say whether a social worker took part."};
    faults.take<bool>(invalid("not_chosen", sentence, {{"social_worker", "not_chosen", sentence}}));
  }
  refused.social_worker_took_part = form.get("social_worker") == "yes";
  refused.would_change_our_mind = faults.take(enquiry::typed_text(form, "would_change_our_mind", 4000));
  refused.look_again_on = faults.take(needed_day(form, "look_again_on", "Say when you look at it again."));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

}  // namespace

std::vector<FamilyForm> decision_forms() {
  using enum access::Action;
  return {
      {"disagree", "I disagree", "Send", disagree, disagree_fields, read_disagree, "decisions",
       "Your disagreement is on record, and its clock runs."},
      {"disagree-answer", "Answer a disagreement", "Save", disagree, answer_fields, read_answer, "decisions",
       "The answer is recorded."},
      {"disagree-further", "Take it to the next stage", "Take it further", disagree, further_fields, read_further,
       "decisions", "It is at the next stage now."},
      {"disagree-settle", "It is settled", "Save", disagree, settle_fields, read_settle, "decisions", "It is settled."},
      {"no-step-up", "Decide not to step up", "Save", refuse_step_up, no_step_up_fields, read_no_step_up, "decisions",
       "The decision is on record. A second person looks at it."}};
}

}  // namespace kith::family
