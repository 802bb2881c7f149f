// A family's own view: the plan in plain words, who helps, who was told what; and a place to answer.
#include "base/text.h"
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/typed.h"
#include "guest/guest_pages.h"
#include "html/components.h"

namespace kith::guest {

namespace {

using door::Words;
using html::Html;

// What somebody typed: in English as a rule, whatever the page's language, and in whatever direction they wrote.
Html typed(Words const& words, std::string_view text) {
  return html::markup("<div class=\"govuk-body\" dir=\"auto\">{}</div>", words.english(enquiry::lines_of(text)));
}

Html bullets(Html const& items) {
  return items.empty() ? items : html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", items);
}

Html action_line(OurAction const& action, Words const& words) {
  auto line = html::markup("<strong>{}</strong>: {}", words.english(html::text(action.owner)),
                           words.english(html::text(action.text)));
  if (action.done)
    line.add(" {}", html::tag({.text = words(*action.done ? "ours.done" : "ours.not_done"),
                               .colour = *action.done ? html::TagColour::green : html::TagColour::grey}));
  else
    line.add(", {}", words("ours.by", {{"date", words.long_date(action.due)}}));
  return html::markup("<li>{}</li>", line);
}

std::string_view key_of_outcome(plan::GoalOutcome outcome) {
  switch (outcome) {
    case plan::GoalOutcome::reached:
      return "ours.goal_reached";
    case plan::GoalOutcome::partly:
      return "ours.goal_partly";
    case plan::GoalOutcome::not_reached:
      return "ours.goal_not_reached";
    case plan::GoalOutcome::dropped:
      break;
  }
  return "ours.goal_dropped";
}

Html goal_block(OurGoal const& goal, Words const& words) {
  auto html = html::markup("<h3 class=\"govuk-heading-s\" dir=\"auto\">{}</h3>", words.english(html::text(goal.text)));
  if (goal.outcome) html += door::paragraph(words(key_of_outcome(*goal.outcome)));
  Html items;
  for (auto const& action : goal.actions) items += action_line(action, words);
  return html + bullets(items);
}

Html document_of(OurPlan const& plan, Words const& words) {
  if (!plan.there) return door::paragraph(words("ours.none"));
  Html html;
  for (auto const& answer : plan.answers)
    html += door::heading(words("ours." + answer.item)) + typed(words, answer.text);
  if (!plan.goals.empty()) html += door::heading(words("ours.goals"));
  for (auto const& goal : plan.goals) html += goal_block(goal, words);
  if (!plan.actions.empty()) {
    Html items;
    for (auto const& action : plan.actions) items += action_line(action, words);
    html += door::heading(words("ours.actions")) + bullets(items);
  }
  if (plan.review_on)
    html += door::heading(words("ours.review")) + door::paragraph(html::text(words.long_date(*plan.review_on)));
  if (!plan.reviews.empty()) html += door::heading(words("ours.reviews"));
  for (auto const& review : plan.reviews) {
    html += html::markup("<h3 class=\"govuk-heading-s\">{}</h3>", words.long_date(review.on)) +
            typed(words, review.what_changed);
    if (!review.family_says.empty())
      html += door::paragraph(words("ours.family_says")) + typed(words, review.family_says);
  }
  return html;
}

Html people_of(OurPlan const& plan, Words const& words) {
  Html html, helpers, told;
  for (auto const& helper : plan.helpers) {
    auto line = words.english(html::markup("{}, {}", helper.name, helper.agency));
    if (!helper.phone.empty()) line.add(", {}", door::phone_link(helper.phone));
    if (helper.leads) line.add("<br>{}", words("ours.lead"));
    helpers.add("<li>{}</li>", line);
  }
  if (!helpers.empty()) html += door::heading(words("ours.helpers")) + bullets(helpers);
  for (auto const& row : plan.told)
    told.add("<li>{}, {}</li>", words.english(html::markup("{}: {}", row.agency, row.information)),
             words.long_date(row.on));
  if (!told.empty()) html += door::heading(words("ours.told")) + bullets(told);
  return html;
}

Html words_of(OurPlan const& plan, Words const& words) {
  Html html;
  if (!plan.notes.empty()) html += door::heading(words("ours.notes"));
  for (auto const& note : plan.notes)
    html += html::markup("<h3 class=\"govuk-heading-s\">{}</h3>", words.long_date(london_date(note.at))) +
            typed(words, note.text);
  if (!plan.child_said.empty()) html += door::heading(words("ours.child_said"));
  for (auto const& said : plan.child_said) html += typed(words, said.text);
  if (!plan.said.empty()) html += door::heading(words("ours.said"));
  for (auto const& said : plan.said) {
    html += html::markup("<h3 class=\"govuk-heading-s\">{}</h3>", words.long_date(london_date(said.at)));
    if (said.agrees) html += door::paragraph(words(*said.agrees ? "ours.said_agrees" : "ours.said_differs"));
    if (!said.text.empty())
      html += html::markup("<div class=\"govuk-body\" dir=\"auto\">{}</div>", enquiry::lines_of(said.text));
  }
  return html;
}

Html button_of(door::Visit const& visit, std::string_view words, bool warns = false) {
  return html::button({.text = visit.words(words),
                       .variant = warns ? html::ButtonVariant::warning : html::ButtonVariant::standard,
                       .prevent_double_click = true});
}

Html answer_form(door::Visit const& visit, html::FormState const& form) {
  auto const& words = visit.words;
  html::Radios agrees{
      .name = "agrees",
      .fieldset = {.legend = {.text = words("ours.agree_question"), .classes = "govuk-fieldset__legend--m"}}};
  agrees.items.push_back({.value = "yes", .text = words("ours.agree_yes")});
  agrees.items.push_back(
      {.value = "no",
       .text = words("ours.agree_no"),
       .conditional = html::textarea_field(form, {.name = "different", .label = {.text = words("ours.different")}})});
  return guest_form(visit, html::hidden_field("what", "answer") + html::radios_field(form, agrees) +
                               button_of(visit, "ours.answer_send"));
}

Html say_form(door::Visit const& visit, html::FormState const& form) {
  auto const& words = visit.words;
  auto const field = html::textarea_field(form, {.name = "text",
                                                 .label = {.text = words("ours.say"), .classes = "govuk-label--m"},
                                                 .hint = {.text = words("ours.say_hint")}});
  return guest_form(visit, html::hidden_field("what", "say") + field + button_of(visit, "ours.say_send"));
}

Html stop_form(door::Visit const& visit) {
  auto const& words = visit.words;
  return door::heading(words("news.stop_heading")) + door::paragraph(words("news.stop")) +
         guest_form(visit, html::hidden_field("what", "stop") + button_of(visit, "news.stop_button", true));
}

}  // namespace

Html our_plan_html(OurPlan const& plan, Words const& words, profile::Profile const&) {
  return document_of(plan, words) + people_of(plan, words) + words_of(plan, words);
}

http::Response family_page_for(door::Visit const& visit, GuestRow const& guest, html::FormState form, int status) {
  auto const& words = visit.words;
  OurPlan plan;
  {
    auto reader = visit.services->readers->lease();
    Reader const who{guest.person, view_standing_of(*reader, guest, true, london_date(visit.now()))};
    plan = our_plan(*reader, guest.family, plan_now(*reader, guest.family), who, visit.profile());
  }
  form.error_word = words.plain("frame.error");
  auto main = door::title_of(words("ours.title"));
  if (visit.request->query.get("done") == "yes") main += html::inset_text({.text = words("ours.kept")});
  main += our_plan_html(plan, words, visit.profile());
  main += html::markup("<hr class=\"govuk-section-break govuk-section-break--visible govuk-section-break--l\">");
  if (plan.there) main += answer_form(visit, form);
  main += say_form(visit, form) + stop_form(visit) + door::numbers_to_ring(visit, true);
  return door::shown(visit,
                     {.self = "/help/page",
                      .above = html::error_summary(form, words("frame.problem")),
                      .main = main,
                      .error = !form.errors.empty()},
                     status);
}

Result<std::function<Result<std::string>(journal::Transaction&)>> family_step(door::Visit const& visit,
                                                                              GuestRow const& guest) {
  using Run = std::function<Result<std::string>(journal::Transaction&)>;
  auto const& form = visit.visitor.form;
  auto refused = [&](char const* field, char const* code, char const* key) {
    auto const sentence = visit.words.plain(key);
    return invalid(code, sentence, {{field, code, sentence}});
  };
  auto const what = form.get("what");
  auto const id = guest.guest;
  if (what == "stop") return Run{[id](journal::Transaction& t) { return stop(t, id); }};
  if (what == "say") {
    auto text = TRY(enquiry::typed_text(form, "text"));
    if (text.empty()) return refused("text", "nothing_written", "ours.empty_text");
    return Run{[id, text = std::move(text)](journal::Transaction& t) { return comment(t, id, text); }};
  }
  auto const agrees = form.get("agrees");
  if (agrees != "yes" && agrees != "no") return refused("agrees", "not_chosen", "ours.empty_agree");
  auto text = agrees == "no" ? TRY(enquiry::typed_text(form, "different")) : std::string{};
  if (agrees == "no" && text.empty()) return refused("different", "nothing_written", "ours.empty_different");
  return Run{[id, yes = agrees == "yes", text = std::move(text)](journal::Transaction& t) {
    return answer_plan(t, id, yes, text);
  }};
}

}  // namespace kith::guest
