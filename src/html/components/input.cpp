#include "html/components/input.h"

#include "html/components/button.h"

namespace kith::html {

namespace {

Html prefix_of(Affix const& affix) {
  if (affix.text.empty()) return {};
  return markup("<div class=\"govuk-input__prefix{}\" aria-hidden=\"true\"{}>{}</div>", extra(affix.classes),
                affix.attributes, affix.text);
}

Html suffix_of(Affix const& affix) {
  if (affix.text.empty()) return {};
  return markup("<div class=\"govuk-input__suffix{}\" aria-hidden=\"true\"{}>{}</div>", extra(affix.classes),
                affix.attributes, affix.text);
}

std::string classes_of(Input const& input) {
  auto width = input.width_characters ? "govuk-input--width-" + std::to_string(input.width_characters) : "";
  return both_classes(both_classes(width, input.classes), input.error_message.empty() ? "" : "govuk-input--error");
}

Html element_of(Input const& input, std::string_view id, std::string_view described_by) {
  Attributes further;
  if (input.value) further.add({"value", *input.value});
  further.add(flag("disabled", input.disabled));
  further.add(attribute("aria-describedby", described_by));
  further.add(attribute("autocomplete", input.autocomplete));
  further.add(attribute("autocapitalize", input.autocapitalize));
  further.add(attribute("pattern", input.pattern));
  further.add(attribute("inputmode", input.inputmode));
  further.add(input.attributes);
  return markup("<input class=\"govuk-input{}\" id=\"{}\" name=\"{}\" type=\"{}\"{}{}>", extra(classes_of(input)), id,
                input.name, input.type, true_or_false("spellcheck", input.spellcheck), further);
}

// A prefix, a suffix and anything else on the input's line share a wrapper with it.
Html line_of(Input const& input, Html const& element) {
  auto const& group = input.form_group;
  if (input.prefix.text.empty() && input.suffix.text.empty() && group.before_input.empty() && group.after_input.empty())
    return element;
  return markup("<div class=\"govuk-input__wrapper{}\"{}>{}{}{}{}{}</div>", extra(input.input_wrapper.classes),
                input.input_wrapper.attributes, group.before_input, prefix_of(input.prefix), element,
                suffix_of(input.suffix), group.after_input);
}

}  // namespace

Html input(Input const& input) {
  auto const& id = input.id.empty() ? input.name : input.id;
  auto description = describe(id, input.described_by, input.hint, input.error_message);
  auto element = element_of(input, id, description.described_by);
  return in_form_group(input.form_group, !input.error_message.empty(),
                       label_for(id, input.label) + description.html + line_of(input, element));
}

Html password_input(PasswordInput const& password) {
  auto const& id = password.id.empty() ? password.name : password.id;
  auto or_english = [](std::string const& text, char const* english) { return text.empty() ? english : text; };

  auto group = password.form_group;
  group.classes = both_classes("govuk-password-input", group.classes);
  group.attributes = {{"data-module", "govuk-password-input"}};
  group.attributes.add(attribute("data-i18n.show-password", password.show_password_text))
      .add(attribute("data-i18n.hide-password", password.hide_password_text))
      .add(attribute("data-i18n.show-password-aria-label", password.show_password_aria_label_text))
      .add(attribute("data-i18n.hide-password-aria-label", password.hide_password_aria_label_text))
      .add(attribute("data-i18n.password-shown-announcement", password.password_shown_announcement_text))
      .add(attribute("data-i18n.password-hidden-announcement", password.password_hidden_announcement_text))
      .add(password.form_group.attributes);

  auto toggle = button(
      {.text = or_english(password.show_password_text, "Show"),
       .type = "button",
       .variant = ButtonVariant::secondary,
       .classes = both_classes("govuk-password-input__toggle govuk-js-password-input-toggle", password.button_classes),
       .attributes = {{"aria-controls", id},
                      {"aria-label", or_english(password.show_password_aria_label_text, "Show password")},
                      {"hidden"}}});
  group.after_input = toggle + group.after_input;

  return input({.name = password.name,
                .id = id,
                .label = password.label,
                .hint = password.hint,
                .error_message = password.error_message,
                .value = password.value,
                .type = "password",
                .autocomplete = password.autocomplete,
                .autocapitalize = "none",
                .spellcheck = false,
                .disabled = password.disabled,
                .described_by = password.described_by,
                .form_group = group,
                .input_wrapper = {.classes = "govuk-password-input__wrapper"},
                .classes = both_classes("govuk-password-input__input govuk-js-password-input-input", password.classes),
                .attributes = password.attributes});
}

}  // namespace kith::html
