#include "html/components/choices.h"

#include <algorithm>

namespace kith::html {

namespace {

// The first choice carries the bare prefix, so that an error summary can link to it by the field's name.
std::string id_of(std::string const& own, std::string const& prefix, std::size_t position) {
  if (!own.empty()) return own;
  return position == 1 ? prefix : prefix + "-" + std::to_string(position);
}

Label label_of(Html const& text, ItemLabel const& label, std::string_view component) {
  return {.text = text, .classes = both_classes(component, label.classes), .attributes = label.attributes};
}

Html hint_of(Hint item_hint, std::string const& id, std::string_view component) {
  if (item_hint.empty()) return {};
  item_hint.id = id;
  item_hint.classes = both_classes(component, item_hint.classes);
  return hint(item_hint);
}

Html radio_item(Radios const& radios, RadioItem const& item, std::string const& id) {
  if (!item.divider.empty()) return markup("<div class=\"govuk-radios__divider\">{}</div>", item.divider);
  bool checked = item.checked.value_or(!radios.value.empty() && item.value == radios.value);
  auto hint_id = item.hint.empty() ? "" : id + "-item-hint";
  auto conditional_id = item.conditional.empty() ? "" : "conditional-" + id;
  auto html = markup(
      "<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\" id=\"{}\" name=\"{}\" type=\"radio\""
      " value=\"{}\"{}{}{}{}{}>{}{}</div>",
      id, radios.name, item.value, flag("checked", checked), flag("disabled", item.disabled),
      attribute("data-aria-controls", conditional_id), attribute("aria-describedby", hint_id), item.attributes,
      label_for(id, label_of(item.text, item.label, "govuk-radios__label")),
      hint_of(item.hint, hint_id, "govuk-radios__hint"));
  if (!item.conditional.empty())
    html.add("<div class=\"govuk-radios__conditional{}\" id=\"{}\">{}</div>",
             extra(checked ? "" : "govuk-radios__conditional--hidden"), conditional_id, item.conditional);
  return html;
}

Html checkbox_item(Checkboxes const& boxes, CheckboxItem const& item, std::string const& id,
                   std::string const& described_by) {
  if (!item.divider.empty()) return markup("<div class=\"govuk-checkboxes__divider\">{}</div>", item.divider);
  bool among = std::ranges::find(boxes.values, item.value) != boxes.values.end();
  bool checked = item.checked.value_or(among);
  auto hint_id = item.hint.empty() ? "" : id + "-item-hint";
  auto conditional_id = item.conditional.empty() ? "" : "conditional-" + id;
  auto html = markup(
      "<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" id=\"{}\" name=\"{}\""
      " type=\"checkbox\" value=\"{}\"{}{}{}{}{}{}>{}{}</div>",
      id, item.name.empty() ? boxes.name : item.name, item.value, flag("checked", checked),
      flag("disabled", item.disabled), attribute("data-aria-controls", conditional_id),
      attribute("data-behaviour", item.exclusive ? "exclusive" : ""),
      attribute("aria-describedby", both_classes(described_by, hint_id)), item.attributes,
      label_for(id, label_of(item.text, item.label, "govuk-checkboxes__label")),
      hint_of(item.hint, hint_id, "govuk-checkboxes__hint"));
  if (!item.conditional.empty())
    html.add("<div class=\"govuk-checkboxes__conditional{}\" id=\"{}\">{}</div>",
             extra(checked ? "" : "govuk-checkboxes__conditional--hidden"), conditional_id, item.conditional);
  return html;
}

// Hint, error and choices stand inside the fieldset, where there is one, and it carries the description.
Html in_fieldset(Fieldset around, std::string const& described_by, Html const& content) {
  if (around.empty()) return content;
  around.described_by = described_by;
  around.html = content;
  return fieldset(around);
}

}  // namespace

Html radios(Radios const& radios) {
  auto const& prefix = radios.id_prefix.empty() ? radios.name : radios.id_prefix;
  auto description = describe(prefix, radios.fieldset.described_by, radios.hint, radios.error_message);
  Html items;
  for (std::size_t i = 0; i < radios.items.size(); ++i)
    items += radio_item(radios, radios.items[i], id_of(radios.items[i].id, prefix, i + 1));
  auto content = markup("{}<div class=\"govuk-radios{}\"{} data-module=\"govuk-radios\">{}{}{}</div>", description.html,
                        extra(radios.classes), radios.attributes, radios.form_group.before_input, items,
                        radios.form_group.after_input);
  return in_form_group(radios.form_group, !radios.error_message.empty(),
                       in_fieldset(radios.fieldset, description.described_by, content));
}

Html checkboxes(Checkboxes const& boxes) {
  auto const& prefix = boxes.id_prefix.empty() ? boxes.name : boxes.id_prefix;
  auto const& around = boxes.fieldset.described_by.empty() ? boxes.described_by : boxes.fieldset.described_by;
  auto description = describe(prefix, around, boxes.hint, boxes.error_message);
  // Without a fieldset each box carries the description itself.
  auto on_each = boxes.fieldset.empty() ? description.described_by : std::string();
  Html items;
  for (std::size_t i = 0; i < boxes.items.size(); ++i)
    items += checkbox_item(boxes, boxes.items[i], id_of(boxes.items[i].id, prefix, i + 1), on_each);
  auto content = markup("{}<div class=\"govuk-checkboxes{}\"{} data-module=\"govuk-checkboxes\">{}{}{}</div>",
                        description.html, extra(boxes.classes), boxes.attributes, boxes.form_group.before_input, items,
                        boxes.form_group.after_input);
  return in_form_group(boxes.form_group, !boxes.error_message.empty(),
                       in_fieldset(boxes.fieldset, description.described_by, content));
}

}  // namespace kith::html
