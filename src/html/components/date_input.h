// A date a person knows by heart, typed as day, month and year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

struct DateInputItem {
  std::string name = {};
  std::string label = {};  // the name with a capital, unless given
  std::optional<std::string> value = {};
  std::optional<bool> error = {};  // with an error message and no item marked, all are
  int width_characters = 2;
  std::string id = {};
  std::string inputmode = "numeric";
  std::string autocomplete = {};
  std::string pattern = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct DateInput {
  std::string id = {};
  std::string name_prefix = {};  // "born" sends born-day, born-month and born-year
  Fieldset fieldset = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::vector<DateInputItem> items = {{.name = "day"}, {.name = "month"}, {.name = "year", .width_characters = 4}};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html date_input(DateInput const& date);

}  // namespace kith::html
