// Who asks, how and when they can be reached without harm, and who may know: a phone may be in the wrong hands.
#include <fmt/format.h>

#include "base/text.h"
#include "door/questions.h"
#include "html/components.h"

namespace kith::door {

namespace {

using enquiry::SafeWay;
using html::Html;

html::Attributes const any_direction = {{"dir", "auto"}};

Html name_fields(Asking const& asking, std::string_view name_key) {
  return html::input_field(asking.form, {.name = "name",
                                         .label = {.text = asking.words(name_key)},
                                         .width_characters = 20,
                                         .autocomplete = "name",
                                         .spellcheck = false,
                                         .attributes = any_direction}) +
         html::input_field(asking.form, {.name = "relation",
                                         .label = {.text = asking.say("you.relation")},
                                         .hint = {.text = asking.say("you.relation_hint")},
                                         .width_characters = 20,
                                         .attributes = any_direction});
}

Html draw_you(Asking const& asking) {
  if (asking.path == Path::family)
    return page_heading(asking.say("you.title")) + paragraph(asking.say("you.hint")) +
           name_fields(asking, "child.you.name");
  html::Radios radios{.name = "gives_name",
                      .fieldset = {.legend = {.text = asking.say("you.title"),
                                              .is_page_heading = true,
                                              .classes = "govuk-fieldset__legend--l"}},
                      .hint = {.text = asking.say("you.hint")}};
  radios.items.push_back({.value = "no", .text = asking.words("child.you.no")});
  radios.items.push_back(
      {.value = "yes", .text = asking.words("child.you.yes"), .conditional = name_fields(asking, "child.you.name")});
  return html::radios_field(asking.form, radios);
}

void read_you(Reading& reading, Answers& answers) {
  auto const choice = reading.form().get("gives_name");
  answers.name = reading.text("name", longest_line);
  answers.relation = reading.text("relation", longest_line);
  answers.gives_name.reset();
  if (reading.path() == Path::child) {
    if (choice != "yes" && choice != "no") return reading.fault("gives_name", "child.you.choose");
    answers.gives_name = choice == "yes";
  }
  if (answers.is_anonymous()) {
    // Whoever changes their mind leaves nothing of themselves behind.
    for (auto* kept :
         {&answers.name, &answers.relation, &answers.phone, &answers.email, &answers.other_way, &answers.times})
      *kept = std::string{};
    answers.ways.clear();
    answers.voicemail.reset();
    return;
  }
  if (reading.faults.empty() && answers.name.reveal().empty()) reading.path_fault("name", "you.empty");
}

void fill_you(Answers const& answers, html::FormState& form) {
  if (answers.gives_name) form.values.emplace_back("gives_name", *answers.gives_name ? "yes" : "no");
  form.values.emplace_back("name", answers.name.reveal());
  form.values.emplace_back("relation", answers.relation.reveal());
}

Html told_you(Answers const& answers, Words const& words) {
  if (answers.is_anonymous()) return words("check.anonymous");
  return typed_text(answers.name.reveal()) + typed_text(answers.relation.reveal());
}

std::string way_key(SafeWay way) { return fmt::format("contact.{}", wire(way)); }

Html draw_contact(Asking const& asking) {
  auto const& words = asking.words;
  html::Checkboxes ways{.name = "way",
                        .fieldset = {.legend = {.text = asking.say("contact.title"),
                                                .is_page_heading = true,
                                                .classes = "govuk-fieldset__legend--l"}},
                        .hint = {.text = asking.say("contact.hint")}};
  for (auto const& way : members_of<SafeWay>)
    ways.items.push_back(
        {.value = std::string{way.wire}, .text = words(way_key(way.value)), .exclusive = way.value == SafeWay::none});
  auto html = html::checkboxes_field(asking.form, ways);
  html += html::input_field(asking.form, {.name = "phone",
                                          .label = {.text = words("contact.phone"), .classes = "govuk-label--s"},
                                          .hint = {.text = words("contact.phone_hint")},
                                          .width_characters = 20,
                                          .type = "tel",
                                          .autocomplete = "tel",
                                          .attributes = {{"dir", "ltr"}}});
  html += html::radios_field(
      asking.form,
      {.name = "voicemail",
       .fieldset = {.legend = {.text = words("contact.voicemail"), .classes = "govuk-fieldset__legend--s"}},
       .hint = {.text = words("safety.voicemail_hint")},
       .items = {{.value = "yes", .text = words("contact.voicemail_yes")},
                 {.value = "no", .text = words("contact.voicemail_no")}}});
  html +=
      html::input_field(asking.form, {.name = "email",
                                      .label = {.text = words("contact.email_address"), .classes = "govuk-label--s"},
                                      .type = "email",
                                      .autocomplete = "email",
                                      .spellcheck = false,
                                      .attributes = {{"dir", "ltr"}}});
  html += html::input_field(asking.form, {.name = "other_way",
                                          .label = {.text = words("contact.other_way"), .classes = "govuk-label--s"},
                                          .attributes = any_direction});
  return html;
}

void check_ways(Reading& reading, Answers const& answers) {
  bool const by_phone = answers.wants(SafeWay::call) || answers.wants(SafeWay::text);
  if (answers.ways.empty()) return reading.fault("way", "contact.choose");
  if (answers.wants(SafeWay::none) && answers.ways.size() > 1) return reading.fault("way", "contact.only_none");
  if (by_phone && answers.phone.reveal().empty())
    reading.fault("phone", "contact.no_phone");
  else if (by_phone && !is_phone(answers.phone.reveal()))
    reading.fault("phone", "contact.bad_phone");
  if (answers.wants(SafeWay::call) && !answers.voicemail) reading.fault("voicemail", "contact.no_voicemail");
  if (answers.wants(SafeWay::email) && answers.email.reveal().empty())
    reading.fault("email", "contact.no_email");
  else if (answers.wants(SafeWay::email) && !is_email(answers.email.reveal()))
    reading.fault("email", "contact.bad_email");
  if (answers.wants(SafeWay::other) && answers.other_way.reveal().empty())
    reading.fault("other_way", "contact.no_other");
}

void read_contact(Reading& reading, Answers& answers) {
  answers.ways.clear();
  for (auto const typed : reading.form().all("way"))
    if (auto const way = parse<SafeWay>(typed); way && !answers.wants(*way)) answers.ways.push_back(*way);
  answers.phone = reading.text("phone", longest_line);
  answers.email = reading.text("email", longest_line);
  answers.other_way = reading.text("other_way", longest_line);
  auto const voicemail = reading.form().get("voicemail");
  answers.voicemail.reset();
  if (voicemail == "yes" || voicemail == "no") answers.voicemail = voicemail == "yes";
  if (!reading.faults.empty()) return;
  check_ways(reading, answers);
  if (!reading.faults.empty()) return;
  // A number given for a way that was not chosen is no leave to use it.
  if (!answers.wants(SafeWay::call) && !answers.wants(SafeWay::text)) answers.phone = std::string{};
  if (!answers.wants(SafeWay::call)) answers.voicemail.reset();
  if (!answers.wants(SafeWay::email)) answers.email = std::string{};
  if (!answers.wants(SafeWay::other)) answers.other_way = std::string{};
  if (answers.wants(SafeWay::none)) answers.times = std::string{};
}

void fill_contact(Answers const& answers, html::FormState& form) {
  for (auto const way : answers.ways) form.values.emplace_back("way", wire(way));
  form.values.emplace_back("phone", answers.phone.reveal());
  form.values.emplace_back("email", answers.email.reveal());
  form.values.emplace_back("other_way", answers.other_way.reveal());
  if (answers.voicemail) form.values.emplace_back("voicemail", *answers.voicemail ? "yes" : "no");
}

Html told_contact(Answers const& answers, Words const& words) {
  Html html;
  for (auto const way : answers.ways) html.add("<div>{}</div>", words(way_key(way)));
  html += typed_text(answers.phone.reveal());
  if (answers.voicemail)
    html.add("<div>{}</div>", words(*answers.voicemail ? "check.voicemail_yes" : "check.voicemail_no"));
  return html + typed_text(answers.email.reveal()) + typed_text(answers.other_way.reveal());
}

Html draw_when(Asking const& asking) {
  return html::textarea_field(
      asking.form, {.name = "times",
                    .label = {.text = asking.say("when.title"), .is_page_heading = true, .classes = "govuk-label--l"},
                    .hint = {.text = asking.say("when.hint")},
                    .rows = 3,
                    .attributes = any_direction});
}

Html draw_trust(Asking const& asking) {
  auto box = [&](std::string const& name) {
    return html::textarea_field(asking.form,
                                {.name = name,
                                 .label = {.text = asking.words("family.trust." + name), .classes = "govuk-label--m"},
                                 .hint = asking.optional("family.trust." + name + "_hint"),
                                 .rows = 3,
                                 .attributes = any_direction});
  };
  return page_heading(asking.say("trust.title")) + box("may_know") + box("must_not_know");
}

Html told_trust(Answers const& answers, Words const& words) {
  Html html;
  auto add = [&](std::string_view key, std::string const& text) {
    if (!text.empty()) html.add("<p class=\"govuk-body\">{}</p>{}", words(key), typed_text(text));
  };
  add("family.trust.may_know", answers.may_know.reveal());
  add("family.trust.must_not_know", answers.must_not_know.reveal());
  return html;
}

}  // namespace

bool is_phone(std::string_view typed) {
  std::size_t digits = 0;
  for (char const c : typed) digits += c >= '0' && c <= '9' ? 1 : 0;
  return digits >= 6 && digits <= 15;
}

bool is_email(std::string_view typed) {
  auto const at = typed.find('@');
  return at != std::string_view::npos && at > 0 && typed.find('.', at) != std::string_view::npos &&
         typed.find(' ') == std::string_view::npos && typed.back() != '.';
}

Question const& you_question() {
  static constexpr Question question = {"you", "check.row_you", draw_you, read_you, fill_you, told_you};
  return question;
}

Question const& contact_question() {
  static constexpr Question question = {"contact",    "check.row_contact", draw_contact,
                                        read_contact, fill_contact,        told_contact};
  return question;
}

Question const& when_question() {
  static constexpr Question question = {
      "when",
      "check.row_when",
      draw_when,
      [](Reading& reading, Answers& answers) { answers.times = reading.text("times", longest_text); },
      [](Answers const& answers, html::FormState& form) { form.values.emplace_back("times", answers.times.reveal()); },
      [](Answers const& answers, Words const& words) {
        return answers.times.reveal().empty() ? words("check.any_time") : typed_text(answers.times.reveal());
      }};
  return question;
}

Question const& trust_question() {
  static constexpr Question question = {"trust",
                                        "check.row_trust",
                                        draw_trust,
                                        [](Reading& reading, Answers& answers) {
                                          answers.may_know = reading.text("may_know", longest_text);
                                          answers.must_not_know = reading.text("must_not_know", longest_text);
                                        },
                                        [](Answers const& answers, html::FormState& form) {
                                          form.values.emplace_back("may_know", answers.may_know.reveal());
                                          form.values.emplace_back("must_not_know", answers.must_not_know.reveal());
                                        },
                                        told_trust};
  return question;
}

}  // namespace kith::door
