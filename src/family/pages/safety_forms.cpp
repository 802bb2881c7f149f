// Conflicts of interest, a record opened in an emergency and looked at afterwards, and the word of a second person.
#include "access/accounts.h"
#include "family/pages/family_pages.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

// ---- conflict of interest

Html conflict_fields(html::FormState const& form, FormGround const& ground) {
  Html html = html::inset_text({.text = "Tell us if you know this family outside work: kin, neighbours, friends. You "
                                        "will not see their record any more, not in an emergency either."});
  if (ground.opened.may(ground.subject, access::Action::manage_team))
    html += html::input_field(form, {.name = "login",
                                     .label = {.text = "Sign-in name of whom it concerns"},
                                     .hint = {.text = "Leave it empty if it is you."},
                                     .width_characters = 20,
                                     .spellcheck = false});
  return html + reason_field(form, "tie", "How do they know the family?");
}
Result<Step> read_conflict(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  DeclareConflict command{ground.subject.account, faults.take(enquiry::typed_text(form, "tie", 1000))};
  auto const login = faults.take(enquiry::typed_text(form, "login", 100));
  if (!login.empty()) {
    auto const account = access::account_by_login(*ground.services.readers->lease(), login);
    auto const sentence = std::string{"Nobody signs in with this name. Check how it is written."};
    if (account)
      command.account = account->account;
    else
      faults.take<bool>(invalid("unknown_login", sentence, {{"login", "unknown_login", sentence}}));
  }
  if (faults.any()) return faults.error();
  return step(std::move(command));
}
bool concerns_oneself(http::Fields const& form, FormGround const&) { return form.get("login").empty(); }

Html end_conflict_fields(html::FormState const& form, FormGround const& ground) {
  html::Radios radios{.name = "account", .fieldset = {.legend = {.text = "Whose conflict has ended?"}}};
  for (auto const& row : conflicts_of(*ground.services.readers->lease(), ground.opened.family))
    radios.items.push_back({.value = row.account.text(), .text = row.account_name, .hint = {.text = row.tie}});
  if (radios.items.empty()) return html::inset_text({.text = "No conflict of interest is on record."});
  return html::radios_field(form, radios) + reason_field(form, "reason", "Why?");
}
Result<Step> read_end_conflict(http::Fields const& form, FormGround const&) {
  auto const account = ActorId::parse(form.get("account"));
  if (!account)
    return invalid("not_chosen", "Choose whose conflict has ended.",
                   {{"account", "not_chosen", "Choose whose conflict has ended."}});
  return step(EndConflict{*account, TRY(enquiry::typed_text(form, "reason", 1000))});
}

// ---- in an emergency

Html emergency_fields(html::FormState const& form, FormGround const&) {
  return html::warning_text({.text = "The shared record opens to you for an hour. The lead practitioner and a manager "
                                     "are told at once, and a manager looks at your reason by the next working day. A "
                                     "protected address stays closed."}) +
         set_field<GlassReason>(form, "category", "Why may you see it?") +
         reason_field(form, "reason", "What has happened?", "At least twenty characters.");
}
Result<Step> read_emergency(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  BreakGlass command{GlassId::mint(ground.now, *ground.services.random),
                     faults.take(typed_member<GlassReason>(form, "category", "Say why you may see it.")),
                     faults.take(enquiry::typed_text(form, "reason", 2000))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html review_fields(html::FormState const& form, FormGround const& ground) {
  auto const id = GlassId::parse(ground.query.get("glass"));
  for (auto const& glass : glasses_of(*ground.services.readers->lease(), ground.opened.family)) {
    if (!id || glass.glass != *id) continue;
    return html::hidden_field("glass", glass.glass.text()) +
           html::inset_text({.text = html::markup("{} opened the record on {}. {}: “{}”", glass.account_name,
                                                  for_people(glass.broken_at), label(glass.category), glass.reason)}) +
           set_field<GlassFinding>(form, "finding", "What do you find?") +
           reason_field(form, "note", "Note (optional)");
  }
  return html::inset_text({.text = "There is nothing to review here."});
}
Result<Step> read_review(http::Fields const& form, FormGround const&) {
  auto const id = GlassId::parse(form.get("glass"));
  if (!id) return not_found("no_glass", "There is nothing to review here.");
  Faults faults;
  ReviewGlass command{*id, faults.take(typed_member<GlassFinding>(form, "finding", "Say what you find.")),
                      faults.take(enquiry::typed_text(form, "note", 2000))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- the second person

Html second_fields(html::FormState const& form, FormGround const& ground) {
  auto const id = AskId::parse(ground.query.get("ask"));
  for (auto const& ask : asks_of(*ground.services.readers->lease(), ground.opened.family)) {
    if (!id || ask.ask != *id) continue;
    return html::hidden_field("ask", ask.ask.text()) +
           html::inset_text({.text = html::markup("{}, by {} on {}: “{}”", label(ask.about), ask.asked_by_name,
                                                  for_people(ask.asked_at), ask.what)}) +
           html::radios_field(form, {.name = "agrees",
                                     .fieldset = {.legend = {.text = "Do you agree?"}},
                                     .items = {{.value = "yes", .text = "Yes"},
                                               {.value = "no", .text = "No: something else should happen"}}}) +
           reason_field(form, "note", "Note", "If you do not agree, say what should happen instead.");
  }
  return html::inset_text({.text = "This step does not wait for a second person."});
}
Result<Step> read_second(http::Fields const& form, FormGround const&) {
  auto const id = AskId::parse(form.get("ask"));
  if (!id) return not_found("no_ask", "This step does not wait for a second person.");
  if (form.get("agrees") != "yes" && form.get("agrees") != "no")
    return invalid("not_chosen", "Say whether you agree.", {{"agrees", "not_chosen", "Say whether you agree."}});
  return step(AnswerSecond{*id, form.get("agrees") == "yes", TRY(enquiry::typed_text(form, "note", 2000))});
}

}  // namespace

std::vector<FamilyForm> safety_forms() {
  using enum access::Action;
  return {{"conflict", "A conflict of interest", "Save", declare_conflict, conflict_fields, read_conflict, "team",
           "The conflict is on record.", concerns_oneself},
          {"end-conflict", "End a conflict of interest", "Save", manage_team, end_conflict_fields, read_end_conflict,
           "team", "The conflict has ended."},
          {"emergency", "Open the record in an emergency", "Open the record", break_glass, emergency_fields,
           read_emergency, "", "The record is open to you for an hour."},
          {"review", "A record opened in an emergency", "Save", review_broken_glass, review_fields, read_review,
           "readers", "Your finding is recorded."},
          {"second", "A second person’s word", "Save", confirm_as_second, second_fields, read_second, "",
           "Your word is recorded."}};
}

}  // namespace kith::family
