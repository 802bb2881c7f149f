#include <fmt/format.h>

#include "enquiry/pages/request_form.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"
#include "html/components.h"

namespace kith::enquiry {

namespace {

using html::Html;

Html question(int number, std::string_view words) {
  return html::markup("<h2 class=\"govuk-heading-m\" id=\"question-{}\">{}. {}</h2>", number, number, words);
}

Html line(html::FormState const& form, std::string name, std::string_view label, int width = 0,
          std::string_view hint = {}, std::string value = {}) {
  html::Input input{.name = std::move(name), .label = {.text = label}, .width_characters = width};
  if (!hint.empty()) input.hint = {.text = hint};
  if (!value.empty() && form.values.empty()) input.value = std::move(value);
  input.autocomplete = "off";
  return html::input_field(form, input);
}

Html several_lines(html::FormState const& form, std::string name, std::string_view label, std::string_view hint,
                   int rows) {
  html::Textarea area{.name = std::move(name), .label = {.text = label}, .rows = rows};
  if (!hint.empty()) area.hint = {.text = hint};
  return html::textarea_field(form, area);
}

Html word_field(html::FormState const& form, std::string const& name, std::string_view label,
                std::vector<profile::Word> const& words, Date today) {
  return html::select_field(
      form, {.name = name, .label = {.text = label}, .items = choices(words, today, form.value(name), "Not said")});
}

Html agency_field(html::FormState const& form, access::Services const& services, std::string const& first) {
  html::Select select{.name = "agency", .label = {.text = "Agency"}, .value = form.values.empty() ? first : ""};
  select.items.push_back({.value = "", .text = "None, or not in this list"});
  auto const today = london_date(services.now());
  for (auto const& agency : services.profile->agencies)
    if (agency.in_use_on(today)) select.items.push_back({.value = agency.code, .text = agency.label});
  return html::select_field(form, select);
}

Html who_asks(html::FormState const& form, access::Services const& services, access::Subject const& subject,
              bool phone) {
  auto fields = question(1, "Who is asking?");
  if (phone)
    fields += html::select_field(form, {.name = "source",
                                        .label = {.text = "Who is ringing?"},
                                        .items = choices(services.profile->sources, london_date(services.now()),
                                                         form.value("source"), "Choose one")});
  fields += line(form, "asker", phone ? "Their name" : "Your name", 20,
                 phone ? "Leave it empty if they will not say." : "", phone ? "" : subject.name);
  fields += agency_field(form, services, phone ? "" : subject.agency);
  if (phone) fields += line(form, "asker_phone", "Number to ring them back", 20);
  return fields;
}

Html child_fields(html::FormState const& form, access::Services const& services, int number, int count) {
  auto const name = [&](std::string_view field) { return fmt::format("child{}_{}", number, field); };
  auto const today = london_date(services.now());
  auto const& profile = *services.profile;
  auto fields = line(form, name("forename"), "First name", 20) + line(form, name("surname"), "Surname", 20) +
                html::date_field(
                    form, {.id = name("born"), .fieldset = {.legend = {.text = "Date of birth, or expected date"}}}) +
                html::checkboxes_field(
                    form, {.name = name("unborn"),
                           .items = {{.value = "yes", .text = "Not born yet: the date is when the baby is expected"}},
                           .classes = "govuk-checkboxes--small"});
  bool const has_more = !form.value(name("sex")).empty() || !form.value(name("ethnicity")).empty() ||
                        !form.value(name("disability")).empty();
  fields += html::details({.summary = "More about this child (optional)",
                           .text = word_field(form, name("sex"), "Sex", profile.sexes, today) +
                                   word_field(form, name("ethnicity"), "Ethnicity", profile.ethnicities, today) +
                                   word_field(form, name("disability"), "Disability", profile.disabilities, today),
                           .open = has_more});
  auto const legend = count == 1 ? std::string{"The child"} : fmt::format("Child {}", number);
  return html::fieldset({.legend = {.text = legend, .classes = "govuk-fieldset__legend--s"}, .html = fields});
}

Html children_fields(html::FormState const& form, access::Services const& services) {
  auto const count = children_on(form);
  auto fields = question(2, "Which child or children?");
  fields.add(
      "<p class=\"govuk-body\">Brothers and sisters belong in one request. If you do not know a name or a date, leave "
      "it empty: the hub will find out who it is.</p>{}",
      html::hidden_field("children", std::to_string(count)));
  for (int number = 1; number <= count; ++number) fields += child_fields(form, services, number, count);
  if (count < most_children)
    fields += html::button(
        {.text = "Add another child", .name = "add_child", .value = "yes", .variant = html::ButtonVariant::secondary});
  return fields;
}

Html where_fields(html::FormState const& form, profile::Profile const& profile) {
  html::Select wards{.name = "ward",
                     .label = {.text = "Or choose the ward or town"},
                     .items = {{.value = "", .text = "Take it from what I wrote"},
                               {.value = "not_known", .text = "I do not know where they live"}}};
  for (auto const& place : profile.places)
    if (place.rank == profile::Rank::ward) wards.items.push_back({.value = place.code.value, .text = place.label});
  return question(3, "Where does the family live?") +
         line(form, "place", "Address, postcode or name of the place", 0,
              "A name is enough, such as a village or an estate.") +
         html::select_field(form, wards);
}

Html agreement_fields(html::FormState const& form) {
  html::Radios radios{.name = "agreement",
                      .fieldset = {.legend = {.text = "They know about this request and agree to it"}}};
  radios.items.push_back({.value = "yes", .text = "Yes"});
  radios.items.push_back({.value = "no",
                          .text = "No",
                          .conditional = several_lines(form, "why_no", "Why have they not agreed?",
                                                       "For example: they said no, or you have not asked yet.", 3)});
  radios.items.push_back({.value = "unsafe_to_ask",
                          .text = "It is not safe to ask them",
                          .conditional = several_lines(form, "why_unsafe", "Why is it not safe to ask?", "", 3)});
  return question(4, "Does the family know and agree?") + html::radios_field(form, radios);
}

Html story_fields(html::FormState const& form) {
  return question(5, "What is happening?") +
         several_lines(form, "worries", "What are you worried about?",
                       "What you have seen or heard, and since when. A few sentences will do.", 5) +
         several_lines(form, "working_well", "What is working well? (optional)",
                       "Who helps already, what the family does well.", 3) +
         several_lines(form, "wanted", "What would help? (optional)", "In the family's own words, if you know them.",
                       3);
}

Html danger_fields(html::FormState const& form, profile::Contacts const& contacts) {
  html::Radios radios{.name = "danger",
                      .fieldset = {.legend = {.text = "A child or an adult in this family is in danger now"}}};
  radios.items.push_back({.value = "no", .text = "No"});
  radios.items.push_back(
      {.value = "yes",
       .text = "Yes",
       .conditional = numbers_to_ring(contacts) +
                      html::markup("<p class=\"govuk-body\">Ring first. Saving this form does not tell the MASH: the "
                                   "next page asks who you spoke to.</p>")});
  return question(6, "Is anyone in danger now?") + html::radios_field(form, radios);
}

Html further_fields(html::FormState const& form, access::Services const& services, bool phone) {
  auto const today = london_date(services.now());
  auto const& profile = *services.profile;
  auto fields = word_field(form, "primary_need", "The main need", profile.needs, today);
  if (!phone)
    fields += word_field(form, "source", "Where the request comes from, if not your agency", profile.sources, today) +
              line(form, "asker_phone", "Your telephone number", 20);
  fields += line(form, "asker_job", phone ? "Their job" : "Your job", 20) +
            line(form, "asker_email", phone ? "Their e-mail address" : "Your e-mail address", 30);
  bool open = false;
  for (char const* name : {"primary_need", "asker_job", "asker_email"}) open = open || !form.value(name).empty();
  for (char const* name : {"source", "asker_phone"}) open = open || (!phone && !form.value(name).empty());
  return html::details({.summary = "Further details (optional)", .text = fields, .open = open});
}

}  // namespace

int children_on(html::FormState const& form) {
  auto const typed = std::atoi(form.value("children").c_str());
  return std::clamp(typed, 1, most_children);
}

Html request_fields(html::FormState const& form, access::Services const& services, access::Subject const& subject,
                    bool phone) {
  return (phone ? html::hidden_field("door", "phone") : Html{}) + who_asks(form, services, subject, phone) +
         children_fields(form, services) + where_fields(form, *services.profile) + agreement_fields(form) +
         story_fields(form) + danger_fields(form, services.profile->contacts) + further_fields(form, services, phone);
}

}  // namespace kith::enquiry
