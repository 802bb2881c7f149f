// Forms that come back as they were typed. A page that could not accept a form is shown again from a FormState: what
// was typed, and what is wrong. Each …_field is the component of the same name with its value and error message filled
// in:
//
//   input_field(form, {.name = "forename", .label = {"First name"}})
//
// A field's errors carry its name; so do the links of the summary, because the first input of a field has the name as
// its id.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "html/components/choices.h"
#include "html/components/date_input.h"
#include "html/components/error_summary.h"
#include "html/components/file_upload.h"
#include "html/components/input.h"
#include "html/components/select.h"
#include "html/components/textarea.h"
#include "html/html.h"

namespace kith::html {

struct FormState {
  std::vector<std::pair<std::string, std::string>> values = {};  // as posted; a name may come more than once
  std::vector<FieldError> errors = {};
  std::string error_word = "Error";  // said before each message to those who cannot see it, in the page's language

  // The first value of this name; empty when there is none.
  std::string value(std::string_view name) const;
  std::vector<std::string> all_values(std::string_view name) const;
  // The first error of this field, or null.
  FieldError const* error(std::string_view field) const;
};

Html input_field(FormState const& form, Input input);
// What was typed as a password is never sent back.
Html password_input_field(FormState const& form, PasswordInput input);
Html textarea_field(FormState const& form, Textarea textarea);
Html character_count_field(FormState const& form, CharacterCount count);
Html select_field(FormState const& form, Select select);
Html radios_field(FormState const& form, Radios radios);
Html checkboxes_field(FormState const& form, Checkboxes checkboxes);
Html file_upload_field(FormState const& form, FileUpload upload);
// `id` is the field's name; it posts id-day, id-month and id-year. An error of the field marks all three, an error of
// id-day, id-month or id-year only that one.
Html date_field(FormState const& form, DateInput date);

// Nothing when the form has no errors; otherwise each of them, linked to the first input of its field. An error without
// a field is said without a link.
Html error_summary(FormState const& form, Html const& title = "There is a problem");

Html hidden_field(std::string_view name, std::string_view value);
// The token that proves a form came from one of our pages.
Html csrf_field(std::string_view token);
inline constexpr std::string_view csrf_field_name = "csrf_token";

// A form that posts `body` to `action`, checked by the server alone.
Html post_form(Url const& action, std::string_view csrf_token, Html const& body);
// The same for files (multipart/form-data).
Html upload_form(Url const& action, std::string_view csrf_token, Html const& body);

}  // namespace kith::html
