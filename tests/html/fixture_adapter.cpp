// From the untyped options of the design system's macros to our structs. Longer than other files because it names every
// option of every component once; it is the only test that reads JSON.
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "html/components.h"
#include "html/fixtures.h"

namespace kith::html {
// The tests' door: markup inside a published fixture is trusted.
struct TrustedMarkup {
  static Html trust(std::string source) {
    Html html;
    html.source_ = std::move(source);
    return html;
  }
};
}  // namespace kith::html

namespace json = boost::json;
using namespace kith::html;

namespace {

using Options = json::object;

json::value const* find(Options const& options, std::string_view key) {
  auto found = options.find(key);
  return found == options.end() || found->value().is_null() ? nullptr : &found->value();
}

std::string as_text(json::value const& value) {
  if (value.is_string()) return std::string(value.get_string());
  return json::serialize(value);
}

// An option as text; empty when it is absent, null or false.
std::string text_at(Options const& options, std::string_view key, std::string usual = "") {
  auto const* value = find(options, key);
  if (!value || *value == json::value(false)) return usual;
  auto text = as_text(*value);
  return text.empty() ? usual : text;
}

std::optional<std::string> optional_text_at(Options const& options, std::string_view key) {
  auto const* value = find(options, key);
  if (!value || value->is_bool()) return std::nullopt;
  return as_text(*value);
}

bool bool_at(Options const& options, std::string_view key) {
  auto const* value = find(options, key);
  return value && value->is_bool() && value->get_bool();
}

std::optional<bool> optional_bool_at(Options const& options, std::string_view key) {
  auto const* value = find(options, key);
  if (!value || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

int int_at(Options const& options, std::string_view key, int usual = 0) {
  auto const* value = find(options, key);
  if (!value) return usual;
  return value->is_int64() ? static_cast<int>(value->get_int64()) : std::stoi(as_text(*value));
}

Options const& object_at(Options const& options, std::string_view key) {
  static Options const none;
  auto const* value = find(options, key);
  return value && value->is_object() ? value->get_object() : none;
}

// The objects of a list. Nunjucks skips false, null and empty entries; our vectors cannot hold such things.
std::vector<Options> list_at(Options const& options, std::string_view key) {
  std::vector<Options> list;
  if (auto const* value = find(options, key); value && value->is_array())
    for (auto const& entry : value->get_array())
      if (entry.is_object() && !entry.get_object().empty()) list.push_back(entry.get_object());
  return list;
}

Html html_at(Options const& options, std::string_view html_key = "html", std::string_view text_key = "text",
             Html usual = {}) {
  if (auto html = text_at(options, html_key); !html.empty()) return TrustedMarkup::trust(html);
  if (auto text = text_at(options, text_key); !text.empty()) return text;
  return usual;
}

Url url_at(Options const& options, std::string_view key = "href", Url usual = {}) {
  auto address = text_at(options, key);
  if (address.empty()) return usual;
  return Url::parse(address).value();
}

// Fixtures write an attribute as a text, or as {value, optional} for flags. The names outlive the test: they are kept.
Attributes attributes_at(Options const& options, std::string_view key = "attributes") {
  static std::vector<std::unique_ptr<std::string>> names;
  Attributes attributes;
  for (auto const& [key_of_one, value] : object_at(options, key)) {
    names.push_back(std::make_unique<std::string>(key_of_one));
    auto name = AttributeName::parse(*names.back()).value();
    if (!value.is_object())
      attributes.add({name, as_text(value)});
    else if (bool_at(value.get_object(), "value"))
      attributes.add(flag(name, true));
    else if (auto text = optional_text_at(value.get_object(), "value"))
      attributes.add({name, *text});
  }
  return attributes;
}

std::string classes_at(Options const& options) { return text_at(options, "classes"); }

template <class Item, class Make>
std::vector<Item> items_at(Options const& options, std::string_view key, Make make) {
  std::vector<Item> items;
  for (auto const& one : list_at(options, key)) items.push_back(make(one));
  return items;
}

// --- parts shared by form controls

Label label_from(Options const& o) {
  return {.text = html_at(o),
          .is_page_heading = bool_at(o, "isPageHeading"),
          .for_id = text_at(o, "for"),
          .classes = classes_at(o),
          .attributes = attributes_at(o)};
}

Hint hint_from(Options const& o) {
  return {.text = html_at(o), .id = text_at(o, "id"), .classes = classes_at(o), .attributes = attributes_at(o)};
}

ErrorMessage error_from(Options const& o) {
  auto const* unseen = find(o, "visuallyHiddenText");
  return {.text = html_at(o),
          .visually_hidden_text = unseen ? Html(text_at(o, "visuallyHiddenText")) : Html("Error"),
          .id = text_at(o, "id"),
          .classes = classes_at(o),
          .attributes = attributes_at(o)};
}

Fieldset fieldset_from(Options const& o) {
  auto const& legend = object_at(o, "legend");
  return {.legend = {html_at(legend), bool_at(legend, "isPageHeading"), classes_at(legend)},
          .html = html_at(o),
          .described_by = text_at(o, "describedBy"),
          .role = text_at(o, "role"),
          .classes = classes_at(o),
          .attributes = attributes_at(o)};
}

FormGroup group_from(Options const& options) {
  auto const& o = object_at(options, "formGroup");
  auto both = [&](char const* one, char const* many) {
    return html_at(find(o, one) ? object_at(o, one) : object_at(o, many));
  };
  return {.before_input = both("beforeInput", "beforeInputs"),
          .after_input = both("afterInput", "afterInputs"),
          .classes = classes_at(o),
          .attributes = attributes_at(o)};
}

PluralMessage plural_at(Options const& options, std::string_view key) {
  auto const& o = object_at(options, key);
  return {text_at(o, "zero"), text_at(o, "one"),  text_at(o, "two"),
          text_at(o, "few"),  text_at(o, "many"), text_at(o, "other")};
}

// What every control has under the same name.
template <class Control>
Control control_from(Options const& o) {
  Control control;
  control.name = text_at(o, "name");
  control.hint = hint_from(object_at(o, "hint"));
  control.error_message = error_from(object_at(o, "errorMessage"));
  control.form_group = group_from(o);
  control.classes = classes_at(o);
  control.attributes = attributes_at(o);
  return control;
}

template <class Control>
Control labelled_control_from(Options const& o) {
  auto control = control_from<Control>(o);
  control.id = text_at(o, "id");
  control.label = label_from(object_at(o, "label"));
  return control;
}

// --- components

Affix affix_at(Options const& options, std::string_view key) {
  auto const& o = object_at(options, key);
  return {html_at(o), classes_at(o), attributes_at(o)};
}

Html render_input(Options const& o) {
  auto control = labelled_control_from<Input>(o);
  auto const& wrapper = object_at(o, "inputWrapper");
  control.value = optional_text_at(o, "value");
  control.type = text_at(o, "type", "text");
  control.inputmode = text_at(o, "inputmode");
  control.autocomplete = text_at(o, "autocomplete");
  control.autocapitalize = text_at(o, "autocapitalize");
  control.pattern = text_at(o, "pattern");
  control.spellcheck = optional_bool_at(o, "spellcheck");
  control.disabled = bool_at(o, "disabled");
  control.prefix = affix_at(o, "prefix");
  control.suffix = affix_at(o, "suffix");
  control.described_by = text_at(o, "describedBy");
  control.input_wrapper = {classes_at(wrapper), attributes_at(wrapper)};
  return input(control);
}

Html render_password_input(Options const& o) {
  auto control = labelled_control_from<PasswordInput>(o);
  control.value = optional_text_at(o, "value");
  control.autocomplete = text_at(o, "autocomplete", "current-password");
  control.disabled = bool_at(o, "disabled");
  control.show_password_text = text_at(o, "showPasswordText");
  control.hide_password_text = text_at(o, "hidePasswordText");
  control.show_password_aria_label_text = text_at(o, "showPasswordAriaLabelText");
  control.hide_password_aria_label_text = text_at(o, "hidePasswordAriaLabelText");
  control.password_shown_announcement_text = text_at(o, "passwordShownAnnouncementText");
  control.password_hidden_announcement_text = text_at(o, "passwordHiddenAnnouncementText");
  control.button_classes = classes_at(object_at(o, "button"));
  control.described_by = text_at(o, "describedBy");
  return password_input(control);
}

Html render_textarea(Options const& o) {
  auto control = labelled_control_from<Textarea>(o);
  control.value = text_at(o, "value");
  control.rows = int_at(o, "rows", 5);
  control.spellcheck = optional_bool_at(o, "spellcheck");
  control.autocomplete = text_at(o, "autocomplete");
  control.disabled = bool_at(o, "disabled");
  control.described_by = text_at(o, "describedBy");
  return textarea(control);
}

Html render_character_count(Options const& o) {
  auto control = labelled_control_from<CharacterCount>(o);
  control.value = text_at(o, "value");
  control.max_length = int_at(o, "maxlength");
  control.max_words = int_at(o, "maxwords");
  control.threshold = int_at(o, "threshold");
  control.count_type = text_at(o, "countType");
  control.rows = int_at(o, "rows", 5);
  control.spellcheck = optional_bool_at(o, "spellcheck");
  control.textarea_description_text = text_at(o, "textareaDescriptionText");
  control.characters_under_limit_text = plural_at(o, "charactersUnderLimitText");
  control.characters_at_limit_text = text_at(o, "charactersAtLimitText");
  control.characters_over_limit_text = plural_at(o, "charactersOverLimitText");
  control.words_under_limit_text = plural_at(o, "wordsUnderLimitText");
  control.words_at_limit_text = text_at(o, "wordsAtLimitText");
  control.words_over_limit_text = plural_at(o, "wordsOverLimitText");
  control.count_message_classes = classes_at(object_at(o, "countMessage"));
  return character_count(control);
}

Html render_select(Options const& o) {
  auto control = labelled_control_from<Select>(o);
  control.value = text_at(o, "value");
  control.disabled = bool_at(o, "disabled");
  control.described_by = text_at(o, "describedBy");
  control.items = items_at<SelectItem>(o, "items", [](Options const& i) {
    auto const* value = find(i, "value");
    return SelectItem{.value = value ? std::optional(as_text(*value)) : std::nullopt,
                      .text = text_at(i, "text"),
                      .selected = optional_bool_at(i, "selected"),
                      .disabled = bool_at(i, "disabled"),
                      .attributes = attributes_at(i)};
  });
  return select(control);
}

Html render_file_upload(Options const& o) {
  auto control = labelled_control_from<FileUpload>(o);
  control.multiple = bool_at(o, "multiple");
  control.disabled = bool_at(o, "disabled");
  control.described_by = text_at(o, "describedBy");
  control.drop_zone = {.present = bool_at(o, "javascript"),
                       .choose_files_button_text = text_at(o, "chooseFilesButtonText"),
                       .drop_instruction_text = text_at(o, "dropInstructionText"),
                       .multiple_files_chosen_text = plural_at(o, "multipleFilesChosenText"),
                       .no_file_chosen_text = text_at(o, "noFileChosenText"),
                       .entered_drop_zone_text = text_at(o, "enteredDropZoneText"),
                       .left_drop_zone_text = text_at(o, "leftDropZoneText"),
                       .classes = text_at(o, "wrapperClasses"),
                       .attributes = attributes_at(o, "wrapperAttributes")};
  return file_upload(control);
}

ItemLabel item_label_from(Options const& o) { return {classes_at(o), attributes_at(o)}; }

// Radios and checkboxes number their items by position, counting the skipped ones: those get their id here.
template <class Item>
Item choice_from(Options const& i) {
  Item item;
  item.value = text_at(i, "value");
  item.text = html_at(i);
  item.hint = hint_from(object_at(i, "hint"));
  item.checked = optional_bool_at(i, "checked");
  item.conditional = html_at(object_at(i, "conditional"), "html", "");
  item.divider = text_at(i, "divider");
  item.disabled = bool_at(i, "disabled");
  item.id = text_at(i, "id");
  item.label = item_label_from(object_at(i, "label"));
  item.attributes = attributes_at(i);
  return item;
}

Html render_radios(Options const& o) {
  auto control = control_from<Radios>(o);
  control.id_prefix = text_at(o, "idPrefix");
  control.fieldset = fieldset_from(object_at(o, "fieldset"));
  control.value = text_at(o, "value");
  control.items = items_at<RadioItem>(o, "items", choice_from<RadioItem>);
  return radios(control);
}

Html render_checkboxes(Options const& o) {
  auto control = control_from<Checkboxes>(o);
  control.id_prefix = text_at(o, "idPrefix");
  control.fieldset = fieldset_from(object_at(o, "fieldset"));
  control.described_by = text_at(o, "describedBy");
  if (auto const* values = find(o, "values"))
    for (auto const& value : values->as_array()) control.values.push_back(as_text(value));
  control.items = items_at<CheckboxItem>(o, "items", [](Options const& i) {
    auto item = choice_from<CheckboxItem>(i);
    item.name = text_at(i, "name");
    item.exclusive = text_at(i, "behaviour") == "exclusive";
    return item;
  });
  return checkboxes(control);
}

// The macro takes day, month and year apart from the items, and finds widths and errors in class names; a DateInput
// says the same with one list and two members.
DateInputItem date_item_from(Options const& i, Options const& all, std::string const& usual_name) {
  DateInputItem item;
  item.name = text_at(i, "name", usual_name);
  item.label = text_at(i, "label");
  item.id = text_at(i, "id");
  item.inputmode = text_at(i, "inputmode", "numeric");
  item.autocomplete = text_at(i, "autocomplete");
  item.pattern = text_at(i, "pattern");
  item.attributes = attributes_at(i);
  item.error = optional_bool_at(i, "error");
  bool is_year = item.name == "year" || item.name == text_at(object_at(all, "year"), "name", "year");
  item.width_characters = is_year ? 4 : 2;
  std::istringstream classes(classes_at(i));
  for (std::string word; classes >> word;) {
    if (word == "govuk-input--error")
      item.error = true;
    else if (word.starts_with("govuk-input--width-"))
      item.width_characters = std::stoi(word.substr(19));
    else
      item.classes += (item.classes.empty() ? "" : " ") + word;
  }
  auto prefix = text_at(all, "namePrefix");
  auto const& values = object_at(all, "values");
  item.value = optional_text_at(i, "value");
  if (!item.value) item.value = optional_text_at(object_at(all, item.name), "value");
  if (!item.value) item.value = optional_text_at(values, prefix.empty() ? item.name : prefix + "-" + item.name);
  return item;
}

Html render_date_input(Options const& o) {
  DateInput control;
  control.id = text_at(o, "id");
  control.name_prefix = text_at(o, "namePrefix");
  control.fieldset = fieldset_from(object_at(o, "fieldset"));
  control.hint = hint_from(object_at(o, "hint"));
  control.error_message = error_from(object_at(o, "errorMessage"));
  control.form_group = group_from(o);
  control.classes = classes_at(o);
  control.attributes = attributes_at(o);
  control.items.clear();
  for (auto const& item : list_at(o, "items")) control.items.push_back(date_item_from(item, o, ""));
  if (control.items.empty())
    for (std::string part : {"day", "month", "year"})
      if (auto const* given = find(o, part); !given || given->is_object())
        control.items.push_back(date_item_from(object_at(o, part), o, part));
  return date_input(control);
}

Html render_button(Options const& o) {
  return button({.text = html_at(o),
                 .href = url_at(o),
                 .name = text_at(o, "name"),
                 .value = text_at(o, "value"),
                 .type = text_at(o, "type", "submit"),
                 .start = bool_at(o, "isStartButton"),
                 .disabled = bool_at(o, "disabled"),
                 .prevent_double_click = optional_bool_at(o, "preventDoubleClick"),
                 .id = text_at(o, "id"),
                 .classes = classes_at(o),
                 .attributes = attributes_at(o)});
}

Tag tag_from(Options const& o) {
  return {.text = html_at(o), .classes = classes_at(o), .attributes = attributes_at(o)};
}

Html render_error_summary(Options const& o) {
  return error_summary(
      {.title = html_at(o, "titleHtml", "titleText"),
       .description = html_at(o, "descriptionHtml", "descriptionText"),
       .error_list = items_at<ErrorSummaryItem>(o, "errorList",
                                                [](Options const& i) {
                                                  return ErrorSummaryItem{html_at(i), url_at(i), attributes_at(i)};
                                                }),
       .disable_auto_focus = optional_bool_at(o, "disableAutoFocus"),
       .classes = classes_at(o),
       .attributes = attributes_at(o)});
}

ActionLinks action_links_from(Options const& o) {
  auto link = [](Options const& i) {
    return ActionLink{html_at(i), url_at(i), text_at(i, "visuallyHiddenText"), classes_at(i), attributes_at(i)};
  };
  return {items_at<ActionLink>(o, "items", link), classes_at(o)};
}

Html render_summary_list(Options const& o) {
  SummaryList list{.classes = classes_at(o), .attributes = attributes_at(o)};
  list.rows = items_at<SummaryListRow>(o, "rows", [](Options const& r) {
    auto const &key = object_at(r, "key"), &value = object_at(r, "value");
    return SummaryListRow{{html_at(key), classes_at(key)},
                          {html_at(value), classes_at(value)},
                          action_links_from(object_at(r, "actions")),
                          classes_at(r)};
  });
  if (find(o, "card")) {
    auto const& card = object_at(o, "card");
    auto const& title = object_at(card, "title");
    list.card = SummaryCard{.title = html_at(title),
                            .heading_level = int_at(title, "headingLevel", 2),
                            .title_classes = classes_at(title),
                            .actions = action_links_from(object_at(card, "actions")),
                            .classes = classes_at(card),
                            .attributes = attributes_at(card)};
  }
  return summary_list(list);
}

Html render_task_list(Options const& o) {
  auto item = [](Options const& i) {
    auto const &title = object_at(i, "title"), &status = object_at(i, "status");
    TaskListItem task{.title = {html_at(title), classes_at(title)},
                      .href = url_at(i),
                      .hint = html_at(object_at(i, "hint")),
                      .status = {.text = html_at(status), .classes = classes_at(status)},
                      .classes = classes_at(i)};
    if (find(status, "tag")) task.status.tag = tag_from(object_at(status, "tag"));
    return task;
  };
  return task_list({.items = items_at<TaskListItem>(o, "items", item),
                    .id_prefix = text_at(o, "idPrefix", "task-list"),
                    .classes = classes_at(o),
                    .attributes = attributes_at(o)});
}

TableCell cell_from(Options const& c) {
  auto format = text_at(c, "format");
  auto classes = classes_at(c);
  if (!format.empty() && format != "numeric") throw std::runtime_error("a table format we do not have: " + format);
  return {html_at(c), format == "numeric", int_at(c, "colspan"), int_at(c, "rowspan"), classes, attributes_at(c)};
}

Html render_table(Options const& o) {
  Table t{.caption = text_at(o, "caption"),
          .head = items_at<TableCell>(o, "head", cell_from),
          .first_cell_is_header = bool_at(o, "firstCellIsHeader"),
          .caption_classes = text_at(o, "captionClasses"),
          .classes = classes_at(o),
          .attributes = attributes_at(o)};
  if (auto const* rows = find(o, "rows"))
    for (auto const& row : rows->as_array()) {
      if (!row.is_array()) continue;
      auto& cells = t.rows.emplace_back();
      for (auto const& cell : row.get_array()) cells.push_back(cell_from(cell.as_object()));
    }
  return table(t);
}

std::optional<PaginationLink> pagination_link_at(Options const& options, std::string_view key) {
  auto const& o = object_at(options, key);
  if (text_at(o, "href").empty()) return std::nullopt;
  return PaginationLink{url_at(o), html_at(o), text_at(o, "labelText"), attributes_at(o)};
}

Html render_pagination(Options const& o) {
  auto item = [](Options const& i) {
    return PaginationItem{.number = text_at(i, "number"),
                          .href = url_at(i),
                          .current = bool_at(i, "current"),
                          .ellipsis = bool_at(i, "ellipsis"),
                          .visually_hidden_text = text_at(i, "visuallyHiddenText"),
                          .attributes = attributes_at(i)};
  };
  return pagination({.previous = pagination_link_at(o, "previous"),
                     .next = pagination_link_at(o, "next"),
                     .items = items_at<PaginationItem>(o, "items", item),
                     .landmark_label = text_at(o, "landmarkLabel", "Pagination"),
                     .classes = classes_at(o),
                     .attributes = attributes_at(o)});
}

// The interruption panel is a class for the macro and a member for us.
Html render_panel(Options const& o) {
  auto const& actions = object_at(o, "actions");
  std::string const marker = "govuk-panel--interruption";
  auto classes = classes_at(o);
  bool interruption = classes.find(marker) != std::string::npos;
  if (interruption) classes.erase(classes.find(marker), marker.size());
  auto action = [](Options const& i) {
    return PanelAction{text_at(i, "text"), url_at(i), text_at(i, "type"), classes_at(i), attributes_at(i)};
  };
  return panel(
      {.title = html_at(o, "titleHtml", "titleText"),
       .text = html_at(o),
       .interruption = interruption,
       .actions = {items_at<PanelAction>(actions, "items", action), classes_at(actions), attributes_at(actions)},
       .heading_level = int_at(o, "headingLevel", 1),
       .classes = classes,
       .attributes = attributes_at(o)});
}

Html render_notification_banner(Options const& o) {
  return notification_banner({.text = text_at(o, "text"),
                              .content = html_at(o, "html", ""),
                              .success = text_at(o, "type") == "success",
                              .title = html_at(o, "titleHtml", "titleText"),
                              .title_heading_level = int_at(o, "titleHeadingLevel", 2),
                              .title_id = text_at(o, "titleId", "govuk-notification-banner-title"),
                              .role = text_at(o, "role"),
                              .disable_auto_focus = optional_bool_at(o, "disableAutoFocus"),
                              .classes = classes_at(o),
                              .attributes = attributes_at(o)});
}

Html render_exit_this_page(Options const& o) {
  return exit_this_page({.text = html_at(o),
                         .redirect_url = url_at(o, "redirectUrl", "https://www.bbc.co.uk/weather"),
                         .id = text_at(o, "id"),
                         .activated_text = text_at(o, "activatedText"),
                         .timed_out_text = text_at(o, "timedOutText"),
                         .press_two_more_times_text = text_at(o, "pressTwoMoreTimesText"),
                         .press_one_more_time_text = text_at(o, "pressOneMoreTimeText"),
                         .classes = classes_at(o),
                         .attributes = attributes_at(o)});
}

Html render_generic_header(Options const& o) {
  return generic_header({.logo = html_at(o, "logoHtml", "logoText"),
                         .url = url_at(o, "url", "/"),
                         .container_classes = text_at(o, "containerClasses", "govuk-width-container"),
                         .classes = classes_at(o),
                         .attributes = attributes_at(o)});
}

Html render_service_navigation(Options const& o) {
  auto item = [](Options const& i) {
    return ServiceNavigationItem{html_at(i), url_at(i), bool_at(i, "current"), bool_at(i, "active"), attributes_at(i)};
  };
  auto const& slots = object_at(o, "slots");
  auto const& end = object_at(slots, "end");
  bool end_is_object = !end.empty();
  return service_navigation({.service_name = text_at(o, "serviceName"),
                             .service_url = url_at(o, "serviceUrl"),
                             .navigation = items_at<ServiceNavigationItem>(o, "navigation", item),
                             .slots = {.start = html_at(slots, "start", ""),
                                       .end = end_is_object ? html_at(end, "html", "") : html_at(slots, "end", ""),
                                       .end_inline = text_at(end, "align") == "inline",
                                       .navigation_start = html_at(slots, "navigationStart", ""),
                                       .navigation_end = html_at(slots, "navigationEnd", "")},
                             .collapse_navigation_on_mobile = optional_bool_at(o, "collapseNavigationOnMobile"),
                             .menu_button_text = text_at(o, "menuButtonText", "Menu"),
                             .menu_button_label = text_at(o, "menuButtonLabel"),
                             .navigation_label = text_at(o, "navigationLabel"),
                             .navigation_id = text_at(o, "navigationId", "navigation"),
                             .navigation_classes = text_at(o, "navigationClasses"),
                             .aria_label = text_at(o, "ariaLabel", "Service information"),
                             .classes = classes_at(o),
                             .attributes = attributes_at(o)});
}

Html render_language_navigation(Options const& o) {
  auto item = [](Options const& i) {
    return LanguageItem{html_at(i),
                        text_at(i, "lang"),
                        url_at(i),
                        text_at(i, "hrefLang"),
                        text_at(i, "dir"),
                        bool_at(i, "current"),
                        text_at(i, "languageDescriptionText"),
                        classes_at(i),
                        attributes_at(i)};
  };
  return language_navigation({.items = items_at<LanguageItem>(o, "items", item),
                              .aria_label = text_at(o, "ariaLabel", "Language"),
                              .classes = classes_at(o),
                              .attributes = attributes_at(o)});
}

Html render_breadcrumbs(Options const& o) {
  auto item = [](Options const& i) { return BreadcrumbItem{html_at(i), url_at(i), attributes_at(i)}; };
  return breadcrumbs({.items = items_at<BreadcrumbItem>(o, "items", item),
                      .collapse_on_mobile = bool_at(o, "collapseOnMobile"),
                      .label_text = text_at(o, "labelText", "Breadcrumb"),
                      .classes = classes_at(o),
                      .attributes = attributes_at(o)});
}

Html render_tabs(Options const& o) {
  auto item = [](Options const& i) {
    auto const& panel = object_at(i, "panel");
    return TabItem{.label = text_at(i, "label"),
                   .panel = {text_at(panel, "text"), html_at(panel, "html", ""), attributes_at(panel)},
                   .id = text_at(i, "id"),
                   .attributes = attributes_at(i)};
  };
  return tabs({.items = items_at<TabItem>(o, "items", item),
               .title = text_at(o, "title", "Contents"),
               .id_prefix = text_at(o, "idPrefix"),
               .id = text_at(o, "id"),
               .classes = classes_at(o),
               .attributes = attributes_at(o)});
}

Html render_accordion(Options const& o) {
  auto item = [](Options const& i) {
    auto const& content = object_at(i, "content");
    return AccordionItem{html_at(object_at(i, "heading")), html_at(object_at(i, "summary")), text_at(content, "text"),
                         html_at(content, "html", ""), bool_at(i, "expanded")};
  };
  return accordion({.id = text_at(o, "id"),
                    .items = items_at<AccordionItem>(o, "items", item),
                    .heading_level = int_at(o, "headingLevel", 2),
                    .remember_expanded = optional_bool_at(o, "rememberExpanded"),
                    .hide_all_sections_text = text_at(o, "hideAllSectionsText"),
                    .hide_section_text = text_at(o, "hideSectionText"),
                    .hide_section_aria_label_text = text_at(o, "hideSectionAriaLabelText"),
                    .show_all_sections_text = text_at(o, "showAllSectionsText"),
                    .show_section_text = text_at(o, "showSectionText"),
                    .show_section_aria_label_text = text_at(o, "showSectionAriaLabelText"),
                    .classes = classes_at(o),
                    .attributes = attributes_at(o)});
}

Html render_skip_link(Options const& o) {
  return skip_link({html_at(o), url_at(o, "href", "#content"), classes_at(o), attributes_at(o)});
}
Html render_back_link(Options const& o) {
  return back_link({html_at(o, "html", "text", "Back"), url_at(o, "href", "#"), classes_at(o), attributes_at(o)});
}
Html render_inset_text(Options const& o) {
  return inset_text({html_at(o), text_at(o, "id"), classes_at(o), attributes_at(o)});
}
Html render_warning_text(Options const& o) {
  return warning_text({html_at(o), text_at(o, "iconFallbackText", "Warning"), classes_at(o), attributes_at(o)});
}
Html render_details(Options const& o) {
  return details({html_at(o, "summaryHtml", "summaryText"), html_at(o), bool_at(o, "open"), text_at(o, "id"),
                  classes_at(o), attributes_at(o)});
}
Html render_phase_banner(Options const& o) {
  return phase_banner({tag_from(object_at(o, "tag")), html_at(o), classes_at(o), attributes_at(o)});
}

using Render = Html (*)(Options const&);
std::map<std::string, Render> const renderers = {
    {"accordion", render_accordion},
    {"back-link", render_back_link},
    {"breadcrumbs", render_breadcrumbs},
    {"button", render_button},
    {"character-count", render_character_count},
    {"checkboxes", render_checkboxes},
    {"date-input", render_date_input},
    {"details", render_details},
    {"error-message", [](Options const& o) { return error_message(error_from(o)); }},
    {"error-summary", render_error_summary},
    {"exit-this-page", render_exit_this_page},
    {"fieldset", [](Options const& o) { return fieldset(fieldset_from(o)); }},
    {"file-upload", render_file_upload},
    {"generic-header", render_generic_header},
    {"hint", [](Options const& o) { return hint(hint_from(o)); }},
    {"input", render_input},
    {"inset-text", render_inset_text},
    {"label", [](Options const& o) { return label(label_from(o)); }},
    {"language-navigation", render_language_navigation},
    {"notification-banner", render_notification_banner},
    {"pagination", render_pagination},
    {"panel", render_panel},
    {"password-input", render_password_input},
    {"phase-banner", render_phase_banner},
    {"radios", render_radios},
    {"select", render_select},
    {"service-navigation", render_service_navigation},
    {"skip-link", render_skip_link},
    {"summary-list", render_summary_list},
    {"table", render_table},
    {"tabs", render_tabs},
    {"tag", [](Options const& o) { return tag(tag_from(o)); }},
    {"task-list", render_task_list},
    {"textarea", render_textarea},
    {"warning-text", render_warning_text},
};

}  // namespace

std::vector<std::string> const& components_present() {
  static auto const names = [] {
    std::vector<std::string> all;
    for (auto const& [name, render] : renderers) all.push_back(name);
    return all;
  }();
  return names;
}

std::vector<Fixture> fixtures_of(std::string const& component) {
  auto path = std::string(KITH_SOURCE_DIR "/assets/node_modules/govuk-frontend/dist/govuk/components/") + component +
              "/fixtures.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("The design system's fixtures are not installed: " + path);
  std::ostringstream content;
  content << file.rdbuf();
  auto const document = json::parse(content.str());
  std::vector<Fixture> fixtures;
  for (auto const& one : document.at("fixtures").as_array()) {
    auto const& fixture = one.as_object();
    fixtures.push_back({component, as_text(fixture.at("name")), as_text(fixture.at("html")),
                        renderers.at(component)(fixture.at("options").as_object()).source()});
  }
  return fixtures;
}
