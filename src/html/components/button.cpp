#include "html/components/button.h"

namespace kith::html {

namespace {

Html start_icon() {
  return markup(
      "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\""
      " viewBox=\"0 0 33 40\" aria-hidden=\"true\" focusable=\"false\">"
      "<path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
}

std::string_view variant_class(ButtonVariant variant) {
  switch (variant) {
    case ButtonVariant::standard:
      return "";
    case ButtonVariant::secondary:
      return "govuk-button--secondary";
    case ButtonVariant::warning:
      return "govuk-button--warning";
    case ButtonVariant::inverse:
      return "govuk-button--inverse";
  }
  return "";
}

// The start arrow is laid out beside the text by flexbox, which would swallow the blanks around elements in it.
Html content_of(Button const& button) {
  if (!button.start) return button.text;
  bool has_elements = button.text.source().find('<') != std::string::npos;
  return (has_elements ? markup("<span>{}</span>", button.text) : button.text) + start_icon();
}

}  // namespace

Html button(Button const& button) {
  auto variant = extra(variant_class(button.variant));
  auto start = extra(button.start ? "govuk-button--start" : "");
  auto content = content_of(button);
  if (!button.href.empty())
    return markup(
        "<a href=\"{}\" role=\"button\" draggable=\"false\" class=\"govuk-button{}{}{}\" data-module=\"govuk-button\""
        "{}{}>{}</a>",
        button.href, variant, extra(button.classes), start, button.attributes, attribute("id", button.id), content);
  return markup(
      "<button type=\"{}\"{}{}{}{}{} class=\"govuk-button{}{}{}\" data-module=\"govuk-button\"{}{}>{}</button>",
      button.type, attribute("value", button.value), attribute("name", button.name), flag("disabled", button.disabled),
      attribute("aria-disabled", button.disabled ? "true" : ""),
      true_or_false("data-prevent-double-click", button.prevent_double_click), variant, extra(button.classes), start,
      button.attributes, attribute("id", button.id), content);
}

Html button_group(Html const& buttons) { return markup("<div class=\"govuk-button-group\">{}</div>", buttons); }

}  // namespace kith::html
