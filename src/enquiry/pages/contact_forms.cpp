// Speaking with the family, trying to, noting, and waiting for somebody.
#include "base/text.h"
#include "enquiry/pages/small_forms.h"

namespace kith::enquiry {

namespace {

using html::Html;

Html by_field(html::FormState const& form, FormGround const& ground, std::string_view label) {
  return html::input_field(form, {.name = "by",
                                  .label = {.text = label},
                                  .value = ground.subject.name,
                                  .width_characters = 20,
                                  .autocomplete = "off"});
}

Html moment_fields(html::FormState const& form, FormGround const& ground) {
  auto const now = in_london(ground.now);
  return html::date_field(form, {.id = "at", .fieldset = {.legend = {.text = "When"}}, .items = date_items(now.date)}) +
         html::input_field(form, {.name = "at-time",
                                  .label = {.text = "Time"},
                                  .hint = {.text = "For example 14:30. Leave it empty if it is not known."},
                                  .value = time_text(ground.now),
                                  .width_characters = 5});
}

Html note_field(html::FormState const& form, std::string_view label) {
  return html::textarea_field(form, {.name = "note", .label = {.text = label}, .rows = 3});
}

// Who did it: the person signed in, unless the form asked.
std::string typed_by(http::Fields const& form, access::Subject const& subject, Faults& faults) {
  return form.has("by") ? faults.take(typed_text(form, "by", 200)) : subject.name;
}
std::string typed_method(http::Fields const& form) {
  return form.has("method") ? std::string{form.get("method")} : "phone";
}

Html contact_fields(html::FormState const& form, FormGround const& ground) {
  return by_field(form, ground, "Who spoke with the family?") +
         html::input_field(form, {.name = "with_whom",
                                  .label = {.text = "Who did they speak with?"},
                                  .hint = {.text = "For example: mother, father, the young person"},
                                  .width_characters = 20}) +
         method_field(form, ground) + moment_fields(form, ground) + note_field(form, "What was helpful? (optional)");
}
Result<Step> read_contact(http::Fields const& form, access::Subject const& subject, Instant now) {
  Faults faults;
  RecordFirstContact command{typed_by(form, subject, faults), faults.take(typed_text(form, "with_whom", 200)),
                             typed_method(form), faults.take(typed_moment(form, "at", now)),
                             faults.take(typed_text(form, "note"))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html tried_fields(html::FormState const& form, FormGround const& ground) {
  return by_field(form, ground, "Who tried?") + method_field(form, ground) + moment_fields(form, ground) +
         note_field(form, "What happened? (optional)");
}
Result<Step> read_tried(http::Fields const& form, access::Subject const& subject, Instant now) {
  Faults faults;
  RecordTriedContact command{typed_by(form, subject, faults), typed_method(form),
                             faults.take(typed_moment(form, "at", now)), faults.take(typed_text(form, "note"))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html note_fields(html::FormState const& form, FormGround const&) {
  return html::textarea_field(form, {.name = "text", .label = {.text = "Note"}, .rows = 8});
}
Result<Step> read_note(http::Fields const& form, access::Subject const&, Instant) {
  return step(AddNote{TRY(typed_text(form, "text"))});
}

Html wait_fields(html::FormState const& form, FormGround const&) {
  return html::input_field(form, {.name = "for_whom",
                                  .label = {.text = "Who are you waiting for?"},
                                  .hint = {.text = "For example: the school, the health visitor, the father"},
                                  .width_characters = 20}) +
         html::date_field(form, {.id = "until", .fieldset = {.legend = {.text = "Until when? (optional)"}}});
}
Result<Step> read_wait(http::Fields const& form, access::Subject const&, Instant) {
  Faults faults;
  BeginWaiting command{faults.take(typed_text(form, "for_whom", 200)), faults.take(typed_date(form, "until"))};
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html wait_over_fields(html::FormState const& form, FormGround const& ground) {
  return html::markup("<p class=\"govuk-body\">Waiting for: {}</p>", ground.opened.row.waiting_for) +
         html::textarea_field(form, {.name = "what_came", .label = {.text = "What came? (optional)"}, .rows = 4});
}
Result<Step> read_wait_over(http::Fields const& form, access::Subject const&, Instant) {
  return step(EndWaiting{TRY(typed_text(form, "what_came"))});
}

}  // namespace

std::vector<SmallForm> contact_forms() {
  return {{"contact", "First helpful contact", "Save and stop the clock", contact_fields, read_contact},
          {"tried", "A try to reach the family", "Save", tried_fields, read_tried},
          {"note", "Add a note", "Save note", note_fields, read_note},
          {"wait", "Wait for somebody", "Save", wait_fields, read_wait},
          {"wait-over", "Waiting is over", "Save", wait_over_fields, read_wait_over}};
}

}  // namespace kith::enquiry
