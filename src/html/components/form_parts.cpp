#include "html/components/form_parts.h"

namespace kith::html {

Html label(Label const& label) {
  if (label.text.empty()) return {};
  auto html = markup("<label class=\"govuk-label{}\"{}{}>{}</label>", extra(label.classes), label.attributes,
                     attribute("for", label.for_id), label.text);
  return label.is_page_heading ? markup("<h1 class=\"govuk-label-wrapper\">{}</h1>", html) : html;
}

Html hint(Hint const& hint) {
  return markup("<div{} class=\"govuk-hint{}\"{}>{}</div>", attribute("id", hint.id), extra(hint.classes),
                hint.attributes, hint.text);
}

Html error_message(ErrorMessage const& message) {
  Html prefix;
  if (!message.visually_hidden_text.empty())
    prefix = markup("<span class=\"govuk-visually-hidden\">{}:</span> ", message.visually_hidden_text);
  return markup("<p{} class=\"govuk-error-message{}\"{}>{}{}</p>", attribute("id", message.id), extra(message.classes),
                message.attributes, prefix, message.text);
}

Html fieldset(Fieldset const& fieldset) {
  Html legend;
  if (!fieldset.legend.text.empty()) {
    auto heading = fieldset.legend.is_page_heading
                       ? markup("<h1 class=\"govuk-fieldset__heading\">{}</h1>", fieldset.legend.text)
                       : fieldset.legend.text;
    legend = markup("<legend class=\"govuk-fieldset__legend{}\">{}</legend>", extra(fieldset.legend.classes), heading);
  }
  return markup("<fieldset class=\"govuk-fieldset{}\"{}{}{}>{}{}</fieldset>", extra(fieldset.classes),
                attribute("role", fieldset.role), attribute("aria-describedby", fieldset.described_by),
                fieldset.attributes, legend, fieldset.html);
}

Description describe(std::string_view id, std::string described_by, Hint const& hint_above, ErrorMessage const& error) {
  Description description{{}, std::move(described_by)};
  auto mention = [&](std::string const& part_id) {
    if (!description.described_by.empty()) description.described_by += ' ';
    description.described_by += part_id;
  };
  if (!hint_above.empty()) {
    auto part = hint_above;
    part.id = std::string(id) + "-hint";
    mention(part.id);
    description.html += hint(part);
  }
  if (!error.empty()) {
    auto part = error;
    part.id = std::string(id) + "-error";
    mention(part.id);
    description.html += error_message(part);
  }
  return description;
}

Html in_form_group(FormGroup const& group, bool has_error, Html const& content) {
  return markup("<div class=\"govuk-form-group{}{}\"{}>{}</div>", extra(has_error ? "govuk-form-group--error" : ""),
                extra(group.classes), group.attributes, content);
}

Html label_for(std::string_view id, Label above) {
  above.for_id = id;
  return label(above);
}

std::string both_classes(std::string_view one, std::string_view other) {
  std::string both(one);
  if (!one.empty() && !other.empty()) both += ' ';
  return both += other;
}

}  // namespace kith::html
