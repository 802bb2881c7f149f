// Radios, to choose one, and checkboxes, to choose any number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

// The label of one choice has no options but these.
struct ItemLabel {
  std::string classes = {};
  Attributes attributes = {};
};

struct RadioItem {
  std::string value = {};
  Html text = {};
  Hint hint = {};
  std::optional<bool> checked = {};  // overrides Radios::value
  Html conditional = {};             // shown while this one is chosen
  std::string divider = {};          // "or", instead of a choice
  bool disabled = false;
  std::string id = {};
  ItemLabel label = {};
  Attributes attributes = {};
};

struct Radios {
  std::string name = {};
  std::string id_prefix = {};  // the name, unless given; the first choice has it as its id, so that errors link to it
  Fieldset fieldset = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::vector<RadioItem> items = {};
  std::string value = {};
  FormGroup form_group = {};
  std::string classes = {};  // "govuk-radios--inline", "govuk-radios--small"
  Attributes attributes = {};
};
Html radios(Radios const& radios);

struct CheckboxItem {
  std::string value = {};
  Html text = {};
  Hint hint = {};
  std::optional<bool> checked = {};  // overrides Checkboxes::values
  Html conditional = {};
  std::string divider = {};
  bool exclusive = false;  // "None of the above": clears the others, with the script
  bool disabled = false;
  std::string id = {};
  std::string name = {};
  ItemLabel label = {};
  Attributes attributes = {};
};

struct Checkboxes {
  std::string name = {};
  std::string id_prefix = {};
  Fieldset fieldset = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::vector<CheckboxItem> items = {};
  std::vector<std::string> values = {};
  std::string described_by = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html checkboxes(Checkboxes const& checkboxes);

}  // namespace kith::html
