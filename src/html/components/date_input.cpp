#include "html/components/date_input.h"

#include <algorithm>

#include "html/components/input.h"

namespace kith::html {

namespace {

std::string capitalised(std::string name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    bool upper = i == 0 && name[i] >= 'a' && name[i] <= 'z';
    bool lower = i != 0 && name[i] >= 'A' && name[i] <= 'Z';
    if (upper) name[i] = static_cast<char>(name[i] - 32);
    if (lower) name[i] = static_cast<char>(name[i] + 32);
  }
  return name;
}

Html item_of(DateInput const& date, DateInputItem const& item, bool any_marked) {
  bool all = !date.error_message.empty() && !any_marked;
  bool wrong = item.error.value_or(all);
  auto classes = std::string("govuk-date-input__input");
  if (wrong) classes += " govuk-input--error";
  if (item.width_characters) classes += " govuk-input--width-" + std::to_string(item.width_characters);
  auto prefix = date.name_prefix.empty() ? "" : date.name_prefix + "-";
  return markup("<div class=\"govuk-date-input__item\">{}</div>",
                input({.name = prefix + item.name,
                       .id = item.id.empty() ? date.id + "-" + item.name : item.id,
                       .label = {.text = item.label.empty() ? capitalised(item.name) : item.label,
                                 .classes = "govuk-date-input__label"},
                       .value = item.value,
                       .inputmode = item.inputmode,
                       .autocomplete = item.autocomplete,
                       .pattern = item.pattern,
                       .classes = both_classes(classes, item.classes),
                       .attributes = item.attributes}));
}

}  // namespace

Html date_input(DateInput const& date) {
  auto description = describe(date.id, date.fieldset.described_by, date.hint, date.error_message);
  bool any_marked = std::ranges::any_of(date.items, [](auto const& item) { return item.error.value_or(false); });
  auto items = each(date.items, [&](DateInputItem const& item) { return item_of(date, item, any_marked); });
  auto content = markup("{}<div class=\"govuk-date-input{}\"{}{}>{}{}{}</div>", description.html, extra(date.classes),
                        date.attributes, attribute("id", date.id), date.form_group.before_input, items,
                        date.form_group.after_input);
  if (!date.fieldset.empty()) {
    auto around = date.fieldset;
    around.described_by = description.described_by;
    // Some screen readers say the description of a fieldset of text inputs only when it is a group.
    around.role = "group";
    around.html = content;
    content = fieldset(around);
  }
  return in_form_group(date.form_group, !date.error_message.empty(), content);
}

}  // namespace kith::html
