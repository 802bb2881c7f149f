// Who works with the family: joining, leaving, and who leads.
#include <algorithm>

#include "access/accounts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

html::Html role_field(html::FormState const& form, FormGround const& ground) {
  return html::select_field(form, {.name = "role",
                                   .label = {.text = "What is their part?"},
                                   .items = enquiry::choices(ground.profile.practice.team_roles, ground.today(),
                                                             form.value("role"), "Choose a part")});
}
Html phone_field(html::FormState const& form, std::string_view label) {
  return html::input_field(form, {.name = "phone", .label = {.text = label}, .width_characters = 20, .type = "tel"});
}

// ---- taking on a family that one's agency was given

Html join_fields(html::FormState const& form, FormGround const& ground) {
  return html::inset_text({.text = "Your agency was asked to work with this family. When you join, you see what your "
                                   "agency wrote and can write in the record. Every look is recorded."}) +
         role_field(form, ground) + phone_field(form, "On which number do others reach you?");
}
Result<Step> read_join(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  JoinTeam command;
  auto& joined = command.joined;
  joined.member = MemberId::mint(ground.now, *ground.services.random);
  joined.account = ground.subject.account;
  joined.name = ground.subject.name;
  joined.agency = ground.subject.agency;
  joined.role = faults.take(typed_choice(form, "role", ground.profile.practice.team_roles, "Choose your part."));
  joined.phone = faults.take(enquiry::typed_text(form, "phone", 40));
  joined.from = ground.today();
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- adding somebody

Html add_member_fields(html::FormState const& form, FormGround const& ground) {
  return html::input_field(form, {.name = "name", .label = {.text = "Name"}, .width_characters = 20}) +
         agency_choice(form, ground, "Agency") + role_field(form, ground) + phone_field(form, "Phone") +
         html::input_field(form, {.name = "login",
                                  .label = {.text = "Their sign-in name (optional)"},
                                  .hint = {.text = "With it they see the family among theirs when they sign in."},
                                  .width_characters = 20,
                                  .autocomplete = "off",
                                  .spellcheck = false});
}
Result<Step> read_add_member(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  JoinTeam command;
  auto& joined = command.joined;
  joined.member = MemberId::mint(ground.now, *ground.services.random);
  joined.name = faults.take(enquiry::typed_text(form, "name", 200));
  joined.agency = form.get("agency");
  joined.role = faults.take(typed_choice(form, "role", ground.profile.practice.team_roles, "Choose their part."));
  joined.phone = faults.take(enquiry::typed_text(form, "phone", 40));
  joined.from = ground.today();
  auto const login = faults.take(enquiry::typed_text(form, "login", 100));
  if (!login.empty()) {
    auto reader = ground.services.readers->lease();
    auto const account = access::account_by_login(*reader, login);
    auto const sentence = std::string{"Nobody signs in with this name. Check how it is written."};
    if (!account || !account->enabled)
      faults.take<bool>(invalid("unknown_login", sentence, {{"login", "unknown_login", sentence}}));
    else {
      joined.account = account->account;
      joined.agency = account->agency;
      if (joined.name.reveal().empty()) joined.name = account->name;
    }
  }
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- leaving, and who leads

std::optional<MemberRow> member_named(FormGround const& ground) {
  auto const id = MemberId::parse(ground.query.get("member"));
  if (!id) return std::nullopt;
  auto reader = ground.services.readers->lease();
  for (auto const& member : team_of(*reader, ground.opened.family))
    if (member.member == *id) return member;
  return std::nullopt;
}
Error choose_member() {
  return not_found("no_member", "There is no such person in the team. Go back to the team and choose them there.");
}

Html leave_fields(html::FormState const& form, FormGround const& ground) {
  auto const member = member_named(ground);
  if (!member) return html::inset_text({.text = choose_member().sentence});
  return html::hidden_field("member", member->member.text()) +
         html::markup("<p class=\"govuk-body\">{} will no longer be involved.</p>", member->name) +
         day_field(form, "on", "From which day?", ground.today()) + reason_field(form, "reason", "Why? (optional)");
}
Result<Step> read_leave(http::Fields const& form, FormGround const& ground) {
  auto const member = member_named(ground);
  if (!member) return choose_member();
  Faults faults;
  LeaveTeam command{member->member, faults.take(typed_day(form, "on", ground.today())),
                    faults.take(enquiry::typed_text(form, "reason"))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}
// Somebody without another part in the family does not see it any more after leaving.
bool leaves_themselves(http::Fields const&, FormGround const& ground) {
  auto const member = member_named(ground);
  return member && member->account == ground.subject.account && !ground.subject.is(access::Role::coordinator) &&
         !ground.subject.is(access::Role::manager);
}

Html lead_fields(html::FormState const& form, FormGround const& ground) {
  auto const member = member_named(ground);
  if (!member) return html::inset_text({.text = choose_member().sentence});
  return html::hidden_field("member", member->member.text()) +
         html::markup("<p class=\"govuk-body\">{} will hold the plan with the family.</p>", member->name) +
         reason_field(form, "family_said", "What does the family say about who should lead?",
                      "It is their choice as far as it can be.");
}
Result<Step> read_lead(http::Fields const& form, FormGround const& ground) {
  auto const member = member_named(ground);
  if (!member) return choose_member();
  return step(ChooseLead{member->member, TRY(enquiry::typed_text(form, "family_said"))});
}

}  // namespace

std::vector<FamilyForm> team_forms() {
  using enum access::Action;
  return {
      {"join", "Take this family on", "Join the team", join_team, join_fields, read_join, "", "You are in the team."},
      {"add-member", "Add somebody to the team", "Add", manage_team, add_member_fields, read_add_member, "team",
       "Added."},
      {"leave", "No longer involved", "Save", see_family, leave_fields, read_leave, "team",
       "Recorded: no longer involved.", leaves_themselves},
      {"lead", "Choose the lead practitioner", "Save", manage_team, lead_fields, read_lead, "team",
       "The lead practitioner is chosen."}};
}

}  // namespace kith::family
