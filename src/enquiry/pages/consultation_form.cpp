#include "enquiry/pages/consultation_form.h"

#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"
#include "html/components.h"

namespace kith::enquiry {

namespace {

using html::Html;

Html text_box(html::FormState const& form, char const* name, char const* label, char const* hint, int rows) {
  html::Textarea area{.name = name, .label = {.text = label}, .rows = rows};
  if (*hint != 0) area.hint = {.text = hint};
  return html::textarea_field(form, area);
}

Html one_line(html::FormState const& form, char const* name, char const* label, int width) {
  return html::input_field(form,
                           {.name = name, .label = {.text = label}, .width_characters = width, .autocomplete = "off"});
}

Html agency_choice(html::FormState const& form, profile::Profile const& profile, Date today) {
  html::Select select{.name = "agency", .label = {.text = "Their agency"}};
  select.items.push_back({.value = "", .text = "None, or not in this list"});
  for (auto const& agency : profile.agencies)
    if (agency.in_use_on(today)) select.items.push_back({.value = agency.code, .text = agency.label});
  return html::select_field(form, select);
}

// A ward is as near as advice without names comes to a family.
Html ward_choice(html::FormState const& form, profile::Profile const& profile) {
  html::Select select{
      .name = "ward", .label = {.text = "Ward or town (optional)"}, .items = {{.value = "", .text = "Not said"}}};
  for (auto const& place : profile.places)
    if (place.rank == profile::Rank::ward) select.items.push_back({.value = place.code.value, .text = place.label});
  return html::select_field(form, select);
}

std::string code_in(std::vector<profile::Word> const& words, std::string_view typed) {
  for (auto const& word : words)
    if (word.code == typed) return word.code;
  return {};
}

}  // namespace

Html consultation_fields(html::FormState const& form, access::Services const& services) {
  auto const& profile = *services.profile;
  auto const today = london_date(services.now());
  html::Radios must{.name = "must", .fieldset = {.legend = {.text = "Must the child now be named?"}}};
  must.items.push_back({.value = "no", .text = "No: advice is enough"});
  must.items.push_back({.value = "yes",
                        .text = "Yes, they must now name the child",
                        .conditional = text_box(form, "must_be_named_because", "Why?", "", 3)});
  return html::select_field(form, {.name = "source",
                                   .label = {.text = "Who asks?"},
                                   .items = choices(profile.sources, today, form.value("source"), "Choose one")}) +
         one_line(form, "asked_by", "Name of the professional who asks", 20) +
         html::details({.summary = "More about who asks (optional)",
                        .text = one_line(form, "job", "Their job", 20) + agency_choice(form, profile, today),
                        .open = !form.value("job").empty() || !form.value("agency").empty()}) +
         text_box(form, "worries", "What are they worried about?",
                  "What they have seen or heard, and since when. No names: “a boy of seven”, “his mother”.", 5) +
         text_box(form, "working_well", "What is working well? (optional)", "", 3) +
         text_box(form, "advice", "What did you advise?", "", 5) +
         html::select_field(form, {.name = "need",
                                   .label = {.text = "The main need (optional)"},
                                   .items = choices(profile.needs, today, form.value("need"), "Not said")}) +
         ward_choice(form, profile) +
         html::date_field(form,
                          {.id = "given_on", .fieldset = {.legend = {.text = "When?"}}, .items = date_items(today)}) +
         html::radios_field(form, must);
}

Result<GiveAdvice> read_consultation(http::Fields const& form, access::Services const& services) {
  auto const& profile = *services.profile;
  GiveAdvice command;
  auto& given = command.given;
  Faults faults;
  given.source = code_in(profile.sources, form.get("source"));
  given.asked_by = faults.take(typed_text(form, "asked_by", 200));
  given.job = faults.take(typed_text(form, "job", 200));
  for (auto const& agency : profile.agencies)
    if (agency.code == form.get("agency")) given.agency = agency.code;
  given.worries = faults.take(typed_text(form, "worries"));
  given.working_well = faults.take(typed_text(form, "working_well"));
  given.advice = faults.take(typed_text(form, "advice"));
  given.need = code_in(profile.needs, form.get("need"));
  if (auto const* place = profile::find_place(profile, PlaceCode{std::string{form.get("ward")}});
      place != nullptr && place->rank == profile::Rank::ward)
    given.places = {place->code};
  given.given_on = faults.take(typed_date(form, "given_on")).value_or(london_date(services.now()));
  if (form.get("must") == "yes") {
    command.must_be_named_because = faults.take(typed_text(form, "must_be_named_because", 2'000));
    if (command.must_be_named_because.empty())
      faults.take(
          Result<Done>{invalid("no_reason", "Say why the child must now be named.",
                               {{"must_be_named_because", "no_reason", "Say why the child must now be named."}})});
  }
  if (faults.any()) return faults.error();
  return command;
}

html::FormState as_request(ConsultationId id, Consultation const& consultation) {
  auto const& given = consultation.given;
  html::FormState form;
  auto add = [&](char const* name, std::string value) {
    if (!value.empty()) form.values.emplace_back(name, std::move(value));
  };
  add("consultation", id.text());
  add("source", given.source);
  add("asker", given.asked_by.reveal());
  add("asker_job", given.job);
  add("agency", given.agency);
  add("worries", given.worries);
  add("working_well", given.working_well);
  add("primary_need", given.need);
  if (!given.places.empty()) add("ward", given.places.front().value);
  return form;
}

}  // namespace kith::enquiry
