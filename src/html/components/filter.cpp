#include "html/components/filter.h"

#include "html/components/button.h"

namespace kith::html {

namespace {

Html selected_of(Filter const& filter) {
  if (filter.selected.empty()) return {};
  auto tags = each(filter.selected, [&](SelectedFilter const& one) {
    return markup(
        "<li><a class=\"kith-filter__tag\" href=\"{}\"><span class=\"govuk-visually-hidden\">{}: </span>{}</a></li>",
        one.remove, filter.remove_text, one.text);
  });
  return markup(
      "<div class=\"kith-filter__selected\"><div class=\"kith-filter__row\"><h2 class=\"kith-filter__heading\">{}</h2>"
      "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a></div>"
      "<ul class=\"kith-filter__tags\">{}</ul></div>",
      filter.heading, filter.clear, filter.clear_text, tags);
}

}  // namespace

Html filter(Filter const& filter) {
  return markup(
      "<div class=\"kith-filter\">{}<details class=\"kith-filter__options\"{}><summary>{}</summary>"
      "<form action=\"{}\" method=\"get\" novalidate>{}<div class=\"kith-filter__fields\">{}</div>"
      "<div class=\"kith-filter__buttons\">{}</div></form></details></div>",
      selected_of(filter), flag("open", filter.open), filter.show_text, filter.action, filter.hidden, filter.fields,
      button({.text = filter.apply_text, .variant = ButtonVariant::secondary}));
}

}  // namespace kith::html
