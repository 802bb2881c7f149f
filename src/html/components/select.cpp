#include "html/components/select.h"

namespace kith::html {

namespace {

Html option_of(SelectItem const& item, std::string const& chosen) {
  bool is_chosen = !chosen.empty() && item.value.value_or(item.text) == chosen;
  Attributes value;
  if (item.value) value.add({"value", *item.value});
  return markup("<option{}{}{}{}>{}</option>", value, flag("selected", item.selected.value_or(is_chosen)),
                flag("disabled", item.disabled), item.attributes, item.text);
}

}  // namespace

Html select(Select const& select) {
  auto const& id = select.id.empty() ? select.name : select.id;
  auto description = describe(id, select.described_by, select.hint, select.error_message);
  auto options = each(select.items, [&](SelectItem const& item) { return option_of(item, select.value); });
  auto element = markup("<select class=\"govuk-select{}{}\" id=\"{}\" name=\"{}\"{}{}{}>{}</select>",
                        extra(select.classes), extra(select.error_message.empty() ? "" : "govuk-select--error"), id,
                        select.name, flag("disabled", select.disabled),
                        attribute("aria-describedby", description.described_by), select.attributes, options);
  return in_form_group(select.form_group, !select.error_message.empty(),
                       label_for(id, select.label) + description.html + select.form_group.before_input + element +
                           select.form_group.after_input);
}

}  // namespace kith::html
