// A list to choose one from. Prefer radios: they show all there is and need one press less.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

struct SelectItem {
  std::optional<std::string> value = {};  // what the form sends; the text, unless given
  std::string text = {};
  std::optional<bool> selected = {};  // overrides Select::value
  bool disabled = false;
  Attributes attributes = {};
};

struct Select {
  std::string name = {};
  std::string id = {};
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::vector<SelectItem> items = {};
  std::string value = {};
  bool disabled = false;
  std::string described_by = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html select(Select const& select);

}  // namespace kith::html
