#include "door/questions.h"

#include <fmt/format.h>

#include "base/text.h"
#include "html/components.h"

namespace kith::door {

namespace {

using html::Html;

// Three questions have the same shape: a heading, a hint, a large box.
Html story_box(Asking const& asking, std::string const& name, bool optional) {
  auto const hint = asking.key(name + ".hint");
  return html::textarea_field(
      asking.form,
      {.name = name,
       .label = {.text = asking.say(name + ".title"), .is_page_heading = true, .classes = "govuk-label--l"},
       .hint = optional ? asking.optional(hint) : html::Hint{.text = asking.words(hint)},
       .rows = 8,
       .attributes = {{"dir", "auto"}}});
}

}  // namespace

std::string Asking::key(std::string_view name) const { return fmt::format("{}.{}", wire(path), name); }

html::Hint Asking::optional(std::string_view hint_key) const {
  return {.text = words(hint_key) + html::text(" ") + words("frame.optional")};
}

std::string Reading::text(std::string_view name, std::size_t longest) {
  auto const cleaned = clean_text(form_.get(name));
  if (!cleaned) {
    fault(name, "fault.not_text");
    return {};
  }
  auto const length = length_in_characters(*cleaned);
  if (length <= longest) return *cleaned;
  faults.push_back({std::string{name}, "too_long",
                    words_.plain_counted("fault.too_long", static_cast<std::int64_t>(length - longest))});
  return {};
}

void Reading::fault(std::string_view field, std::string_view key) {
  faults.push_back({std::string{field}, std::string{key}, words_.plain_counted(key, most_children)});
}

void Reading::path_fault(std::string_view field, std::string_view name) {
  fault(field, fmt::format("{}.{}", wire(path_), name));
}

Html page_heading(Html const& text) { return html::markup("<h1 class=\"govuk-heading-l\">{}</h1>", text); }

Html typed_text(std::string_view text) {
  if (trimmed(text).empty()) return {};
  return html::markup("<div class=\"kith-typed\" dir=\"auto\">{}</div>", text);
}

Question const& worries_question() {
  static constexpr Question question = {
      "worries",
      "check.row_worries",
      [](Asking const& asking) { return story_box(asking, "worries", false); },
      [](Reading& reading, Answers& answers) {
        auto const before = reading.faults.size();
        answers.worries = reading.text("worries", longest_text);
        if (answers.worries.reveal().empty() && reading.faults.size() == before)
          reading.path_fault("worries", "worries.empty");
      },
      [](Answers const& answers, html::FormState& form) {
        form.values.emplace_back("worries", answers.worries.reveal());
      },
      [](Answers const& answers, Words const&) { return typed_text(answers.worries.reveal()); }};
  return question;
}

Question const& well_question() {
  static constexpr Question question = {
      "well",
      "check.row_well",
      [](Asking const& asking) { return story_box(asking, "well", true); },
      [](Reading& reading, Answers& answers) { answers.well = reading.text("well", longest_text); },
      [](Answers const& answers, html::FormState& form) { form.values.emplace_back("well", answers.well.reveal()); },
      [](Answers const& answers, Words const&) { return typed_text(answers.well.reveal()); }};
  return question;
}

Question const& wanted_question() {
  static constexpr Question question = {
      "wanted",
      "check.row_wanted",
      [](Asking const& asking) { return story_box(asking, "wanted", true); },
      [](Reading& reading, Answers& answers) { answers.wanted = reading.text("wanted", longest_text); },
      [](Answers const& answers, html::FormState& form) {
        form.values.emplace_back("wanted", answers.wanted.reveal());
      },
      [](Answers const& answers, Words const&) { return typed_text(answers.wanted.reveal()); }};
  return question;
}

std::vector<Question const*> questions_of(Answers const& answers) {
  if (answers.path == Path::family) {
    std::vector<Question const*> asked = {&worries_question(), &well_question(), &wanted_question(), &people_question(),
                                          &where_question(),   &you_question(),  &contact_question()};
    if (!answers.wants(enquiry::SafeWay::none)) asked.push_back(&when_question());
    asked.push_back(&trust_question());
    return asked;
  }
  std::vector<Question const*> asked = {&worries_question(), &well_question(),  &people_question(),
                                        &where_question(),   &knows_question(), &you_question()};
  if (answers.is_anonymous()) return asked;
  asked.push_back(&contact_question());
  if (!answers.wants(enquiry::SafeWay::none)) asked.push_back(&when_question());
  return asked;
}

Question const* find_question(std::string_view code) {
  static Question const* const all[] = {&worries_question(), &well_question(),  &wanted_question(), &people_question(),
                                        &where_question(),   &knows_question(), &you_question(),    &contact_question(),
                                        &when_question(),    &trust_question()};
  for (auto const* question : all)
    if (question->code == code) return question;
  return nullptr;
}

Question const* next_unanswered(Answers const& answers) {
  for (auto const* question : questions_of(answers))
    if (!answers.has_answered(question->code)) return question;
  return nullptr;
}

}  // namespace kith::door
