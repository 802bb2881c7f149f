#include "html/components/tabs.h"

namespace kith::html {

Html tabs(Tabs const& tabs) {
  Html list, panels;
  for (std::size_t i = 0; i < tabs.items.size(); ++i) {
    auto const& item = tabs.items[i];
    auto id = item.id.empty() ? tabs.id_prefix + "-" + std::to_string(i + 1) : item.id;
    bool first = i == 0;
    list.add("<li class=\"govuk-tabs__list-item{}\"><a class=\"govuk-tabs__tab\" href=\"{}\"{}>{}</a></li>",
             extra(first ? "govuk-tabs__list-item--selected" : ""), Url().at(id), item.attributes, item.label);
    auto content = item.panel.content;
    if (content.empty() && !item.panel.text.empty())
      content = markup("<p class=\"govuk-body\">{}</p>", item.panel.text);
    panels.add("<div class=\"govuk-tabs__panel{}\" id=\"{}\"{}>{}</div>",
               extra(first ? "" : "govuk-tabs__panel--hidden"), id, item.panel.attributes, content);
  }
  Html body;
  if (!list.empty()) body = markup("<ul class=\"govuk-tabs__list\">{}</ul>{}", list, panels);
  return markup(
      "<div{} class=\"govuk-tabs{}\"{} data-module=\"govuk-tabs\"><h2 class=\"govuk-tabs__title\">{}</h2>{}</div>",
      attribute("id", tabs.id), extra(tabs.classes), tabs.attributes, tabs.title, body);
}

}  // namespace kith::html
