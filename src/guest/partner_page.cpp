// A partner's own part in a family's plan, without signing in: what they have to do, a note, and a way out. In English,
// as all pages for people at work.
#include "enquiry/pages/typed.h"
#include "guest/guest_pages.h"
#include "html/components.h"

namespace kith::guest {

namespace {

using access::PartnerAct;
using html::Html;

// Their own open actions, the earliest first; each asked about by itself.
std::vector<plan::Plan::Action> own_actions(sql::Connection& c, GuestRow const& guest) {
  std::vector<plan::Plan::Action> own;
  auto const plan = plan_now(c, guest.family);
  if (!plan || plan->closed) return own;
  auto const standing = partner_standing_of(c, guest, true);
  for (auto const& action : plan->actions) {
    bool const theirs = action.agreed.member && action.agreed.member == guest.member;
    if (!action.ended && access::decide_partner(standing, PartnerAct::see_action, theirs)) own.push_back(action);
  }
  std::ranges::stable_sort(own, {}, [](auto const& action) { return action.agreed.due; });
  return own;
}

Html action_form(door::Visit const& visit, plan::Plan::Action const& action, html::FormState const& form, Date today) {
  auto const& agreed = action.agreed;
  auto const note = "note-" + agreed.action.text();
  auto line = html::markup(
      "<h3 class=\"govuk-heading-s\">{}</h3><p class=\"govuk-body\">By {} {}</p>", agreed.text, for_people(agreed.due),
      agreed.due < today ? html::tag({.text = "Overdue", .colour = html::TagColour::red}) : Html{});
  auto button = [&](std::string_view words, std::string_view value, bool first) {
    return html::button(
        {.text = html::markup("{}<span class=\"govuk-visually-hidden\">: {}</span>", words, agreed.text),
         .name = "what",
         .value = std::string{value},
         .variant = first ? html::ButtonVariant::standard : html::ButtonVariant::secondary,
         .prevent_double_click = true});
  };
  return line +
         guest_form(visit,
                    html::hidden_field("action", agreed.action.text()) +
                        html::input_field(form, {.name = note, .label = {.text = "A few words about it (optional)"}}) +
                        button("Done", "done", true) + Html{" "} + button("It will not be done", "dropped", false));
}

Html who_to_ring(sql::Connection& c, FamilyId family, profile::Profile const& profile) {
  for (auto const& row : family::team_of(c, family))
    if (row.leads && !row.left_on && !row.phone.empty() && !is_specialist(row.agency, row.role))
      return html::markup("<p class=\"govuk-body\">{}: {}, {}</p>", profile.practice.names.lead, row.name,
                          door::phone_link(row.phone));
  return html::markup("<p class=\"govuk-body\">The early help hub: {}</p>",
                      door::phone_link(profile.contacts.hub_phone));
}

std::string family_name(std::vector<people::PersonRecord> members) {
  family::OpenedFamily named;
  named.members = std::move(members);
  return named.name();
}

}  // namespace

http::Response partner_page_for(door::Visit const& visit, GuestRow const& guest, html::FormState form, int status) {
  auto const today = london_date(visit.now());
  auto reader = visit.services->readers->lease();
  auto main = door::title_of(html::text(family_name(people::family_members(*reader, guest.family))));
  if (visit.request->query.get("done") == "yes") main += html::inset_text({.text = "Saved. Thank you."});
  main += html::markup(
      "<p class=\"govuk-body\">{}, this is what you have to do with this family. Every look and every "
      "change is recorded.</p>",
      guest.name);
  main += door::heading("Your actions");
  auto const actions = own_actions(*reader, guest);
  for (auto const& action : actions) main += action_form(visit, action, form, today);
  if (actions.empty()) main += door::paragraph("There is nothing open for you.");
  main += guest_form(visit,
                     html::hidden_field("what", "note") +
                         html::textarea_field(form, {.name = "text",
                                                     .label = {.text = "Add a note", .classes = "govuk-label--m"},
                                                     .hint = {.text = "Those who work with the family may read it."}}) +
                         html::button({.text = "Save the note", .prevent_double_click = true}));
  main += door::heading("Whom to ring") + who_to_ring(*reader, guest.family, visit.profile());
  html::Checkboxes sure{.name = "sure",
                        .fieldset = {.legend = {.text = "No longer involved", .classes = "govuk-fieldset__legend--m"}},
                        .items = {{.value = "yes", .text = "I no longer work with this family"}}};
  main += guest_form(
      visit,
      html::hidden_field("what", "leave") + html::checkboxes_field(form, sure) +
          html::button({.text = "Save", .variant = html::ButtonVariant::secondary, .prevent_double_click = true}));
  return door::shown(visit,
                     {.self = "/help/page",
                      .title = "Your part",
                      .above = html::error_summary(form),
                      .main = main,
                      .exits = false,
                      .error = !form.errors.empty(),
                      .english_only = true},
                     status);
}

Result<std::function<Result<std::string>(journal::Transaction&)>> partner_step(door::Visit const& visit,
                                                                               GuestRow const& guest) {
  using Run = std::function<Result<std::string>(journal::Transaction&)>;
  auto const& form = visit.visitor.form;
  auto const what = form.get("what");
  auto const id = guest.guest;
  if (what == "leave") {
    auto const* sentence = "Tick the box if you no longer work with this family.";
    if (form.get("sure") != "yes") return invalid("not_sure", sentence, {{"sure", "not_sure", sentence}});
    return Run{[id](journal::Transaction& t) { return leave(t, id); }};
  }
  if (what == "note") {
    auto text = TRY(enquiry::typed_text(form, "text"));
    auto const* sentence = "Write the note.";
    if (text.empty()) return invalid("nothing_written", sentence, {{"text", "nothing_written", sentence}});
    return Run{[id, text = std::move(text)](journal::Transaction& t) { return add_note(t, id, text); }};
  }
  auto const action = ActionId::parse(form.get("action"));
  if (!action || (what != "done" && what != "dropped"))
    return invalid("unknown_step", "Choose what came of it with one of the buttons.");
  auto note = TRY(enquiry::typed_text(form, "note-" + action->text(), 1000));
  return Run{[id, action = *action, done = what == "done", note = std::move(note)](journal::Transaction& t) {
    return end_action(t, id, action, done, note);
  }};
}

}  // namespace kith::guest
