// Agreement to take part, what the family says on sharing, and decisions to share or not: four things, never one box.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

Html yes_no(html::FormState const& form, std::string const& name, std::string_view question,
            std::string_view yes = "Yes", std::string_view no = "No", Html conditional_no = {}) {
  return html::radios_field(
      form, {.name = name,
             .fieldset = {.legend = {.text = question}},
             .items = {{.value = "yes", .text = yes}, {.value = "no", .text = no, .conditional = conditional_no}},
             .classes = "govuk-radios--small"});
}
Result<bool> typed_yes_no(http::Fields const& form, std::string const& field, std::string const& sentence) {
  auto const chosen = form.get(field);
  if (chosen == "yes") return true;
  if (chosen == "no") return false;
  return invalid("not_chosen", sentence, {{field, "not_chosen", sentence}});
}

// ---- agreement to take part

Html wording(FormGround const& ground) {
  Html html;
  for (auto const& word : ground.profile.practice.agreement_wordings)
    if (word.in_use_on(ground.today())) html += html::inset_text({.text = word.label});
  return html;
}

Html agreement_fields(html::FormState const& form, FormGround const& ground) {
  html::Radios answers{.name = "answer", .fieldset = {.legend = {.text = "What did they say?"}}};
  Html const leaving = html::checkboxes_field(
      form, {.name = "whole_family",
             .items = {{.value = "yes",
                        .text = "The whole family leaves early help",
                        .hint = {.text = "Sharing with the team stops at once. Nothing is deleted."}}},
             .values = form.all_values("whole_family"),
             .classes = "govuk-checkboxes--small"});
  for (auto const& member : members_of<Answer>)
    answers.items.push_back({.value = std::string{member.wire},
                             .text = member.label,
                             .conditional = member.value == Answer::withdraws ? leaving : Html{}});
  auto const methods = enquiry::choices(ground.profile.contact_methods, ground.today(), form.value("how"), "");
  return html::markup("<p class=\"govuk-body\">Ask each adult alone. What we ask:</p>") + wording(ground) +
         person_choice(form, "person", "Who was asked?", ground.opened.members) + html::radios_field(form, answers) +
         yes_no(form, "alone", "Were they asked alone?") +
         html::textarea_field(form, {.name = "understanding",
                                     .label = {.text = "For a child: how do you know they understood the choice?"},
                                     .hint = {.text = "Leave it empty for an adult."},
                                     .rows = 2}) +
         html::select_field(form, {.name = "how", .label = {.text = "How were they asked?"}, .items = methods}) +
         day_field(form, "on", "When?", ground.today()) +
         html::input_field(form, {.name = "asked_by",
                                  .label = {.text = "Who asked?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20});
}

Result<Step> read_agreement(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RecordAnswer command;
  auto& answered = command.answered;
  auto const person = PersonId::parse(form.get("person"));
  for (auto const& member : ground.opened.members)
    if (member.person == person) {
      answered.person = member.person;
      answered.who = member.shown_name();
      command.is_child = is_child(member, ground.today());
    }
  if (answered.person.is_nil())
    faults.take<bool>(
        invalid("not_chosen", "Choose who was asked.", {{"person", "not_chosen", "Choose who was asked."}}));
  auto const answer = parse<Answer>(form.get("answer"));
  if (!answer)
    faults.take<bool>(
        invalid("not_chosen", "Choose what they said.", {{"answer", "not_chosen", "Choose what they said."}}));
  answered.answer = answer.value_or(Answer::declines);
  answered.asked_alone = faults.take(typed_yes_no(form, "alone", "Say whether they were asked alone."));
  answered.understanding = faults.take(enquiry::typed_text(form, "understanding", 2000));
  answered.how = form.get("how");
  answered.on = faults.take(typed_day(form, "on", ground.today()));
  answered.asked_by = faults.take(enquiry::typed_text(form, "asked_by", 200));
  answered.whole_family = answered.answer == Answer::withdraws && form.get("whole_family") == "yes";
  for (auto const& word : ground.profile.practice.agreement_wordings)
    if (word.in_use_on(answered.on)) answered.wording = word.code;
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- what the family says on sharing

Html choice_fields(html::FormState const& form, FormGround const& ground) {
  auto const kinds = enquiry::choices(ground.profile.practice.information_kinds, ground.today(),
                                      form.value("information"), "Choose what kind");
  return agency_choice(form, ground, "With which agency?") +
         html::select_field(form,
                            {.name = "information", .label = {.text = "What kind of information?"}, .items = kinds}) +
         yes_no(form, "may_share", "May it be shared with them?") +
         html::input_field(
             form, {.name = "said_by", .label = {.text = "Who in the family said so?"}, .width_characters = 20}) +
         day_field(form, "on", "When?", ground.today());
}

Result<std::string> typed_agency(http::Fields const& form, FormGround const& ground) {
  for (auto const& agency : ground.profile.agencies)
    if (agency.code == form.get("agency")) return agency.code;
  return invalid("not_chosen", "Choose the agency.", {{"agency", "not_chosen", "Choose the agency."}});
}

Result<Step> read_choice(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  ChooseSharing command;
  auto& chosen = command.chosen;
  chosen.agency = faults.take(typed_agency(form, ground));
  chosen.information = faults.take(
      typed_choice(form, "information", ground.profile.practice.information_kinds, "Choose what kind of information."));
  chosen.may_share = faults.take(typed_yes_no(form, "may_share", "Say whether it may be shared."));
  chosen.said_by = faults.take(enquiry::typed_text(form, "said_by", 200));
  chosen.on = faults.take(typed_day(form, "on", ground.today()));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- decisions

Html decision_fields(html::FormState const& form, FormGround const& ground) {
  auto const& practice = ground.profile.practice;
  auto const kinds =
      enquiry::choices(practice.information_kinds, ground.today(), form.value("information"), "Choose what kind");
  html::Radios basis{
      .name = "basis", .fieldset = {.legend = {.text = "What does it rest on?"}}, .classes = "govuk-radios--small"};
  for (auto const& word : practice.sharing_bases)
    if (word.in_use_on(ground.today())) basis.items.push_back({.value = word.code, .text = word.label});
  Html const worried = html::checkboxes_field(
      form, {.name = "worried",
             .items = {{.value = "yes",
                        .text = "There is a worry that speaks for sharing",
                        .hint = {.text = "A second named person looks at it by the next working day."}}},
             .values = form.all_values("worried"),
             .classes = "govuk-checkboxes--small"});
  Html const why_not = html::input_field(form, {.name = "why_not_told", .label = {.text = "Why not?"}});
  return html::inset_text({.text = "Sharing what keeps a child safe and well rests on law, not on agreement. Record a "
                                   "decision to share, and one not to share."}) +
         yes_no(form, "share", "What is the decision?", "Share", "Do not share", worried) +
         agency_choice(form, ground, "With which agency?") +
         html::select_field(form,
                            {.name = "information", .label = {.text = "What kind of information?"}, .items = kinds}) +
         html::radios_field(form, basis) +
         reason_field(form, "reason", "Why?", "What they need it for, and why this much is enough.") +
         yes_no(form, "family_told", "Has the family been told?", "Yes", "No", why_not) +
         day_field(form, "on", "Decided on", ground.today()) +
         html::date_field(form, {.id = "until", .fieldset = {.legend = {.text = "Until (optional)"}}}) +
         html::input_field(form, {.name = "decided_by",
                                  .label = {.text = "Who decided?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20});
}

Result<Step> read_decision(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  DecideSharing command;
  auto& decided = command.decided;
  decided.decision = ChoiceId::mint(ground.now, *ground.services.random);
  decided.share = faults.take(typed_yes_no(form, "share", "Say what the decision is."));
  decided.worried = !decided.share && form.get("worried") == "yes";
  decided.agency = faults.take(typed_agency(form, ground));
  decided.information = faults.take(
      typed_choice(form, "information", ground.profile.practice.information_kinds, "Choose what kind of information."));
  decided.basis = faults.take(
      typed_choice(form, "basis", ground.profile.practice.sharing_bases, "Say what the decision rests on."));
  decided.reason = faults.take(enquiry::typed_text(form, "reason"));
  decided.family_told = faults.take(typed_yes_no(form, "family_told", "Say whether the family has been told."));
  if (!decided.family_told) decided.why_not_told = faults.take(enquiry::typed_text(form, "why_not_told", 1000));
  decided.on = faults.take(typed_day(form, "on", ground.today()));
  decided.until = faults.take(enquiry::typed_date(form, "until"));
  decided.decided_by = faults.take(enquiry::typed_text(form, "decided_by", 200));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

}  // namespace

std::vector<FamilyForm> sharing_forms() {
  using enum access::Action;
  return {{"agreement", "Agreement to take part", "Save", record_agreement, agreement_fields, read_agreement, "sharing",
           "What they said is recorded."},
          {"sharing-choice", "What the family says on sharing", "Save", record_agreement, choice_fields, read_choice,
           "sharing", "What the family said is recorded and holds from now."},
          {"sharing-decision", "A decision on sharing", "Save the decision", record_agreement, decision_fields,
           read_decision, "sharing", "The decision is recorded and holds from now."}};
}

}  // namespace kith::family
