#include "html/form.h"

#include <algorithm>

namespace kith::html {

namespace {

constexpr std::string_view day_suffix = "-day";

ErrorMessage message_of(FormState const& form, std::string_view field) {
  auto const* error = form.error(field);
  return error ? ErrorMessage{.text = error->sentence, .visually_hidden_text = form.error_word} : ErrorMessage{};
}

// The day of a date is its first input and has the field's own name as id.
Url link_to(std::string_view field) {
  if (field.ends_with(day_suffix)) field.remove_suffix(day_suffix.size());
  return Url().at(field);
}

// A page may give a control its first value; what was posted comes before it.
void fill(FormState const& form, std::string const& name, std::string& value) {
  auto typed = form.all_values(name);
  if (!typed.empty()) value = std::move(typed.front());
}

}  // namespace

std::string FormState::value(std::string_view name) const {
  auto all = all_values(name);
  return all.empty() ? "" : std::move(all.front());
}

std::vector<std::string> FormState::all_values(std::string_view name) const {
  std::vector<std::string> all;
  for (auto const& [posted, value] : values)
    if (posted == name) all.push_back(value);
  return all;
}

FieldError const* FormState::error(std::string_view field) const {
  auto found = std::ranges::find(errors, field, &FieldError::field);
  return found == errors.end() ? nullptr : &*found;
}

Html input_field(FormState const& form, Input control) {
  auto value = control.value.value_or("");
  fill(form, control.name, value);
  if (!value.empty()) control.value = value;
  control.error_message = message_of(form, control.name);
  return input(control);
}

Html password_input_field(FormState const& form, PasswordInput control) {
  control.value = {};
  control.error_message = message_of(form, control.name);
  return password_input(control);
}

Html textarea_field(FormState const& form, Textarea control) {
  fill(form, control.name, control.value);
  control.error_message = message_of(form, control.name);
  return textarea(control);
}

Html character_count_field(FormState const& form, CharacterCount control) {
  fill(form, control.name, control.value);
  control.error_message = message_of(form, control.name);
  return character_count(control);
}

Html select_field(FormState const& form, Select control) {
  fill(form, control.name, control.value);
  control.error_message = message_of(form, control.name);
  return select(control);
}

Html radios_field(FormState const& form, Radios control) {
  fill(form, control.name, control.value);
  control.error_message = message_of(form, control.name);
  return radios(control);
}

Html checkboxes_field(FormState const& form, Checkboxes control) {
  // An unticked box posts nothing, so once anything was posted the page's own first values no longer count.
  if (!form.values.empty()) control.values = form.all_values(control.name);
  control.error_message = message_of(form, control.name);
  return checkboxes(control);
}

Html file_upload_field(FormState const& form, FileUpload control) {
  control.error_message = message_of(form, control.name);
  return file_upload(control);
}

Html date_field(FormState const& form, DateInput date) {
  auto const field = date.id;
  date.id = field + "-date";  // the field's own name is for the first input
  date.name_prefix = field;
  date.error_message = message_of(form, field);
  bool whole = !date.error_message.empty();
  for (auto& item : date.items) {
    auto name = field + "-" + item.name;
    item.id = item.name == "day" ? field : name;
    auto typed = form.all_values(name);
    if (!typed.empty()) item.value = std::move(typed.front());
    auto part = message_of(form, name);
    item.error = whole || !part.empty();
    if (date.error_message.empty()) date.error_message = std::move(part);
  }
  return date_input(date);
}

Html error_summary(FormState const& form, Html const& title) {
  if (form.errors.empty()) return {};
  ErrorSummary summary{.title = title};
  for (auto const& error : form.errors)
    summary.error_list.push_back({error.sentence, error.field.empty() ? Url() : link_to(error.field)});
  return error_summary(summary);
}

Html hidden_field(std::string_view name, std::string_view value) {
  return markup("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
}

Html csrf_field(std::string_view token) { return hidden_field(csrf_field_name, token); }

Html post_form(Url const& action, std::string_view csrf_token, Html const& body) {
  return markup("<form action=\"{}\" method=\"post\" novalidate>{}{}</form>", action, csrf_field(csrf_token), body);
}

Html upload_form(Url const& action, std::string_view csrf_token, Html const& body) {
  return markup("<form action=\"{}\" method=\"post\" enctype=\"multipart/form-data\" novalidate>{}{}</form>", action,
                csrf_field(csrf_token), body);
}

}  // namespace kith::html
