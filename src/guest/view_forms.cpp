// What a worker records about a family's own view: who was asked, who gets a link, which link ends. And a partner's
// link.
#include "enquiry/pages/words.h"
#include "guest/guest_pages.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"

namespace kith::guest {

namespace {

using access::Action;
using enquiry::Faults;
using family::FamilyForm;
using family::FormGround;
using family::Step;
using html::Html;

// The person of this family that the address or the form names.
std::optional<people::PersonRecord> person_named(FormGround const& ground) {
  auto const id = PersonId::parse(ground.query.get("person"));
  for (auto const& member : ground.opened.members)
    if (id && member.person == *id) return member;
  return std::nullopt;
}
Error choose_person() {
  return not_found("no_person", "There is no such person in this family. Go back and choose them there.");
}
Html not_here(Error const& error) { return html::inset_text({.text = error.sentence}); }

// ---- asking, one by one and alone

Html ask_fields(html::FormState const& form, FormGround const& ground) {
  auto const person = person_named(ground);
  if (!person) return not_here(choose_person());
  bool const adult = counts_as_adult(*person, ground.today());
  html::Radios alone{.name = "alone",
                     .fieldset = {.legend = {.text = "Were they asked alone?"}},
                     .hint = {.text = "With nobody else in earshot. With others there, the answer opens nothing."},
                     .items = {{.value = "yes", .text = "Yes, alone"}, {.value = "no", .text = "No"}},
                     .classes = "govuk-radios--small"};
  auto html = html::hidden_field("person", person->person.text()) +
              html::markup("<p class=\"govuk-body\">{}</p>", person->shown_name()) +
              html::inset_text(
                  {.text = "Ask in your own words: would it be safe for you if you, or others in your family, could "
                           "read the plan on a phone or computer? Could somebody make you show it, or be angry about "
                           "what it says?"}) +
              html::radios_field(form, alone) + family::set_field<Said>(form, "said", "What did they say?");
  if (!adult)
    html += html::textarea_field(
        form,
        {.name = "understanding", .label = {.text = "How do you know that they understood the choice?"}, .rows = 2});
  return html + family::day_field(form, "on", "When?", ground.today()) +
         html::input_field(form, {.name = "asked_by",
                                  .label = {.text = "Who asked?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20});
}

Result<Step> read_ask(http::Fields const& form, FormGround const& ground) {
  auto const person = person_named(ground);
  if (!person) return choose_person();
  Faults faults;
  AskView command;
  command.is_child = !counts_as_adult(*person, ground.today());
  auto& asked = command.asked;
  asked.person = person->person;
  asked.who = person->shown_name();
  if (form.get("alone").empty())
    faults.take<bool>(invalid("not_chosen", "Say whether they were asked alone.",
                              {{"alone", "not_chosen", "Say whether they were asked alone."}}));
  asked.alone = form.get("alone") == "yes";
  asked.said = faults.take(family::typed_member<Said>(form, "said", "Choose what they said."));
  asked.understanding = faults.take(enquiry::typed_text(form, "understanding", 2000));
  asked.on = faults.take(family::typed_day(form, "on", ground.today()));
  asked.asked_by = faults.take(enquiry::typed_text(form, "asked_by", 200));
  if (faults.any()) return faults.error();
  return Step{
      [command](journal::Transaction& t, FamilyId family, By const& by) { return ask_view(t, family, command, by); }};
}

// ---- a link for one of the family

std::vector<Channel> channels_of(access::Services const& services) {
  std::vector<Channel> channels;
  if (services.sends_texts) channels.push_back(Channel::text);
  if (services.sends_emails) channels.push_back(Channel::email);
  return channels;
}

Html address_fields(html::FormState const& form, FormGround const& ground, std::string_view hint) {
  html::Radios channel{.name = "channel",
                       .fieldset = {.legend = {.text = "How do we send the link and the codes?"}},
                       .classes = "govuk-radios--small"};
  for (auto const one : channels_of(ground.services))
    channel.items.push_back({.value = std::string{wire(one)}, .text = label(one)});
  if (channel.items.empty())
    return html::inset_text({.text = "No message goes out here yet. An administrator sets it up."});
  if (channel.items.size() == 1) channel.value = channel.items.front().value;
  return html::radios_field(form, channel) +
         html::input_field(form, {.name = "to",
                                  .label = {.text = "Phone number or email address"},
                                  .hint = {.text = hint},
                                  .autocomplete = "off",
                                  .spellcheck = false});
}

void read_address(http::Fields const& form, FormGround const& ground, GuestInvited& invited, Faults& faults) {
  invited.channel = faults.take(family::typed_member<Channel>(form, "channel", "Choose how we send it."));
  auto const channels = channels_of(ground.services);
  auto const* sentence = "No message goes out this way.";
  if (std::ranges::find(channels, invited.channel) == channels.end())
    faults.take<bool>(invalid("not_sent", sentence, {{"channel", "not_sent", sentence}}));
  invited.to = faults.take(enquiry::typed_text(form, "to", 200));
}

Step inviting(Invite command, FormGround const& ground) {
  return [command = std::move(command), key = message::code_key(ground.services.draft_key)](
             journal::Transaction& t, FamilyId family, By const& by) { return invite(t, family, command, key, by); };
}

Html invite_fields(html::FormState const& form, FormGround const& ground) {
  auto const person = person_named(ground);
  if (!person) return not_here(choose_person());
  html::Select language{.name = "language", .label = {.text = "Which language do they read?"}};
  for (auto const& catalogue : door::all_catalogues())
    if (catalogue.whole) language.items.push_back({.value = catalogue.language, .text = catalogue.name});
  html::Checkboxes news{.name = "news",
                        .items = {{.value = "yes",
                                   .text = "Tell them when something changes that they can read",
                                   .hint = {.text = "A short message without any detail, once an hour at most."}}},
                        .values = form.all_values("news"),
                        .classes = "govuk-checkboxes--small"};
  return html::hidden_field("person", person->person.text()) +
         html::markup("<p class=\"govuk-body\">{}</p>", person->shown_name()) +
         address_fields(form, ground, "One that only they read, as they told you when you asked them alone.") +
         html::select_field(form, language) + html::checkboxes_field(form, news);
}

Result<Step> read_invite(http::Fields const& form, FormGround const& ground) {
  auto const person = person_named(ground);
  if (!person) return choose_person();
  Faults faults;
  Invite command;
  command.invited.kind = GuestKind::of_family;
  command.invited.person = person->person;
  read_address(form, ground, command.invited, faults);
  command.invited.news = form.get("news") == "yes";
  command.invited.language = "en";
  for (auto const& catalogue : door::all_catalogues())
    if (catalogue.whole && catalogue.language == form.get("language")) command.invited.language = catalogue.language;
  if (faults.any()) return faults.error();
  return inviting(std::move(command), ground);
}

// ---- ending a link

std::optional<GuestRow> guest_named(FormGround const& ground) {
  auto const id = GuestId::parse(ground.query.get("guest"));
  if (!id) return std::nullopt;
  auto guest = guest_by_id(*ground.services.readers->lease(), *id, ground.now);
  if (guest && guest->family != ground.opened.family) return std::nullopt;
  return guest;
}
Error choose_guest() { return not_found("no_guest", "There is no such link. Go back and choose it there."); }

Html end_fields(html::FormState const& form, FormGround const& ground) {
  auto const guest = guest_named(ground);
  if (!guest) return not_here(choose_guest());
  return html::hidden_field("guest", guest->guest.text()) +
         html::markup(
             "<p class=\"govuk-body\">{}: their link opens nothing from that moment. They are not told, and "
             "it looks as if it had never been.</p>",
             guest->name) +
         family::reason_field(form, "reason", "Why? (optional)");
}
Result<Step> read_end(http::Fields const& form, FormGround const& ground) {
  auto const guest = guest_named(ground);
  if (!guest) return choose_guest();
  EndGuest const command{guest->guest, false, TRY(enquiry::typed_text(form, "reason"))};
  return Step{
      [command](journal::Transaction& t, FamilyId family, By const& by) { return end_guest(t, family, command, by); }};
}

// ---- a partner's link

std::optional<family::MemberRow> member_of(FormGround const& ground) {
  auto const id = MemberId::parse(ground.query.get("member"));
  if (!id) return std::nullopt;
  for (auto const& row : family::team_of(*ground.services.readers->lease(), ground.opened.family))
    if (row.member == *id && !row.left_on) return row;
  return std::nullopt;
}
Error choose_member() {
  return not_found("no_member", "There is no such person in the team. Go back to the team and choose them there.");
}
Html partner_fields(html::FormState const& form, FormGround const& ground) {
  auto const member = member_of(ground);
  if (!member) return not_here(choose_member());
  return html::hidden_field("member", member->member.text()) +
         html::markup(
             "<p class=\"govuk-body\">{}, {}. With the link and a code they see their own actions, say what "
             "came of them, add a note, or say that they are no longer involved. The message says nothing of "
             "the family.</p>",
             member->name, enquiry::agency_words(ground.profile, member->agency)) +
         address_fields(form, ground, "Their own at work, not one that several people read.");
}
Result<Step> read_partner(http::Fields const& form, FormGround const& ground) {
  auto const member = member_of(ground);
  if (!member) return choose_member();
  Faults faults;
  Invite command;
  command.invited.kind = GuestKind::partner;
  command.invited.member = member->member;
  command.invited.language = "en";
  read_address(form, ground, command.invited, faults);
  if (faults.any()) return faults.error();
  return inviting(std::move(command), ground);
}

}  // namespace

std::vector<FamilyForm> view_forms() {
  using enum Action;
  return {{"view-ask", "Is it safe that the family reads its plan?", "Save", record_agreement, ask_fields, read_ask,
           "view", "What they said is recorded."},
          {"view-invite", "Send a link to the plan", "Send the link", record_agreement, invite_fields, read_invite,
           "view", "The link is on its way."},
          {"view-end", "End a link", "End it now", record_agreement, end_fields, read_end, "view",
           "The link opens nothing any more."},
          {"partner-link", "Send a partner a link to their actions", "Send the link", manage_team, partner_fields,
           read_partner, "view", "The link is on its way."}};
}

}  // namespace kith::guest
