#include "html/form.h"
#include "html/gallery/samples.h"

namespace kith::html {

namespace {

Html contact_radios(FormState const& form, std::string const& name) {
  return radios_field(
      form, {.name = name,
             .fieldset = {.legend = {.text = "How should we contact you?", .classes = "govuk-fieldset__legend--m"}},
             .hint = {"Choose what is safe for you."},
             .items = {{.value = "phone",
                        .text = "Phone",
                        .conditional = input({.name = name + "-number",
                                              .label = {"Phone number"},
                                              .width_characters = 20,
                                              .type = "tel",
                                              .autocomplete = "tel"})},
                       {.value = "text", .text = "Text message", .hint = {"We never say what it is about."}},
                       {.divider = "or"},
                       {.value = "none", .text = "Do not contact me"}}});
}

Html needs_checkboxes(FormState const& form, std::string const& name) {
  return checkboxes_field(
      form, {.name = name,
             .fieldset = {.legend = {.text = "What would you like help with?", .classes = "govuk-fieldset__legend--m"}},
             .items = {{.value = "money", .text = "Money, bills or debt"},
                       {.value = "home", .text = "Your home"},
                       {.value = "school", .text = "School or nursery"},
                       {.divider = "or"},
                       {.value = "none", .text = "None of these", .exclusive = true}},
             .values = {"home"}});
}

Html born_on(FormState const& form, std::string const& name) {
  return date_field(form, {.id = name,
                           .fieldset = {.legend = {.text = "Date of birth", .classes = "govuk-fieldset__legend--m"}},
                           .hint = {"For example, 31 3 2018"}});
}

}  // namespace

std::vector<Sample> form_samples() {
  FormState const form{.values = {{"contact", "phone"}, {"born-day", "9"}, {"born-month", "4"}, {"born-year", "2017"}}};
  return {
      {"Input", input_field(form, {.name = "forename", .label = {"First name"}, .width_characters = 20}) +
                    input_field(form, {.name = "weekly-cost",
                                       .label = {"What does it cost a week?"},
                                       .width_characters = 5,
                                       .inputmode = "decimal",
                                       .prefix = {"£"}})},
      {"Textarea", textarea_field(form, {.name = "well",
                                         .label = {"What is working well?"},
                                         .hint = {"In the family's own words where you can."}})},
      {"Character count",
       character_count_field(form,
                             {.name = "story", .label = {"What happened?"}, .max_length = 1200, .threshold = 75})},
      {"Radios", contact_radios(form, "contact")},
      {"Checkboxes", needs_checkboxes({}, "needs")},
      {"Select", select_field(form, {.name = "area",
                                     .label = {"Area"},
                                     .items = {{.value = "", .text = "Choose an area"},
                                               {.value = "north", .text = "North"},
                                               {.value = "south", .text = "South"}},
                                     .value = "south"})},
      {"Date input", born_on(form, "born")},
      {"File upload", file_upload_field(form, {.name = "rows", .label = {"A spreadsheet of enquiries (CSV)"}})},
      {"Password input", password_input_field(form, {.name = "password", .label = {"Password"}})},
      {"Fieldset", fieldset({.legend = {.text = "Where do you live?", .classes = "govuk-fieldset__legend--m"},
                             .html = input({.name = "line-1", .label = {"Street"}}) +
                                     input({.name = "postcode", .label = {"Postcode"}, .width_characters = 10})})},
  };
}

std::vector<Sample> form_error_samples() {
  FormState const form{
      .values = {{"surname", ""}, {"first-met-day", "31"}, {"first-met-month", "2"}, {"first-met-year", "2026"}},
      .errors = {{"surname", "missing", "Enter a last name"},
                 {"safe-contact", "missing", "Choose how to contact the family"},
                 {"wishes", "missing", "Choose at least one, or “None of these”"},
                 {"first-met", "not_a_date", "The date you first met must be a real date"},
                 {"note", "missing", "Write what was agreed"}}};
  return {
      {"Error summary", error_summary({.error_list = {{"Enter a last name", "#surname"},
                                                      {"Choose how to contact the family", "#safe-contact"}},
                                       .disable_auto_focus = true})},
      {"Input with an error", input_field(form, {.name = "surname", .label = {"Last name"}, .width_characters = 20})},
      {"Radios with an error", contact_radios(form, "safe-contact")},
      {"Checkboxes with an error", needs_checkboxes(form, "wishes")},
      {"Date input with an error", born_on(form, "first-met")},
      {"Textarea with an error", textarea_field(form, {.name = "note", .label = {"What was agreed?"}})},
  };
}

}  // namespace kith::html
