#include "html/components/text_blocks.h"

namespace kith::html {

Html inset_text(InsetText const& inset) {
  return markup("<div{} class=\"govuk-inset-text{}\"{}>{}</div>", attribute("id", inset.id), extra(inset.classes),
                inset.attributes, inset.text);
}

Html warning_text(WarningText const& warning) {
  return markup(
      "<div class=\"govuk-warning-text{}\"{}><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span>"
      "<strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">{}</span> {}</strong></div>",
      extra(warning.classes), warning.attributes, warning.icon_fallback_text, warning.text);
}

Html details(Details const& details) {
  return markup(
      "<details{} class=\"govuk-details{}\"{}{}><summary class=\"govuk-details__summary\">"
      "<span class=\"govuk-details__summary-text\">{}</span></summary><div class=\"govuk-details__text\">{}</div>"
      "</details>",
      attribute("id", details.id), extra(details.classes), details.attributes, flag("open", details.open),
      details.summary, details.text);
}

}  // namespace kith::html
