// Controls of forms, and the parts around them.
#include <sstream>

#include "html/fixture_renderers.h"

using namespace kith::html;

Label label_from(Options const& o) {
  return {.text = o.html(),
          .is_page_heading = o.boolean("isPageHeading"),
          .for_id = o.text("for"),
          .classes = o.classes(),
          .attributes = o.attributes()};
}

Hint hint_from(Options const& o) {
  return {.text = o.html(), .id = o.text("id"), .classes = o.classes(), .attributes = o.attributes()};
}

ErrorMessage error_from(Options const& o) {
  bool given = o.has("visuallyHiddenText");
  return {.text = o.html(),
          .visually_hidden_text = given ? Html(o.text("visuallyHiddenText")) : Html("Error"),
          .id = o.text("id"),
          .classes = o.classes(),
          .attributes = o.attributes()};
}

Fieldset fieldset_from(Options const& o) {
  auto const legend = o.object("legend");
  return {.legend = {legend.html(), legend.boolean("isPageHeading"), legend.classes()},
          .html = o.html(),
          .described_by = o.text("describedBy"),
          .role = o.text("role"),
          .classes = o.classes(),
          .attributes = o.attributes()};
}

namespace {

FormGroup group_from(Options const& options) {
  auto const o = options.object("formGroup");
  auto both = [&](char const* one, char const* many) { return o.object(o.has(one) ? one : many).html(); };
  return {.before_input = both("beforeInput", "beforeInputs"),
          .after_input = both("afterInput", "afterInputs"),
          .classes = o.classes(),
          .attributes = o.attributes()};
}

PluralMessage plural_at(Options const& options, std::string_view key) {
  auto const o = options.object(key);
  return {o.text("zero"), o.text("one"), o.text("two"), o.text("few"), o.text("many"), o.text("other")};
}

// What every control has under the same name.
template <class Control>
Control control_from(Options const& o) {
  Control control;
  control.name = o.text("name");
  control.hint = hint_from(o.object("hint"));
  control.error_message = error_from(o.object("errorMessage"));
  control.form_group = group_from(o);
  control.classes = o.classes();
  control.attributes = o.attributes();
  return control;
}

template <class Control>
Control labelled_control_from(Options const& o) {
  auto control = control_from<Control>(o);
  control.id = o.text("id");
  control.label = label_from(o.object("label"));
  return control;
}

Affix affix_at(Options const& options, std::string_view key) {
  auto const o = options.object(key);
  return {o.html(), o.classes(), o.attributes()};
}

Html render_input(Options const& o) {
  auto control = labelled_control_from<Input>(o);
  auto const wrapper = o.object("inputWrapper");
  control.value = o.optional_text("value");
  control.type = o.text("type", "text");
  control.inputmode = o.text("inputmode");
  control.autocomplete = o.text("autocomplete");
  control.autocapitalize = o.text("autocapitalize");
  control.pattern = o.text("pattern");
  control.spellcheck = o.optional_boolean("spellcheck");
  control.disabled = o.boolean("disabled");
  control.prefix = affix_at(o, "prefix");
  control.suffix = affix_at(o, "suffix");
  control.described_by = o.text("describedBy");
  control.input_wrapper = {wrapper.classes(), wrapper.attributes()};
  return input(control);
}

Html render_password_input(Options const& o) {
  auto control = labelled_control_from<PasswordInput>(o);
  control.value = o.optional_text("value");
  control.autocomplete = o.text("autocomplete", "current-password");
  control.disabled = o.boolean("disabled");
  control.show_password_text = o.text("showPasswordText");
  control.hide_password_text = o.text("hidePasswordText");
  control.show_password_aria_label_text = o.text("showPasswordAriaLabelText");
  control.hide_password_aria_label_text = o.text("hidePasswordAriaLabelText");
  control.password_shown_announcement_text = o.text("passwordShownAnnouncementText");
  control.password_hidden_announcement_text = o.text("passwordHiddenAnnouncementText");
  control.button_classes = o.object("button").classes();
  control.described_by = o.text("describedBy");
  return password_input(control);
}

Html render_textarea(Options const& o) {
  auto control = labelled_control_from<Textarea>(o);
  control.value = o.text("value");
  control.rows = o.integer("rows", 5);
  control.spellcheck = o.optional_boolean("spellcheck");
  control.autocomplete = o.text("autocomplete");
  control.disabled = o.boolean("disabled");
  control.described_by = o.text("describedBy");
  return textarea(control);
}

Html render_character_count(Options const& o) {
  auto control = labelled_control_from<CharacterCount>(o);
  control.value = o.text("value");
  control.max_length = o.integer("maxlength");
  control.max_words = o.integer("maxwords");
  control.threshold = o.integer("threshold");
  control.count_type = o.text("countType");
  control.rows = o.integer("rows", 5);
  control.spellcheck = o.optional_boolean("spellcheck");
  control.textarea_description_text = o.text("textareaDescriptionText");
  control.characters_under_limit_text = plural_at(o, "charactersUnderLimitText");
  control.characters_at_limit_text = o.text("charactersAtLimitText");
  control.characters_over_limit_text = plural_at(o, "charactersOverLimitText");
  control.words_under_limit_text = plural_at(o, "wordsUnderLimitText");
  control.words_at_limit_text = o.text("wordsAtLimitText");
  control.words_over_limit_text = plural_at(o, "wordsOverLimitText");
  control.count_message_classes = o.object("countMessage").classes();
  return character_count(control);
}

Html render_select(Options const& o) {
  auto control = labelled_control_from<Select>(o);
  control.value = o.text("value");
  control.disabled = o.boolean("disabled");
  control.described_by = o.text("describedBy");
  control.items = o.items<SelectItem>("items", [](Options const& i) {
    return SelectItem{.value = i.printed("value"),
                      .text = i.text("text"),
                      .selected = i.optional_boolean("selected"),
                      .disabled = i.boolean("disabled"),
                      .attributes = i.attributes()};
  });
  return select(control);
}

Html render_file_upload(Options const& o) {
  auto control = labelled_control_from<FileUpload>(o);
  control.multiple = o.boolean("multiple");
  control.disabled = o.boolean("disabled");
  control.described_by = o.text("describedBy");
  control.drop_zone = {.present = o.boolean("javascript"),
                       .choose_files_button_text = o.text("chooseFilesButtonText"),
                       .drop_instruction_text = o.text("dropInstructionText"),
                       .multiple_files_chosen_text = plural_at(o, "multipleFilesChosenText"),
                       .no_file_chosen_text = o.text("noFileChosenText"),
                       .entered_drop_zone_text = o.text("enteredDropZoneText"),
                       .left_drop_zone_text = o.text("leftDropZoneText"),
                       .classes = o.text("wrapperClasses"),
                       .attributes = o.attributes("wrapperAttributes")};
  return file_upload(control);
}

ItemLabel item_label_from(Options const& o) { return {o.classes(), o.attributes()}; }

// Radios and checkboxes number their items by position, counting the skipped ones: those get their id here.
template <class Item>
Item choice_from(Options const& i) {
  Item item;
  item.value = i.text("value");
  item.text = i.html();
  item.hint = hint_from(i.object("hint"));
  item.checked = i.optional_boolean("checked");
  item.conditional = i.object("conditional").html("html", "");
  item.divider = i.text("divider");
  item.disabled = i.boolean("disabled");
  item.id = i.text("id");
  item.label = item_label_from(i.object("label"));
  item.attributes = i.attributes();
  return item;
}

Html render_radios(Options const& o) {
  auto control = control_from<Radios>(o);
  control.id_prefix = o.text("idPrefix");
  control.fieldset = fieldset_from(o.object("fieldset"));
  control.value = o.text("value");
  control.items = o.items<RadioItem>("items", choice_from<RadioItem>);
  return radios(control);
}

Html render_checkboxes(Options const& o) {
  auto control = control_from<Checkboxes>(o);
  control.id_prefix = o.text("idPrefix");
  control.fieldset = fieldset_from(o.object("fieldset"));
  control.described_by = o.text("describedBy");
  control.values = o.texts("values");
  control.items = o.items<CheckboxItem>("items", [](Options const& i) {
    auto item = choice_from<CheckboxItem>(i);
    item.name = i.text("name");
    item.exclusive = i.text("behaviour") == "exclusive";
    return item;
  });
  return checkboxes(control);
}

// The macro takes day, month and year apart from the items, and finds widths and errors in class names; a DateInput
// says the same with one list and two members.
DateInputItem date_item_from(Options const& i, Options const& all, std::string const& usual_name) {
  DateInputItem item;
  item.name = i.text("name", usual_name);
  item.label = i.text("label");
  item.id = i.text("id");
  item.inputmode = i.text("inputmode", "numeric");
  item.autocomplete = i.text("autocomplete");
  item.pattern = i.text("pattern");
  item.attributes = i.attributes();
  item.error = i.optional_boolean("error");
  bool is_year = item.name == "year" || item.name == all.object("year").text("name", "year");
  item.width_characters = is_year ? 4 : 2;
  std::istringstream classes(i.classes());
  for (std::string word; classes >> word;) {
    if (word == "govuk-input--error")
      item.error = true;
    else if (word.starts_with("govuk-input--width-"))
      item.width_characters = std::stoi(word.substr(19));
    else
      item.classes += (item.classes.empty() ? "" : " ") + word;
  }
  auto prefix = all.text("namePrefix");
  auto const values = all.object("values");
  item.value = i.optional_text("value");
  if (!item.value) item.value = all.object(item.name).optional_text("value");
  if (!item.value) item.value = values.optional_text(prefix.empty() ? item.name : prefix + "-" + item.name);
  return item;
}

Html render_date_input(Options const& o) {
  DateInput control;
  control.id = o.text("id");
  control.name_prefix = o.text("namePrefix");
  control.fieldset = fieldset_from(o.object("fieldset"));
  control.hint = hint_from(o.object("hint"));
  control.error_message = error_from(o.object("errorMessage"));
  control.form_group = group_from(o);
  control.classes = o.classes();
  control.attributes = o.attributes();
  control.items.clear();
  for (auto const& item : o.list("items")) control.items.push_back(date_item_from(item, o, ""));
  if (control.items.empty())
    for (std::string part : {"day", "month", "year"})
      if (!o.is_false(part)) control.items.push_back(date_item_from(o.object(part), o, part));
  return date_input(control);
}

}  // namespace

std::map<std::string, Render> control_renderers() {
  return {
      {"character-count", render_character_count},
      {"checkboxes", render_checkboxes},
      {"date-input", render_date_input},
      {"error-message", [](Options const& o) { return error_message(error_from(o)); }},
      {"fieldset", [](Options const& o) { return fieldset(fieldset_from(o)); }},
      {"file-upload", render_file_upload},
      {"hint", [](Options const& o) { return hint(hint_from(o)); }},
      {"input", render_input},
      {"label", [](Options const& o) { return label(label_from(o)); }},
      {"password-input", render_password_input},
      {"radios", render_radios},
      {"select", render_select},
      {"textarea", render_textarea},
  };
}
