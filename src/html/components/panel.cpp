#include "html/components/panel.h"

#include "html/components/button.h"

namespace kith::html {

namespace {

Html action_of(PanelAction const& action) {
  if (!action.href.empty() && action.type != "button")
    return markup("<a class=\"govuk-link govuk-link--inverse{}\" href=\"{}\"{}>{}</a>", extra(action.classes),
                  action.href, action.attributes, action.text);
  return button({.text = action.text,
                 .href = action.href,
                 .type = action.type.empty() ? "button" : action.type,
                 .variant = ButtonVariant::inverse,
                 .classes = action.classes,
                 .attributes = action.attributes});
}

Html actions_of(PanelActions const& actions) {
  if (actions.items.empty() && actions.classes.empty() && actions.attributes.empty()) return {};
  Html group;
  if (!actions.items.empty()) group = button_group(each(actions.items, action_of));
  return markup("<div class=\"govuk-panel__actions{}\"{}>{}</div>", extra(actions.classes), actions.attributes, group);
}

}  // namespace

Html panel(Panel const& panel) {
  Html body;
  if (!panel.text.empty()) body = markup("<div class=\"govuk-panel__body\">{}</div>", panel.text);
  if (panel.interruption) body += actions_of(panel.actions);
  return markup("<div class=\"govuk-panel {}{}\"{}><h{} class=\"govuk-panel__title\">{}</h{}>{}</div>",
                panel.interruption ? "govuk-panel--interruption" : "govuk-panel--confirmation", extra(panel.classes),
                panel.attributes, panel.heading_level, panel.title, panel.heading_level, body);
}

}  // namespace kith::html
