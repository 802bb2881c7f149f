#include "html/components/accordion.h"

namespace kith::html {

namespace {

Html section_of(Accordion const& accordion, AccordionItem const& item, std::size_t number) {
  Html summary;
  if (!item.summary.empty())
    summary = markup("<div class=\"govuk-accordion__section-summary govuk-body\" id=\"{}-summary-{}\">{}</div>",
                     accordion.id, number, item.summary);
  auto content = item.content;
  if (content.empty() && !item.text.empty()) content = markup("<p class=\"govuk-body\">{}</p>", item.text);
  return markup(
      "<div class=\"govuk-accordion__section{}\"><div class=\"govuk-accordion__section-header\">"
      "<h{} class=\"govuk-accordion__section-heading\">"
      "<span class=\"govuk-accordion__section-button\" id=\"{}-heading-{}\">{}</span></h{}>{}</div>"
      "<div id=\"{}-content-{}\" class=\"govuk-accordion__section-content\">{}</div></div>",
      extra(item.expanded ? "govuk-accordion__section--expanded" : ""), accordion.heading_level, accordion.id, number,
      item.heading, accordion.heading_level, summary, accordion.id, number, content);
}

}  // namespace

Html accordion(Accordion const& accordion) {
  Attributes script;
  script.add(attribute("data-i18n.hide-all-sections", accordion.hide_all_sections_text))
      .add(attribute("data-i18n.hide-section", accordion.hide_section_text))
      .add(attribute("data-i18n.hide-section-aria-label", accordion.hide_section_aria_label_text))
      .add(attribute("data-i18n.show-all-sections", accordion.show_all_sections_text))
      .add(attribute("data-i18n.show-section", accordion.show_section_text))
      .add(attribute("data-i18n.show-section-aria-label", accordion.show_section_aria_label_text))
      .add(true_or_false("data-remember-expanded", accordion.remember_expanded));
  Html sections;
  for (std::size_t i = 0; i < accordion.items.size(); ++i) sections += section_of(accordion, accordion.items[i], i + 1);
  return markup("<div class=\"govuk-accordion{}\" data-module=\"govuk-accordion\" id=\"{}\"{}{}>{}</div>",
                extra(accordion.classes), accordion.id, script, accordion.attributes, sections);
}

}  // namespace kith::html
