#include "html/components/textarea.h"

#include <array>

namespace kith::html {

namespace {

// "You can enter up to %{count} words" with the limit put in; without a limit there is nothing to say yet.
std::string limit_sentence(CharacterCount const& count) {
  int limit = count.max_words ? count.max_words : count.max_length;
  if (limit == 0) return {};
  bool words = count.count_type == "words" || (count.count_type.empty() && count.max_words);
  std::string sentence = count.textarea_description_text;
  if (sentence.empty())
    sentence = words ? "You can enter up to %{count} words" : "You can enter up to %{count} characters";
  constexpr std::string_view hole = "%{count}";
  if (auto at = sentence.find(hole); at != std::string::npos) sentence.replace(at, hole.size(), std::to_string(limit));
  return sentence;
}

Attributes attributes_for_script(CharacterCount const& count) {
  Attributes script{{"data-module", "govuk-character-count"}};
  script.add(number_attribute("data-maxlength", count.max_length))
      .add(number_attribute("data-maxwords", count.max_words))
      .add(number_attribute("data-threshold", count.threshold))
      .add(attribute("data-count-type", count.count_type.empty() && count.max_words ? "words" : count.count_type));
  // Without a limit the script finds one later and needs the sentence to put it into.
  if (!count.max_length && !count.max_words)
    script.add(attribute("data-i18n.textarea-description.other", count.textarea_description_text));
  return script;
}

void add_translations(Attributes& to, CharacterCount const& count) {
  to.add(attribute("data-i18n.characters-at-limit", count.characters_at_limit_text))
      .add(attribute("data-i18n.words-at-limit", count.words_at_limit_text));
  auto add = [&](PluralMessage const& message, std::array<AttributeName, 6> const& names) {
    std::array<std::string const*, 6> forms{&message.zero, &message.one,  &message.two,
                                            &message.few,  &message.many, &message.other};
    for (std::size_t i = 0; i < forms.size(); ++i) to.add(attribute(names[i], *forms[i]));
  };
  add(count.characters_under_limit_text,
      {"data-i18n.characters-under-limit.zero", "data-i18n.characters-under-limit.one",
       "data-i18n.characters-under-limit.two", "data-i18n.characters-under-limit.few",
       "data-i18n.characters-under-limit.many", "data-i18n.characters-under-limit.other"});
  add(count.characters_over_limit_text,
      {"data-i18n.characters-over-limit.zero", "data-i18n.characters-over-limit.one",
       "data-i18n.characters-over-limit.two", "data-i18n.characters-over-limit.few",
       "data-i18n.characters-over-limit.many", "data-i18n.characters-over-limit.other"});
  add(count.words_under_limit_text,
      {"data-i18n.words-under-limit.zero", "data-i18n.words-under-limit.one", "data-i18n.words-under-limit.two",
       "data-i18n.words-under-limit.few", "data-i18n.words-under-limit.many", "data-i18n.words-under-limit.other"});
  add(count.words_over_limit_text,
      {"data-i18n.words-over-limit.zero", "data-i18n.words-over-limit.one", "data-i18n.words-over-limit.two",
       "data-i18n.words-over-limit.few", "data-i18n.words-over-limit.many", "data-i18n.words-over-limit.other"});
}

}  // namespace

Html textarea(Textarea const& area) {
  auto const& id = area.id.empty() ? area.name : area.id;
  auto description = describe(id, area.described_by, area.hint, area.error_message);
  // The HTML parser drops a line break right after the tag; a second one keeps what was typed.
  std::string_view kept_line_break = area.value.starts_with('\n') ? "\n" : "";
  auto element =
      markup("<textarea class=\"govuk-textarea{}{}\" id=\"{}\" name=\"{}\" rows=\"{}\"{}{}{}{}{}>{}{}</textarea>",
             extra(area.error_message.empty() ? "" : "govuk-textarea--error"), extra(area.classes), id, area.name,
             area.rows, true_or_false("spellcheck", area.spellcheck), flag("disabled", area.disabled),
             attribute("aria-describedby", description.described_by), attribute("autocomplete", area.autocomplete),
             area.attributes, kept_line_break, area.value);
  return in_form_group(area.form_group, !area.error_message.empty(),
                       label_for(id, area.label) + description.html + area.form_group.before_input + element +
                           area.form_group.after_input);
}

Html character_count(CharacterCount const& count) {
  auto const& id = count.id.empty() ? count.name : count.id;
  auto info_id = id + "-info";
  auto group = count.form_group;
  group.classes = both_classes("govuk-character-count", group.classes);
  group.attributes = attributes_for_script(count);
  add_translations(group.attributes, count);
  group.attributes.add(count.form_group.attributes);
  group.after_input = hint({.text = limit_sentence(count),
                            .id = info_id,
                            .classes = both_classes("govuk-character-count__message", count.count_message_classes)}) +
                      group.after_input;
  return textarea({.name = count.name,
                   .id = id,
                   .label = count.label,
                   .hint = count.hint,
                   .error_message = count.error_message,
                   .value = count.value,
                   .rows = count.rows,
                   .spellcheck = count.spellcheck,
                   .described_by = info_id,
                   .form_group = group,
                   .classes = both_classes("govuk-js-character-count", count.classes),
                   .attributes = count.attributes});
}

}  // namespace kith::html
