// What is known of each person of the family over time: other names, where they live, numbers, languages, and how to
// reach them without harm. Shown on the page of the people, and put down by small forms.
#include "family/pages/particulars.h"

#include "enquiry/pages/enquiry_parts.h"
#include "html/components.h"
#include "people/particulars.h"

namespace kith::family {

namespace {

using enquiry::Faults;
using html::Html;

bool addresses_open(OpenedFamily const& opened, access::Subject const& subject) {
  return opened.shows(subject, access::Field{.kind = access::FieldClass::address});
}

std::string_view use_words(people::ParticularRow const& row) {
  if (row.kind == "name")
    if (auto const use = parse<people::NameUse>(row.use)) return label(*use);
  if (row.kind == "address")
    if (auto const use = parse<people::AddressUse>(row.use)) return label(*use);
  if (row.kind == "number")
    if (auto const kind = parse<people::NumberKind>(row.use)) return label(*kind);
  if (row.kind == "birth")
    if (auto const certainty = parse<people::BirthCertainty>(row.use)) return label(*certainty);
  return {};
}

// "999 000 0018" as it is read out.
std::string number_words(people::ParticularRow const& row) {
  if (row.use != "nhs_number" || row.text.size() != 10) return row.text;
  return row.text.substr(0, 3) + " " + row.text.substr(3, 3) + " " + row.text.substr(6);
}

std::string between(people::ParticularRow const& row) {
  std::string words;
  if (row.from) words = "from " + for_people(*row.from);
  if (row.until) words += (words.empty() ? "until " : " to ") + for_people(*row.until);
  return words;
}

Html value_of(people::ParticularRow const& row, bool address_open) {
  if (row.kind == "address" && !address_open) return "Protected: not shown";
  Html html;
  if (row.kind == "number")
    html = html::text(number_words(row));
  else if (row.kind == "birth")
    html = html::text(use_words(row));
  else
    html = enquiry::lines_of(row.text);
  auto more = [&](std::string_view before, std::string const& text) {
    if (!text.empty()) html.add("<br>{}{}", before, text);
  };
  if (row.kind == "address") {
    more("", row.postcode);
    more("With ", row.note);
    if (!row.unsafe.empty())
      html.add("<br>{} {}", html::tag({.text = "Unsafe to give to", .colour = html::TagColour::red}), row.unsafe);
  } else if (row.kind == "contact") {
    html.add("<br>{}", row.ways.empty() ? "Nothing has been said to be safe: ask before using it" : row.ways);
    more("When: ", row.note);
    if (!row.unsafe.empty())
      html.add("<br>{} {}", html::tag({.text = "Must not know", .colour = html::TagColour::red}), row.unsafe);
  } else if (row.kind == "language") {
    if (row.interpreter)
      html.add("<br>{}", html::tag({.text = "Needs an interpreter", .colour = html::TagColour::yellow}));
    more("", row.note);
  }
  more("", between(row));
  return html;
}

std::string key_of(people::ParticularRow const& row) {
  if (row.kind == "contact") return "Safe contact";
  if (row.kind == "language") return "Language";
  if (row.kind == "birth") return "Date of birth";
  return std::string{use_words(row)};
}

// ---- forms

Html text_line(html::FormState const& form, char const* name, char const* label_text, int width,
               char const* hint = "") {
  html::Input input{.name = name, .label = {.text = label_text}, .width_characters = width, .autocomplete = "off"};
  if (*hint != 0) input.hint = {.text = hint};
  return html::input_field(form, input);
}
Html optional_day(html::FormState const& form, char const* id, char const* label_text) {
  return html::date_field(form, {.id = id, .fieldset = {.legend = {.text = label_text}}});
}
Html whose_field(html::FormState const& form, FormGround const& ground) {
  return person_choice(form, "person", "Whose?", ground.opened.members);
}

PersonId whose(http::Fields const& form, FormGround const& ground, Faults& faults) {
  auto const typed = PersonId::parse(form.get("person"));
  for (auto const& member : ground.opened.members)
    if (member.person == typed) return member.person;
  faults.take<bool>(invalid("not_chosen", "Choose a person.", {{"person", "not_chosen", "Choose a person."}}));
  return {};
}

template <class Event>
Event begun(http::Fields const& form, FormGround const& ground, Faults& faults) {
  Event event;
  event.person = whose(form, ground, faults);
  event.particular = people::ParticularId::mint(ground.now, *ground.services.random);
  return event;
}

// In the writer's transaction: the rights as they stand there, and the person still of this family.
Step recording(people::ParticularEvents::Event event) {
  return [event](journal::Transaction& t, FamilyId family, By const& by) -> Result<std::string> {
    TRY(authorise(t.connection(), family, access::Action::write_in_record, by, t.now()));
    auto const person = people::person(t.connection(), std::visit([](auto const& e) { return e.person; }, event));
    if (!person || person->family != family)
      return invalid("not_of_family", "This person is not of this family. Choose somebody who is.");
    return people::record_particular(t, event, by.author());
  };
}

Html name_fields(html::FormState const& form, FormGround const& ground) {
  return whose_field(form, ground) + set_field<people::NameUse>(form, "use", "What kind of name is it?") +
         text_line(form, "forename", "First name", 20, "Any script will do.") +
         text_line(form, "surname", "Surname", 20) + optional_day(form, "from", "From (optional)") +
         optional_day(form, "until", "Until (optional)");
}
Result<Step> read_name(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::NameKnown>(form, ground, faults);
  event.use = faults.take(typed_member<people::NameUse>(form, "use", "Choose what kind of name it is."));
  event.forename = faults.take(enquiry::typed_text(form, "forename", 100));
  event.surname = faults.take(enquiry::typed_text(form, "surname", 100));
  event.from = faults.take(enquiry::typed_date(form, "from"));
  event.until = faults.take(enquiry::typed_date(form, "until"));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html address_fields(html::FormState const& form, FormGround const& ground) {
  return whose_field(form, ground) + set_field<people::AddressUse>(form, "use", "What is it to them?") +
         html::textarea_field(form, {.name = "address", .label = {.text = "Address"}, .rows = 3}) +
         text_line(form, "postcode", "Postcode", 10) +
         text_line(form, "with_whom", "Whose household is it? (optional)", 20,
                   "For a child who lives in two, put down each. For example: with father") +
         text_line(
             form, "never_given_to", "To whom is it unsafe to give it? (optional)", 20,
             "Whoever sees this address sees this warning. To hide the address, protect it on the person’s own page.") +
         optional_day(form, "from", "From (optional)") + optional_day(form, "until", "Until (optional)");
}
Result<Step> read_address(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::AddressKnown>(form, ground, faults);
  event.use = faults.take(typed_member<people::AddressUse>(form, "use", "Choose what it is to them."));
  event.address = faults.take(enquiry::typed_text(form, "address", 500));
  event.postcode = faults.take(enquiry::typed_text(form, "postcode", 20));
  event.with_whom = faults.take(enquiry::typed_text(form, "with_whom", 100));
  event.never_given_to = faults.take(enquiry::typed_text(form, "never_given_to", 200));
  event.from = faults.take(enquiry::typed_date(form, "from"));
  event.until = faults.take(enquiry::typed_date(form, "until"));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html number_fields(html::FormState const& form, FormGround const& ground) {
  return whose_field(form, ground) + set_field<people::NumberKind>(form, "kind", "Which number is it?") +
         text_line(form, "number", "Number", 20, "Blanks do not matter. It is checked as you save it.");
}
Result<Step> read_number(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::NumberKnown>(form, ground, faults);
  event.kind = faults.take(typed_member<people::NumberKind>(form, "kind", "Choose which number it is."));
  event.number = faults.take(enquiry::typed_text(form, "number", 40));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html contact_fields(html::FormState const& form, FormGround const& ground) {
  html::Checkboxes safe{.name = "safe",
                        .fieldset = {.legend = {.text = "What is safe? Tick what they said themselves."}},
                        .items = {{.value = "call", .text = "A call"},
                                  {.value = "voicemail", .text = "A message on the voicemail"},
                                  {.value = "text", .text = "A text"},
                                  {.value = "email", .text = "An e-mail"}},
                        .values = form.all_values("safe"),
                        .classes = "govuk-checkboxes--small"};
  return whose_field(form, ground) + text_line(form, "phone", "Telephone", 20) +
         text_line(form, "email", "E-mail", 30) + html::checkboxes_field(form, safe) +
         text_line(form, "when", "Which times, or which other way, is safe? (optional)", 30) +
         text_line(form, "must_not_know", "Who must not learn of it? (optional)", 20);
}
Result<Step> read_contact(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::ContactKnown>(form, ground, faults);
  event.phone = faults.take(enquiry::typed_text(form, "phone", 40));
  event.email = faults.take(enquiry::typed_text(form, "email", 200));
  for (auto const& ticked : form.all("safe")) {
    event.safe_to_call = event.safe_to_call || ticked == "call";
    event.voicemail = event.voicemail || ticked == "voicemail";
    event.safe_to_text = event.safe_to_text || ticked == "text";
    event.safe_to_email = event.safe_to_email || ticked == "email";
  }
  event.when = faults.take(enquiry::typed_text(form, "when", 500));
  event.must_not_know = faults.take(enquiry::typed_text(form, "must_not_know", 200));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html language_fields(html::FormState const& form, FormGround const& ground) {
  html::Checkboxes interpreter{.name = "interpreter",
                               .items = {{.value = "yes", .text = "They need an interpreter"}},
                               .values = form.all_values("interpreter"),
                               .classes = "govuk-checkboxes--small"};
  return whose_field(form, ground) +
         text_line(form, "language", "Language", 20, "For example: Romanian, British Sign Language") +
         html::checkboxes_field(form, interpreter) +
         text_line(form, "note", "Note (optional)", 30, "For example: reads it, but does not write it");
}
Result<Step> read_language(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::LanguageKnown>(form, ground, faults);
  event.language = faults.take(enquiry::typed_text(form, "language", 100));
  event.interpreter = form.get("interpreter") == "yes";
  event.note = faults.take(enquiry::typed_text(form, "note", 500));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html birth_fields(html::FormState const& form, FormGround const& ground) {
  return whose_field(form, ground) +
         set_field<people::BirthCertainty>(form, "certainty", "How sure is the date of birth on record?");
}
Result<Step> read_birth(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  auto event = begun<people::BirthDateWeighed>(form, ground, faults);
  event.certainty = faults.take(typed_member<people::BirthCertainty>(form, "certainty", "Choose how sure it is."));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

Html end_particular_fields(html::FormState const& form, FormGround const& ground) {
  return html::hidden_field("person", ground.query.get("person")) +
         html::hidden_field("particular", ground.query.get("particular")) +
         day_field(form, "until", "Which was the last day on which it held?", ground.today()) +
         reason_field(form, "reason", "Why does it hold no longer?", "For example: moved, or it was never right");
}
Result<Step> read_end_particular(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  people::ParticularEnded event;
  event.person = whose(form, ground, faults);
  event.particular = people::ParticularId::parse(form.get("particular")).value_or(people::ParticularId{});
  event.until = faults.take(typed_day(form, "until", ground.today()));
  event.reason = faults.take(enquiry::typed_text(form, "reason", 1000));
  if (faults.any()) return faults.error();
  return recording(std::move(event));
}

}  // namespace

Html particulars_html(sql::Connection& c, OpenedFamily const& opened, access::Subject const& subject, bool may_write) {
  bool const address_open = addresses_open(opened, subject);
  Html html;
  for (auto const& member : opened.members) {
    html::SummaryList list;
    Html past;
    for (auto const& row : people::particulars_of(c, member.person)) {
      auto value = value_of(row, address_open);
      if (row.until) {
        past.add("<li>{}: {}</li>", key_of(row), value);
        continue;
      }
      html::SummaryListRow shown{.key = {.text = html::text(key_of(row))}, .value = {.text = value}};
      if (may_write && row.kind != "birth" && (row.kind != "address" || address_open))
        shown.actions.items.push_back({.text = "No longer so",
                                       .href = family_url(opened.family, "end-particular")
                                                   .with("person", member.person.text())
                                                   .with("particular", row.particular.text()),
                                       .visually_hidden_text = html::text(key_of(row))});
      list.rows.push_back(std::move(shown));
    }
    if (list.rows.empty() && past.empty()) continue;
    html.add("<h3 class=\"govuk-heading-s\">{}</h3>", member.shown_name());
    if (!list.rows.empty()) html += html::summary_list(list);
    if (!past.empty())
      html += html::details({.summary = html::text("What held before: " + member.shown_name()),
                             .text = html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", past)});
  }
  Html buttons;
  if (may_write)
    for (auto const& [slug, words] : {std::pair{"person-name", "Another name"},
                                      {"person-address", "An address"},
                                      {"person-contact", "A safe contact"},
                                      {"person-language", "A language"},
                                      {"person-number", "An NHS number or UPN"},
                                      {"person-birth", "How sure a date of birth is"}})
      buttons.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", family_url(opened.family, slug), words);
  if (html.empty() && buttons.empty()) return html;
  auto all = html::markup("<h2 class=\"govuk-heading-m\">Names, addresses, languages, safe contact</h2>") + html;
  if (!buttons.empty())
    all.add("<p class=\"govuk-body\">Put down:</p><ul class=\"govuk-list kith-not-on-paper\">{}</ul>", buttons);
  return all;
}

std::vector<FamilyForm> particular_forms() {
  using enum access::Action;
  return {
      {"person-name", "Another name", "Save", write_in_record, name_fields, read_name, "people", "Saved."},
      {"person-address", "An address", "Save", write_in_record, address_fields, read_address, "people", "Saved."},
      {"person-number", "An NHS number or UPN", "Save", write_in_record, number_fields, read_number, "people",
       "Saved."},
      {"person-contact", "A safe contact", "Save", write_in_record, contact_fields, read_contact, "people", "Saved."},
      {"person-language", "A language", "Save", write_in_record, language_fields, read_language, "people", "Saved."},
      {"person-birth", "How sure a date of birth is", "Save", write_in_record, birth_fields, read_birth, "people",
       "Saved."},
      {"end-particular", "No longer so", "Save", write_in_record, end_particular_fields, read_end_particular, "people",
       "Saved. What was recorded stays in the history."}};
}

}  // namespace kith::family
