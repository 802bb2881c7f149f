// What was said, done, seen: the forms people use all day, so each asks as little as it can.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

// ---- note, call, visit, message, meeting: three fields, and the rest only for those who want it

Html kind_field(html::FormState const& form) {
  html::Radios radios{.name = "kind",
                      .fieldset = {.legend = {.text = "What was it?"}},
                      .value = std::string{wire(ContactKind::note)},
                      .classes = "govuk-radios--inline govuk-radios--small"};
  for (auto const& member : members_of<ContactKind>)
    radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::radios_field(form, radios);
}

Html more_about_it(html::FormState const& form, FormGround const& ground) {
  html::Checkboxes about{.name = "about",
                         .fieldset = {.legend = {.text = "Who is it about?"}},
                         .values = form.all_values("about"),
                         .classes = "govuk-checkboxes--small"};
  for (auto const& member : ground.opened.members)
    about.items.push_back({.value = member.person.text(), .text = member.shown_name()});
  auto information = enquiry::choices(ground.profile.practice.information_kinds, ground.today(),
                                      form.value("information"), "Nothing special");
  html::Checkboxes significant{
      .name = "significant", .values = form.all_values("significant"), .classes = "govuk-checkboxes--small"};
  significant.items = {{.value = "yes",
                        .text = "This is a significant event: put it in the chronology",
                        .hint = {.text = "The chronology prints for a MASH, a conference or supervision."}}};
  html::Radios audience{.name = "audience",
                        .fieldset = {.legend = {.text = "Who may read it?"}},
                        .value = std::string{wire(Audience::team)},
                        .classes = "govuk-radios--small"};
  for (auto const& member : members_of<Audience>)
    audience.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::input_field(form, {.name = "with_whom", .label = {.text = "With whom?"}, .width_characters = 20}) +
         html::date_field(form, {.id = "at",
                                 .fieldset = {.legend = {.text = "When was it?"}},
                                 .hint = {.text = "Leave it as it is if it was just now."},
                                 .items = enquiry::date_items(ground.today())}) +
         html::input_field(form, {.name = "at-time", .label = {.text = "At what time?"}, .width_characters = 5}) +
         html::checkboxes_field(form, about) +
         html::select_field(form, {.name = "information",
                                   .label = {.text = "What kind of information is it?"},
                                   .hint = {.text = "Other agencies see it if the family or a decision says so."},
                                   .items = information}) +
         html::radios_field(form, audience) + html::checkboxes_field(form, significant);
}

Html note_fields(html::FormState const& form, FormGround const& ground) {
  static constexpr auto rare = {"with_whom", "at", "at-time", "about", "information", "audience", "significant"};
  bool const used = std::ranges::any_of(rare, [&](char const* field) { return form.error(field) != nullptr; });
  return kind_field(form) +
         html::textarea_field(form, {.name = "text", .label = {.text = "What happened?"}, .rows = 6}) +
         html::details({.summary = "With whom, when, about whom, who may read it",
                        .text = more_about_it(form, ground),
                        .open = used});
}

