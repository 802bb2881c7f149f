// Where they live, and whether the family knows.
#include "base/text.h"
#include "door/questions.h"
#include "html/components.h"

namespace kith::door {

namespace {

using enquiry::Agreement;
using html::Html;

std::string_view not_said_key(Path path) { return path == Path::family ? "where.rather_not" : "where.not_known"; }

Html draw_where(Asking const& asking) {
  return html::input_field(
             asking.form,
             {.name = "where",
              .label = {.text = asking.say("where.title"), .is_page_heading = true, .classes = "govuk-label--l"},
              .hint = {.text = asking.say("where.hint")},
              .width_characters = 20,
              .spellcheck = false,
              .attributes = {{"dir", "auto"}}}) +
         html::checkboxes_field(asking.form,
                                {.name = "where_not_said",
                                 .items = {{.value = "yes", .text = asking.words(not_said_key(asking.path))}},
                                 .classes = "govuk-checkboxes--small"});
}

void read_where(Reading& reading, Answers& answers) {
  answers.where = reading.text("where", longest_line);
  if (!reading.faults.empty()) return;
  bool const not_said = reading.form().get("where_not_said") == "yes";
  bool const empty = answers.where.reveal().empty();
  if (empty && !not_said) reading.path_fault("where", "where.empty");
  if (!empty && not_said) reading.fault("where", "where.either");
}

void fill_where(Answers const& answers, html::FormState& form) {
  form.values.emplace_back("where", answers.where.reveal());
  if (answers.has_answered("where") && answers.where.reveal().empty())
    form.values.emplace_back("where_not_said", "yes");
}

Html told_where(Answers const& answers, Words const& words) {
  if (!answers.where.reveal().empty()) return typed_text(answers.where.reveal());
  return words(not_said_key(answers.path));
}

struct Knows {
  Agreement agreement;
  char const* key;
};
constexpr Knows knows_answers[] = {{Agreement::yes, "child.knows.yes"},
                                   {Agreement::no, "child.knows.no"},
                                   {Agreement::unsafe_to_ask, "child.knows.unsafe"},
                                   {Agreement::not_asked, "child.knows.rather_not"}};

Html draw_knows(Asking const& asking) {
  html::Radios radios{.name = "knows",
                      .fieldset = {.legend = {.text = asking.words("child.knows.title"),
                                              .is_page_heading = true,
                                              .classes = "govuk-fieldset__legend--l"}},
                      .hint = {.text = asking.words("child.knows.hint")}};
  for (auto const& answer : knows_answers)
    radios.items.push_back({.value = std::string{wire(answer.agreement)}, .text = asking.words(answer.key)});
  return html::radios_field(asking.form, radios);
}

void read_knows(Reading& reading, Answers& answers) {
  answers.knows = parse<Agreement>(reading.form().get("knows"));
  if (!answers.knows) reading.fault("knows", "child.knows.empty");
}

void fill_knows(Answers const& answers, html::FormState& form) {
  if (answers.knows) form.values.emplace_back("knows", wire(*answers.knows));
}

Html told_knows(Answers const& answers, Words const& words) {
  for (auto const& answer : knows_answers)
    if (answers.knows == answer.agreement) return words(answer.key);
  return {};
}

}  // namespace

Question const& where_question() {
  static constexpr Question question = {"where", "check.row_where", draw_where, read_where, fill_where, told_where};
  return question;
}

Question const& knows_question() {
  static constexpr Question question = {"knows", "check.row_knows", draw_knows, read_knows, fill_knows, told_knows};
  return question;
}

}  // namespace kith::door