Result<Step> read_note(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RecordContact command;
  auto& contact = command.contact;
  contact.entry = EntryId::mint(ground.now, *ground.services.random);
  contact.kind = parse<ContactKind>(form.get("kind")).value_or(ContactKind::note);
  contact.text = faults.take(enquiry::typed_text(form, "text"));
  contact.with_whom = faults.take(enquiry::typed_text(form, "with_whom", 200));
  contact.happened_at = faults.take(enquiry::typed_moment(form, "at", ground.now));
  contact.information = form.get("information");
  contact.audience = parse<Audience>(form.get("audience")).value_or(Audience::team);
  contact.significant = form.get("significant") == "yes";
  for (auto const ticked : form.all("about"))
    if (auto const id = PersonId::parse(ticked)) contact.about.push_back(*id);
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- the child's line

Html seen_fields(html::FormState const& form, FormGround const& ground) {
  html::Radios alone{.name = "alone",
                     .fieldset = {.legend = {.text = "Was the child seen alone?"}},
                     .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                     .classes = "govuk-radios--inline govuk-radios--small"};
  return person_choice(form, "child", "Which child?", children_of(ground.opened, ground.today())) +
         html::radios_field(form, alone) +
         html::textarea_field(form, {.name = "said",
                                     .label = {.text = "What did the child say?"},
                                     .hint = {.text = "In their own words, or how they showed it."},
                                     .rows = 3}) +
         html::textarea_field(form, {.name = "wants", .label = {.text = "What does the child want?"}, .rows = 2}) +
         html::textarea_field(
             form, {.name = "day_is_like", .label = {.text = "What is a day like for this child?"}, .rows = 2}) +
         day_field(form, "on", "When was the child seen?", ground.today()) +
         html::input_field(form, {.name = "by",
                                  .label = {.text = "Who saw the child?"},
                                  .value = ground.subject.name,
                                  .width_characters = 20});
}

Result<Step> read_seen(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RecordSeen command;
  auto& seen = command.seen;
  seen.entry = EntryId::mint(ground.now, *ground.services.random);
  if (auto const child = PersonId::parse(form.get("child")))
    seen.child = *child;
  else
    faults.take<std::string>(invalid("no_child", "Choose the child.", {{"child", "no_child", "Choose the child."}}));
  if (form.get("alone").empty())
    faults.take<std::string>(invalid("not_chosen", "Say whether the child was seen alone.",
                                     {{"alone", "not_chosen", "Say whether the child was seen alone."}}));
  seen.alone = form.get("alone") == "yes";
  seen.said = faults.take(enquiry::typed_text(form, "said"));
  seen.wants = faults.take(enquiry::typed_text(form, "wants"));
  seen.day_is_like = faults.take(enquiry::typed_text(form, "day_is_like"));
  seen.on = faults.take(typed_day(form, "on", ground.today()));
  seen.by = faults.take(enquiry::typed_text(form, "by", 200));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- putting an entry right, and picking it for the chronology

// The entry that the address or the form names, if this reader may see it.
std::optional<Entry> entry_named(FormGround const& ground) {
  auto const id = EntryId::parse(ground.query.get("entry"));
  if (!id) return std::nullopt;
  auto reader = ground.services.readers->lease();
  auto entry = entry_by_id(*reader, ground.opened.family, *id, ground.subject.account);
  if (entry && !ground.opened.shows(ground.subject, *entry)) return std::nullopt;
  return entry;
}
Error choose_entry() {
  return not_found("no_entry", "There is no such entry. Go back to the timeline and choose it there.");
}

Html amend_fields(html::FormState const& form, FormGround const& ground) {
  auto const entry = entry_named(ground);
  if (!entry) return html::inset_text({.text = choose_entry().sentence});
  return html::hidden_field("entry", entry->entry.text()) +
         html::textarea_field(form,
                              {.name = "text", .label = {.text = "What happened?"}, .value = entry->text, .rows = 8}) +
         reason_field(form, "reason", "Why do you change it? (optional)", "What it said before stays readable.");
}
Result<Step> read_amend(http::Fields const& form, FormGround const& ground) {
  auto const entry = entry_named(ground);
  if (!entry) return choose_entry();
  Faults faults;
  AmendEntry command{entry->entry, faults.take(enquiry::typed_text(form, "text")),
                     faults.take(enquiry::typed_text(form, "reason"))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html mark_fields(html::FormState const&, FormGround const& ground) {
  auto const entry = entry_named(ground);
  if (!entry) return html::inset_text({.text = choose_entry().sentence});
  return html::hidden_field("entry", entry->entry.text()) +
         html::hidden_field("significant", entry->significant ? "no" : "yes") +
         html::inset_text({.text = entry->text}) +
         html::markup("<p class=\"govuk-body\">{}</p>",
                      entry->significant ? "Take this out of the chronology?" : "Put this in the chronology?");
}
Result<Step> read_mark(http::Fields const& form, FormGround const& ground) {
  auto const entry = entry_named(ground);
  if (!entry) return choose_entry();
  return step(MarkEntry{entry->entry, form.get("significant") == "yes"});
}

}  // namespace

std::vector<FamilyForm> record_forms() {
  using enum access::Action;
  return {
      {"note", "Write it down", "Save", write_in_record, note_fields, read_note, "", "Saved."},
      {"seen", "A child was seen", "Save", write_in_record, seen_fields, read_seen, "", "Saved on the child’s line."},
      {"amend", "Put an entry right", "Save the change", write_in_record, amend_fields, read_amend, "timeline",
       "Change saved. What it said before is kept."},
      {"mark", "Chronology", "Yes", write_in_record, mark_fields, read_mark, "timeline", "The chronology is changed."}};
}

}  // namespace kith::family
